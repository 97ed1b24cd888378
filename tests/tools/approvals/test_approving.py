"""Agreeing to what waits: carried out exactly once, as it was sealed or with less, and nothing else."""

from __future__ import annotations

import asyncio

import pytest

from store.types import Owner
from tests.hall import Refused
from tests.tools.approvals.desk_world import SLOT, desk_world
from tests.tools.tasks.task_world import world_of

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


async def refusal(doing) -> Refused:
    with pytest.raises(Refused) as no:
        await doing
    return no.value


async def test_an_act_waits_costs_nothing_and_is_carried_out_by_a_yes(hall):
    world = await desk_world(hall, mode="desk_always")
    before = hall.purse(Owner("company", world.bot.company), "EUR")
    waiting = await world.waiting()
    assert waiting["reasons"] == ["confirmation"]
    assert waiting["amount"] == {"amount": "120.00", "currency": "EUR"}
    assert set(waiting["approvers"]) == {"Boss", "Fin", "Mia"}
    assert hall.purse(Owner("company", world.bot.company), "EUR") == before
    assert world.bot.questions == []
    assert world.bookings() == 0
    assert (await world.waiting())["public_id"] == waiting["public_id"]
    shown = await world.boss.call("get_approval_request", approval_id=waiting["public_id"], refresh=True)
    assert shown["preview_differs"] is False
    assert "approve_request" in shown["allowed"]
    assert "120.00" in [purse.get("holds") for purse in shown["preview"]["would_pay"]]
    done = await world.fin.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert done["request"]["status"] == "executed"
    assert done["request"]["decided_by"]["id"] == world.fin.id
    assert done["result"].keys() >= {"event", "charge"}
    assert world.bookings() == 1
    line = hall.sql("SELECT caller_type, approval_id, approved_by FROM calls WHERE id = ?", done["receipt"]["call_id"])
    assert line == [("agent", done["request"]["id"], world.fin.id)]
    assert world.bot.questions == world.fin.questions == []
    again = await refusal(world.boss.call("approve_request", approval_id=waiting["public_id"], version=1))
    assert (again.code, again.details["state"]) == ("wrong_state", "executed")
    assert again.details["call_id"] == done["receipt"]["call_id"]


async def test_who_did_not_want_to_wait_repeats_it_under_its_key_when_it_is_carried_out(hall):
    world = await desk_world(hall, mode="desk_always")
    given = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance", "wait": False, "idempotency_key": "k"}
    waiting = await world.bot.call("book_schedule", **given)
    done = await world.boss.call("approve_request", approval_id=waiting["approval"]["public_id"], version=1)
    again = await world.bot.call("book_schedule", **given)
    assert (again["replayed"], again["event"]["id"]) == (True, done["result"]["event"]["id"])
    other = await refusal(world.bot.call("book_schedule", **{**given, "start": "2026-03-04T12:00:00Z"}))
    assert other.code == "idempotency_conflict"
    assert world.bookings() == 1


async def test_who_asks_again_with_a_key_repeats_it_when_it_is_carried_out(hall):
    world = await desk_world(hall, mode="desk_always")
    given = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance"}
    first = await world.bot.call("book_schedule", **given)
    second = await world.bot.call("book_schedule", **given, idempotency_key="k")
    assert second["approval"]["public_id"] == first["approval"]["public_id"]
    done = await world.boss.call("approve_request", approval_id=first["approval"]["public_id"], version=1)
    again = await world.bot.call("book_schedule", **given, idempotency_key="k")
    assert (again["replayed"], again["event"]["id"]) == (True, done["result"]["event"]["id"])
    assert world.bookings() == 1


async def test_every_key_that_it_was_asked_for_with_is_answered_what_was_carried_out(hall):
    world = await desk_world(hall, mode="desk_always")
    given = {"schedule_id": world.schedule, "start": SLOT, "pay": "balance"}
    keys = ["first", "second", "third", "first"]
    asked = [(await world.bot.call("book_schedule", **given, idempotency_key=key))["approval"] for key in keys]
    assert len({each["public_id"] for each in asked}) == 1
    await world.bot.call("book_schedule", **{**given, "pay": "later"}, dry_run=True)
    # A key may serve another call before it is carried out, and stays that call's.
    await world.bot.call("set_notice_settings", timezone="Europe/Helsinki", idempotency_key="third")
    done = await world.boss.call("approve_request", approval_id=asked[0]["public_id"], version=1)
    for key in keys[:2]:
        again = await world.bot.call("book_schedule", **given, idempotency_key=key)
        assert (again["replayed"], again["event"]["id"]) == (True, done["result"]["event"]["id"])
    assert (
        await refusal(world.bot.call("book_schedule", **given, idempotency_key="third"))
    ).code == "idempotency_conflict"
    assert world.bookings() == 1


