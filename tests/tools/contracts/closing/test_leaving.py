"""Leaving contracts, and being taken off them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import (
    LATER,
    OFFICE_HOURS,
    Job,
    ask,
    contract,
    heard,
    hire,
    owed,
    place_state,
    put_aside,
    reply,
    state,
)
from tests.tools.scheduling.bookable import books_balance
from tests.tools.scheduling.cast import plan


async def leave(caller: TestCaller, contract_id: int, **more: Any) -> dict[str, Any]:
    return await caller.call("remove_contract_user", contract_id=contract_id, **more)


async def test_whoever_leaves_gives_up_their_places_and_managers_hear_of_it(hall, olga, will, job):
    asked = await ask(olga, job.id, will, role="tester")
    answer = await leave(will, job.id)
    assert (answer["removed_user_id"], answer["participants_ended"]) == (will.id, [job.place, asked["id"]])
    assert (answer["still_owed"], answer["returned"]) == ([], [])
    assert [place_state(hall, id) for id in (job.place, asked["id"])] == [444, 444]
    assert "Will” left contract" in heard(hall, olga)[0]
    assert state(hall, job.id) == 100
    assert (await will.call("list_contracts"))["contracts"] == []
    with pytest.raises(Refused):
        await will.call("start_participant_timer", participant_id=job.place)


async def test_owners_take_others_off_and_both_sides_hear_of_it(hall, olga, will, rita, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=2)
    await leave(olga, job.id, user_id=will.id)
    assert "You were taken off" in heard(hall, will)[0]
    assert "took “Will” off" in heard(hall, rita)[0]
    with pytest.raises(Refused) as refused:
        await leave(rita, job.id, user_id=olga.id)
    assert refused.value.code == "forbidden"
    await leave(rita, job.id, user_id=rita.id)


async def test_what_was_earned_stays_owed_and_can_be_paid(hall, olga, will, job):
    id = await owed(olga, will, job)
    answer = await leave(will, job.id)
    assert answer["still_owed"] == [{"participant_id": job.place, "amount": "60.00", "currency": "EUR"}]
    shown = await will.call("get_contract", contract_id=job.id)
    assert shown["participants"][0]["balance"]["balance"] == "-60.00"
    await olga.call("pay_contract_transactions", contract_id=job.id, transactions=[id])
    assert hall.purse(will.owner, "EUR") == ("60.00", "0.00")


async def test_money_put_aside_goes_back_when_nothing_needs_it(hall, olga, will, rita, job):
    other = await hire(olga, job.id, rita, role="tester")
    await put_aside(olga, job, "100.00")
    await put_aside(olga, Job(job.id, 0, other["id"], 0), "50.00")
    answer = await leave(olga, job.id, user_id=will.id)
    assert [(row["payer"]["id"], row["amount"]) for row in answer["returned"]] == [(olga.id, "100.00")]
    assert hall.purse(olga.owner, "EUR") == ("1000.00", "50.00")
    assert books_balance(hall)


async def test_money_put_aside_stays_while_a_charge_waits(hall, olga, will, job):
    await put_aside(olga, job, "100.00")
    await owed(olga, will, job)
    assert (await leave(will, job.id))["returned"] == []
    assert hall.purse(olga.owner, "EUR") == ("1000.00", "100.00")


async def test_a_running_clock_stops_and_becomes_a_pending_charge(hall, olga, will, job):
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=2)
    await leave(will, job.id)
    assert hall.sql("SELECT stop_reason FROM time_logs") == [("left",)]
    assert hall.sql("SELECT status_id, amount FROM events WHERE type_id = 3") == [(100, 8000)]


async def test_plans_go_on_without_whoever_left(hall: Hall, olga, will, rita, job: Job):
    columns = {"kal_id": job.kal_id, "contract_id": job.id}
    both = await plan(hall, olga, will, rita, **columns)
    alone = await plan(hall, olga, will, **columns)
    past = await plan(
        hall, olga, will, start_at="2026-03-02T07:00:00.000Z", end_at="2026-03-02T08:00:00.000Z", **columns
    )
    await leave(will, job.id)
    people = hall.sql("SELECT event_id, user_id FROM event_attendees ORDER BY id")
    assert people == [(both, rita.id), (past, will.id)]
    assert hall.sql("SELECT id, status_id FROM events ORDER BY id") == [(both, 100), (alone, 200), (past, 100)]


async def test_proposals_of_and_for_whoever_left_wait_no_more(hall, olga, will, job):
    given: dict[str, Any] = {"label": "developer", "private": True, "currency": "EUR", "settings": OFFICE_HOURS}
    await will.call("update_schedule", schedule_id=job.schedule, price="50.00", **given)
    await olga.call("update_schedule", schedule_id=job.schedule, price="30.00", **given)
    await leave(will, job.id)
    assert hall.sql("SELECT status_id FROM schedule_corrections") == [(444,), (444,)]


async def test_the_last_owner_hands_over_or_archives(olga, rita, job):
    with pytest.raises(Refused) as refused:
        await leave(olga, job.id)
    assert (refused.value.code, refused.value.next) == ("last_owner", ["add_contract_user", "delete_contract"])
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=1)
    await leave(olga, job.id)
    with pytest.raises(Refused) as last:
        await leave(rita, job.id)
    assert last.value.code == "last_owner"


async def test_whoever_is_no_member_is_told_so(olga, will, sam, job):
    await ask(olga, job.id, sam)
    for caller, given in ((sam, {}), (olga, {"user_id": sam.id})):
        with pytest.raises(Refused) as refused:
            await leave(caller, job.id, **given)
        assert (refused.value.shape["state"], "remove_contract_participant" in refused.value.text) == (
            "no_member",
            True,
        )


async def test_whoever_left_can_be_asked_again(hall, olga, will, job):
    await leave(will, job.id)
    place = await hire(olga, job.id, will)
    assert (place["id"] != job.place, place["status"], state(hall, job.id)) == (True, "confirmed", 200)


async def test_the_question_says_what_ends(olga, will, job):
    await leave(olga, job.id, user_id=will.id)
    assert olga.questions[-1].startswith(f"Take person {will.id} off contract {job.id}; 1 paid place on it end")


async def test_a_contract_without_paid_places_is_just_left(olga, rita):
    id = await contract(olga)
    await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=6)
    assert (await leave(rita, id))["participants_ended"] == []


async def _complete(hall, olga, job):
    hall.clock.advance(hours=1)
    await olga.call("update_contract", contract_id=job.id, end="2026-03-02T10:30:00+01:00")
    await hall.tick()
    assert (state(hall, job.id), place_state(hall, job.place)) == (777, 777)


async def test_whoever_leaves_a_completed_contract_is_not_brought_back_with_it(hall, olga, will, job):
    await put_aside(olga, job, "100.00")
    await _complete(hall, olga, job)
    answer = await leave(will, job.id)
    assert answer["participants_ended"] == [job.place]
    assert [row["amount"] for row in answer["returned"]] == ["100.00"]
    assert (state(hall, job.id), place_state(hall, job.place)) == (777, 444)
    await olga.call("update_contract", contract_id=job.id, end=LATER)
    assert (state(hall, job.id), place_state(hall, job.place)) == (100, 444)
    assert hall.purse(olga.owner, "EUR") == ("1000.00", "0.00")
    assert books_balance(hall)


async def test_a_completed_place_of_somebody_who_has_left_stays_and_its_money_goes_back(hall, olga, will, job):
    await put_aside(olga, job, "100.00")
    await _complete(hall, olga, job)
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE contract_users SET left_at = '2026-03-02T10:00:00Z' WHERE user_id = :id", id=will.id)
    )
    await hall.tick()
    assert hall.purse(olga.owner, "EUR") == ("1000.00", "0.00")
    await olga.call("update_contract", contract_id=job.id, end=LATER)
    assert place_state(hall, job.place) == 777


async def test_the_last_owner_is_told_whom_to_hand_over_to(hall: Hall, olga, will, rita, job):
    with pytest.raises(Refused) as no:
        await leave(olga, job.id)
    handed = no.value.step("add_contract_user")
    assert handed == {"contract_id": job.id, "role_id": 1, "user_id": rita.id, "user_type": "user"}
    await olga.call("add_contract_user", **handed)
    await leave(olga, job.id)


async def test_an_archived_contract_is_left_once_nothing_of_ones_own_is_open(hall: Hall, olga, will, rita, job):
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=1)
    await olga.call("delete_contract", contract_id=job.id)
    with pytest.raises(Refused) as no:
        await leave(will, job.id)
    assert no.value.details["state"] == "unsettled"
    with pytest.raises(Refused) as no:
        await leave(olga, job.id, user_id=rita.id)
    assert no.value.details["state"] == "archived"
    await leave(rita, job.id)
    assert [one["id"] for one in (await rita.call("list_archived_contracts"))["contracts"]] == []
    with pytest.raises(Refused) as no:
        await leave(olga, job.id)
    assert (no.value.code, no.value.next) == ("last_owner", ["restore_contract"])
    restored = await olga.call("restore_contract", contract_id=job.id)
    assert restored["participants_restored"] == 1


async def test_hours_that_an_owner_offered_are_a_remaining_owners_once_they_leave(
    hall: Hall, olga, will, rita, sam, job
):
    offered = await ask(olga, job.id, sam, role="tester")
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=1)
    await leave(olga, job.id)
    with pytest.raises(Refused) as no:
        await olga.call("get_schedule", schedule_id=offered["schedule_id"])
    assert no.value.code == "not_found"
    assert offered["schedule_id"] not in [one["id"] for one in (await olga.call("list_schedules"))["schedules"]]
    owned = "SELECT owner_id FROM schedules WHERE id = ?"
    assert hall.sql(owned, offered["schedule_id"]) == [(rita.id,)]
    assert (await rita.call("get_schedule", schedule_id=offered["schedule_id"]))["schedule"]["id"] == offered[
        "schedule_id"
    ]
    assert (await reply(sam, offered))["participant"]["status"] == "confirmed"
    owners = hall.sql("SELECT user_id FROM schedule_users WHERE schedule_id = ?", offered["schedule_id"])
    assert owners == [(sam.id,)]


async def test_the_only_member_leaves_what_they_archived(hall: Hall, olga):
    id = await contract(olga)
    await olga.call("delete_contract", contract_id=id)
    await leave(olga, id)
    assert (await olga.call("list_archived_contracts"))["contracts"] == []
