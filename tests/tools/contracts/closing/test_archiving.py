"""Archiving contracts, and bringing them back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.cast import (
    Job,
    ask,
    charge,
    contract,
    heard,
    hire,
    owed,
    place_state,
    put_aside,
    reply,
    state,
)
from tests.tools.scheduling.bookable import books_balance, offer
from tests.tools.scheduling.cast import book, plan


async def archive(caller: TestCaller, contract_id: int, **more: Any) -> dict[str, Any]:
    return await caller.call("delete_contract", contract_id=contract_id, **more)


async def restore(caller: TestCaller, contract_id: int) -> dict[str, Any]:
    return await caller.call("restore_contract", contract_id=contract_id)


async def test_a_contract_goes_with_its_places_and_everybody_hears_why(hall, olga, will, rita, sam, job):
    asked = await ask(olga, job.id, sam)
    answer = await archive(olga, job.id, reason="Done")
    assert (answer["participants_archived"], answer["contract"]["status"], answer["returned"]) == (2, "cancelled", [])
    assert [place_state(hall, id) for id in (job.place, asked["id"])] == [444, 444]
    assert hall.sql("SELECT count(*) FROM schedules WHERE contract_id = ? AND deleted_at IS NULL", job.id) == [(0,)]
    for person in (will, rita):
        assert "archived contract" in heard(hall, person)[0]
        assert "Done" in heard(hall, person)[0]
    assert "no longer asked" in heard(hall, sam)[0]
    assert (await olga.call("list_contracts"))["contracts"] == []
    (row,) = (await will.call("list_archived_contracts"))["contracts"]
    assert (row["id"], row["restorable"], row["deleted_by"]["id"], row["reason"]) == (job.id, False, olga.id, "Done")
    assert (await olga.call("list_archived_contracts", query="shop"))["contracts"][0]["restorable"] is True
    assert (await olga.call("list_archived_contracts", query="other"))["contracts"] == []


async def test_an_archived_contract_is_read_and_not_changed(hall, olga, will, sam, job):
    await archive(olga, job.id)
    shown = await will.call("get_contract", contract_id=job.id)
    assert shown["contract"]["deleted_at"] == "2026-03-02T10:00:00+01:00"
    assert "restore_contract" not in shown["allowed"]
    assert (await olga.call("get_contract", contract_id=job.id))["allowed"][-2:] == [
        "restore_contract",
        "remove_contract_user",
    ]
    for name, more in (
        ("delete_contract", {}),
        ("update_contract", {"label": "X"}),
        ("add_contract_user", {"user_id": sam.id, "role_id": 6}),
        ("add_contract_participant", {"user_id": sam.id, "schedule": {}}),
        ("remove_contract_user", {"user_id": will.id}),
    ):
        with pytest.raises(Refused) as refused:
            await olga.call(name, contract_id=job.id, **more)
        assert (refused.value.shape["state"], "2026-03-02" in refused.value.text) == ("archived", True), name
        assert "restore_contract" in refused.value.next


async def test_only_owners_archive_and_restore(olga, will, rita, sam, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=2)
    for caller, code in ((rita, "forbidden"), (will, "forbidden"), (sam, "not_found")):
        with pytest.raises(Refused) as refused:
            await archive(caller, job.id)
        assert refused.value.code == code
    await archive(olga, job.id)
    for caller, code in ((rita, "forbidden"), (sam, "not_found")):
        with pytest.raises(Refused) as refused:
            await restore(caller, job.id)
        assert refused.value.code == code


async def test_money_that_is_not_settled_stops_it_by_name(hall, olga, will, job):
    id = await owed(olga, will, job)
    with pytest.raises(Refused) as unpaid:
        await archive(olga, job.id)
    assert (unpaid.value.shape["state"], unpaid.value.details["charges"]) == ("unsettled", [id])
    assert "pay_contract_transactions" in unpaid.value.next
    await olga.call("pay_contract_transactions", contract_id=job.id, transactions=[id])
    how = {"participant_id": job.place, "date": "2026-03-02", "amount": "5.00", "method": "external"}
    deposit = (await olga.call("record_participant_deposit", **how))["transaction"]["id"]
    with pytest.raises(Refused) as waits:
        await archive(olga, job.id)
    assert waits.value.details["deposits"] == [deposit]
    assert state(hall, job.id) == 200
    await will.call("approve_contract_transactions", contract_id=job.id, transactions=[deposit])
    await archive(olga, job.id)


async def test_money_put_aside_goes_back_and_is_named_in_the_question(hall, olga, will, job):
    await put_aside(olga, job, "100.00")
    id = await owed(olga, will, job)
    await olga.call("pay_contract_transactions", contract_id=job.id, transactions=[id])
    assert hall.purse(olga.owner, "EUR") == ("940.00", "40.00")
    answer = await archive(olga, job.id)
    assert "40.00 EUR that is put aside goes back" in olga.questions[-1]
    assert answer["returned"] == [
        {"payer": {"type": "user", "id": olga.id, "name": "Olga"}, "amount": "40.00", "currency": "EUR"}
    ]
    assert hall.purse(olga.owner, "EUR") == ("940.00", "0.00")
    assert hall.purse(will.owner, "EUR") == ("60.00", "0.00")
    assert books_balance(hall)
    await restore(olga, job.id)
    assert hall.purse(olga.owner, "EUR") == ("940.00", "0.00")


async def test_a_no_leaves_everything_as_it_is(hall, olga, will, job):
    olga.says_yes = False
    with pytest.raises(Refused):
        await archive(olga, job.id)
    assert (state(hall, job.id), place_state(hall, job.place)) == (200, 200)


async def test_running_clocks_stop_and_become_pending_charges(hall, olga, will, job):
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=1)
    await archive(olga, job.id)
    assert hall.sql("SELECT stop_reason FROM time_logs") == [("contract_archived",)]
    assert hall.sql("SELECT status_id, amount FROM events WHERE type_id = 3") == [(100, 4000)]


async def test_a_clock_whose_time_is_approved_at_once_stops_it_until_that_is_paid(hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, settings={"auto_approve": True})
    await will.call("start_participant_timer", participant_id=job.place)
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as refused:
        await archive(olga, job.id)
    assert refused.value.shape["state"] == "unsettled"
    assert hall.sql("SELECT status_id FROM time_logs") == [(100,)]


async def test_sub_contracts_go_first_and_come_back_last(olga, job):
    part = await contract(olga, parent_id=job.id, label="Part", amount="50.00")
    with pytest.raises(Refused) as refused:
        await archive(olga, job.id)
    assert (refused.value.shape["state"], f"{part} “Part”" in refused.value.text) == ("live_sub_contracts", True)
    await archive(olga, part)
    await archive(olga, job.id)
    with pytest.raises(Refused) as parent:
        await restore(olga, part)
    assert (parent.value.shape["state"], f"Contract {job.id}" in parent.value.text) == ("parent_archived", True)
    await restore(olga, job.id)
    await restore(olga, part)


async def test_a_sub_contract_comes_back_only_within_its_parents_ceiling(olga):
    top = await contract(olga, amount="100.00")
    part = await contract(olga, parent_id=top, amount="60.00")
    await archive(olga, part)
    await contract(olga, parent_id=top, amount="50.00")
    with pytest.raises(Refused) as refused:
        await restore(olga, part)
    assert refused.value.details["left"] == "50.00"


async def test_what_is_planned_is_called_off_and_what_was_stays(hall: Hall, olga, will, job: Job):
    columns = {"kal_id": job.kal_id, "contract_id": job.id}
    ahead = await plan(hall, olga, will, emails=("gus@guest.test",), status_id=200, **columns)
    past = await plan(
        hall,
        olga,
        will,
        status_id=200,
        start_at="2026-03-02T07:00:00.000Z",
        end_at="2026-03-02T08:00:00.000Z",
        **columns,
    )
    task = {"type_id": 2, "kind": "task", "start_at": None, "end_at": None, "duration": None}
    due = await plan(hall, olga, **columns, **task)
    undated = await plan(hall, olga, **columns, **{**task, "date": None})
    schedule = await offer(hall, olga)
    booked = await book(will, schedule)
    await hall.app.database.write(lambda tx: tx.change("events", booked, contract_id=job.id))
    await archive(olga, job.id)
    states = dict(hall.sql("SELECT id, status_id FROM events"))
    assert {id: states[id] for id in (ahead, past, due, undated, booked)} == {
        ahead: 444, past: 200, due: 444, undated: 100, booked: 200,
    }  # fmt: skip
    assert "2 planned events are called off" in heard(hall, will)[0]
    (mail,) = await hall.mails("gus@guest.test")
    assert "was called off" in mail.body
    await restore(olga, job.id)
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", ahead) == [(444,)]


async def test_only_what_went_with_it_comes_back_as_it_was(hall, olga, will, rita, sam, job):
    gone = await hire(olga, job.id, rita, role="tester")
    await olga.call("remove_contract_user", contract_id=job.id, user_id=rita.id)
    asked = await ask(olga, job.id, sam)
    await archive(olga, job.id)
    answer = await restore(olga, job.id)
    assert (answer["participants_restored"], answer["not_restored"]) == (2, [])
    assert (answer["contract"]["status"], "deleted_at" in answer["contract"]) == ("confirmed", False)
    assert [place_state(hall, id) for id in (job.place, asked["id"], gone["id"])] == [200, 100, 444]
    assert (await will.call("get_schedule", schedule_id=job.schedule))["schedule"]["price"] == "40.00"
    assert "restored contract" in heard(hall, will)[0]
    assert (await reply(sam, asked))["participant"]["status"] == "confirmed"
    await archive(olga, job.id)


async def test_whoever_closed_their_account_does_not_come_back(hall, olga, will, job):
    await archive(olga, job.id)
    await hall.app.database.write(lambda tx: tx.change("persons", will.id, deleted_at="2026-03-02T09:00:00.000Z"))
    answer = await restore(olga, job.id)
    assert answer["not_restored"] == [{"participant_id": job.place, "reason": "the account was closed"}]
    assert (answer["participants_restored"], answer["contract"]["status"]) == (0, "pending")


async def test_a_contract_that_ended_meanwhile_comes_back_completed(hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-10T00:00:00Z")
    await archive(olga, job.id)
    hall.clock.advance(days=20)
    assert (await restore(olga, job.id))["contract"]["status"] == "completed"
    assert place_state(hall, job.place) == 777


async def test_what_is_not_archived_is_not_restored(olga, job):
    with pytest.raises(Refused) as refused:
        await restore(olga, job.id)
    assert (refused.value.shape["state"], "confirmed (200)" in refused.value.text) == ("200", True)


async def test_pending_charges_wait_in_the_archive(hall, olga, will, job):
    await charge(will, job.place)
    await archive(olga, job.id)
    await restore(olga, job.id)
    assert hall.sql("SELECT status_id FROM events WHERE type_id = 3") == [(100,)]


async def test_what_stands_open_comes_with_the_calls_that_settle_it(hall: Hall, olga, will, job):
    charge = await owed(olga, will, job)
    how = {"participant_id": job.place, "date": "2026-03-02", "amount": "5"}
    deposit = (await olga.call("record_participant_deposit", **how))["transaction"]["id"]
    with pytest.raises(Refused) as no:
        await olga.call("delete_contract", contract_id=job.id)
    assert no.value.step("pay_contract_transactions") == {"contract_id": job.id, "transactions": [charge]}
    both = {"contract_id": job.id, "transactions": [charge, deposit]}
    assert no.value.step("delete_contract_transactions") == both
    await olga.call("delete_contract_transactions", **both)
    await olga.call("delete_contract", contract_id=job.id)
