"""Working hours and rates that were agreed: they change only with the other side's yes; offers change until they are
answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Refused, TestCaller
from tests.tools.contracts.cast import OFFICE_HOURS, Job, ask, contract, heard, reply


async def change(caller: TestCaller, schedule_id: int, **given: Any) -> dict[str, Any]:
    more = {"label": "developer", "private": True, "currency": "EUR", "settings": OFFICE_HOURS}
    return await caller.call("update_schedule", **{"schedule_id": schedule_id, **more, **given})


async def answer(caller: TestCaller, job: Job, proposal: int, yes: bool = True, **more: Any) -> dict[str, Any]:
    where = {"contract_id": job.id, "participant_id": job.place, "correction_id": proposal}
    return await caller.call("reply_to_participation_request", **where, answer=yes, **more)


async def test_the_persons_proposal_takes_effect_with_a_managers_yes(hall, olga, will, job):
    asked = await change(will, job.schedule, price="50.00", settings={**OFFICE_HOURS, "weekly_limit_hours": 30})
    proposal = asked["correction"]["id"]
    assert asked["schedule"]["price"] == "40.00"
    assert f"correction_id {proposal}" in heard(hall, olga)[0]
    with pytest.raises(Refused) as own:
        await answer(will, job, proposal)
    assert own.value.code == "not_yours_to_answer"
    done = await answer(olga, job, proposal, message="Fine")
    place = done["participant"]
    assert (place["price"], place["limit"], place["terms_version"]) == ("50.00", 30, 2)
    assert done["correction"]["changes"]["price"] == {"from": "40.00", "to": "50.00"}
    assert done["correction"]["status"] == "confirmed"
    assert hall.sql("SELECT price FROM schedules WHERE id = ?", job.schedule) == [(5000,)]
    assert "agrees to" in heard(hall, will)[0]
    assert (await answer(olga, job, proposal))["participant"] == place


async def test_the_contracts_proposal_is_answered_by_the_person(hall, olga, will, rita, job):
    proposal = (await change(olga, job.schedule, price="30.00"))["correction"]["id"]
    for other in (olga, rita):
        with pytest.raises(Refused):
            await answer(other, job, proposal)
    refused = await answer(will, job, proposal, yes=False, message="Too little")
    assert (refused["correction"]["status"], refused["participant"]["price"]) == ("declined", "40.00")
    assert "Too little" in heard(hall, olga)[0]
    with pytest.raises(Refused) as again:
        await answer(will, job, proposal, yes=True)
    assert again.value.shape["state"] == "400"


async def test_a_newer_proposal_of_a_side_replaces_its_older_one_alone(hall, olga, will, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=will.id, role_id=3)
    first = (await change(olga, job.schedule, price="30.00"))["correction"]["id"]
    theirs = (await change(will, job.schedule, price="60.00"))["correction"]["id"]
    second = await change(olga, job.schedule, price="35.00")
    assert any(f"proposal {first} of your side is replaced" in warning for warning in second["warnings"])
    assert hall.sql("SELECT id, status_id FROM schedule_corrections ORDER BY id") == [
        (first, 444),
        (theirs, 100),
        (second["correction"]["id"], 100),
    ]
    with pytest.raises(Refused) as refused:
        await answer(will, job, first)
    assert refused.value.shape["state"] == "444"


async def test_below_level_five_nobody_speaks_for_the_contract(olga, rita, will, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=5, write=4)
    with pytest.raises(Refused) as refused:
        await change(rita, job.schedule, price="30.00")
    assert "write level 5" in refused.value.text


async def test_what_belongs_to_the_contract_stays(will, job):
    for given, field in (
        ({"currency": "USD"}, "currency"),
        ({"private": False}, "private"),
        ({"price_per": "slot"}, "price_per"),
    ):
        with pytest.raises(Refused) as refused:
            await change(will, job.schedule, **given)
        assert field in refused.value.fields
    with pytest.raises(Refused) as same:
        await change(will, job.schedule)
    assert "nothing would change" in same.value.text


async def test_stale_terms_stop_an_answer_to_a_proposal(olga, will, job):
    one = (await change(olga, job.schedule, price="45.00"))["correction"]["id"]
    await answer(will, job, one, terms_version=1)
    two = (await change(olga, job.schedule, price="46.00"))["correction"]["id"]
    with pytest.raises(Refused) as refused:
        await answer(will, job, two, terms_version=1)
    assert (refused.value.code, refused.value.details["price"]) == ("terms_changed", "45.00")


async def test_an_open_offer_changes_by_the_side_that_made_it(hall, olga, will):
    id = await contract(olga)
    place = await ask(olga, id, will)
    shown = await will.call("get_schedule", schedule_id=place["schedule_id"])
    assert shown["schedule"]["price"] == "40.00"
    with pytest.raises(Refused) as refused:
        await change(will, place["schedule_id"], price="400.00")
    assert refused.value.code == "forbidden"
    changed = await change(olga, place["schedule_id"], price="42.00")
    assert "correction" not in changed
    with pytest.raises(Refused) as stale:
        await reply(will, place, terms_version=1)
    assert stale.value.details["price"] == "42.00"
    assert (await reply(will, place, terms_version=2))["participant"]["price"] == "42.00"


async def test_whoever_works_on_their_own_contract_answers_themselves(olga):
    id = await contract(olga)
    place = await ask(olga, id, olga)
    place = (await reply(olga, place))["participant"]
    asked = await change(olga, place["schedule_id"], price="41.00")
    job = Job(id, 0, place["id"], place["schedule_id"])
    done = await answer(olga, job, asked["correction"]["id"])
    assert done["participant"]["price"] == "41.00"


async def test_agreed_hours_cannot_be_deleted(will, job):
    with pytest.raises(Refused) as refused:
        await will.call("delete_schedule", schedule_id=job.schedule)
    assert (refused.value.shape["state"], f"contract {job.id}" in refused.value.text) == (
        "attached_to_participant",
        True,
    )


async def test_hours_of_others_are_seen_from_read_level_three(olga, will, sam, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=2)
    assert (await sam.call("list_schedules", contract_id=job.id))["schedules"] == []
    await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6)
    assert [row["id"] for row in (await sam.call("list_schedules", contract_id=job.id))["schedules"]] == [job.schedule]
    assert [row["id"] for row in (await will.call("list_schedules", contract_id=job.id))["schedules"]] == [job.schedule]


async def test_a_contracts_calendar_is_listed_for_its_members(olga, will, rita, sam, job):
    for member in (olga, will, rita):
        listed = (await member.call("list_calendars"))["calendars"]
        assert (job.kal_id, True, job.id) in [(row["id"], row["shared"], row.get("contract_id")) for row in listed]
    assert job.kal_id not in [row["id"] for row in (await sam.call("list_calendars"))["calendars"]]


async def seen_at(caller: TestCaller, kal_id: int, schedule_id: int) -> dict[str, Any]:
    """Where the hours are shown to somebody, and with which price."""
    found = {}
    try:
        shown = await caller.call("get_schedule", schedule_id=schedule_id)
        found["get_schedule"] = shown["schedule"].get("price")
        assert {slot.get("price") for slot in shown["slots"]} == {found["get_schedule"]}
        slot = (await caller.call("find_next_slot", schedule_id=schedule_id))["slot"]
        assert slot.get("price") == found["get_schedule"]
    except Refused as no:
        assert no.status == 404
        with pytest.raises(Refused) as none:
            await caller.call("find_next_slot", schedule_id=schedule_id)
        assert none.value.status == 404
    listed = (await caller.call("list_schedules", kal_id=kal_id))["schedules"]
    inside = (await caller.call("get_calendar", kal_id=kal_id))["schedules"]
    for name, rows in (("list_schedules", listed), ("get_calendar", inside)):
        found.update((name, row.get("price")) for row in rows if row["id"] == schedule_id)
    return found


@pytest.mark.parametrize("agreed", [True, False])
async def test_hours_of_others_are_shown_from_read_level_3_and_their_rate_from_4(hall, olga, will, sam, job, agreed):
    schedule = job.schedule
    if not agreed:
        schedule = (
            await olga.call(
                "add_contract_participant",
                contract_id=job.id,
                email="new@else.test",
                schedule={"price": "40.00", "settings": {**OFFICE_HOURS, "weekly_limit_hours": 20}},
            )
        )["participant"]["schedule_id"]
    places = ("get_schedule", "list_schedules", "get_calendar")
    for read, price in ((0, ""), (1, ""), (2, ""), (3, None), (4, "40.00")):
        await olga.call("add_contract_user", contract_id=job.id, user_id=sam.id, role_id=6, read=read, write=1)
        expected = {} if price == "" else dict.fromkeys(places, price)
        assert await seen_at(sam, job.kal_id, schedule) == expected, read
        if read == 3:
            text = str(await sam.call("get_schedule", schedule_id=schedule))
            assert not any(word in text for word in ("40.00", "weekly_limit_hours", "new@else", "'name': 'new'"))
    assert (await seen_at(olga, job.kal_id, schedule))["get_schedule"] == "40.00"
    if agreed:
        assert set((await seen_at(will, job.kal_id, schedule)).values()) == {"40.00"}


async def test_whoever_is_asked_sees_what_is_offered(olga, sam, job):
    place = await ask(olga, job.id, sam)
    shown = (await sam.call("get_schedule", schedule_id=place["schedule_id"]))["schedule"]
    assert (shown["price"], shown["settings"]["rules"] != []) == ("40.00", True)


async def test_a_rate_alone_is_proposed_without_saying_all_else_again(hall, olga, will, job):
    before = hall.sql("SELECT label, private, currency, settings FROM schedules WHERE id = ?", job.schedule)
    asked = await will.call("update_schedule", schedule_id=job.schedule, price="50.00")
    assert (await answer(olga, job, asked["correction"]["id"]))["participant"]["price"] == "50.00"
    assert hall.sql("SELECT label, private, currency, settings FROM schedules WHERE id = ?", job.schedule) == before
    with pytest.raises(Refused) as no:
        await will.call("update_schedule", schedule_id=job.schedule)
    assert no.value.fields == {"label": "nothing to change was given"}
