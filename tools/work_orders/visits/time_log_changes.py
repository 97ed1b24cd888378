"""Correcting what was recorded of a visit: one log, many together, or taking one away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders.visits import time_logs as recorded
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import order_to_work_on, standing, zone_of_order
from tools.work_orders.notices import named
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.rules.states import WORK_DONE, wrong_state
from tools.work_orders.shapes import StatusShape, status_shape
from tools.work_orders.visits.corrections import (
    FIELDS,
    CorrectionIn,
    carry_out,
    check_alone,
    check_together,
    correction_of,
    locked,
    one_of_many,
    own_log,
    refuse_provider_after,
)
from tools.work_orders.visits.params import CheckIn, CheckOut, Devices, Reason, TimeLogId, VisitNote
from tools.work_orders.visits.recording import hours_of, settle, tell_of_visit
from tools.work_orders.visits.shapes import TimeLogShape, VisitPay, figures, time_log_shape, visit_pay

TOOLSET = "work_order_visits"


class Corrected(TypedDict):
    time_log: TimeLogShape
    status: StatusShape
    pay: VisitPay


class AllCorrected(TypedDict):
    results: list[TimeLogShape]
    total_hours: str
    pay: VisitPay


class Deleted(TypedDict):
    deleted: bool
    total_hours: str
    status: StatusShape
    pay: VisitPay


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    zone=zone_of_order,
    example={"verified": True},
    find=(
        "he forgot to check out, it was twelve",
        "fix my arrival time",
        "mark these hours as verified",
        "correct the hours of a visit",
        "wrong time on the timesheet entry",
        "I left at five, not at six",
        "change how many devices were done",
        "take back a check-out, he is still there",
        "the hours of the technician are too high",
        "confirm the recorded time of the contractor",
        "set the departure time for him",
        "amend a check-in",
    ),
)
def update_work_order_time_log(
    call: Call,
    work_order_id: WorkOrderId,
    time_log_id: TimeLogId,
    check_in: CheckIn | None = None,
    check_out: Clearable[CheckOut] | None = None,
    devices: Devices | None = None,
    verified: Annotated[bool, Field(description="The company has checked it; the provider cannot change it then.")]
    | None = None,
    note: VisitNote | None = None,
    reason: Reason | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Corrected:
    """Correct one time log of a work order; the figures before and after are both kept in its corrections.

    The company while assigned or work done; the provider the own ones while assigned, with a reason once they are
    closed, and not what the company has verified. Clearing check_out says that somebody is still there (company, while
    assigned). Pay follows the corrected hours, and the other side is told of both figures."""
    tool = "update_work_order_time_log"
    row, side = order_to_work_on(call, work_order_id, tool, acting_user_id)
    refuse_provider_after(call, row, side, tool)
    logs = recorded.logs(call.tx, row["id"])
    log = own_log(call, row, side, logs, time_log_id)
    given = {name: value for name, value in call.given.items() if name in FIELDS}
    if not given:
        raise Invalid({"arguments": worded("name what to change: {fields}", fields=", ".join(FIELDS))})
    correction = correction_of(call, row, side, tool, log, given, reason)
    check_alone(call, row, logs, correction)
    now = carry_out(call, row, side, [correction], reason, acting_user_id)
    after = _stored(call, row, [log["id"]])[0]
    return {"time_log": after, "status": status_shape(call, now), "pay": visit_pay(call, now, side)}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    zone=zone_of_order,
    example={"time_logs": [{"time_log_id": 1, "verified": True}]},
    find=(
        "verify all hours of the week",
        "adjust every visit by one hour",
        "bulk correct the timesheet",
        "correct several check-ins at once",
        "all visits were logged in the wrong time zone",
        "move all recorded times together",
        "tick off every visit as checked",
        "fix the whole timesheet of a job",
        "swap the hours of two visits",
        "several time entries of the order are wrong",
        "change many time logs in one go",
    ),
)
def update_all_work_order_time_logs(
    call: Call,
    work_order_id: WorkOrderId,
    time_logs: Annotated[
        list[CorrectionIn], Field(min_length=1, max_length=100, description="Each with what changes of it.")
    ],
    reason: Reason | None = None,
    acting_user_id: ActingUserId | None = None,
) -> AllCorrected:
    """Correct several time logs of a work order in one go, all or none.

    They are checked as the set they form afterwards, so two visits may change places; logs that are not named stay as
    they are. Rules as in update_work_order_time_log; new visits come with create_work_order_time_log."""
    tool = "update_all_work_order_time_logs"
    row, side = order_to_work_on(call, work_order_id, tool, acting_user_id)
    refuse_provider_after(call, row, side, tool)
    logs = _logs(call, row)
    corrections = [
        one_of_many(call, row, side, tool, logs, number, entry, reason) for number, entry in enumerate(time_logs)
    ]
    check_together(row, logs, corrections)
    now = carry_out(call, row, side, corrections, reason, acting_user_id)
    return {
        "results": _stored(call, row, [each.log["id"] for each in corrections]),
        "total_hours": hours_of(_logs(call, row)),
        "pay": visit_pay(call, now, side),
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "remove the wrong check-in",
        "that visit never happened",
        "drop the duplicate hours",
        "I checked in by mistake",
        "delete a timesheet entry of the job",
        "the hours were entered twice",
        "take a visit off the timesheet",
        "erase the recorded time of a visit",
        "void one time log",
        "these hours do not count",
        "undo a check-in at the wrong site",
    ),
)
def delete_work_order_time_log(
    call: Call,
    work_order_id: WorkOrderId,
    time_log_id: TimeLogId,
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why; the other side is told.")]
    | None = None,
) -> Deleted:
    """Take one time log off a work order: it no longer counts for hours and pay.

    The company while assigned or work done, the provider the own ones while assigned; not what is verified. It stays
    to be seen with include_void in list_work_order_time_logs. Hourly, device and blended work that was reported done
    keeps its last one."""
    tool = "delete_work_order_time_log"
    row, side = order_to_work_on(call, work_order_id, tool)
    refuse_provider_after(call, row, side, tool)
    logs = recorded.logs(call.tx, row["id"])
    log = own_log(call, row, side, logs, time_log_id)
    if log["verified"]:
        raise locked(call, row, tool, log)
    closed = [each for each in logs if each["out_at"]]
    if row["status"] == WORK_DONE and row["pay_type"] != "fixed" and closed == [log]:
        needs = worded("another closed time log: {type} pay of work reported done goes by it", type=row["pay_type"])
        raise wrong_state(tool, standing(row, call), needs=needs, next=("mark_work_order_incomplete",))
    call.confirm(
        worded(
            "Take time log {id} of {hours} hours off work order {row_id}",
            id=log["id"],
            hours=log["hours"] or worded("no"),
            row_id=row["id"],
        ),
        record=f"work_order:{row['id']}",
    )
    why = plain(reason) or None if reason else None
    zone = row["time_zone"]
    recorded.change(call.tx, log["id"], call.stamp, void=1)
    recorded.correct(call.tx, log["id"], call.stamp, call.caller.owner, None, why, figures(log, zone), None)
    detail = {"time_log_id": log["id"], "before": figures(log, zone), "reason": why}
    now = settle(call, row, "time_log_deleted", None, detail, undone=True)
    hours, start = log["hours"] or "0", iso(log["in_at"], zone)
    mine = say("Time log {log} of {orders}, {start}, {hours} h, was taken off by its provider.", log=log["id"],
               orders=named([row]), start=start, hours=hours)  # fmt: skip
    theirs = say("Your time log {log} of {orders}, {start}, {hours} h, was taken off by the company.", log=log["id"],
                 orders=named([row]), start=start, hours=hours)  # fmt: skip
    tell_of_visit(call, now, side, mine, theirs, why)
    return {
        "deleted": True,
        "total_hours": hours_of(recorded.logs(call.tx, row["id"])),
        "status": status_shape(call, now),
        "pay": visit_pay(call, now, side),
    }


def _logs(call: Call, row: Row) -> list[Row]:
    return recorded.logs(call.tx, row["id"])


def _stored(call: Call, row: Row, ids: Sequence[int]) -> list[TimeLogShape]:
    corrections = recorded.corrections(call.tx, row["id"])
    found = [each for each in _logs(call, row) if each["id"] in ids]
    return [time_log_shape(each, row["time_zone"], corrections.get(each["id"], ())) for each in found]
