"""Getting in line for a slot or session that is full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, schedules
from store.scheduling.waiting import waiting_lines
from store.scheduling.waiting.waiting_lines import WaitingEntry
from store.secrets import hash_secret
from store.types import Money, iso, utc_text, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, RateLimited, Step
from tools.operation import operation
from tools.params import Amount, Email, Moment, OneLine
from tools.rules.sentences import told_by, worded
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.slots import offer_of, offered_session, offered_slots, taken_of
from tools.scheduling.bookings.checks import bookable, check_notice
from tools.scheduling.bookings.people import Booker, booker_of
from tools.scheduling.bookings.seats import slot_taken
from tools.scheduling.bookings.waiting_lines import begins_in_grid, serve_first
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.holds.shapes import EntryShape, entry_shape
from tools.scheduling.params import EventId, OfferedDuration, ScheduleId
from tools.scheduling.rules.events import APPOINTMENT
from tools.scheduling.rules.kept import waiting as rules

TOOLSET = "booking_extras"
TOKEN = "hh_line_"


class WaitingGuest(TypedDict):
    """Who waits without signing in."""

    name: Annotated[OneLine, Field(min_length=1, max_length=255)]
    email: Annotated[Email, Field(description="Where the offer is mailed.")]


class Joined(TypedDict):
    """token: of guests, told this once; leave_waiting_list takes it. changed: false when you were in that line already."""

    entry: EntryShape
    token: NotRequired[str | None]
    changed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody waits for: a slot of the grid, or a session. seats: as many as it has, 0 = no limit."""

    start: datetime
    end: datetime
    seats: int
    session: Row | None = None

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def session_id(self) -> int | None:
        return None if self.session is None else self.session["id"]


@operation(
    access="write",
    actors=("any", "public"),
    price="write",
    example={"start": "2026-12-01T09:00:00Z"},
    secret=("token",),
    zone=zone_of_schedule,
    find=(
        "tell me if a seat in the course becomes free",
        "put me in line for Tuesday ten",
        "the workshop is sold out, I still want in",
        "join the waiting list of a full slot",
        "wait for a cancellation of that hour",
        "queue for a seat in a full class",
        "all places are taken, put me on the waitlist",
        "I take the appointment when somebody else drops out",
        "stand by for a sold-out session",
        "sign up for the waitlist as a guest",
        "get the next place that somebody gives up",
    ),
)
def join_waiting_list(
    call: Call,
    schedule_id: ScheduleId,
    start: Annotated[Moment, Field(description="The start of the full slot. Required unless event_id.")] | None = None,
    event_id: Annotated[EventId, Field(description="A full session, instead of start.")] | None = None,
    duration: OfferedDuration | None = None,
    seats: Annotated[int, Field(ge=1, le=100, description="How many places, not more than the slot has.")] = 1,
    max_price: Annotated[Amount, Field(description="No offer when all the places cost more, as decimal text.")]
    | None = None,
    guest: Annotated[WaitingGuest, Field(description="Required when not signed in.")] | None = None,
) -> Joined:
    """Get in line for a slot or session that is full; the first in line gets a place that becomes free offered.

    An offer is a hold of that place at the price of the moment, for as long as the schedule says (an hour unless it says
    otherwise) and until 15 minutes before the start at the latest. You are told: book_schedule with its hold_id takes it,
    release_slot_hold passes it on, and so does silence. Who wants more seats than are free keeps their place and is passed
    over for the time being. Nobody waits any more 20 minutes before the start. Guests are mailed the offer with a token."""
    access = bookable(seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id))
    schedule, booker = access.schedule, booker_of(call, access, guest)
    if not access.settings.waiting_list:
        raise Invalid({"schedule_id": worded("has no waiting lists")}, next=("find_next_slot",))
    serve_first(call, schedule, start, event_id)
    place = _place_of(call, schedule, start, event_id, duration)
    before = _in_line(call, booker, schedule_id, place)
    if before is not None:
        call.waive_fee()
        return {"entry": entry_shape(call, before, own=True), "changed": False}
    _check(call, schedule, place, seats)
    _check_own(call, schedule, place, seats, booker)
    _check_most(call, schedule_id, booker)
    limit = _limit(max_price, schedule["currency"])
    token = call.new_secret(TOKEN) if booker.is_guest else None
    id = _insert(call, schedule_id, booker, place, seats, limit, token)
    entry = waiting_lines.find_entry(call.tx, id, call.now)
    assert entry is not None, id
    return {"entry": entry_shape(call, entry, own=True), "token": None if call.dry_run else token, "changed": True}


