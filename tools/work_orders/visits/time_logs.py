"""Checking in and out, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders.visits import time_logs
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.paging import Page
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import Side, order_to_work_on, standing, visible_order, zone_of_order
from tools.work_orders.notices import named
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.states import wrong_state
from tools.work_orders.shapes import StatusShape, status_shape
from tools.work_orders.visits.params import CheckIn, CheckOut, ClockedIn, Devices, VisitNote
from tools.work_orders.visits.recording import (
    arrived,
    hours_of,
    left,
    settle,
    tell_of_visit,
    warn_of_length,
    warn_of_prep,
)
from tools.work_orders.visits.rules.time_logs import check_devices, check_times, met_by
from tools.work_orders.visits.shapes import TimeLogShape, VisitPay, time_log_shape, visit_pay
from tools.work_orders.visits.stamps import as_log, follow_up, new_stamp, times_of

TOOLSET = "work_order_visits"
TOOL = "create_work_order_time_log"


class TimeLogs(TypedDict):
    total_hours: str
    total_devices: int
    open_time_log: NotRequired[TimeLogShape | None]
    results: list[TimeLogShape]
    total: int
    next_cursor: NotRequired[str | None]


class Recorded(TypedDict):
    time_log: TimeLogShape
    status: StatusShape
    pay: VisitPay


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=12,
    find=(
        "how long was he on site",
        "check in and check out times",
        "hours recorded on the ticket",
        "when did the technician arrive and leave",
        "was the contractor late to the store",
        "timesheet of a field job",
        "total hours of all visits to the site",
        "where was the provider when checking in",
        "which hours were corrected afterwards, and by whom",
        "is somebody checked in right now",
        "proof of presence at the customer",
        "how many devices were reported done",
    ),
)
def list_work_order_time_logs(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    include_void: Annotated[bool, Field(description="Also what no longer counts for pay. Default false.")] = False,
    user_id: Annotated[int, Field(ge=1, description="Only of this person.")] | None = None,
) -> TimeLogs:
    """List the check-ins and check-outs of a work order with hours, lateness and verification, oldest first.

    created is the time as stated, by the clock of a device; received is when it reached the server. A corrected log
    keeps the figures before and after in corrections. Totals leave void logs out. A provider sees the own ones."""
    row, side = visible_order(call, work_order_id)
    mine = None if side == "company" else call.caller.id
    found = [
        each
        for each in time_logs.logs(call.tx, row["id"], mine, include_void)
        if user_id is None or each["person_id"] == user_id
    ]
    corrections = time_logs.corrections(call.tx, row["id"])
    zone = row["time_zone"]
    live = [each for each in found if not each["void"]]
    open_one = next((each for each in live if each["out_at"] is None), None)
    part, next_cursor, total = page.slice(found)
    return {
        "total_hours": hours_of(live),
        "total_devices": sum(each["devices"] or 0 for each in live),
        "open_time_log": time_log_shape(open_one, zone) if open_one is not None else None,
        "results": [time_log_shape(each, zone, corrections.get(each["id"], ())) for each in part],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="free",
    zone=zone_of_order,
    example={"check_in": {}},
    find=(
        "I have arrived at the store",
        "clock me out",
        "enter my hours from yesterday",
        "check in at the site with my position",
        "I am leaving the customer now",
        "start of work on site",
        "record a whole visit that was forgotten",
        "the technician is there, check him in",
        "finish the visit, five devices done",
        "clock in on the field job",
        "log the time on site for the contractor",
        "on site now",
    ),
)
def create_work_order_time_log(
    call: Call,
    work_order_id: WorkOrderId,
    check_in: CheckIn | None = None,
    check_out: CheckOut | None = None,
    user_id: Annotated[int, Field(ge=1, description="Who was there. Default and only choice: the assignee.")]
    | None = None,
    devices: Devices | None = None,
    note: VisitNote | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Recorded:
    """Check in to or out of a work order, or enter a whole visit afterwards.

    For the assignee, or the company in their place, while assigned. check_in alone begins a visit, check_out alone ends
    the one that is open, both enter a whole one; {} means now. Times are kept as stated beside the time of the server;
    hours are real ones, over midnight and clock changes. Coordinates are needed where the order says require_gps;
    farther than 1.6 km from the site they are kept as not ok. Next: check_out, then mark_work_order_complete."""
    row, side = order_to_work_on(call, work_order_id, TOOL, acting_user_id)
    if user_id not in (None, row["assignee_id"]):
        fault = worded(
            "{user_id} is not assigned here; time is logged for person {assignee_id}",
            user_id=user_id,
            assignee_id=row["assignee_id"],
        )
        raise invalid_reference("user_id", fault, "get_work_order")
    logs = time_logs.logs(call.tx, row["id"])
    if check_in is not None:
        log_id = _enter(call, row, logs, check_in, check_out, devices, note)
    else:
        log_id = _leave(call, row, logs, check_out, devices, note)
    began = next((each for each in logs if each["id"] == log_id), None) is None
    act = "time_logged" if began and check_out is not None else "checked_in" if began else "checked_out"
    log = next(each for each in time_logs.logs(call.tx, row["id"]) if each["id"] == log_id)
    warn_of_length(call, as_log(log), row["time_zone"])
    if began:
        warn_of_prep(call, row)
    detail = {"time_log_id": log_id, "in": log["in_at"], "out": log["out_at"], "hours": log["hours"]}
    now = settle(call, row, act, acting_user_id, detail)
    _tell(call, now, side, log)
    return {
        "time_log": time_log_shape(log, row["time_zone"]),
        "status": status_shape(call, now),
        "pay": visit_pay(call, now, side),
    }


def _enter(
    call: Call, row: Row, logs: Sequence[Row], check_in: ClockedIn, check_out: ClockedIn | None,
    devices: int | None, note: str | None,
) -> int:  # fmt: skip
    """A new log: a check-in, or a whole visit; its id."""
    if check_out is None:
        _refuse_second(call, row, logs)
    check_devices(row["pay_type"], devices, check_out is not None)
    columns: dict[str, Any] = {"id": 0, "out_at": None, **new_stamp(call, row, "in", check_in)}
    if check_out is not None:
        columns |= new_stamp(call, row, "out", check_out)
    _check_fits(call, row, logs, columns)
    del columns["id"]
    columns |= {**follow_up(row, columns), "devices": devices, "note": plain(note) or None if note else None}
    return time_logs.insert(call.tx, row["id"], row["assignee_id"], call.caller.owner, call.stamp, **columns)


def _leave(
    call: Call, row: Row, logs: Sequence[Row], check_out: ClockedIn | None, devices: int | None, note: str | None
) -> int:
    """End the open log; its id."""
    if check_out is None:
        raise Invalid(
            {
                "check_in": worded(
                    "give check_in to begin a visit, check_out to end it, or both for a whole one; {{}} is now"
                )
            }
        )
    open_one = next((each for each in logs if each["out_at"] is None), None)
    if open_one is None:
        needs = worded("an open time log to check out of; give check_in as well to enter a whole visit")
        raise wrong_state(TOOL, standing(row, call), needs=needs, next=(TOOL, "list_work_order_time_logs"))
    check_devices(row["pay_type"], devices, True)
    columns = new_stamp(call, row, "out", check_out)
    after = {**open_one, **columns}
    _check_fits(call, row, logs, after)
    columns |= {**follow_up(row, after), "devices": devices}
    if note:
        columns["note"] = plain(note) or open_one["note"]
    # Whether the arrival was late was settled when it happened.
    del columns["was_late"]
    time_logs.change(call.tx, open_one["id"], call.stamp, **columns)
    return int(open_one["id"])


def _refuse_second(call: Call, row: Row, logs: Sequence[Row]) -> None:
    open_one = next((each for each in logs if each["out_at"] is None), None)
    if open_one is not None:
        since = iso(open_one["in_at"], row["time_zone"])
        needs = worded(
            "nobody checked in: time log {id} is open since {since}; check out of it first, with check_out alone",
            id=open_one["id"],
            since=since,
        )
        refusal = wrong_state(TOOL, standing(row, call), needs=needs, next=(TOOL, "update_work_order_time_log"))
        refusal.details["time_log_id"] = open_one["id"]
        raise refusal


def _check_fits(call: Call, row: Row, logs: Sequence[Row], log: Any) -> None:
    """The times are possible, and share none with another log of the order."""
    start, end = times_of(log)
    check_times(start, end, call.now, row["time_zone"])
    met = met_by(as_log(log), [as_log(each) for each in logs if each["id"] != log["id"]])
    if met is not None:
        raise Conflict(
            worded(
                "That overlaps {text} of work order {id}; correct one of the two.",
                text=met.text(row["time_zone"]),
                id=row["id"],
            ),
            next=("update_work_order_time_log", "list_work_order_time_logs"),
            details={"time_log_id": met.id},
        )


def _tell(call: Call, row: Row, side: Side, log: Row) -> None:
    zone = row["time_zone"]
    if log["out_at"] is None:
        theirs = say("The company checked you in on {orders} at {at}.", orders=named([row]), at=iso(log["in_at"], zone))
        tell_of_visit(call, row, side, arrived(call, row, log), theirs)
        return
    theirs = say(
        "The company recorded your visit on {orders}: {start} to {end}, {hours} h.",
        orders=named([row]), start=iso(log["in_at"], zone), end=iso(log["out_at"], zone), hours=log["hours"],
    )  # fmt: skip
    tell_of_visit(call, row, side, left(call, row, log), theirs)
