"""A provider who runs late, as the company answers it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Owner, iso, utc_text
from store.work_orders import assignments as work_order_assignments
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Moment
from tools.rules.sentences import say, together, worded
from tools.text import plain
from tools.work_orders.access import order_of_company, reload, standing, window_of, write, zone_of_order
from tools.work_orders.matching.checks import check_free, check_may_ignore
from tools.work_orders.notices import named, tell
from tools.work_orders.params import ActingUserId, IgnoreConflicts, WorkOrderId
from tools.work_orders.routing.params import Note
from tools.work_orders.rules.assignment import RUNNING_LATE, check_delay, condition_after_delay, new_arrival
from tools.work_orders.rules.service_window import DEFAULT_HOURS, ServiceWindow
from tools.work_orders.shapes import EtaShape, StatusShape, eta_shape, status_shape

TOOLSET = "work_order_routing"


class ProblemShape(TypedDict):
    id: int
    status: str


class Acknowledged(TypedDict):
    eta: NotRequired[EtaShape | None]
    status: StatusShape
    problem: NotRequired[ProblemShape | None]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    zone=zone_of_order,
    find=(
        "ok, thanks for telling us you are late",
        "note the 30 minutes late arrival",
        "agree to a later arrival",
        "we have seen that the technician is behind schedule",
        "confirm the delay the contractor reported",
        "set a new agreed arrival after a traffic jam",
        "close the running late problem",
        "answer a late message from the person on the road",
        "confirm we got the message about running behind",
        "okay, come at eleven instead",
        "we know he is stuck in traffic",
        "react to the technician's late notice",
    ),
)
def acknowledge_provider_delay(
    call: Call,
    work_order_id: WorkOrderId,
    note: Annotated[Note, Field(description="Sent to the provider.")] | None = None,
    new_eta: Annotated[Moment, Field(description="Newly agreed arrival: in the window or up to 4 hours after it.")]
    | None = None,
    ignore_conflicts: IgnoreConflicts | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Acknowledged:
    """Confirm that the company has seen the provider's message of running late, optionally with a new agreed arrival.

    Only with a delay nobody acknowledged yet. The delay stays visible, the running_late problem is resolved, and the
    sub-status goes back to what it was. A check-in after the latest arrival still counts as late. A new arrival at
    which the provider is not free is refused unless an admin sets ignore_conflicts."""
    row = order_of_company(call, work_order_id, acting_user_id)
    check_delay(standing(row, call))
    check_may_ignore(call, ignore_conflicts)
    if new_eta is not None:
        _agree_on_arrival(call, row, new_eta, ignore_conflicts is True)
    condition = condition_after_delay(row["eta_condition_before_delay"])
    work_order_assignments.acknowledge_delay(call.tx, row["id"], condition, call.stamp)
    by = call.caller.owner
    text = plain(note) if note else None
    solved = work_order_assignments.resolve_problems(call.tx, row["id"], RUNNING_LATE, by, call.stamp, text)
    write(call, row, "delay_acknowledged", acting_user_id=acting_user_id, detail={"note": text})
    if text:
        work_order_parts.say(call.tx, row["id"], "buyer", by, text, call.stamp, row["assignee_id"])
    now = reload(call, row)
    told = say("The company has seen your delay on {orders}.", orders=named([row]))
    agreed = say("The new arrival is {eta}.", eta=iso(new_eta, row["time_zone"])) if new_eta is not None else None
    tell(call, [row], [row["assignee_id"]], "work_order_changed", together(told, agreed), said=text)
    return {
        "eta": eta_shape(now),
        "status": status_shape(call, now),
        "problem": {"id": solved[-1], "status": "resolved"} if solved else None,
    }


def _agree_on_arrival(call: Call, row: Row, new_eta: datetime, ignore_conflicts: bool) -> None:
    """Put the newly agreed arrival into the ETA and the provider's calendar."""
    window = window_of(row)
    if window is None:
        raise Invalid({"new_eta": worded("needs a service window; set one with update_work_order")})
    hours = Decimal(row["eta_hours"] or row["estimated_hours"] or DEFAULT_HOURS)
    visit = new_arrival(new_eta, timedelta(seconds=int(hours * 3600)), window)
    if not ignore_conflicts:
        moved = ServiceWindow("exact", visit.start, None, hours, window.zone)
        check_free(call, row, row["assignee_id"], moved, "acknowledge_provider_delay")
    start_at, end_at = utc_text(visit.start), utc_text(visit.end)
    work_order_assignments.confirm_arrival(call.tx, row["id"], start_at, end_at, f"{hours:f}", call.stamp)
    if row["confirmed_at"] is None:
        work_orders.set_confirmed(call.tx, row["id"], call.stamp)
    call.freed.add(Owner("person", row["assignee_id"]))
    work_orders.block_time(call.tx, row["id"], row["assignee_id"], visit.start, visit.end)
