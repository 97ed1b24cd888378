"""Who may read and write the site side of a work order, and until when."""

from __future__ import annotations

from store.database import Row
from tools.call import Call
from tools.errors import NotAllowed
from tools.rules.sentences import worded
from tools.work_orders.access import Side, is_assignee, standing, visible_order
from tools.work_orders.rules.states import ASSIGNED, DRAFT, PUBLISHED, ROUTED, WORK_DONE, Status, wrong_state

BEFORE_APPROVAL = (DRAFT, PUBLISHED, ROUTED, ASSIGNED, WORK_DONE)


def order_of_site(call: Call, id: int, what: str, acting_user_id: int | None = None) -> tuple[Row, Side]:
    """An order for the two sides that meet on site: its company, or the provider it is assigned to.

    what: what they want of it, in words for the refusal of a provider who is not assigned."""
    row, side = visible_order(call, id, acting_user_id)
    if side == "provider":
        raise NotAllowed(
            worded(
                "The {what} of work order {id} are for its company and the provider it is assigned to.",
                what=what,
                id=id,
            ),
            next=("get_work_order",),
        )
    if side == "company" and is_assignee(call, row):
        call.as_worker()
        return row, "assignee"
    return row, side


def refuse_closed(call: Call, row: Row, tool: str) -> None:
    """WrongState once the work is approved, or the order is off."""
    if Status(row["status"]) not in BEFORE_APPROVAL:
        needs = worded("an order that is neither approved nor called off")
        raise wrong_state(tool, standing(row, call), needs=needs, next=("get_work_order",))


def refuse_unstarted(call: Call, row: Row, tool: str) -> None:
    """WrongState unless somebody has the order, or reported its work done."""
    if row["status"] in (ASSIGNED, WORK_DONE):
        return
    next = ("assign_work_order", "get_work_order") if row["status"] in BEFORE_APPROVAL else ("get_work_order",)
    raise wrong_state(tool, standing(row, call), needs=worded("an order that is assigned or work done"), next=next)


def may_remove(call: Call, row: Row, record: Row) -> bool:
    """Whether the caller may take away what hangs on an order: its company all of it, its provider what they entered."""
    is_own = record["author_type"] == call.caller.kind and record["author_id"] == call.caller.id
    return bool(is_own or is_of_company(call, row))


def is_of_company(call: Call, row: Row) -> bool:
    """Whether the caller acts for the order's company, also when the order is assigned to themself."""
    return bool(call.caller.company_id == row["company_id"])
