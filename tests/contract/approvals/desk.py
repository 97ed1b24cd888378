"""Whom the approval desk and the brake tell, and what the hall tells by itself of requests."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.approvals.desk_world import SLOT, DeskWorld, desk_world


async def waits(watch: Watch, **policy: object) -> tuple[DeskWorld, str]:
    """An act of an agent that waits for its company's three admins; its id."""
    world = await desk_world(watch.hall, mode="desk_always", **policy)
    return world, (await world.waiting())["public_id"]


def of_requester(world: DeskWorld) -> Expected:
    return {told(world.bot, "approval_decided", "inbox")}


def of_deciders(*people: TestCaller) -> Expected:
    return {told(person, "approval_waiting", "inbox", "mail") for person in people}


async def an_act_is_stopped(watch: Watch) -> Expected:
    world = await desk_world(watch.hall, mode="desk_always")
    await watch.act(world.bot, "book_schedule", schedule_id=world.schedule, start=SLOT, pay="balance")
    return of_deciders(world.boss, world.fin, world.mia)


async def approved(watch: Watch) -> Expected:
    world = await desk_world(watch.hall, mode="desk_always")
    group = await world.bot.call("create_task_group", title="Old")
    waits = await world.bot.call("delete_task_group", group_id=group["group"]["id"])
    await watch.act(world.boss, "approve_request", approval_id=waits["approval"]["public_id"], version=1)
    return of_requester(world)


async def declined(watch: Watch) -> Expected:
    world, id = await waits(watch)
    await watch.act(world.boss, "decline_request", approval_id=id, reason="Too dear")
    return of_requester(world)


async def withdrawn(watch: Watch) -> Expected:
    world, id = await waits(watch)
    await watch.act(world.boss, "withdraw_request", approval_id=id)
    return of_requester(world)


async def handed_on(watch: Watch) -> Expected:
    world = await desk_world(watch.hall, mode="desk_always")
    await world.boss.call("set_approval_policy", chain=[{"user_ids": [world.boss.id]}])
    id = (await world.waiting())["public_id"]
    await watch.act(world.boss, "delegate_request", approval_id=id, user_id=world.fin.id, note="Please")
    return of_deciders(world.fin)


async def a_step_is_over(watch: Watch) -> Expected:
    world, id = await waits(watch, timeout_minutes=60)
    watch.hall.clock.advance(hours=1)
    await watch.tick()
    assert (await world.request(id))["status"] == "expired"
    return of_requester(world)


async def an_agent_is_stopped(watch: Watch) -> Expected:
    world = await desk_world(watch.hall)
    await watch.act(world.boss, "freeze_payments", target="agent", agent_id=world.bot.id, reason="Odd")
    return of_freeze(world)


async def an_agent_is_let_go(watch: Watch) -> Expected:
    world = await desk_world(watch.hall)
    stop = await world.boss.call("freeze_payments", target="agent", agent_id=world.bot.id, reason="Odd")
    await watch.act(world.boss, "unfreeze_payments", freeze_id=stop["freeze"]["id"])
    return of_freeze(world)


def of_freeze(world: DeskWorld) -> Expected:
    """Whoever pulled the brake is not told of it."""
    company = f"company:{world.bot.company}"
    return {
        told(company, "freeze_changed", "inbox"),
        told(world.fin, "freeze_changed", "mail"),
        told(world.mia, "freeze_changed", "mail"),
        told(world.bot, "freeze_changed", "inbox"),
    }


SCENARIOS: dict[str, Scenario] = {
    "approve_request": approved,
    "decline_request": declined,
    "withdraw_request": withdrawn,
    "delegate_request": handed_on,
    "freeze_payments": an_agent_is_stopped,
    "unfreeze_payments": an_agent_is_let_go,
    "tick: nobody answered in time": a_step_is_over,
}
