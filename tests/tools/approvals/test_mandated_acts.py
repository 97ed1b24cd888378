"""Acts of agents under mandates, from the operation to the ledger: what is asked, what counts, what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.types import Money
from tests.hall import Hall, Refused
from tests.tools.approvals.desk_world import desk_world
from tests.tools.approvals.mandated import as_agent, shown
from tests.tools.tasks.task_world import world_of
from tests.tools.work_orders import field_work
from tools.acts import Spends
from tools.approvals.authority import authorise
from tools.call import Call

ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7"


async def allow(world: Any, **terms: Any) -> str:
    given = {"payees": [{"type": "any"}], "kinds": ["any"], "currency": "EUR", "total": "300", **terms}
    id: str = (await world.boss.call("create_mandate", **given))["mandate"]["public_id"]
    return id


async def used(world: Any, id: str) -> tuple[str, int, str]:
    found = await shown(world.boss, id)
    return found["used"], found["uses"], found["status"]


async def test_a_covered_booking_is_not_asked_about_and_its_refund_returns(hall: Hall) -> None:
    """120 EUR are more than goes unasked."""
    world = await desk_world(hall)
    id = await allow(world, payees=[{"type": "person", "id": world.eva.id}], kinds=["booking"])
    booked = await world.book()
    assert world.bot.questions == []
    assert await used(world, id) == ("120.00", 1, "active")
    (line,) = (await world.boss.call("list_audit_trail", agent_id=world.bot.id, tool="book_schedule"))["items"]
    assert (line["mandate_id"], line["amount"]["amount"]) == (id, "120.00")
    one = await world.boss.call("list_mandates", mandate_id=id)
    assert (one["uses"][0]["payee"], one["uses"][0]["call_id"]) == (f"person:{world.eva.id}", line["call_id"])
    await world.eva.call("decline_event", event_id=booked["event"]["id"])
    assert await used(world, id) == ("0.00", 1, "active")


async def test_what_it_does_not_cover_is_asked_about_as_before_and_uses_nothing(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world, per_call="119.99")
    await world.book()
    assert len(world.bot.questions) == 1
    assert await used(world, id) == ("0.00", 0, "active")


async def test_where_mandates_are_required_the_rest_waits_for_a_yes(hall: Hall) -> None:
    world = await desk_world(hall, mandates="required")
    id = await allow(world, per_call="119.99")
    waiting = await world.waiting()
    assert waiting["reasons"] == ["mandate"]
    done = await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert done["request"]["status"] == "executed"
    assert await used(world, id) == ("0.00", 0, "active")


async def test_a_freeze_and_a_limit_go_before_a_mandate(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world)
    freeze = await world.mia.call("freeze_payments", target="all", reason="Stop")
    with pytest.raises(Refused) as no:
        await world.book()
    assert no.value.code == "frozen"
    await world.boss.call("unfreeze_payments", freeze_id=freeze["freeze"]["id"])
    await world.boss.call("set_spending_limit", period="day", amount="5", agent_id=world.bot.id)
    with pytest.raises(Refused) as no:
        await world.book()
    assert no.value.code == "spending_limit_reached"
    assert await used(world, id) == ("0.00", 0, "active")


async def test_a_rehearsal_and_a_refused_call_use_nothing(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world)
    await world.book(dry_run=True)
    with pytest.raises(Refused):
        await world.bot.call("request_withdrawal", currency="USDT", amount="2000.00", address=ADDRESS)
    assert await used(world, id) == ("0.00", 0, "active")


async def test_a_withdrawal_counts_with_its_fee_and_stays_counted_when_it_is_final(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world, currency="USDT", kinds=["withdrawal"])
    await world.bot.call("request_withdrawal", currency="USDT", amount="20.00", address=ADDRESS)
    assert await used(world, id) == ("21.000000", 1, "active")
    held = (await world.boss.call("revoke_mandate", mandate_id=id))["committed_open"]
    assert held["amount"] == "21.000000"
    hall.clock.advance(minutes=2)
    await hall.tick()
    assert await used(world, id) == ("21.000000", 1, "revoked")


async def test_a_task_counts_once_when_its_money_is_set_aside_and_paid_from_there(hall: Hall) -> None:
    world = await world_of(hall)
    await world.change_company(safe_deal_enabled=1)
    id = await allow(world, kinds=["task"], payees=[{"type": "person", "id": world.ann.id}])
    task_id = await world.at(3)
    await world.acme.call("accept_task", task_id=task_id)
    first = await used(world, id)
    assert first[1:] == (1, "active")
    assert first[0] != "0.00"
    await world.acme.call("pay_task", task_id=task_id)
    assert await used(world, id) == first
    assert world.acme.questions == []


async def test_a_work_order_that_is_cancelled_gives_back_what_was_held(hall: Hall) -> None:
    agent = await field_work.company(hall)
    boss = await field_work.admin(hall)
    made = await boss.call(
        "create_mandate", payees=[{"type": "any"}], kinds=["work_order"], currency="USD", total="5000"
    )
    id = made["mandate"]["public_id"]
    order = await field_work.order(boss)
    await agent.call("publish_work_order", work_order_id=order)
    committed = (await shown(boss, id))["used"]
    assert committed != "0.00"
    await boss.call("cancel_work_order", work_order_id=order, cancel_reason=56)
    assert (await shown(boss, id))["used"] == "0.00"


async def test_of_an_act_with_several_payees_every_part_is_covered_or_nothing_is_used(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world, per_call="60")

    def spend(*amounts: str) -> Callable[[Call], bool]:
        parts = [(world.eva.owner, Money.of(amount, "EUR")) for amount in amounts]
        return lambda call: (
            authorise(call, Spends("booking", world.bot.owner, parts), "event:new", goes_on=False).covered
        )

    assert not await as_agent(hall, world.bot, spend("50", "60", "61"))
    assert await used(world, id) == ("0.00", 0, "active")
    assert await as_agent(hall, world.bot, spend("50", "60"))
    assert await used(world, id) == ("110.00", 2, "active")


async def test_a_repeat_under_the_same_key_and_a_job_count_once(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world)
    for _ in range(2):
        await world.book(idempotency_key="once")
    assert await used(world, id) == ("120.00", 1, "active")
    later = {"schedule_id": world.schedule, "start": "2026-03-05T10:00:00Z", "pay": "balance", "wait": False}
    await world.bot.call("book_schedule", **later)
    assert await used(world, id) == ("120.00", 1, "active")
    await hall.app.jobs.drain()
    assert await used(world, id) == ("240.00", 2, "active")


async def test_a_job_does_not_happen_when_its_mandate_is_gone_by_then(hall: Hall) -> None:
    world = await desk_world(hall)
    id = await allow(world)
    job = (await world.book(wait=False))["job"]["id"]
    await world.boss.call("revoke_mandate", mandate_id=id)
    await hall.app.jobs.drain()
    ended = await world.bot.call("get_job", job_id=job)
    assert (ended["job"]["state"], world.bookings()) == ("failed", 0)
    assert await used(world, id) == ("0.00", 0, "revoked")


async def test_a_day_is_one_of_utc_and_a_currency_is_never_converted(hall: Hall) -> None:
    world = await desk_world(hall, price="100.00")
    id = await allow(world, per_day="100")
    await allow(world, currency="USD", total="1000")
    hall.clock.set(datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC))
    await world.book()
    hall.clock.advance(milliseconds=999)
    again = {"schedule_id": world.schedule, "pay": "balance"}
    await world.bot.call("book_schedule", start="2026-03-05T10:00:00Z", **again)
    assert len(world.bot.questions) == 1
    hall.clock.advance(milliseconds=1)
    await world.bot.call("book_schedule", start="2026-03-05T12:00:00Z", **again)
    assert len(world.bot.questions) == 1
    assert await used(world, id) == ("200.00", 2, "active")


async def test_who_said_yes_stands_in_the_trail_and_sees_the_act_there(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting()
    await world.fin.call("approve_request", approval_id=waiting["public_id"], version=1)
    trail = (await world.fin.call("list_audit_trail"))["items"]
    acts = {line["tool"]: line for line in trail}
    assert acts.keys() == {"approve_request", "book_schedule"}
    booked = acts["book_schedule"]
    assert booked["performed_by"]["type"] == "agent"
    assert (booked["approved_by"]["id"], booked["approval_id"]) == (world.fin.id, waiting["public_id"])
    assert booked["amount"] == {"amount": "120.00", "currency": "EUR"}
    assert [line["tool"] for line in (await world.mia.call("list_audit_trail"))["items"]] == []


async def test_acts_at_the_same_time_never_pass_the_total(hall: Hall) -> None:
    world = await desk_world(hall, price="60.00", mandates="required")
    id = await allow(world, total="130")
    slots = [f"2026-03-0{day}T1{hour}:00:00Z" for day in (4, 5) for hour in (0, 2)]
    came = await asyncio.gather(
        *(world.bot.call("book_schedule", schedule_id=world.schedule, start=slot, pay="balance") for slot in slots)
    )
    assert sorted("approval" in one for one in came) == [False, False, True, True]
    assert await used(world, id) == ("120.00", 2, "active")


async def test_an_act_that_waited_for_a_limit_says_the_mandate_it_was_carried_out_under(hall: Hall) -> None:
    world = await desk_world(hall, over_cap="ask")
    await world.boss.call("set_spending_limit", period="day", amount="5.00", agent_id=world.bot.id)
    id = await allow(world)
    waiting = await world.waiting(pay_from="own")
    assert waiting["reasons"] == ["spending_limit"]
    done = await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert done["request"]["mandate_id"] == id
    assert (await world.request(waiting["public_id"]))["mandate_id"] == id
    assert await used(world, id) == ("120.00", 1, "active")


async def test_a_job_whose_company_sends_acts_to_the_desk_by_the_time_it_runs_waits_there(hall: Hall) -> None:
    """Nobody follows it, so nobody could be asked in it."""
    world = await desk_world(hall)
    id = await allow(world)
    job = (await world.book(wait=False))["job"]["id"]
    await world.boss.call("set_approval_policy", mode="desk_when_absent")
    await world.boss.call("revoke_mandate", mandate_id=id)
    await hall.app.jobs.drain()
    assert (await world.bot.call("get_job", job_id=job))["job"]["state"] == "queued"
    [request] = (await world.boss.call("list_approval_requests"))["items"]
    await world.boss.call("approve_request", approval_id=request["public_id"], version=1)
    assert (await world.bot.call("get_job", job_id=job))["job"]["state"] == "succeeded"
    assert world.bookings() == 1
