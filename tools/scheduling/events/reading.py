"""Looking at events: one in full, and what hangs below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import event_corrections, events
from store.scheduling.no_shows import Mark
from store.types import Money, Owner, iso
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.scheduling.absences import ShownMark, figures_of, marks_of, says_or_answers, shown_marks
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, stand_of
from tools.scheduling.events.open_tools import money_tools
from tools.scheduling.events.shapes import (
    AttendeeShape,
    CorrectionShape,
    EventShape,
    ExportShape,
    KalShape,
    correction_shapes,
    event_shape,
    kal_shapes,
    pivot_shape,
)
from tools.scheduling.onlookers import onlooker_of
from tools.scheduling.params import BookingToken, EventId, EventStatus, EventZone
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import (
    CHARGE,
    CONFIRMED,
    DELIVERED,
    DEPOSIT,
    LIVE,
    PAYMENT_PENDING,
    PENDING,
    STATES,
    TYPES,
    UNPAID,
)
from tools.shapes import Theirs

TOOLSET = "events"

ParentId = Annotated[Id, Field(description="The parent event.")]
OnlyType = Annotated[
    Literal[1, 2, 3, 4], Field(description="Only 1 appointments, 2 tasks and comments, 3 charges or 4 deposits.")
]
OnlyStatus = Annotated[EventStatus, Field(description="Only in this state.")]
Depth = Annotated[int, Field(ge=1, le=5, description="How many levels down. Default 1.")]


class ShownEvent(TypedDict):
    """no_shows: what is said of who did not come, and how it stands."""

    event: EventShape
    pivot: NotRequired[AttendeeShape | None]
    corrections: list[CorrectionShape]
    no_shows: list[ShownMark]
    kals: list[KalShape]
    exports: list[ExportShape]
    allowed: list[str]


class ChildEvent(TypedDict):
    id: int
    parent_id: int
    type_id: int
    type: str
    kind: NotRequired[str | None]
    status_id: int
    status: str
    label: Theirs
    start: NotRequired[str | None]
    date: NotRequired[str | None]
    duration: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    user: PartyShape


class ChildEvents(TypedDict):
    events: list[ChildEvent]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    find=(
        "details of my appointment",
        "who is coming to the meeting",
        "has the session been paid and who agreed",
        "which changes were suggested for it",
        "look up one booking by number",
        "until when is my unpaid booking kept",
        "what may I do with this appointment now",
        "did the host answer my request",
        "in which calendars does it appear",
        "open one appointment",
        "where and when is that meeting",
        "the state of a single booking",
        "show one appointment with everybody on it",
        "who has accepted the meeting so far",
        "details of a booking",
        "what was suggested for this event",
    ),
)
def get_event(
    call: Call, event_id: EventId, token: BookingToken | None = None, timezone: EventZone | None = None
) -> ShownEvent:
    """Show one event in full: time, state, who attends, who pays and is paid, suggested changes, calendars.

    States: 100 pending, 200 confirmed, 400 declined, 444 cancelled, 555 delivered, 777 completed. Payment: 100
    unpaid, 200 on its way, 300 paid. pivot is your own row on its list; allowed names the tools you may use on
    it now. Where you may only know that the time is taken, view is busy. Guests show their booking token. Many
    events at once: list_upcoming_events."""
    stand = stand_of(call, event_id, token)
    shape = event_shape(call, stand, timezone)
    full = stand.view == "full"
    marks = marks_of(call, stand.id, stand.own_bookings)
    _note_figures(call, stand, shape)
    return {
        "event": shape,
        "pivot": pivot_shape(call, stand, timezone),
        "corrections": correction_shapes(call, stand) if full else [],
        "no_shows": shown_marks(marks, timezone or stand.event["timezone"]),
        "kals": kal_shapes(call, stand),
        "exports": shape.pop("exports", None) or [],
        "allowed": list(_allowed(call, stand, marks)) if full else [],
    }


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "comments under this task",
        "which sub-steps does it have",
        "what was billed for that meeting",
        "notes attached to an appointment",
        "parts of a larger piece of work",
        "sessions of a series",
        "everything below one calendar entry",
        "follow-ups of the review",
        "replies on this to-do",
        "everything attached to an appointment",
        "what follows from this event",
        "each date of a recurring course",
    ),
)
def list_child_events(
    call: Call,
    page: Page,
    event_id: ParentId,
    type_id: OnlyType | None = None,
    status_id: OnlyStatus | None = None,
    depth: Depth = 1,
    sort_by: Annotated[Literal["created_at", "start", "date"], Field(description="Default created_at.")] = "created_at",
    descending: bool = False,
) -> ChildEvents:
    """List what hangs below one event: sub-tasks, comments, charges made for it, sessions of a series.

    Whoever sees the parent in full sees its children, except private ones they have no part in. The event itself:
    get_event."""
    stand = stand_of(call, event_id)
    if stand.view != "full":
        raise NotFound("event", event_id, next=("list_upcoming_events",))
    params = {
        "parent": event_id,
        "depth": depth,
        "type": type_id,
        "status": status_id,
        "sees_private": int(stand.place.owner),
        **onlooker_of(call).params(call.now),
    }
    column = {"created_at": "e.created_at", "start": "e.start_at", "date": "e.date"}[sort_by]
    way = "desc" if descending else "asc"
    first = (column, way) if sort_by == "created_at" else (column, way, "nullable")
    rows, next_cursor, total = page.rows(call.tx, events.BELOW, params, order=[first, ("e.id", way)])
    names = events.names_of(call.tx, [Owner(row["owner_type"], row["owner_id"]) for row in rows])
    return {
        "events": [_child_shape(call, stand, row, names) for row in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


def _note_figures(call: Call, stand: Stand, shape: EventShape) -> None:
    """Beside each booking, for who serves: how often whoever booked it did not come."""
    if not stand.place.serves:
        return
    booked = {each.id: each.user for each in stand.bookings if each.user is not None}
    figures = figures_of(call, list(dict.fromkeys(booked.values()))) if booked else {}
    for row in shape.get("attendees") or []:
        if (user := booked.get(row["id"])) in figures:
            row["no_show_figure"] = figures[user]


def _allowed(call: Call, stand: Stand, marks: dict[int, Mark]) -> Iterator[str]:
    """The tools the caller may use on an event as it stands."""
    status_id, place, own = state_now(call, stand.event), stand.place, stand.booking
    if stand.event["type_id"] in (CHARGE, DEPOSIT):
        yield from money_tools(stand)
        return
    waiting = [booking for booking in stand.bookings if booking.status_id == PENDING and booking.paid_by != "external"]
    answers_request = place.serves and any(booking.payment_status_id != PAYMENT_PENDING for booking in waiting)
    invited = stand.pivot is not None and stand.pivot["status"] in ("needs_action", "tentative")
    pays = own is not None and own.payer in (*me_and_mine(call), stand.actor)
    if status_id in LIVE and (answers_request or invited or (stand.accepts_work and status_id == DELIVERED)):
        yield "confirm_event"
    concerned = stand.pivot is not None or (place.serves and stand.live_bookings)
    if (status_id in (PENDING, CONFIRMED) and concerned) or (status_id == DELIVERED and stand.accepts_work):
        yield "decline_event"
    if own is not None and pays and not stand.by_token:
        due = own.payment_status_id in (UNPAID, PAYMENT_PENDING) and own.status_id in LIVE
        if due or (status_id == DELIVERED and own.escrow):
            yield "pay_schedule_events"
    if says_or_answers(stand.own_bookings, marks, call.now):
        yield "mark_booking_no_show"
    if status_id in LIVE and place.may_suggest:
        yield "request_event_correction"
    if place.involved and event_corrections.open_corrections(call.tx, stand.id):
        yield "vote_on_event_corrections"
    if place.may_delete and not stand.by_token:
        yield "delete_event"


def _child_shape(call: Call, stand: Stand, row: Row, names: dict[Owner, str]) -> ChildEvent:
    owner = Owner(row["owner_type"], row["owner_id"])
    status_id = state_now(call, row)
    zone = row["timezone"]
    # Of a contract, whoever sees the parent's money does not see that of its children for it.
    may_see = row["sees_money"] or owner == call.caller.owner
    may_see = may_see or (row["contract_id"] is None and stand.place.sees_money)
    shows_money = row["amount"] is not None and may_see
    return {
        "id": row["id"],
        "parent_id": row["parent_id"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "kind": row["kind"],
        "status_id": status_id,
        "status": STATES[status_id],
        "label": row["label"],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "date": row["date"],
        "duration": row["duration"],
        "amount": Money(row["amount"], row["currency"]).text if shows_money else None,
        "currency": row["currency"] if shows_money else None,
        "user": party_shape(owner, names),
    }
