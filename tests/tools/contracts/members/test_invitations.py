"""Inviting by address, and applying to contracts that are open to everybody."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import OFFICE_HOURS, ask, contract, heard, place_state, reply

HOURS = {"price": "40.00", "settings": OFFICE_HOURS}


async def invite(owner: TestCaller, contract_id: int, email: str, **more: object) -> dict:
    return (await owner.call("add_contract_participant", contract_id=contract_id, email=email, schedule=HOURS, **more))[
        "participant"
    ]


async def signed_in(hall: Hall, email: str) -> TestCaller:
    """Whoever has an address signs in with a code."""
    sent = await hall.nobody().call("request_login_code", email=email)
    mail = (await hall.mails(email))[-1]
    code = next(
        word.strip(".") for word in mail.body.split() if word.strip(".").isdigit() and len(word.strip(".")) == 6
    )
    tokens = await hall.nobody().call("log_in_with_code", email=email, code=code, request_id=sent["request_id"])
    return hall.holder(tokens["token"], "person", tokens["user"]["id"])


async def test_an_unknown_address_is_mailed_and_answers_once_it_is_proven(hall, olga):
    id = await contract(olga)
    place = await invite(olga, id, "new@else.test")
    assert (place["user"]["email"], "id" in place["user"], "user_id" in place) == ("new@else.test", False, False)
    (mail,) = await hall.mails("new@else.test")
    assert f"participant_id {place['id']}" in mail.body
    assert "stop_mail" in mail.body
    nina = await signed_in(hall, "new@else.test")
    (row,) = (await nina.call("list_contracts"))["contracts"]
    assert row["id"] == id
    taken = (await reply(nina, place))["participant"]
    assert (taken["status"], taken["user_id"]) == ("confirmed", nina.id)
    shown = (await olga.call("get_contract", contract_id=id))["participants"][0]
    assert (shown["user"]["id"], shown["user"].get("email")) == (nina.id, None)


async def test_an_address_with_an_account_is_answered_like_one_without(hall, olga, sam):
    id = await contract(olga)
    known, unknown = await invite(olga, id, "sam@else.test"), await invite(olga, id, "none@else.test")
    for place in (known, unknown):
        place["user"].pop("email")
    assert set(known) == set(unknown)
    assert known["user"] == unknown["user"] == {"type": "user"}
    assert "You are asked to work on" in heard(hall, sam)[0]
    listed = (await olga.call("list_contract_users", contract_id=id))["users"]
    assert [row["user"].get("email") for row in listed] == [None, "sam@else.test", "none@else.test"]


async def test_others_on_the_contract_do_not_see_the_address(olga, rita, job):
    await invite(olga, job.id, "new@else.test")
    last = (await rita.call("list_contract_users", contract_id=job.id))["users"][-1]
    assert last["user"] == {"type": "user"}


async def test_whoever_only_opened_an_account_with_the_address_does_not_answer(hall, olga, sam):
    id = await contract(olga)
    place = await invite(olga, id, "new@else.test")
    person = hall.sql("SELECT id FROM persons WHERE email = 'new@else.test'")[0][0]
    await hall.app.database.write(lambda tx: tx.change("persons", sam.id, email_verified_at=None))
    assert person != sam.id
    other = await invite(olga, id, "sam@else.test", role="tester")
    for wanted in (place, other):
        with pytest.raises(Refused) as refused:
            await reply(sam, wanted)
        assert refused.value.code == "not_found"


async def test_somebody_known_is_shown_by_name_at_once(olga, will, job):
    other = await contract(olga)
    place = await invite(olga, other, "will@work.test")
    assert (place["user"]["id"], place["user"]["name"]) == (will.id, "Will")


async def test_an_address_is_asked_once_a_role(olga, sam):
    id = await contract(olga)
    place = await invite(olga, id, "new@else.test")
    with pytest.raises(Refused) as refused:
        await invite(olga, id, "New@else.test")
    assert refused.value.details["participant_id"] == place["id"]


async def test_the_same_place_by_number_and_by_address_is_taken_once(olga, sam):
    id = await contract(olga)
    one = await ask(olga, id, sam, role="worker")
    two = await invite(olga, id, "sam@else.test")
    await reply(sam, one)
    with pytest.raises(Refused) as refused:
        await reply(sam, two)
    assert refused.value.details["participant_id"] == one["id"]
    await reply(sam, two, answer=False)


async def test_ones_own_address_is_given_as_a_number(olga):
    id = await contract(olga)
    with pytest.raises(Refused) as refused:
        await invite(olga, id, "olga@client.test")
    assert "own address" in refused.value.text


async def test_mail_to_addresses_is_bounded_and_the_caller_is_told(hall, olga):
    id = await contract(olga)
    await invite(olga, id, "new@else.test")
    again = await olga.call(
        "add_contract_participant", contract_id=id, email="new@else.test", schedule=HOURS, role="tester"
    )
    assert any("Not mailed: new@else.test" in warning for warning in again["warnings"])
    assert len(await hall.mails("new@else.test")) == 1


async def test_at_most_a_hundred_addresses_a_day(hall, olga):
    id = await contract(olga)
    place = await invite(olga, id, "first@else.test")

    def fill(tx):
        row = dict(tx.one("SELECT * FROM contract_participants WHERE id = :id", id=place["id"]))
        row.pop("id")
        for number in range(99):
            tx.insert("contract_participants", **{**row, "invited_key": f"a{number}@else.test"})

    await hall.app.database.write(fill)
    with pytest.raises(Refused) as refused:
        await invite(olga, id, "more@else.test")
    assert refused.value.code == "rate_limited"


async def test_an_application_is_answered_by_a_manager(hall, olga, sam):
    id = await contract(olga)
    apply = {"contract_id": id, "user_id": sam.id, "schedule": {"price": "55.00"}, "role": "designer"}
    with pytest.raises(Refused) as hidden:
        await sam.call("add_contract_participant", **apply)
    assert hidden.value.code == "not_found"
    await olga.call("update_contract", contract_id=id, privacy=2)
    place = (await sam.call("add_contract_participant", **apply))["participant"]
    assert (place["asked_by"], place["price"]) == ("person", "55.00")
    assert "applies to work on" in heard(hall, olga)[0]
    with pytest.raises(Refused) as own:
        await reply(sam, place)
    assert own.value.code == "not_yours_to_answer"
    taken = (await reply(olga, place, message="Welcome"))["participant"]
    assert (taken["status"], taken["user_id"]) == ("confirmed", sam.id)
    assert "Welcome" in heard(hall, sam)[0]
    assert (await sam.call("get_contract", contract_id=id))["contract"]["role_name"] == "worker"


async def test_nobody_applies_for_somebody_else(olga, sam, will):
    id = await contract(olga)
    await olga.call("update_contract", contract_id=id, privacy=2)
    with pytest.raises(Refused) as refused:
        await ask(sam, id, will)
    assert refused.value.code == "forbidden"


async def test_an_application_is_taken_back_by_whoever_made_it(hall, olga, sam, will, job):
    await olga.call("update_contract", contract_id=job.id, privacy=2)
    place = await ask(sam, job.id, sam)
    with pytest.raises(Refused) as refused:
        await will.call("remove_contract_participant", contract_id=job.id, participant_id=place["id"])
    assert refused.value.code == "forbidden"
    await sam.call("remove_contract_participant", contract_id=job.id, participant_id=place["id"])
    assert place_state(hall, place["id"]) == 444
    assert "no longer applies" in heard(hall, olga)[0]


async def test_members_who_share_a_contract_see_each_others_address(hall, olga, will, sam, job):
    async def mail(viewer: TestCaller, person: TestCaller) -> bool:
        shown = await viewer.call("get_specialist_profile", user_id=person.id, include=["contact"])
        return shown["user"]["contact"]["email_shown"]

    await will.call("create_schedule", label="Hours", private=False, settings=OFFICE_HOURS)
    await sam.call("create_schedule", label="Hours", private=False, settings=OFFICE_HOURS)
    assert await mail(olga, will)
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    assert not await mail(olga, sam)
    assert await mail(sam, will)


async def test_whoever_proves_the_address_finds_the_invitation_in_their_inbox_once(hall, olga, sam):
    id = await contract(olga)
    await invite(olga, id, "new@else.test")
    await invite(olga, id, "sam@else.test")
    await hall.tick()
    nina = await signed_in(hall, "new@else.test")
    for _ in range(2):
        hall.clock.advance(minutes=1)
        await hall.tick()
    assert [text for text in heard(hall, nina) if "You are asked to work on" in text] == heard(hall, nina)
    asked = [text for text in heard(hall, sam) if "You are asked to work on" in text]
    assert (len(heard(hall, nina)), len(asked), len(await hall.mails("new@else.test"))) == (1, 1, 2)
    for one in (nina, sam):
        assert [row["awaits_answer"] for row in (await one.call("list_contracts"))["contracts"]] == [True]
    assert [row["awaits_answer"] for row in (await olga.call("list_contracts"))["contracts"]] == [False]


async def test_whoever_is_invited_by_address_hears_of_other_terms(hall, olga, sam):
    id = await contract(olga)
    unknown, known = await invite(olga, id, "new@else.test"), await invite(olga, id, "sam@else.test")
    for place in (unknown, known):
        await olga.call("update_schedule", schedule_id=place["schedule_id"], price="45.00")
    assert (
        f"The terms you are asked to work on in contract {id} changed." in (await hall.mails("new@else.test"))[-1].body
    )
    assert heard(hall, sam)[0] == f"The terms you are asked to work on in contract {id} changed."


async def test_a_rate_without_hours_is_warned_of(hall, olga, will):
    id = await contract(olga)
    how = {"contract_id": id, "user_id": will.id}
    answer = await olga.call("add_contract_participant", **how, schedule={"price": "40.00"})
    assert any(text.startswith("Only a rate is offered, and no working hours") for text in answer["warnings"])
    both = await olga.call("add_contract_participant", **how, role="tester", schedule=HOURS)
    assert not any("no working hours" in text for text in both.get("warnings", []))
