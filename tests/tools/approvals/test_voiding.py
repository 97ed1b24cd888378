"""Requests on a record that ends: void in the transaction that ends it, whoever ended it, and whoever asked is told."""

from __future__ import annotations

from typing import Any

from server.cli.open_calls.deciding import decided
from tests.hall import Hall, TestCaller
from tests.tools.approvals.desk_world import SLOT, desk_world
from tests.tools.open_calls.call_world import World
from tests.tools.open_calls.call_world import world_of as calls_of
from tests.tools.tasks.task_world import world_of as tasks_of
from tests.tools.work_orders.field_work import admin, company, order


async def waits(call: Any) -> str:
    answer = await call
    id: str = answer["approval"]["public_id"]
    return id


def states(hall: Hall) -> list[str]:
    return [status for (status,) in hall.sql("SELECT status FROM approval_requests ORDER BY id")]


async def told(bot: TestCaller, id: str) -> list[str]:
    found = (await bot.call("list_notices", kinds=["approval_decided"]))["items"]
    return [each["text"] for each in found if id in each["text"]]


async def asked_each_time(hall: Hall, bot: TestCaller, boss: TestCaller) -> None:
    """Whatever the agent does goes to the desk, however small."""
    await boss.call("set_approval_policy", mode="desk_always")
    limit = {"owner_type": "agent", "owner_id": bot.id, "ask": 1, "usd_micros": 0, "updated_at": "2026"}
    await hall.app.database.write(lambda tx: tx.insert("confirmation_limits", **limit))


async def test_a_task_that_is_declined(hall: Hall) -> None:
    world = await tasks_of(hall)
    await asked_each_time(hall, world.acme, world.boss)
    task = (await world.order(price="81.00"))["id"]
    answer = await world.acme.call("pay_new_task", task_id=task, wait=False)
    id = answer["approval"]["public_id"]
    await world.ann.call("decline_task", task_id=task, reason="No time")
    assert states(hall) == ["void"]
    [said] = await told(world.acme, id)
    assert said.startswith("It cannot be carried out any more")
    assert hall.sql("SELECT state FROM jobs WHERE id = ?", answer["job"]["id"]) == [("failed",)]
    shown = (await world.boss.call("get_approval_request", approval_id=id))["request"]
    assert "declined" in shown["last_error"].lower()


async def test_a_task_with_another_price_goes_on_waiting(hall: Hall) -> None:
    world = await tasks_of(hall)
    await asked_each_time(hall, world.acme, world.boss)
    task = (await world.order(price="81.00"))["id"]
    await waits(world.acme.call("pay_new_task", task_id=task))
    await world.boss.call("request_task_changes", task_id=task, price="90.00")
    assert states(hall) == ["pending"]


async def test_a_rehearsal_of_its_end_ends_nothing(hall: Hall) -> None:
    world = await tasks_of(hall)
    await asked_each_time(hall, world.acme, world.boss)
    task = (await world.order(price="81.00"))["id"]
    await waits(world.acme.call("pay_new_task", task_id=task))
    await world.ann.call("decline_task", task_id=task, reason="No time", dry_run=True)
    assert states(hall) == ["pending"]


async def test_a_task_that_somebody_else_paid(hall: Hall) -> None:
    world = await tasks_of(hall)
    await asked_each_time(hall, world.acme, world.boss)
    task = (await world.order(price="81.00"))["id"]
    id = await waits(world.acme.call("pay_new_task", task_id=task))
    await world.boss.call("pay_new_task", task_id=task)
    assert states(hall) == ["void"]
    assert len(await told(world.acme, id)) == 1


async def test_a_work_order_that_is_cancelled(hall: Hall) -> None:
    acme, boss = await company(hall), await admin(hall)
    await asked_each_time(hall, acme, boss)
    number = await order(boss)
    id = await waits(acme.call("publish_work_order", work_order_id=number))
    await boss.call("cancel_work_order", work_order_id=number, cancel_reason=58)
    assert states(hall) == ["void"]
    assert len(await told(acme, id)) == 1


async def test_a_schedule_that_is_deleted(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    id = (await world.waiting())["public_id"]
    await world.eva.call("delete_schedule", schedule_id=world.schedule)
    assert states(hall) == ["void"]
    assert len(await told(world.bot, id)) == 1


async def test_a_booking_that_is_called_off_before_it_is_paid(hall: Hall) -> None:
    world = await desk_world(hall)
    booked = await world.bot.call("book_schedule", schedule_id=world.schedule, start=SLOT, pay="later")
    await world.boss.call("set_approval_policy", mode="desk_always")
    paying = {"schedule_id": world.schedule, "ids": [booked["event"]["id"]]}
    id = await waits(world.bot.call("pay_schedule_events", **paying))
    await world.eva.call("decline_event", event_id=booked["event"]["id"], reason="Ill")
    assert states(hall) == ["void"]
    assert len(await told(world.bot, id)) == 1


async def test_another_slot_of_the_schedule_that_comes_free_ends_nothing(hall: Hall) -> None:
    world = await desk_world(hall)
    other = await hall.person("other@home.test", credit="500 EUR")
    booked = await other.call("book_schedule", schedule_id=world.schedule, start=SLOT, pay="balance")
    await world.boss.call("set_approval_policy", mode="desk_always")
    later = SLOT.replace("T10", "T11")
    await waits(world.bot.call("book_schedule", schedule_id=world.schedule, start=later, pay="balance"))
    await other.call("decline_event", event_id=booked["event"]["id"], reason="Ill")
    assert states(hall) == ["pending"]


async def calls(hall: Hall) -> tuple[World, str, str]:
    """An open call with an application that the agent wants to take: the world, the call, the request."""
    world = await calls_of(hall)
    ref = await world.published(apply_until=world.in_days(2))
    [first, second] = await world.applicants(ref, 2)
    await asked_each_time(hall, world.acme, world.boss)
    taking = {"open_call_id": ref, "application_ids": [first, second]}
    return world, ref, await waits(world.acme.call("accept_applications", **taking))


async def test_an_open_call_that_is_called_off(hall: Hall) -> None:
    world, ref, id = await calls(hall)
    await world.boss.call("cancel_open_call", open_call_id=ref)
    assert states(hall) == ["void"]
    assert len(await told(world.acme, id)) == 1


async def test_an_open_call_whose_time_ran_out(hall: Hall) -> None:
    world, ref, id = await calls(hall)
    await world.boss.call("set_approval_policy", timeout_minutes=10080)
    hall.sql_script("UPDATE approval_requests SET step_due_at = '2099', expires_at = '2099'")
    hall.clock.advance(days=6)
    await hall.tick()
    assert (await world.status(ref))[0] == "expired"
    assert states(hall) == ["void"]
    assert len(await told(world.acme, id)) == 1


async def test_an_open_call_that_the_operator_removed(hall: Hall) -> None:
    world, ref, id = await calls(hall)
    await hall.app.database.write(lambda tx: decided(hall.app, tx, ref, "remove", "Against the rules"))
    assert states(hall) == ["void"]
    assert len(await told(world.acme, id)) == 1


async def test_a_template_that_somebody_else_deleted(hall: Hall) -> None:
    world = await calls_of(hall)
    made = await world.acme.call("save_open_call_template", name="Photos", from_call=await world.draft())
    await asked_each_time(hall, world.acme, world.boss)
    template = {"template_id": made["template"]["id"]}
    await waits(world.acme.call("delete_open_call_template", **template))
    await world.boss.call("delete_open_call_template", **template)
    assert states(hall) == ["void"]
