"""The end of an assignment, and a provider who runs late: what each needs and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from store.types import iso
from tools.errors import Conflict, Invalid, Step, WrongState
from tools.rules.sentences import worded
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import (
    ASSIGNED,
    DRAFT,
    PUBLISHED,
    Standing,
    Status,
    display,
    refuse_open_log,
    step,
    sub_status,
    wrong_state,
)

ReturnTo = Literal["draft", "published"]

LATE_CANCELLATION = timedelta(hours=24)
ETA_GRACE = timedelta(hours=4)

RUNNING_LATE = 1
PROVIDER_CANCELED = 2


@dataclass(frozen=True, slots=True)
class Departure:
    """How an assignment is to end, as asked for."""

    tool: str
    reason: str | None
    return_to: ReturnTo | None = None
    void_time_logs: bool = False


def check_departure(standing: Standing, departure: Departure, reason_needed: bool) -> None:
    """An assignment ends only without an open time log, with a reason where one is due, and not over recorded time."""
    tool = departure.tool
    step(tool, standing)
    refuse_open_log(tool, standing)
    if standing.closed_logs and not departure.void_time_logs:
        raise wrong_state(
            tool,
            standing,
            needs=worded(
                "void_time_logs true: {closed_logs} time logs exist and would no longer count for pay",
                closed_logs=standing.closed_logs,
            ),
            next=(Step(tool, {"void_time_logs": True}), "get_work_order"),
        )
    if reason_needed and not departure.reason:
        raise Invalid({"reason": worded("is needed: the provider has confirmed the arrival and is told why")})


def check_assignee(order_id: int, assignee_id: int | None, named: int | None) -> None:
    if named is not None and named != assignee_id:
        raise Conflict(
            worded(
                "Work order {order_id} is assigned to person {assignee_id}, not to person {named}; nothing "
                "was changed.",
                order_id=order_id,
                assignee_id=assignee_id,
                named=named,
            ),
            next=("get_work_order",),
        )


def returns_to(asked: ReturnTo | None, was_published: bool) -> Status:
    """Where the order goes: as asked, else back to the listing if it was listed before, else to draft."""
    if asked is not None:
        return PUBLISHED if asked == "published" else DRAFT
    return PUBLISHED if was_published else DRAFT


def drops_out_late(window: ServiceWindow | None, now: datetime) -> bool:
    """Whether a provider leaves inside the last day before the start (or after it)."""
    return window is not None and now >= window.start - LATE_CANCELLATION


def check_reassignable(tool: str, standing: Standing, assignee_id: int | None, user_id: int) -> bool:
    """Whether the person may be assigned now: True; False when they already are."""
    if standing.status is ASSIGNED and assignee_id == user_id:
        return False
    if standing.status is ASSIGNED:
        raise WrongState(
            worded(
                "Work order {id} is {display} to person {assignee_id}; {tool} needs it free: "
                "unassign_work_order first.",
                id=standing.id,
                display=display(standing),
                assignee_id=assignee_id,
                tool=tool,
            ),
            state=sub_status(standing),
            next=("unassign_work_order",),
            details={"status": standing.status.word, "assignee_id": assignee_id},
        )
    step(tool, standing)
    return True


# A provider who runs late


def check_delay(standing: Standing) -> None:
    tool = "acknowledge_provider_delay"
    step(tool, standing)
    if not standing.delayed:
        needs = worded("a delay the provider reported and nobody has acknowledged yet")
        raise wrong_state(tool, standing, needs=needs, next=("get_work_order_status",))


def condition_after_delay(before: str | None) -> str:
    """What the arrival says once the delay is acknowledged: what it said before it."""
    return before if before in ("on_schedule", "on_my_way") else "on_schedule"


def new_arrival(new_eta: datetime, hours: timedelta, window: ServiceWindow) -> Span:
    """The agreed arrival and end of the visit; Invalid outside the window and the four hours after it."""
    last = (window.end or window.start) + ETA_GRACE
    if not window.start <= new_eta <= last:
        raise Invalid(
            {
                "new_eta": worded(
                    "must be from {start} to {last}, four hours after the service window",
                    start=iso(window.start),
                    last=iso(last),
                )
            }
        )
    return Span(new_eta, new_eta + hours)