def _place_of(call: Call, schedule: Row, start: datetime | None, event_id: int | None, duration: int | None) -> Place:
    """What is meant, be it full or free: a slot the schedule offers but for who is busy, or a session of it."""
    if event_id is not None:
        return _place_of_event(call, schedule, event_id, start)
    if start is None:
        raise Invalid({"start": worded("is required unless event_id says which session")}, next=("get_schedule",))
    offer, minutes = offer_of(call.tx, schedule), duration or schedule["duration"]
    if minutes not in offer.durations:
        lengths = ", ".join(str(each) for each in offer.durations)
        raise Invalid(
            {"duration": worded("this schedule offers {lengths} minutes", lengths=lengths)}, next=("get_schedule",)
        )
    end = start + timedelta(minutes=minutes)
    booked = taken_of(call.tx, schedule, offer, start, end, call.now).booked
    # A limit a day that the slot itself has filled is no reason against it.
    own = int(start.timestamp()), int(end.timestamp())
    others = tuple(each for each in booked if (each.start, each.end) != own)
    if begins_in_grid(offer, start, minutes, call.now, others):
        return Place(start, end, schedule["msp"])
    for each in booked:
        if each.session and each.open and each.start == own[0] and (duration is None or each.end == own[1]):
            return _place_of_event(call, schedule, each.event_id, start)
    check_notice(call, offer, start)
    raise slot_taken(call, schedule, start, minutes, 1)


