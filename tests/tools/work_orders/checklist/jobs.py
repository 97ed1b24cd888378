"""Custom fields of a company, and steps of an order, for tests."""

from __future__ import annotations

import json
from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.work_orders.field_work import write

STAMP = "2026-01-01T00:00:00.000Z"


def field(hall: Hall, boss: TestCaller, name: str, **columns: Any) -> int:
    """A custom field of the company; its number."""
    given = {"company_id": boss.company, "name": name, "role": "buyer", "type": "text", **columns}
    given |= {each: json.dumps(given[each]) for each in ("flags", "options", "dependency") if each in given}
    names, marks = ", ".join(given), ", ".join("?" for _ in given)
    sql = f"INSERT INTO company_custom_fields ({names}, created_at, updated_at) VALUES ({marks}, ?, ?)"
    return write(hall, sql, *given.values(), STAMP, STAMP)


async def step(boss: TestCaller, id: int, **given: Any) -> int:
    """A step of an order's checklist; its number."""
    made = await boss.call("create_work_order_task", work_order_id=id, **{"group": "onsite", "type_id": 10, **given})
    return int(made["task"]["id"])


async def steps(caller: TestCaller, id: int, **filters: Any) -> list[dict[str, Any]]:
    """The checklist as somebody sees it."""
    found: list[dict[str, Any]] = (await caller.call("list_work_order_tasks", work_order_id=id, **filters))["results"]
    return found


def in_state(hall: Hall, id: int, status: int) -> None:
    """Put an order into a state, by its number; a deleted one has no provider any more."""
    assignee = "NULL" if status == 8 else "assignee_id"
    sql = f"UPDATE work_orders SET status = ?, work_done_at = ?, assignee_id = {assignee} WHERE id = ?"
    write(hall, sql, status, STAMP, id)
