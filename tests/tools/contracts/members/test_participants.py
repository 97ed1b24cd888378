"""Paid places: asked for, renamed, taken back."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.contracts.cast import OFFICE_HOURS, ask, contract, heard, hire, place_state, reply, state


async def test_an_invitation_writes_the_hours_into_the_contracts_calendar(hall, olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will, schedule={"limit": 20})
    assert (place["status"], place["price"], place["limit"], place["currency"]) == ("pending", "40.00", 20, "EUR")
    assert (place["user"]["id"], place["user"]["name"], place["role"]) == (will.id, "Will", "developer")
    assert (place["asked_by"], place["requested_by"]["id"], place["terms_version"]) == ("contract", olga.id, 1)
    row = hall.sql(
        "SELECT type_id, price, price_per, private, contract_id, participant_id FROM schedules WHERE id = ?",
        place["schedule_id"],
    )
    assert row == [(2, 4000, "hour", 1, id, place["id"])]
    assert state(hall, id) == 100
    told = heard(hall, will)[0]
    assert "40.00 EUR an hour, at most 20 hours a week" in told


async def test_one_place_a_person_and_role(olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    with pytest.raises(Refused) as refused:
        await ask(olga, id, will, role="Developer ")
    assert refused.value.details["participant_id"] == place["id"]
    assert (await ask(olga, id, will, role="tester"))["id"] != place["id"]
    assert place["id"] != 0


async def test_hours_of_a_schedule_are_copied(hall, olga, will):
    id = await contract(olga)
    made = await will.call(
        "create_schedule", label="My week", private=False, type_id=2, settings=OFFICE_HOURS, price="55", currency="EUR"
    )
    theirs = made["schedule"]["id"]
    answer = await olga.call(
        "add_contract_participant", contract_id=id, user_id=will.id, schedule={"schedule_id": theirs, "limit": 10}
    )
    place = answer["participant"]
    assert (place["price"], place["limit"], place["role"]) == ("55.00", 10, "worker")
    assert place["schedule_id"] != theirs
    assert hall.sql("SELECT participant_id FROM schedules WHERE id = ?", theirs) == [(None,)]


async def test_schedules_that_do_not_fit_are_refused(hall, olga, will, sam):
    id = await contract(olga)
    one = {"label": "X", "private": False, "settings": OFFICE_HOURS}
    slots = (await will.call("create_schedule", **one))["schedule"]["id"]
    dollars = (await will.call("create_schedule", **one, type_id=2, price="40", currency="USD"))["schedule"]["id"]
    foreign = (await sam.call("create_schedule", **one, type_id=2))["schedule"]["id"]
    hidden = (await sam.call("create_schedule", **{**one, "private": True}, type_id=2))["schedule"]["id"]
    for schedule, word in (
        ({"schedule_id": slots}, "type 2"),
        ({"schedule_id": dollars}, "USD"),
        ({"schedule_id": foreign}, "neither yours nor theirs"),
        ({"schedule_id": hidden}, "no schedule"),
        ({"schedule_id": slots, "price": "40"}, "one or the other"),
        ({"price": "40", "currency": "USD"}, "USD"),
    ):
        with pytest.raises(Refused) as refused:
            await olga.call("add_contract_participant", contract_id=id, user_id=will.id, schedule=schedule)
        assert word in refused.value.text, schedule
    assert hall.sql("SELECT count(*) FROM contract_participants") == [(0,)]


async def test_exactly_one_of_number_and_address(olga, will):
    id = await contract(olga)
    for given in ({}, {"user_id": will.id, "email": "a@b.test"}):
        with pytest.raises(Refused) as refused:
            await olga.call("add_contract_participant", contract_id=id, schedule={}, **given)
        assert "exactly one" in refused.value.text


async def test_below_level_five_nobody_invites(olga, will, rita, sam, job):
    for caller, code in ((will, "forbidden"), (rita, "forbidden"), (sam, "not_found")):
        with pytest.raises(Refused) as refused:
            await ask(caller, job.id, sam)
        assert refused.value.code == code


async def test_a_place_is_taken_back_while_it_waits(hall, olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    left = await olga.call("remove_contract_participant", contract_id=id, participant_id=place["id"])
    assert (left["removed_participant_id"], left["participants"]) == (place["id"], [])
    assert place_state(hall, place["id"]) == 444
    assert hall.sql("SELECT deleted_at IS NULL FROM schedules WHERE id = ?", place["schedule_id"]) == [(0,)]
    with pytest.raises(Refused) as refused:
        await reply(will, place)
    assert refused.value.code == "not_found"


async def test_a_place_that_was_taken_is_not_taken_back(olga, will, job):
    with pytest.raises(Refused) as refused:
        await olga.call("remove_contract_participant", contract_id=job.id, participant_id=job.place)
    assert (refused.value.shape["state"], "remove_contract_user" in refused.value.text) == ("200", True)


async def test_the_role_text_changes_and_nothing_else(olga, will, job):
    changed = await olga.call(
        "update_contract_participant", contract_id=job.id, participant_id=job.place, role="lead developer"
    )
    place = changed["participant"]
    assert (place["role"], place["terms_version"], place["price"]) == ("lead developer", 1, "40.00")
    other = await hire(olga, job.id, will, role="tester")
    with pytest.raises(Refused) as refused:
        await olga.call(
            "update_contract_participant", contract_id=job.id, participant_id=other["id"], role="Lead Developer"
        )
    assert refused.value.details["participant_id"] == job.place


async def test_places_that_ended_keep_their_role_text(olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    await reply(will, place, answer=False)
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract_participant", contract_id=id, participant_id=place["id"], role="x")
    assert (refused.value.shape["state"], refused.value.next) == ("400", ["add_contract_participant"])


async def test_whoever_works_on_it_is_taken_off_by_the_call_that_is_named(olga, will, rita, job):
    with pytest.raises(Refused) as no:
        await olga.call("remove_contract_participant", contract_id=job.id, participant_id=job.place)
    named = {"contract_id": job.id, "user_id": will.id, "user_type": "user"}
    assert no.value.step("remove_contract_user") == named


async def test_who_is_only_asked_invites_nobody_and_is_led_on(olga, will, rita, sam):
    asked = await ask(olga, await contract(olga), will)
    with pytest.raises(Refused) as no:
        await ask(will, asked["contract_id"], sam)
    assert no.value.status == 403
    assert no.value.step("get_contract") == {"contract_id": asked["contract_id"]}
