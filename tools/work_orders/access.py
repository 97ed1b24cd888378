"""Loading a work order as the one who calls, and what is known of it at the moment of the call."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from store.companies.companies import role_in
from store.database import Row
from store.types import Owner, utc_time
from store.work_orders import orders as work_orders
from store.work_orders.dispatch import runs as dispatch_runs
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from tools.rules.sentences import worded
from tools.work_orders.rules.service_window import ServiceWindow
from tools.work_orders.rules.states import (
    ANSWER_TIME,
    ASSIGNED,
    DELETED,
    OPEN,
    PUBLISHED,
    Standing,
    Status,
    step,
)

# company: a member or agent of the order's company. assignee: its provider now. provider: somebody who may see it.
Side = Literal["company", "assignee", "provider"]


def order_of_company(call: Call, id: int, acting_user_id: int | None = None) -> Row:
    """An order of the caller's company; the same NotFound for an unknown one and for somebody else's."""
    row = _of_own_company(call, id)
    if row is None:
        raise not_found(id)
    check_acting_user(call, acting_user_id)
    return row


def visible_order(call: Call, id: int, acting_user_id: int | None = None) -> tuple[Row, Side]:
    """An order the caller may see, and from which side. A provider's call on it is free."""
    row = _of_own_company(call, id)
    if row is not None:
        check_acting_user(call, acting_user_id)
        return row, "company"
    row = work_orders.find_for_provider(call.tx, call.caller.id, id) if call.caller.kind == "person" else None
    if row is None:
        raise not_found(id)
    if acting_user_id not in (None, call.caller.id):
        fault = worded("is for admins of the order's company; leave it out")
        raise Invalid({"acting_user_id": fault}, next=("describe_operation",))
    call.as_worker()
    return row, "assignee" if row["assignee_id"] == call.caller.id else "provider"


def _of_own_company(call: Call, id: int) -> Row | None:
    """The order, when it is the company's. A deleted one is seen by nobody; whoever would change it hears what it is."""
    company_id = call.caller.company_id
    row = work_orders.find_even_deleted(call.tx, company_id, id) if company_id is not None else None
    if row is None or row["status"] != DELETED:
        return row
    if call.reads:
        return None
    raise standing(row, call).refusal_of_deleted(call.tool)


def order_to_work_on(call: Call, id: int, tool: str, acting_user_id: int | None = None) -> tuple[Row, Side]:
    """An order for what its assignee does, or the company in the assignee's place; in a state that allows the tool."""
    row, side = visible_order(call, id, acting_user_id)
    step(tool, standing(row, call))
    if side == "provider":
        raise NotAllowed(
            worded("Work order {id} is not assigned to you, so this is not yours to do.", id=id),
            next=("get_work_order",),
        )
    if side == "company" and is_assignee(call, row):
        call.as_worker()
        return row, "assignee"
    return row, side


def is_assignee(call: Call, row: Row) -> bool:
    return call.caller.kind == "person" and row["assignee_id"] == call.caller.id


def not_found(id: int) -> NotFound:
    return NotFound("work order", id, next=("list_work_orders",))


def reload(call: Call, row: Row) -> Row:
    """The same order after what was written."""
    found = work_orders.find(call.tx, row["id"])
    if found is None:
        raise not_found(row["id"])
    return found


def check_acting_user(call: Call, acting_user_id: int | None) -> None:
    """Acting in a colleague's name is for admins of the company; in one's own name it is always fine."""
    if acting_user_id is None or (call.caller.kind == "person" and call.caller.id == acting_user_id):
        return
    if not is_member(call, acting_user_id):
        fault = worded("{acting_user_id} is no member of your company", acting_user_id=acting_user_id)
        raise Invalid({"acting_user_id": fault}, next=("list_users",))
    if not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company may act in the name of another member."))


def is_member(call: Call, person_id: int) -> bool:
    """Whether the person belongs to the company the caller acts for."""
    company_id = call.caller.company_id
    return company_id is not None and role_in(call.tx, person_id, company_id) is not None


def check_correlation(row: Row, correlation_id: str | None) -> None:
    """Conflict when the order changed since the caller read it."""
    if correlation_id is not None and correlation_id != row["correlation_id"]:
        raise Conflict(
            worded(
                "Work order {id} has changed since you read it. Read it again, then repeat with the new "
                "correlation_id {correlation_id}.",
                id=row["id"],
                correlation_id=row["correlation_id"],
            ),
            next=("get_work_order",),
            details={"correlation_id": row["correlation_id"]},
        )


