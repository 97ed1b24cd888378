"""The planned arrival: confirmed, on the way, late."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import PLATFORM, Owner, iso, utc_text, utc_time
from store.work_orders import assignments as work_order_assignments
from store.work_orders import orders as work_orders
from store.work_orders.visits import arrivals, problems
from tools.call import Call
from tools.errors import Invalid, NotAllowed, Step
from tools.operation import operation
from tools.params import Moment
from tools.questions import quoted
from tools.rules.places import Point, distance_km, drive_seconds, rounded_km
from tools.rules.sentences import say, together, worded
from tools.text import plain
from tools.work_orders import steps
from tools.work_orders.access import (
    Side,
    order_to_work_on,
    reload,
    standing,
    visible_order,
    window_of,
    write,
    zone_of_order,
)
from tools.work_orders.matching.busy import is_taken, obstacle
from tools.work_orders.notices import named, tell_company
from tools.work_orders.params import ActingUserId, EstimatedHours, Latitude, Longitude, WorkOrderId
from tools.work_orders.rules.assignment import RUNNING_LATE
from tools.work_orders.rules.candidates import SCHEDULE_CONFLICT
from tools.work_orders.rules.checklist import SET_ETA
from tools.work_orders.rules.problems import PROBLEM_TYPES
from tools.work_orders.rules.routing import not_eligible
from tools.work_orders.rules.schedule import hours_after
from tools.work_orders.rules.service_window import DEFAULT_HOURS, ServiceWindow, Span
from tools.work_orders.shapes import StatusShape, status_shape
from tools.work_orders.visits.recording import tell_of_visit
from tools.work_orders.visits.rules.arrivals import (
    arrival_as_known,
    check_in_window,
    check_may_set_out,
    refuse_after_arrival,
    refuse_checked_in,
)
from tools.work_orders.visits.shapes import FullEta, full_eta
from tools.work_orders.visits.stamps import site_of

TOOLSET = "work_order_visits"


class EtaAnswer(TypedDict):
    eta: NotRequired[FullEta | None]


class Arrival(TypedDict):
    eta: NotRequired[FullEta | None]
    status: StatusShape


class LateProblem(TypedDict):
    id: int
    type: str


class Delayed(Arrival):
    problem: LateProblem
    message_id: int


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "when will the technician get there",
        "is he on schedule",
        "has the technician told us when she will be at the site",
        "expected arrival of the contractor",
        "has the provider confirmed the appointment",
        "is the technician on the way already",
        "how late will the contractor be",
        "planned arrival at the site",
        "ETA of the field engineer",
        "how far away is the technician",
        "did the provider propose another time",
        "what was said about arriving at the store",
    ),
)
def get_work_order_eta(call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None) -> EtaAnswer:
    """Give when the provider plans to arrive, whether that is confirmed, and what they say on the way.

    eta is left out before an assignment, and for providers who are not assigned; its condition (on schedule, on the
    way, delayed) ends with the first check-in. The company answers a delay with acknowledge_provider_delay."""
    row, side = visible_order(call, work_order_id, acting_user_id)
    return {"eta": full_eta(call, row) if side != "provider" else None}


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="free",
    zone=zone_of_order,
    example={"start": "2026-03-18T09:00:00Z"},
    find=(
        "I confirm, arriving at ten",
        "tell them my arrival time",
        "yes I will be there tomorrow at nine",
        "confirm the assignment",
        "set the planned arrival at the site",
        "the provider confirmed by phone for eleven",
        "I can come on Thursday at two",
        "agree to the appointment",
        "say how long the visit will take",
        "enter an ETA",
        "change my arrival time at the store",
        "confirm that I take the visit",
    ),
)
def set_work_order_eta(
    call: Call,
    work_order_id: WorkOrderId,
    start: Annotated[
        Moment, Field(description="In the service window; for an exact start that time or up to 30 minutes earlier.")
    ],
    hour_estimate: Annotated[EstimatedHours, Field(description="Default: the order's estimate, else 1.")] | None = None,
    notes: Annotated[str, Field(min_length=1, max_length=1000, description="For the other side.")] | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Arrival:
    """Confirm an assignment and say when you will arrive and how long it takes.

    For the assignee, or the company in their place, before the first check-in; may be repeated. The time is taken in
    the provider's calendar and completes a Set ETA step; a time at which they have other work, with 30 minutes of
    travel around it, is refused, but the arrival that a day plan has can be confirmed as it is. Next:
    mark_work_order_on_my_way, then create_work_order_time_log."""
    tool = "set_work_order_eta"
    row, side = order_to_work_on(call, work_order_id, tool, acting_user_id)
    refuse_after_arrival(tool, standing(row, call))
    window = _window(row)
    check_in_window(start, window)
    hours = hour_estimate or _hours(row)
    if not _is_as_planned(call, row, start, hours):
        _check_free(call, row, start, hours, window)
    if start > window.latest_arrival:
        latest = iso(window.latest_arrival, window.zone)
        call.warn(f"An arrival after {latest} counts as late: the visit would not end in the service window.")
    confirm(call, row, start, hours, plain(notes) or None if notes else None, acting_user_id)
    steps.complete(call, row, (SET_ETA,))
    now = reload(call, row)
    _tell_confirmed(call, now, side)
    return {"eta": full_eta(call, now), "status": status_shape(call, now)}


def _is_as_planned(call: Call, row: Row, start: datetime, hours: Decimal) -> bool:
    """Whether it is the visit that was planned already, and nothing else came to take its time: the way was thought of."""
    if row["eta_start_at"] != utc_text(start) or not row["eta_end_at"]:
        return False
    visit = Span(start, hours_after(start, hours))
    return visit.end <= utc_time(row["eta_end_at"]) and not is_taken(call, row["assignee_id"], visit, row["id"])


def _check_free(call: Call, row: Row, start: datetime, hours: Decimal, window: ServiceWindow) -> None:
    """The provider has nothing else then, nor in the half hour around it."""
    visit = ServiceWindow("exact", start, None, hours, window.zone)
    met = obstacle(call, row["assignee_id"], visit, row["id"])
    if met is None:
        return
    ways = worded("Choose another time in the service window")
    next: tuple[str | Step, ...] = ("set_work_order_eta", "get_work_order_schedule")
    if row["eta_start_at"]:
        planned = iso(row["eta_start_at"], window.zone)
        ways = worded(
            "Choose another time in the service window, or confirm the arrival as planned, at {planned}",
            planned=planned,
        )
        next = (Step("set_work_order_eta", {"start": planned}, again=True), *next[1:])
    text = worded("is not free for work order {id} then: {met}. {ways}", id=row["id"], met=met.text, ways=ways)
    refusal = not_eligible(text, {row["assignee_id"]: [SCHEDULE_CONFLICT]}, next=next)
    refusal.details["conflict"] = met.shape
    raise refusal


def confirm(
    call: Call, row: Row, start: datetime, hours: Decimal, notes: str | None, acting_user_id: int | None = None
) -> None:
    """Agree on an arrival and take its time in the provider's calendar."""
    end = hours_after(start, hours)
    text = f"{hours.normalize():f}"
    arrivals.confirm(call.tx, row["id"], utc_text(start), utc_text(end), text, notes, call.stamp)
    call.freed.add(Owner("person", row["assignee_id"]))
    work_orders.block_time(call.tx, row["id"], row["assignee_id"], start, end)
    detail = {"start": utc_text(start), "end": utc_text(end), "hours": text, "before": row["eta_start_at"]}
    write(
        call, row, "arrival_confirmed", acting_user_id=acting_user_id, detail=detail,
        confirmed_at=row["confirmed_at"] or call.stamp,
    )  # fmt: skip


