"""When the visit may take place."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import CLEARED, Clearable, Zone
from tools.rules.sentences import worded
from tools.work_orders.access import order_of_company, visible_order, zone_of_order
from tools.work_orders.drafting.writing import change_order
from tools.work_orders.params import ActingUserId, CorrelationId, WorkOrderId
from tools.work_orders.shapes import StatusShape, status_shape
from tools.work_orders.visits.params import SiteMoment
from tools.work_orders.visits.shapes import FullSchedule, full_schedule

TOOLSET = "work_order_visits"

WINDOW = ("mode", "start", "end", "time_zone", "schedule_note")


class ScheduleAnswer(TypedDict):
    schedule: NotRequired[FullSchedule | None]


class ChangedSchedule(TypedDict):
    schedule: FullSchedule
    status: StatusShape
    eta_cleared: bool
    notified: int


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "when does somebody have to be there",
        "date and time of the visit",
        "appointment window of the ticket",
        "latest time to arrive at the site",
        "on which days may the technician come",
        "service window of a field job",
        "is the visit today or tomorrow",
        "what time zone is the visit in",
        "until when must the contractor be on site",
        "appointment of the job in local time",
        "does the visit have to start on time",
    ),
)
def get_work_order_schedule(
    call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None
) -> ScheduleAnswer:
    """Give the service window of a work order with its time zone and the earliest and latest arrival.

    Times stand in UTC and by the clocks of the site. schedule is left out while nothing is scheduled;
    update_work_order_schedule sets it."""
    row, _ = visible_order(call, work_order_id, acting_user_id)
    return {"schedule": full_schedule(call, row)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    zone=zone_of_order,
    example={"schedule_note": "Closed from 12 to 13"},
    find=(
        "move the visit to Thursday at nine",
        "make it a whole-day window",
        "reschedule the appointment",
        "put the site visit off until next week",
        "set when the technician has to be there",
        "another time for the field job",
        "the store can only be visited in the mornings",
        "set a service window",
        "note that the site is closed at noon",
        "the visit has to start exactly on time",
        "postpone the installation",
        "widen the time in which the contractor may come",
    ),
)
def update_work_order_schedule(
    call: Call,
    work_order_id: WorkOrderId,
    mode: Annotated[
        Literal["exact", "between", "hours"],
        Field(description="exact: at start. between: start to end. hours: each day between the two times of day."),
    ]
    | None = None,
    start: SiteMoment | None = None,
    end: Annotated[SiteMoment, Field(description="For between and hours.")] | None = None,
    time_zone: Annotated[Zone, Field(description="Of the site. Default: as it is.")] | None = None,
    schedule_note: Clearable[
        Annotated[str, Field(min_length=1, max_length=2000, description="Such as: closed from 12 to 13.")]
    ]
    | None = None,
    require_ontime: Annotated[bool, Field(description="Whether being on time counts; open until somebody is assigned.")]
    | None = None,
    correlation_id: CorrelationId | None = None,
    acting_user_id: ActingUserId | None = None,
) -> ChangedSchedule:
    """Set or move the service window of a work order.

    Needs mode and start while nothing is scheduled. In draft nobody hears of it; published or routed it is told to
    providers with an open offer or request; assigned it clears the arrival, the provider is asked to confirm again with
    set_work_order_eta, and other work of theirs at that time is warned of. Not while somebody is checked in, and not
    once the work is reported done. Out of draft the start lies ahead."""
    row = order_of_company(call, work_order_id, acting_user_id)
    given: dict[str, Any] = {}
    window = {name: "" if value is CLEARED else value for name, value in call.given.items() if name in WINDOW}
    if window:
        given["schedule"] = window
    if require_ontime is not None:
        given["require_ontime"] = require_ontime
    confirmed = row["eta_status"] == "confirmed"
    try:
        changed = change_order(call, row, given, correlation_id, acting_user_id, conflicts="warned of")
    except Invalid as fault:
        fields = {name.removeprefix("schedule."): text for name, text in fault.fields.items()}
        raise Invalid(fields, code=fault.code, next=fault.next) from None
    schedule = full_schedule(call, changed.row)
    if schedule is None:
        raise Invalid({"mode": worded("is needed with start: nothing is scheduled yet")})
    return {
        "schedule": schedule,
        "status": status_shape(call, changed.row),
        "eta_cleared": confirmed and changed.row["eta_status"] != "confirmed",
        "notified": changed.notified,
    }
