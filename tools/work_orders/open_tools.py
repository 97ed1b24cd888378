"""Which answers to what a work order asks are open to whoever calls."""

from __future__ import annotations

from store.work_orders import orders, routes
from store.work_orders.content import messages
from tools.call import Call
from tools.work_orders.access import standing
from tools.work_orders.rules.states import ASSIGNED, STEPS, Standing


def open_tools(call: Call, order_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer now; None when the order is not theirs to see."""
    company_id = call.caller.company_id
    row = orders.find_for_company(call.tx, company_id, order_id) if company_id is not None else None
    if row is not None:
        return _company_tools(standing(row, call))
    row = orders.find_for_provider(call.tx, call.caller.id, order_id) if call.caller.kind == "person" else None
    if row is None:
        return None
    if row["assignee_id"] == call.caller.id:
        now = standing(row, call)
        return (*(("set_work_order_eta",) if now.status is ASSIGNED and not now.confirmed else ()), _REPLY)
    offered = routes.is_offered(call.tx, order_id, call.caller.id)
    had_part = messages.among_related(call.tx, order_id, [call.caller.id])
    answers = tuple(tool for tool in _ROUTE if offered and _fits(tool, standing(row, call)))
    return (*answers, _REPLY) if had_part else answers


_REPLY = "reply_to_work_order_message"
_ROUTE = ("accept_work_order_route", "decline_work_order_route")


def _company_tools(now: Standing) -> tuple[str, ...]:
    asked = ("accept_work_order_request", "decline_work_order_request") if now.pending_requests else ()
    late = ("acknowledge_provider_delay",) if now.status is ASSIGNED and now.delayed else ()
    steps = ("dispatch_work_order", "approve_work_order", "mark_work_order_incomplete")
    return (*asked, *late, *(tool for tool in steps if _fits(tool, now)), _REPLY)


def _fits(tool: str, now: Standing) -> bool:
    return now.status in STEPS[tool]
