"""Voting on suggested changes of profiles, and taking them back, through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.specialists.market import names, specialist
from tests.tools.specialists.suggesting import picture, profile, suggest, world


async def test_the_owners_yes_applies_what_a_page_says(hall: Hall) -> None:
    ann, bob = await world(hall)
    ava = await picture(bob)
    correction = await suggest(
        bob, ann, city="Espoo", education="Doctorate", about="Tall.", ava_id={"id": ava},
        skills={"add": ["React"]}, languages={"add": [{"code": "sv", "level": "B1"}], "remove": ["fi"]},
        links={"Blog": "https://anna.test/"}, salary={"amount": "70", "currency": "EUR", "period": "hour"},
    )  # fmt: skip
    hall.clock.advance(hours=1)
    voted = await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    assert voted["correction"]["status"] == "approved"
    assert voted["correction"]["decided_at"] == "2026-03-02T10:00:00Z"
    assert len(voted["applied"]) == 8
    user = await profile(hall, ann)
    assert (user["city"], user["about"]) == ("Espoo", "Tall.")
    assert user["ava_id"] == ava
    assert [skill["name"] for skill in user["skills"]] == ["Go", "Java", "React"]
    assert user["languages"] == [{"code": "sv", "level": "B1"}]
    assert user["links"] == [{"label": "Blog", "url": "https://anna.test/"}]
    assert user["salary"]["amount"] == "70.00"
    assert hall.sql("SELECT attached_to FROM files WHERE id = ?", ava) == [(f"person:{ann.id}",)]
    acme = await hall.agent("Acme")
    assert names(await acme.call("search_specialists", query="espoo react")) == ["Ann"]


async def test_the_owners_no_changes_nothing(hall: Hall) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo")
    voted = await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=False)
    assert voted["correction"]["status"] == "rejected"
    assert voted["applied"] == []
    assert (await profile(hall, ann))["city"] == "Turku"
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ?", bob.id)
    assert "rejected" in told[0][0]


@pytest.mark.parametrize("vote", [True, False])
async def test_votes_of_others_are_advice_however_many_they_are(hall: Hall, vote: bool) -> None:
    ann, bob = await world(hall)
    ava = await picture(bob)
    correction = await suggest(bob, ann, phone="+358409999999", name="Ann Scam", city="Nowhere", ava_id={"id": ava})
    before = await profile(hall, ann)
    for number in range(6):
        peer = await hall.person(f"peer{number}@x.test")
        voted = await peer.call("vote_on_profile_correction", correction_id=correction["id"], vote=vote)
        assert (voted["correction"]["status"], voted["applied"]) == ("pending", [])
    assert voted["correction"]["votes_for" if vote else "votes_against"] == 6
    assert await profile(hall, ann) == before
    decided = await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    assert decided["applied"] == ["city", "ava_id"]


async def test_what_identifies_or_reaches_somebody_is_a_note_even_with_their_yes(hall: Hall) -> None:
    ann, bob = await world(hall)
    notes = {
        "name": "Ann Scam",
        "birthdate": "1970-02-02",
        "birthtime": "07:30",
        "birthcity": "Pori",
        "phone": "+358409999999",
        "email": "eve@x.test",
    }
    correction = await suggest(bob, ann, **notes)
    before = await profile(hall, ann)
    voted = await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    assert (voted["applied"], voted["waiting"]) == ([], list(voted["correction"]["changes"]))
    assert set(voted["waiting"]) == set(notes)
    assert {"update_my_profile", "request_email_change"} <= set(
        voted["message"].replace(".", "").replace(",", "").split()
    )
    assert await profile(hall, ann) == before


@pytest.mark.parametrize("decided", ["approved", "rejected", "withdrawn"])
async def test_decided_and_withdrawn_suggestions_take_no_votes(hall: Hall, decided: str) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo")
    if decided == "withdrawn":
        await bob.call("delete_profile_correction", correction_id=correction["id"])
    else:
        vote = decided == "approved"
        await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=vote)
    with pytest.raises(Refused) as no:
        await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=False)
    assert (no.value.status, no.value.code, no.value.shape["state"]) == (409, "wrong_state", decided)


async def test_authors_and_agents_do_not_vote_and_unknown_suggestions_are_not_found(hall: Hall) -> None:
    ann, bob = await world(hall)
    acme = await hall.agent("Acme")
    correction = await suggest(bob, ann, city="Espoo")
    for caller, code in ((bob, "own_suggestion"), (acme, "people_only")):
        with pytest.raises(Refused) as no:
            await caller.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
        assert (no.value.status, no.value.code) == (403, code)
    with pytest.raises(Refused) as no:
        await ann.call("vote_on_profile_correction", correction_id=99, vote=True)
    assert no.value.status == 404


async def test_fields_the_owner_changed_meanwhile_are_skipped_and_named(hall: Hall) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo", about="Tall.")
    await ann.call("update_my_profile", city="Oulu")
    voted = await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    assert (voted["applied"], voted["skipped"]) == (["about"], ["city"])
    assert "city" in voted["message"]
    assert (await profile(hall, ann))["city"] == "Oulu"


async def test_an_author_takes_a_pending_suggestion_back_after_being_asked(hall: Hall) -> None:
    ann, bob = await world(hall)
    eve = await hall.person("eve@x.test", credit="1 USDT")
    correction = await suggest(bob, ann, city="Espoo")
    await eve.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    gone = await bob.call("delete_profile_correction", correction_id=correction["id"])
    assert gone == {"message": gone["message"], "correction_id": correction["id"], "status": "withdrawn"}
    assert "about “Ann” (city)" in bob.questions[0]
    assert hall.sql("SELECT count(*) FROM profile_correction_votes") == [(0,)]
    page = await eve.call("get_specialist_profile", user_id=ann.id, include=["corrections"])
    assert page["corrections"] == []
    with pytest.raises(Refused) as no:
        await bob.call("delete_profile_correction", correction_id=correction["id"])
    assert no.value.status == 404


async def test_others_and_decided_suggestions_are_not_taken_back(hall: Hall) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo")
    with pytest.raises(Refused) as no:
        await ann.call("delete_profile_correction", correction_id=correction["id"])
    assert (no.value.status, no.value.code) == (403, "not_the_author")
    await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    with pytest.raises(Refused) as no:
        await bob.call("delete_profile_correction", correction_id=correction["id"])
    assert (no.value.status, no.value.shape["state"]) == (409, "approved")
    assert hall.sql("SELECT status FROM profile_corrections") == [("approved",)]


async def test_many_are_taken_back_all_or_none(hall: Hall) -> None:
    ann, bob = await world(hall)
    cat = await specialist(hall, "cat@work.test", "Cat")
    eve = await hall.person("eve@x.test", credit="1 USDT")
    one = (await suggest(bob, ann, city="Espoo"))["id"]
    two = (await suggest(bob, cat, city="Oulu"))["id"]
    three = (await suggest(bob, cat, about="Nice."))["id"]
    foreign = (await suggest(eve, ann, city="Pori"))["id"]
    await cat.call("vote_on_profile_correction", correction_id=three, vote=False)
    for ids, status, named in (
        ([one, 98, 99], 404, "98, 99"),
        ([one, foreign], 403, str(foreign)),
        ([one, three], 409, "rejected"),
    ):
        with pytest.raises(Refused) as no:
            await bob.call("delete_many_profile_corrections", ids=ids)
        assert no.value.status == status
        assert named in no.value.text
    with pytest.raises(Refused) as no:
        await bob.call("delete_many_profile_corrections", ids=[])
    assert no.value.status == 422
    assert hall.sql("SELECT count(*) FROM profile_corrections WHERE status = 'pending'") == [(3,)]
    gone = await bob.call("delete_many_profile_corrections", ids=[two, one, one])
    assert (gone["deleted"], gone["count"]) == ([two, one], 2)
    assert len(bob.questions) == 1
    assert "about “Cat” (city)" in bob.questions[0]


async def test_a_no_keeps_the_suggestion(hall: Hall) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo")
    bob.says_yes = False
    with pytest.raises(Refused):
        await bob.call("delete_profile_correction", correction_id=correction["id"])
    assert hall.sql("SELECT status FROM profile_corrections") == [("pending",)]