def standing(row: Row, call: Call) -> Standing:
    """What decides the sub-status of a loaded order, now."""
    arrival = row["latest_arrival_at"]
    return Standing(
        id=row["id"],
        status=Status(row["status"]),
        now=call.now,
        latest_arrival=utc_time(arrival) if arrival else None,
        confirmed=row["eta_status"] == "confirmed",
        condition=row["eta_condition"] or "on_schedule",
        delay_seconds=row["delay_seconds"],
        delay_acknowledged=bool(row["delay_acknowledged"]),
        open_logs=row["open_logs"],
        closed_logs=row["closed_logs"],
        open_routes=row["open_routes"],
        pending_requests=row["pending_requests"],
        counter_offers=row["counter_offers"],
        fee_charged=row["cancellation_charged"] > 0,
        job_reported=row["job_status"] != "unset",
        answer_until=utc_time(row["sent_back_at"]) + ANSWER_TIME if row["sent_back_at"] else None,
    )


def window_of(row: Row | Mapping[str, Any]) -> ServiceWindow | None:
    """The service window of a loaded order; None while nothing is scheduled."""
    if row["schedule_mode"] is None:
        return None
    end = row["window_end_at"] if row["schedule_mode"] != "exact" else None
    hours = row["estimated_hours"]
    return ServiceWindow(
        mode=row["schedule_mode"],
        start=utc_time(row["start_at"]),
        end=utc_time(end) if end else None,
        estimated_hours=Decimal(hours) if hours else None,
        zone=row["time_zone"],
    )


# What the feed of changes calls an act; whatever is not here has changed the order.
_CHANGES: Mapping[str, str] = {
    "created": "created", "published": "published", "routed": "routed", "assigned": "assigned", "accepted": "assigned",
    "dispatched": "assigned", "request_accepted": "assigned", "unassigned": "unassigned", "provider_removed": "unassigned",
    "work_done": "done", "job_status": "visit", "arrival_confirmed": "visit", "on_my_way": "visit",
    "delayed": "visit", "arrival_missed": "visit", "checked_in": "visit", "checked_out": "visit", "time_logged": "visit",
    "time_log_corrected": "visit", "time_log_deleted": "visit", "approved": "approved", "paid": "paid", "canceled": "cancelled",
    "deleted": "cancelled",
}  # fmt: skip


def write(
    call: Call,
    row: Row,
    act: str,
    *,
    acting_user_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Write columns of an order together with its history line and the change in the feed, and tell whoever watches it.

    An automatic search over it ends here when it gets its provider or is not to be filled any more."""
    work_orders.change(call.tx, row["id"], call.stamp, call.new_uuid(), **values)
    if values.get("status", PUBLISHED) not in OPEN:
        _end_search(call, row, Status(values["status"]))
    note(call, row, act, acting_user_id=acting_user_id, detail=detail, status=values.get("status"))


def _end_search(call: Call, row: Row, status: Status) -> None:
    if status is ASSIGNED:
        dispatch_runs.fill(call.tx, row["id"], call.stamp)
    else:
        dispatch_runs.stop(call.tx, row["id"], call.stamp, f"Work order {row['id']} became {status.word}.")


def note(
    call: Call,
    row: Row,
    act: str,
    *,
    acting_user_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    status: int | None = None,
) -> None:
    """The history line of an act and the change in the feed. status: what the order is after it, when that changed."""
    work_orders.record(call.tx, row["id"], call.stamp, actor(call), act, dict(detail or {}), acting_user_id)
    fields = (detail or {}).get("fields")
    data = {"state": Status(status or row["status"]).word, "act": act, **({"fields": fields} if fields else {})}
    type = f"work_order.{_CHANGES.get(act, 'changed')}"
    call.change(type, ("work_order", row["id"]), company_id=row["company_id"], data=data)
    call.changed("work-orders", row["id"])


def note_route(call: Call, row: Row, verb: Literal["opened", "answered", "closed"], route_id: int, state: str) -> None:
    """What happened to an offer of an order, in the feed of changes."""
    data = {"state": state, "work_order_id": row["id"]}
    call.change(f"route.{verb}", ("route", route_id), company_id=row["company_id"], data=data)


def close_offers(call: Call, row: Row) -> list[Row]:
    """Close every open offer and pending request of an order: kind ('route' | 'request'), id, person_id of each."""
    closed = work_orders.close_offers(call.tx, row["id"], call.stamp, actor(call))
    for each in closed:
        if each["kind"] == "route":
            note_route(call, row, "closed", each["id"], "closed")
    return closed


def actor(call: Call) -> Owner:
    """Who stands in the history: the caller, or the platform for what happens by itself."""
    return Owner("platform", 0) if call.caller.kind == "nobody" else call.caller.owner


def zone_of_order(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the site of the order that arguments name; None when the caller sees no such order."""
    if "work_order_id" not in arguments:
        return None
    try:
        row, _ = visible_order(call, arguments["work_order_id"])
    except Refusal:
        return None
    return str(row["time_zone"])
