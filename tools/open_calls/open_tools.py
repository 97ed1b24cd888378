"""What the caller can do now about an open call they were told of."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Row
from store.open_calls import applications, calls
from store.tasks import proof
from store.work_orders import orders
from tools.call import Call
from tools.open_calls.clock import status_now
from tools.open_calls.rules.states import FINAL, OPEN
from tools.tasks.access import open_tools as of_task
from tools.work_orders.open_tools import open_tools as of_work_order
from tools.work_orders.rules.states import ASSIGNED, Status


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
    status = status_now(call, row)
    if status in FINAL:
        return ("create_open_call",)
    decides = status in OPEN and applications.has_live(call.tx, row["id"])
    return ("decide_applications", "accept_applications") if decides else ()


def _own_tools(call: Call, row: Row, mine: Row) -> tuple[str, ...]:
    """What became of an application is answered where the work stands; a draft is sent or dropped."""
    if mine["status"] == "unsent" and status_now(call, row) == "published":
        return ("apply_to_open_call", "withdraw_application")
    return () if mine["result_type"] is None else _of_work(call, mine) or ()


def work_tools(call: Call, mine: Row) -> tuple[str, ...]:
    """What whoever was accepted can do about their work now: look at it, and prove it while it is in their hands. Nothing
    once it is no longer theirs to see."""
    open_now = _of_work(call, mine)
    if open_now is None:
        return ()
    to_prove = proof.items_of(call.tx, (mine["result_type"], mine["result_id"])) and _in_hand(call, mine, open_now)
    return (f"get_{mine['result_type']}", *open_now, *(("submit_evidence",) if to_prove else ()))


def _in_hand(call: Call, mine: Row, open_now: Collection[str]) -> bool:
    """Whether proof of the work can be handed in."""
    if mine["result_type"] == "task":
        return "mark_task_completed" in open_now
    order = orders.find_for_provider(call.tx, call.caller.id, mine["result_id"])
    return order is not None and order["assignee_id"] == call.caller.id and Status(order["status"]) is ASSIGNED


def _of_work(call: Call, mine: Row) -> tuple[str, ...] | None:
    of_work = of_task if mine["result_type"] == "task" else of_work_order
    return of_work(call, mine["result_id"])