async def test_of_approvers_at_the_same_time_one_carries_it_out(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    calls = (
        world.boss.call("approve_request", approval_id=id, version=1, idempotency_key="one"),
        world.fin.call("approve_request", approval_id=id, version=1, idempotency_key="two"),
        world.mia.call("approve_request", approval_id=id, version=1, idempotency_key="three"),
    )
    came = await asyncio.gather(*calls, return_exceptions=True)
    done = [one for one in came if isinstance(one, dict)]
    refused = [one for one in came if isinstance(one, Refused)]
    assert (len(done), len(refused)) == (1, 2)
    assert {(one.details["state"], one.details["call_id"]) for one in refused} == {
        ("executed", done[0]["receipt"]["call_id"])
    }
    assert world.bookings() == 1
    assert hall.sql("SELECT count(*) FROM ledger_holds WHERE kind = 'booking'") == [(1,)]
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'book_schedule'") == [(1,)]


async def test_what_changed_meanwhile_is_not_carried_out_but_shown_as_the_next_version(hall):
    world = await world_of(hall)
    bot = world.acme
    await world.boss.call("set_approval_policy", mode="desk_always")
    await world.hall.app.database.write(
        lambda tx: tx.insert(
            "confirmation_limits", owner_type="agent", owner_id=bot.id, ask=1, usd_micros=0, updated_at="2026"
        )
    )
    task_id = (await world.order(price="81.00"))["id"]
    waiting = (await bot.call("pay_new_task", task_id=task_id))["approval"]
    assert waiting["amount"]["amount"] == "88.29"
    await world.boss.call("request_task_changes", task_id=task_id, price="90.00")
    no = await refusal(world.boss.call("approve_request", approval_id=waiting["public_id"], version=1))
    assert (no.status, no.code, no.details["version"]) == (409, "changed", 2)
    assert "88.29" in no.details["old"]
    assert "98.10" in no.details["new"]
    assert world.balance()[0] == "2000.00"
    old = await refusal(world.boss.call("approve_request", approval_id=waiting["public_id"], version=1))
    assert old.code == "changed"
    await world.boss.call("approve_request", approval_id=waiting["public_id"], version=2)
    assert world.balance()[0] == "1901.90"


async def test_a_lower_amount_is_carried_out_and_nothing_that_is_not_lower(hall):
    eva = await hall.person("eva@home.test", credit="500 USDT")
    bot = await hall.agent("Acme", credit="500 USDT")
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_approval_policy", mode="desk_always")
    waiting = (await bot.call("request_withdrawal", currency="USDT", amount="100.00", address=ADDRESS))["approval"]
    id = waiting["public_id"]
    for amount in ("100.00", "120.00"):
        no = await refusal(boss.call("approve_request", approval_id=id, version=1, amount=amount))
        assert no.status == 422
        assert "amount" in no.fields
    assert (await boss.call("get_approval_request", approval_id=id))["request"]["status"] == "pending"
    done = await boss.call("approve_request", approval_id=id, version=1, amount="60.00")
    assert done["request"]["edited"] == {"name": "amount", "old": "100.00", "new": "60.00"}
    assert hall.purse(bot.owner, "USDT")[1].startswith("61.")
    assert eva.id


async def test_a_refusal_of_the_operation_leaves_it_waiting_and_a_stop_holds(hall):
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    freeze = await world.mia.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="Wait")
    assert freeze["stopped"]["pending_requests"] == 1
    no = await refusal(world.boss.call("approve_request", approval_id=id, version=1))
    assert (no.status, no.code) == (409, "frozen")
    request = await world.request(id)
    assert request["status"] == "pending"
    assert "Frozen" in request["last_error"]
    await world.boss.call("unfreeze_payments", freeze_id=freeze["freeze"]["id"])
    done = await world.boss.call("approve_request", approval_id=id, version=1)
    assert "last_error" not in done["request"]
    assert world.bookings() == 1


