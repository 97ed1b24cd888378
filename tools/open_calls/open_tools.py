"""What the caller can do now about an open call they were told of."""

from __future__ import annotations

from store.database import Row
from store.open_calls import applications, calls
from tools.call import Call
from tools.open_calls.rules.states import FINAL, OPEN
from tools.tasks.access import open_tools as of_task
from tools.work_orders.open_tools import open_tools as of_work_order


def open_tools(call: Call, call_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer now; None when they have no part in it."""
    row = calls.find(call.tx, str(call_id))
    if row is None:
        return None
    mine = applications.latest_of_person(call.tx, call_id, call.caller.id) if call.caller.kind == "person" else None
    ours = row["company_id"] == call.caller.company_id
    if mine is None and not ours:
        return None
    return (*(_company_tools(call, row) if ours else ()), *(_own_tools(call, row, mine) if mine is not None else ()))


def _company_tools(call: Call, row: Row) -> tuple[str, ...]:
    if row["status"] in FINAL:
        return ("create_open_call",)
    decides = row["status"] in OPEN and applications.has_live(call.tx, row["id"])
    return ("decide_applications", "accept_applications") if decides else ()


def _own_tools(call: Call, row: Row, mine: Row) -> tuple[str, ...]:
    """What became of an application is answered where the work stands; a draft is sent or dropped."""
    if mine["status"] == "unsent" and row["status"] == "published":
        return ("apply_to_open_call", "withdraw_application")
    if mine["result_type"] is None:
        return ()
    of_work = of_task if mine["result_type"] == "task" else of_work_order
    return of_work(call, mine["result_id"]) or ()
