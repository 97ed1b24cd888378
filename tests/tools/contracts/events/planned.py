"""Events of contracts as their tests make them. The clock of tests stands at Monday 2026-03-02, 09:00 UTC."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.contracts.cast import Job

START = "2026-03-04T10:00:00+01:00"


async def plan(caller: TestCaller, job: Job, *people: TestCaller, **given: Any) -> dict[str, Any]:
    """A meeting of an hour with people whose yes it needs; the event as answered."""
    attendees = [{"user_id": person.id} for person in people]
    given = {"label": "Review", "start": START, "duration": 60, "attendees": attendees, **given}
    made = await caller.call("create_contract_event", contract_id=job.id, **given)
    event: dict[str, Any] = made["event"]
    return event


async def task(caller: TestCaller, job: Job, **given: Any) -> dict[str, Any]:
    """A task as answered."""
    made = await caller.call("create_contract_event", contract_id=job.id, **{"label": "Write", **given})
    event: dict[str, Any] = made["event"]
    return event


async def update(caller: TestCaller, job: Job, event_id: int, **given: Any) -> dict[str, Any]:
    return await caller.call("update_contract_event", contract_id=job.id, event_id=event_id, **given)


async def shown(caller: TestCaller, event_id: int) -> dict[str, Any]:
    event: dict[str, Any] = (await caller.call("get_event", event_id=event_id))["event"]
    return event


async def add(caller: TestCaller, job: Job, **given: Any) -> dict[str, Any]:
    made = await caller.call("add_contract_entry", contract_id=job.id, **given)
    entry: dict[str, Any] = made["event"]
    return entry