async def test_only_whoever_decides_agrees_and_never_who_asked(hall):
    world = await desk_world(hall, mode="desk_always")
    await world.boss.call("set_approval_policy", chain=[{"user_ids": [world.fin.id]}])
    user = await hall.person("max@acme.test", company="Acme", role="user")
    id = (await world.waiting())["public_id"]
    assert (await refusal(world.bot.call("approve_request", approval_id=id, version=1))).code == "people_only"
    assert (await refusal(user.call("approve_request", approval_id=id, version=1))).status == 404
    assert (await refusal(world.eva.call("approve_request", approval_id=id, version=1))).status == 404
    await world.fin.call("approve_request", approval_id=id, version=1, comment="Fine this once")
    notices = (await world.bot.call("list_notices"))["items"]
    assert any(notice["kind"] == "approval_decided" for notice in notices)


async def test_what_goes_above_a_cap_is_refused_or_asked_of_an_admin_and_the_cap_stays(hall):
    world = await desk_world(hall)
    await world.boss.call("set_spending_limit", period="day", amount="5.00", agent_id=world.bot.id)
    assert (await refusal(world.book())).code == "spending_limit_reached"
    user = await hall.person("max@acme.test", company="Acme", role="user")
    await world.boss.call("set_approval_policy", over_cap="ask", chain=[{"user_ids": [user.id]}])
    waiting = await world.waiting(pay_from="own")
    assert "spending_limit" in waiting["reasons"]
    assert world.bookings() == 0
    no = await refusal(user.call("approve_request", approval_id=waiting["public_id"], version=1))
    assert no.code == "not_approver"
    done = await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert done["request"]["status"] == "executed"
    assert (await world.bot.call("get_spending_limit"))["limits"][0]["amount"] == "5.00"
    # The yes was to one act: the next one above the cap waits again.
    again = await world.bot.call("request_withdrawal", currency="USDT", amount="10.00", address=ADDRESS)
    assert again["approval"]["reasons"] == ["spending_limit"]


async def test_a_call_that_was_not_waited_for_ends_as_its_request_does(hall):
    world = await desk_world(hall, mode="desk_always")
    answer = await world.book(wait=False)
    job = answer["job"]["id"]
    await hall.app.jobs.drain()
    assert (await world.bot.call("get_job", job_id=job))["job"]["state"] == "queued"
    assert (await world.book(wait=False))["job"]["id"] == job
    await world.boss.call("approve_request", approval_id=answer["approval"]["public_id"], version=1)
    done = (await world.bot.call("get_job", job_id=job))["job"]
    assert done["state"] == "succeeded"
    assert world.bookings() == 1


async def test_cancelling_the_job_takes_the_request_back_and_a_no_fails_it(hall):
    world = await desk_world(hall, mode="desk_always")
    first = await world.book(wait=False)
    await world.boss.call("cancel_job", job_id=first["job"]["id"])
    assert (await world.request(first["approval"]["public_id"]))["status"] == "withdrawn"
    second = await world.book(wait=False)
    await world.boss.call("decline_request", approval_id=second["approval"]["public_id"], reason="Too dear")
    failed = (await world.bot.call("get_job", job_id=second["job"]["id"]))["job"]
    assert failed["state"] == "failed"
    assert "Too dear" in failed["error"]["error"]


async def test_what_can_never_be_carried_out_again_is_void(hall):
    world = await desk_world(hall, mode="desk_always")
    group = await world.bot.call("create_task_group", title="Old")
    waits = await world.bot.call("delete_task_group", group_id=group["group"]["id"])
    id = waits["approval"]["public_id"]
    await hall.app.database.write(
        lambda tx: tx.run("UPDATE agents SET status = 'banned' WHERE id = :id", id=world.bot.id)
    )
    no = await refusal(world.boss.call("approve_request", approval_id=id, version=1))
    assert (no.code, no.details["state"]) == ("wrong_state", "void")
    assert (await world.request(id))["status"] == "void"
