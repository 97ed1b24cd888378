"""Suggested changes of profiles through the pipeline."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.specialists.suggesting import picture, profile, suggest, world


async def test_a_suggestion_changes_nothing_and_tells_the_person(hall: Hall) -> None:
    ann, bob = await world(hall)
    correction = await suggest(bob, ann, city="Espoo", skills={"add": ["React"], "remove": ["go"]})
    assert correction["status"] == "pending"
    assert correction["changes"]["city"] == {"old": "Turku", "new": "Espoo"}
    assert correction["changes"]["skills"] == {"old": ["Go", "Java"], "new": ["Java", "React"]}
    me = await ann.call("get_my_profile")
    assert me["user"]["city"] == "Turku"
    assert [one["id"] for one in me["corrections"]] == [correction["id"]]
    notices = hall.sql("SELECT owner_id, text FROM notices WHERE topic = 'profile_correction'")
    assert [owner for owner, _ in notices] == [ann.id]
    assert "city, skills" in notices[0][1]


async def test_private_values_are_told_to_the_owner_and_the_author_only(hall: Hall) -> None:
    ann, bob = await world(hall)
    eve = await hall.person("eve@x.test", credit="1 USDT")
    correction = await suggest(bob, ann, phone="+358409999999", city="Espoo")
    assert correction["changes"]["phone"] == {"old": "***", "new": "+358409999999"}
    page = await eve.call("get_specialist_profile", user_id=ann.id, include=["corrections"])
    assert page["corrections"][0]["changes"] == {
        "phone": {"old": "***", "new": "***"},
        "city": {"old": "Turku", "new": "Espoo"},
    }
    owner = await ann.call("get_specialist_profile", user_id=ann.id, include=["corrections"])
    assert owner["corrections"][0]["changes"]["phone"]["new"] == "+358409999999"
    # Whether a guess is right is not told either.
    assert (await suggest(eve, ann, phone="+358401234567"))["status"] == "pending"


async def test_the_last_suggestion_of_an_author_for_a_field_counts(hall: Hall) -> None:
    ann, bob = await world(hall)
    eve = await hall.person("eve@x.test", credit="1 USDT")
    first = await suggest(bob, ann, city="Espoo", about="Tall.")
    other = await suggest(eve, ann, city="Espoo")
    second = await suggest(bob, ann, city="Vantaa")
    page = await eve.call("get_specialist_profile", user_id=ann.id, include=["corrections"])
    fields = {one["id"]: sorted(one["changes"]) for one in page["corrections"]}
    assert fields == {second["id"]: ["city"], other["id"]: ["city"], first["id"]: ["about"]}
    await suggest(bob, ann, about="Very tall.")
    assert hall.sql("SELECT status FROM profile_corrections WHERE id = ?", first["id"]) == [("withdrawn",)]


async def test_a_suggestion_must_differ_from_what_is_there(hall: Hall) -> None:
    ann, bob = await world(hall)
    same = {"city": "Turku", "skills": {"add": ["java"]}, "languages": {"remove": ["de"]}, "links": {"Blog": None}}
    for changes in ({}, same):
        with pytest.raises(Refused) as no:
            await suggest(bob, ann, **changes)
        assert no.value.status == 422
    assert set(no.value.fields) == set(same)


async def test_faulty_values_are_refused_by_field(hall: Hall) -> None:
    ann, bob = await world(hall)
    own = await picture(ann)
    for changes, field in (
        ({"name": "A"}, "name"),
        ({"birthdate": "2030-01-01"}, "birthdate"),
        ({"phone": "12"}, "phone"),
        ({"email": "nonsense"}, "email"),
        ({"ava_id": {"id": own}}, "ava_id"),
        ({"skills": {"add": [4711]}}, "skills.add"),
        ({"links": {"Blog": "javascript:alert(1)"}}, "links.Blog"),
        ({"salary": {"amount": "1.005", "currency": "EUR", "period": "hour"}}, "salary.amount"),
    ):
        with pytest.raises(Refused) as no:
            await suggest(bob, ann, **changes)
        assert no.value.status == 422, changes
        assert field in no.value.fields, no.value.text
    with pytest.raises(Refused) as no:
        await bob.call("create_profile_correction", user_id=999, city="Espoo")
    assert no.value.status == 404


async def test_empty_values_take_away(hall: Hall) -> None:
    ann, bob = await world(hall)
    await ann.call(
        "create_profile_correction", user_id=ann.id, links={"Blog": "https://a.test/", "Shop": "https://b.test/"}
    )
    correction = await suggest(bob, ann, city="", links={"Blog": "", "Shop": ""})
    assert correction["changes"]["city"] == {"old": "Turku", "new": ""}
    await ann.call("vote_on_profile_correction", correction_id=correction["id"], vote=True)
    user = await profile(hall, ann)
    assert "city" not in user
    assert user["links"] == []


async def test_agents_may_suggest(hall: Hall) -> None:
    ann, _ = await world(hall)
    acme = await hall.agent("Acme")
    correction = await suggest(acme, ann, city="Espoo")
    assert (correction["author_type"], correction["author_id"]) == ("agent", acme.id)
    gone = await acme.call("delete_profile_correction", correction_id=correction["id"])
    assert gone["status"] == "withdrawn"


async def test_on_ones_own_profile_the_change_is_made_at_once(hall: Hall) -> None:
    ann, _ = await world(hall)
    changed = await ann.call("create_profile_correction", user_id=ann.id, city="Espoo", skills={"remove": ["Go"]})
    assert changed["user"]["city"] == "Espoo"
    assert [skill["name"] for skill in changed["user"]["skills"]] == ["Java"]
    assert "correction" not in changed
    assert hall.sql("SELECT count(*) FROM profile_corrections") == [(0,)]


async def test_what_signs_one_in_or_reaches_one_has_a_door_of_its_own(hall: Hall) -> None:
    ann, _ = await world(hall)
    for change, door in (
        ({"email": "new@work.test"}, "request_email_change"),
        ({"phone": "+358409999999", "city": "Espoo"}, "update_my_profile"),
    ):
        with pytest.raises(Refused) as no:
            await ann.call("create_profile_correction", user_id=ann.id, **change)
        assert (no.value.code, no.value.next) == ("own_door", [door])
    assert await hall.mails("new@work.test") == []
    assert (await profile(hall, ann))["city"] == "Turku"


async def test_an_address_that_has_an_account_is_suggested_like_any_other(hall: Hall) -> None:
    ann, bob = await world(hall)
    for email in ("bob@x.test", "nobody@x.test"):
        assert (await suggest(bob, ann, email=email))["status"] == "pending"


async def test_the_person_is_mailed_what_kind_of_change_was_suggested_a_few_times_a_day(hall: Hall) -> None:
    ann, bob = await world(hall)
    eve = await hall.person("eve@x.test", credit="1 USDT")
    for number in range(5):
        await suggest(bob, ann, about=f"See https://evil.test/{number}")
        await suggest(eve, ann, city=f"City {number}")
    mails = await hall.mails("ann@work.test")
    assert len(mails) == 5
    assert "about" in mails[0].body
    assert "evil" not in "".join(mail.body for mail in mails)
    hall.clock.advance(days=1, seconds=1)
    await suggest(bob, ann, city="Oulu")
    assert len(await hall.mails("ann@work.test")) == 6


async def test_a_dry_run_stores_nothing(hall: Hall) -> None:
    ann, bob = await world(hall)
    tried = await bob.call("create_profile_correction", user_id=ann.id, city="Espoo", dry_run=True)
    assert tried["dry_run"] is True
    assert hall.sql("SELECT count(*) FROM profile_corrections") == [(0,)]