def _tell_confirmed(call: Call, row: Row, side: Side) -> None:
    zone = row["time_zone"]
    start, end = iso(row["eta_start_at"], zone), iso(row["eta_end_at"], zone)
    who = quoted(call.caller.name)
    mine = say(
        "{who} arrives for {orders} at {start}, until {end}.", who=who, orders=named([row]), start=start, end=end
    )
    theirs = say(
        "The company confirmed your arrival for {orders}: {start}, until {end}.",
        orders=named([row]),
        start=start,
        end=end,
    )
    tell_of_visit(call, row, side, mine, theirs, row["eta_notes"])


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "I just left home for the site",
        "driving to the customer now",
        "heading out",
        "on my way to the store",
        "I am travelling to the job",
        "start driving to the visit",
        "let the company know that I set out",
        "leaving for the appointment",
        "I will be there in half an hour",
        "report my position on the way to the site",
        "off to the next field job",
    ),
)
def mark_work_order_on_my_way(
    call: Call,
    work_order_id: WorkOrderId,
    latitude: Latitude | None = None,
    longitude: Longitude | None = None,
    drive_time: Annotated[int, Field(ge=0, le=86_400, description="Seconds. Default: the distance at 50 km/h.")]
    | None = None,
) -> Arrival:
    """Say that you are travelling to the site of your assigned work order.

    At most 24 hours before the arrival, and not while checked in. Works without a confirmed arrival and confirms it. A
    delay that nobody has answered yet stays shown until the company acknowledges it. Next: create_work_order_time_log
    with check_in."""
    tool = "mark_work_order_on_my_way"
    row = _own_order(call, work_order_id, tool)
    window = _window(row)
    planned = utc_time(row["eta_start_at"]) if row["eta_start_at"] else window.latest_arrival
    check_may_set_out(standing(row, call), planned, row["time_zone"])
    if (latitude is None) != (longitude is None):
        raise Invalid(
            {"longitude" if longitude is None else "latitude": worded("goes with the other: give both or neither")}
        )
    site = site_of(row)
    kilometres = None
    if latitude is not None and longitude is not None and site is not None:
        kilometres = distance_km(Point(latitude, longitude), site)
    seconds = drive_time if drive_time is not None else drive_seconds(kilometres) if kilometres is not None else None
    away = f"{rounded_km(kilometres):f}" if kilometres is not None else None
    if row["eta_status"] != "confirmed":
        start = arrival_as_known(window, call.now, timedelta(seconds=seconds or 0))
        confirm(call, row, start, _hours(row), row["eta_notes"])
        steps.complete(call, row, (SET_ETA,))
    arrivals.travel(call.tx, row["id"], call.stamp, latitude, longitude, away, seconds)
    write(call, row, "on_my_way", detail={"distance_km": away, "drive_time": seconds}, on_my_way_at=call.stamp)
    text = say("{who} is on the way to {orders}.", who=quoted(call.caller.name), orders=named([row]))
    there = say("About {minutes} minutes of road are left.", minutes=(seconds + 59) // 60) if seconds else None
    tell_company(call, [row], "work_order_visit", together(text, there))
    now = reload(call, row)
    return {"eta": full_eta(call, now), "status": status_shape(call, now)}


@operation(
    access="write",
    actors=("worker",),
    price="free",
    zone=zone_of_order,
    example={"delay_minutes": 30, "reason": "Traffic"},
    find=(
        "I am stuck in traffic, 30 minutes behind",
        "warn the customer that I will be late",
        "running behind schedule",
        "I will be late for the visit",
        "report a delay on my way to the site",
        "my train is late, I arrive at noon",
        "the job before takes longer",
        "tell the company I am held up",
        "flat tyre, one hour late",
        "propose a later arrival because of a delay",
        "cannot make it on time",
    ),
)
def record_work_order_delay(
    call: Call,
    work_order_id: WorkOrderId,
    delay_minutes: Annotated[int, Field(ge=1, le=1440, description="How late you will be.")],
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why; the company reads it.")],
    new_eta: Annotated[Moment, Field(description="A later arrival you propose; the company decides.")] | None = None,
) -> Delayed:
    """Report that you will arrive late at your assigned work order.

    Before checking in. The planned arrival does not move: the company is told at once, a running_late problem is opened,
    and it answers with acknowledge_provider_delay, with the new arrival if it agrees. A second report takes the place
    of the first."""
    tool = "record_work_order_delay"
    row = _own_order(call, work_order_id, tool)
    refuse_checked_in(tool, standing(row, call))
    why = plain(reason)
    if not why:
        raise Invalid({"reason": worded("must not be blank: the company has to know why")})
    if new_eta is not None and new_eta <= call.now:
        raise Invalid({"new_eta": worded("must lie ahead; now is {now}", now=iso(call.now, row["time_zone"]))})
    seconds = delay_minutes * 60
    arrivals.delay(call.tx, row["id"], call.stamp, seconds, utc_text(new_eta) if new_eta else None)
    problem_id = _running_late(call, row, why)
    message_id = problems.say(call.tx, row["id"], "provider", call.caller.owner, why, call.stamp, problem_id)
    detail = {"seconds": seconds, "reason": why, "proposed": utc_text(new_eta) if new_eta else None}
    write(call, row, "delayed", detail=detail)
    told = say(
        "{who} will be {minutes} minutes late for {orders}.",
        who=quoted(call.caller.name), minutes=delay_minutes, orders=named([row]),
    )  # fmt: skip
    proposal = say("They propose to arrive at {eta}.", eta=iso(new_eta, row["time_zone"])) if new_eta else None
    figures = {"delay_seconds": seconds}
    tell_company(call, [row], "work_order_late", together(told, proposal), said=why, figures=figures)
    now = reload(call, row)
    return {
        "eta": full_eta(call, now),
        "status": status_shape(call, now),
        "problem": {"id": problem_id, "type": PROBLEM_TYPES[RUNNING_LATE].replace(" ", "_")},
        "message_id": message_id,
    }


def _running_late(call: Call, row: Row, why: str) -> int:
    """The open problem of being late, with the newest reason; opened when there is none."""
    for problem in problems.problems(call.tx, row["id"]):
        if problem["type_id"] == RUNNING_LATE and problem["status"] == "open":
            problems.change(call.tx, problem["id"], call.stamp, comments=why)
            return int(problem["id"])
    return work_order_assignments.open_problem(call.tx, row["id"], RUNNING_LATE, why, PLATFORM, call.stamp)


def _own_order(call: Call, id: int, tool: str) -> Row:
    """The caller's own assigned order."""
    row, side = order_to_work_on(call, id, tool)
    if side != "assignee":
        raise NotAllowed(
            worded("Only the provider assigned to work order {id} says so.", id=id), next=("get_work_order_eta",)
        )
    return row


def _window(row: Row) -> ServiceWindow:
    window = window_of(row)
    if window is None:
        fault = worded("needs a service window; the company sets one with update_work_order_schedule")
        raise Invalid({"work_order_id": fault}, next=("get_work_order_schedule",))
    return window


def _hours(row: Row) -> Decimal:
    return Decimal(row["estimated_hours"] or DEFAULT_HOURS)