def _place_of_event(call: Call, schedule: Row, event_id: int, start: datetime | None) -> Place:
    event = events.find_event(call.tx, event_id)
    if event is None or event["kal_schedule_id"] != schedule["id"] or event["type_id"] != APPOINTMENT:
        raise NotFound("session", event_id, next=("get_schedule",))
    begins, ends = utc_time(event["start_at"]), utc_time(event["end_at"])
    if start is not None and start != begins:
        raise Invalid(
            {
                "start": worded(
                    "event {event_id} begins at {begins}; leave start out",
                    event_id=event_id,
                    begins=iso(begins, schedule["timezone"]),
                )
            }
        )
    if event["slot"] != "session":
        return _place_of(call, schedule, begins, None, int((ends - begins).total_seconds() // 60))
    if not event["bookable"] or event["status_id"] != 200 or begins <= call.now:
        raise slot_taken(call, schedule, begins, int((ends - begins).total_seconds() // 60), 1)
    return Place(begins, ends, event["capacity"], event)


def _in_line(call: Call, booker: Booker, schedule_id: int, place: Place) -> WaitingEntry | None:
    """Where somebody is in this very line already."""
    for entry in waiting_lines.live_entries(call.tx, booker.user, booker.email, call.now):
        if (entry.schedule_id, entry.start, entry.end) == (schedule_id, place.start, place.end):
            return entry
    return None


def _named(schedule: Row, place: Place, seats: int) -> dict[str, Any]:
    """A time as book_schedule and hold_slot take it."""
    several = {"seats": seats} if seats > 1 else {}
    if place.session_id is not None:
        return {"event_id": place.session_id, **several}
    return {"start": iso(place.start, schedule["timezone"]), "duration": place.minutes, **several}


def _check(call: Call, schedule: Row, place: Place, seats: int) -> None:
    """Invalid for what nobody can wait for, Conflict when it need not be waited for."""
    if 0 < place.seats < seats:
        raise Invalid({"seats": worded("it has {seats}", seats=place.seats)})
    if rules.closes_at(place.start) <= call.now:
        raise Invalid(
            {"start": worded("is less than 20 minutes away: nobody waits for it any more")}, next=("find_next_slot",)
        )
    if place.session is not None:
        free = offered_session(call.tx, schedule, place.session, call.now, seats) is not None
    else:
        until = place.start + timedelta(seconds=1)
        found = offered_slots(call.tx, schedule, place.start, until, call.now, place.minutes, seats)
        free = any(slot.start == place.start for slot in found)
    if free:
        raise Conflict(
            worded(
                "The time at {start} of schedule {id} has room for {seats} now: book it. Nothing was charged.",
                start=iso(place.start, schedule["timezone"]),
                id=schedule["id"],
                seats=seats,
            ),
            code="free_now",
            next=(
                Step("book_schedule", _named(schedule, place, seats)),
                Step("hold_slot", _named(schedule, place, seats)),
            ),
        )


def _check_own(call: Call, schedule: Row, place: Place, seats: int, booker: Booker) -> None:
    """Conflict for whoever has so many of the places that they wait for what only they could let go of."""
    email = booker.email if booker.is_guest else None
    own = waiting_lines.booked_seats(call.tx, schedule["id"], place.start, place.end, booker.user, email, call.now)
    if own and 0 < place.seats < own + seats:
        raise Conflict(
            worded(
                "You have booked {own} of its {places} places yourself; there is nothing to wait for. Nothing was charged.",
                own=own,
                places=place.seats,
            ),
            code="booked_by_you",
            next=("list_upcoming_events",),
        )


def _check_most(call: Call, schedule_id: int, booker: Booker) -> None:
    """RateLimited when somebody is in as many lines as they may, or too many guests come from one network address."""
    live = waiting_lines.live_entries(call.tx, booker.user, booker.email, call.now)
    if len(live) >= rules.MOST_IN_LINE:
        raise RateLimited(
            worded("You are in {count} lines already, the most allowed. Leave one first.", count=len(live)),
            retry_after=int(rules.WITHIN.total_seconds()),
            code="too_many_entries",
            next=("list_waiting_list", "leave_waiting_list"),
        )
    if booker.user is not None:
        return
    origin = _origin(call)
    here = waiting_lines.guests_in_line_from(call.tx, schedule_id, origin, call.now)
    lately = waiting_lines.guests_from(call.tx, origin, call.now - rules.WITHIN)
    if here >= rules.MOST_GUESTS_IN_LINE or lately >= rules.MOST_GUESTS_WITHIN:
        raise RateLimited(
            worded("As many guests as may already wait from your network address. Try later, or sign in."),
            retry_after=int(rules.WITHIN.total_seconds()),
            code="too_many_entries",
            next=("request_login_code", "leave_waiting_list"),
        )


def _origin(call: Call) -> str:
    return call.key.digest("origin of a guest in a line", call.origin)[:32]


def _limit(max_price: Decimal | None, currency: str) -> Money | None:
    if max_price is None:
        return None
    try:
        return Money.of(max_price, currency)
    except ValueError as fault:
        raise Invalid({"max_price": told_by(fault)}) from None


def _insert(
    call: Call, schedule_id: int, booker: Booker, place: Place, seats: int, limit: Money | None, token: str | None
) -> int:
    return waiting_lines.insert_entry(
        call.tx,
        schedule_id=schedule_id,
        session_id=place.session_id,
        start_at=utc_text(place.start),
        end_at=utc_text(place.end),
        seats=seats,
        person_type=booker.user.kind if booker.user else None,
        person_id=booker.user.id if booker.user else None,
        email=booker.email if booker.is_guest else None,
        name=booker.name,
        token_hash=hash_secret(token) if token else None,
        origin_digest=_origin(call) if booker.is_guest else None,
        max_price=limit.amount if limit else None,
        currency=limit.currency if limit else None,
        joined_at=call.stamp,
        closes_at=utc_text(rules.closes_at(place.start)),
        checked_at=call.stamp,
    )
