"""Whom the events of contracts tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Told, Watch, told
from tests.hall import TestCaller
from tests.tools.contracts.cast import Job, job, member
from tests.tools.contracts.events.planned import add, plan


async def a_job(watch: Watch) -> tuple[TestCaller, TestCaller, TestCaller, Job]:
    """Olga owns, Will works, Rita reviews."""
    hall = watch.hall
    olga, will, rita = [await member(hall, f"{name}@client.test") for name in ("olga", "will", "rita")]
    return olga, will, rita, await job(olga, will, rita)


def hears(person: TestCaller, kind: str = "event_changed") -> Told:
    return told(person, kind, "inbox", "mail")


async def plan_a_meeting(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    await watch.act(
        olga, "create_contract_event", contract_id=made.id, label="Review", start="2026-03-09T10:00:00Z", duration=60,
        attendees=[{"user_id": rita.id}, {"user_id": olga.id}], benefitable={"type": "participant", "id": made.place},
    )  # fmt: skip
    return {hears(rita, "event_invited"), hears(will, "event_invited")}


async def move_it(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    event = (await plan(olga, made, will))["id"]
    given = {"contract_id": made.id, "event_id": event}
    await watch.act(rita, "update_contract_event", **given, start="2026-03-09T10:00:00Z")
    return {hears(will), hears(olga)}


async def call_it_off(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    event = (await plan(olga, made, will, rita))["id"]
    await rita.call("confirm_event", event_id=event)
    await watch.act(olga, "update_contract_event", contract_id=made.id, event_id=event, status_id=444)
    return {hears(will), hears(rita)}


async def change_its_list(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    event = (await plan(olga, made, will))["id"]
    people = [{"user_id": rita.id}]
    await watch.act(olga, "update_contract_event", contract_id=made.id, event_id=event, attendees=people)
    return {hears(will), hears(rita, "event_invited")}


async def change_its_price(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    payee = {"type": "participant", "id": made.place}
    event = (await plan(olga, made, rita, amount="50", benefitable=payee))["id"]
    await watch.act(olga, "update_contract_event", contract_id=made.id, event_id=event, amount="60")
    return {hears(will), hears(rita)}


async def correct_its_text(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    event = (await plan(olga, made, will))["id"]
    await watch.act(olga, "update_contract_event", contract_id=made.id, event_id=event, description="Bring the plans")
    return set()


async def give_a_task(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    given = {"kind": "task", "label": "Paint", "benefitable_id": made.place}
    await watch.act(olga, "add_contract_entry", contract_id=made.id, **given)
    return {hears(will, "event_invited")}


async def leave_a_comment(watch: Watch) -> Expected:
    """It stands in the contract's history; nobody has to do anything."""
    olga, will, _, made = await a_job(watch)
    event = (await plan(olga, made, will))["id"]
    await watch.act(will, "add_contract_entry", contract_id=made.id, label="I bring the plans", parent_id=event)
    return set()


async def enter_own_time(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    await watch.act(will, "add_contract_entry", contract_id=made.id, duration=45)
    return {hears(olga, "contract_money"), hears(rita, "contract_money")}


async def report_a_task_done(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    entry = (await add(olga, made, kind="task", label="Paint", benefitable_id=made.place))["id"]
    await watch.act(will, "request_event_correction", event_id=entry, status_id=555)
    return {told(olga, "event_answered", "inbox")}


# Of tools that belong to another domain.
OF_SCHEDULING: dict[str, Scenario] = {
    "request_event_correction that reports a contract's task as done": report_a_task_done
}
SCENARIOS: dict[str, Scenario] = {
    "create_contract_event": plan_a_meeting,
    "update_contract_event: another time": move_it,
    "update_contract_event: called off": call_it_off,
    "update_contract_event: other people": change_its_list,
    "update_contract_event: another amount": change_its_price,
    "update_contract_event: text": correct_its_text,
    "add_contract_entry: a task": give_a_task,
    "add_contract_entry: a comment": leave_a_comment,
    "add_contract_entry: a charge": enter_own_time,
}
NOBODY_ELSE = {
    "attach_schedule_to_event": "what was booked stays; of what is offered everybody sees what is free when they look",
    "detach_schedule_from_event": "the event stays as it is; of what is offered everybody sees what is free when they look",
}
