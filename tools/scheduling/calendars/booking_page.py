"""The public view of a calendar: what anybody can book in it, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import calendar_contents, calendars, events, no_shows, schedules
from store.types import Owner, iso
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import Invalid, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import Moment, Zone
from tools.review_scores import ReviewScore, review_score_of
from tools.rules.quotation import cut
from tools.rules.sentences import worded
from tools.scheduling.absences import NoShowFigure, figures_of
from tools.scheduling.availability.shapes import (
    TYPES,
    USER_KINDS,
    CancellationShape,
    asked_range,
    cancellation_shape,
    price_text,
)
from tools.scheduling.calendars.shapes import calendar_settings
from tools.scheduling.calendars.slots import Position, position, slots_of_all
from tools.scheduling.params import DEFAULT_RANGE_DAYS, AnyScheduleId, IncludeFull, KalId, Slug
from tools.scheduling.rules.calendars import EXTERNAL, merged
from tools.scheduling.rules.kept.waiting import closes_at
from tools.scheduling.rules.no_shows import FEWEST_FOR_FIGURE, FIGURE_OVER
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Slot
from tools.shapes import Theirs
from tools.uploads.reading import file_uri

TOOLSET = "calendars"
FIND = ("search_specialists", "list_calendars")
LONGEST_TEXT = 500
MOST_BUSY = 100
MOST_EXPECTED = 50


class PublicCalendar(TypedDict):
    id: int
    label: Theirs
    description: NotRequired[Theirs | None]
    owner_slug: NotRequired[str | None]
    slug: NotRequired[str | None]
    timezone: str


class CalendarOwner(TypedDict):
    """no_show: from five ended bookings on."""

    id: int
    owner_type: str
    name: NotRequired[Theirs | None]
    avatar: NotRequired[str | None]
    no_show: NotRequired[NoShowFigure | None]
    review: ReviewScore


class ExpectedGuest(TypedDict):
    """Somebody with a booking ahead."""

    id: int
    owner_type: str
    name: NotRequired[Theirs | None]
    no_show: NoShowFigure


class BookableSchedule(TypedDict):
    """What can be booked. price: per price_per (slot or hour); absent = free."""

    id: int
    label: Theirs
    type_id: int
    type: str
    description: NotRequired[Theirs | None]
    timezone: str
    duration: int
    price: NotRequired[str | None]
    price_per: str
    currency: str
    payment: str
    cancellation: CancellationShape


class PageSlot(TypedDict):
    """A free slot, or a full one: with waiting_open, whether one can still get in line for it. seats_left: what one booking
    can take; absent = no limit. price: for one seat. event_id: a session, or others are in it."""

    schedule_id: int
    start: str
    end: str
    seats_left: NotRequired[int | None]
    price: NotRequired[str | None]
    currency: NotRequired[str | None]
    event_id: NotRequired[int | None]
    waiting_open: NotRequired[bool | None]


class BusySpan(TypedDict):
    start: str
    end: str


class BookingPage(TypedDict):
    """busy: times taken while this page's slots lie; absent where the owner does not show them. attendees: to the owner, of those
    with a booking ahead, how often they did not come."""

    calendar: PublicCalendar
    owner: CalendarOwner
    schedules: list[BookableSchedule]
    slots: list[PageSlot]
    busy: NotRequired[list[BusySpan] | None]
    attendees: NotRequired[list[ExpectedGuest] | None]
    next_cursor: NotRequired[str | None]


def zone_of_page(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the schedule or the calendar whose public view arguments ask for; None when there is none."""
    try:
        calendar = _public_calendar(call, arguments.get("kal_id"), arguments.get("owner_slug"), arguments.get("slug"))
        id = arguments.get("schedule_id")
        if id is not None:
            return str(_bookable(call, calendar, id)[0]["timezone"])
    except (Invalid, NotFound):
        return None
    return str(calendar["timezone"])


@operation(
    access="read",
    actors=("public", "any"),
    price="free",
    example={"kal_id": 1},
    zone=zone_of_page,
    find=(
        "what can I book with this person",
        "free times of a consultant",
        "open a public appointment page",
        "look at somebody's booking page by its address",
        "everything she offers with prices and open times",
        "when does he have time for a new client",
        "which sessions and courses are on offer in this calendar",
        "see the public side of my own diary",
        "when is somebody taken and when can they be reserved",
        "booking page of a person",
        "choose between the services of one specialist",
        "free slots in my own time zone",
    ),
)
def get_booking_page(
    call: Call,
    page: Page,
    kal_id: Annotated[KalId, Field(description="The calendar. Required unless owner_slug and slug.")] | None = None,
    owner_slug: Annotated[str, Field(min_length=1, max_length=64, description="Owner's part of the public address.")]
    | None = None,
    slug: Annotated[Slug, Field(description="The calendar's part of the public address.")] | None = None,
    schedule_id: Annotated[AnyScheduleId, Field(description="Only this schedule. Default all public ones.")]
    | None = None,
    start: Annotated[Moment, Field(description="First moment shown. Default now.")] | None = None,
    end: Annotated[Moment, Field(description="Until when; default start + 14 days, at most 62 days.")] | None = None,
    timezone: Annotated[Zone, Field(description="The visitor's IANA zone. Default the schedule's.")] | None = None,
    include_full: IncludeFull = False,
) -> BookingPage:
    """The public view of someone's calendar: what can be booked, for how long, at what price, and which slots are free.

    Choose a slot here, then book_schedule. Works without sign-in, for calendars and schedules that are not private. Slots
    of all schedules come in order of time; limit and cursor page them. busy tells when time is taken, never by what or
    whom. Lengths, questions and rules of one schedule: get_schedule."""
    calendar = _public_calendar(call, kal_id, owner_slug, slug)
    offers = _bookable(call, calendar, schedule_id)
    begin = start or call.now
    until = end or begin + timedelta(days=DEFAULT_RANGE_DAYS)
    asked_range(begin, until)
    after = _after(page)
    full: set[Slot] | None = set() if include_full else None
    shown = _page_of(page, slots_of_all(call.tx, offers, begin, until, call.now, after, full))
    more = page.next_cursor(list(position(*shown.slots[-1]))) if shown.more else None
    zone = timezone or (offers[0]["timezone"] if schedule_id is not None else calendar["timezone"])
    first = begin if after is None else max(begin, datetime.fromtimestamp(after[0], UTC))
    last = shown.slots[-1][1].end if shown.more else until
    return {
        "calendar": _calendar_shape(call, calendar),
        "owner": _owner_shape(call, calendar),
        "schedules": [_schedule_shape(row) for row in offers],
        "slots": [
            _slot_shape(row, slot, timezone or row["timezone"], call.now, full or ()) for row, slot in shown.slots
        ],
        "busy": _busy(call, calendar, max(first, call.now), last, zone),
        "attendees": _expected(call, calendar) if after is None else None,
        "next_cursor": more,
    }


@dataclass(frozen=True, slots=True)
class _Shown:
    """The slots of a page, and whether more follow."""

    slots: list[tuple[Row, Slot]]
    more: bool


def _public_calendar(call: Call, kal_id: int | None, owner_slug: str | None, slug: str | None) -> Row:
    """The calendar by number or by public address. One that is private is not there, nor a contract's."""
    if kal_id is not None:
        row, named = calendars.find_any_calendar(call.tx, kal_id), str(kal_id)
    elif owner_slug is not None and slug is not None:
        row, named = calendars.find_by_slug(call.tx, owner_slug, slug), f"{owner_slug}/{slug}"
    else:
        raise Invalid(
            {"kal_id": worded("give kal_id, or owner_slug and slug")},
            next=FIND if call.caller.kind != "nobody" else ("request_login_code",),
        )
    hidden = row is None or row["deleted_at"] is not None or row["private"] or row["owner_unproven"]
    if row is None or hidden or row["type_id"] == EXTERNAL or row["contract_id"] is not None:
        raise NotFound("booking page", named, next=FIND if call.caller.kind != "nobody" else ("request_login_code",))
    return row


def _bookable(call: Call, calendar: Row, schedule_id: int | None) -> list[Row]:
    """The schedules anybody may book in, or the one that was named."""
    rows = calendar_contents.bookable_schedules(call.tx, calendar["id"], call.now, schedule_id)
    if schedule_id is not None and not rows:
        step = Step("get_booking_page", {"kal_id": calendar["id"]})
        raise NotFound("bookable schedule", schedule_id, next=(step,))
    return rows


def _after(page: Page) -> Position | None:
    """Behind which slot a page begins."""
    key = page.key(2)
    if key is None:
        return None
    seconds, schedule_id = key
    if not (isinstance(seconds, int) and isinstance(schedule_id, int) and 0 <= seconds < 2**33):
        raise Invalid({"cursor": worded("is not a cursor of this list; leave it out to start again")})
    return seconds, schedule_id


def _page_of(page: Page, slots: Iterable[tuple[Row, Slot]]) -> _Shown:
    """As many slots as a page has; those of one schedule that begin together stay together."""
    kept: list[tuple[Row, Slot]] = []
    for found in slots:
        if len(kept) >= page.limit and position(*found) != position(*kept[-1]):
            return _Shown(kept, more=True)
        kept.append(found)
    return _Shown(kept, more=False)


def _busy(call: Call, calendar: Row, begin: datetime, until: datetime, zone: str) -> list[BusySpan] | None:
    """When time in the calendar is taken, where its owner shows it: nothing of what for, of whom, or how often."""
    if not calendar_settings(calendar)["show_busy"]:
        return None
    taken = calendar_contents.taken_in(call.tx, calendar["id"], begin, until, call.now) if begin < until else []
    spans = merged(taken, begin, until)
    if len(spans) > MOST_BUSY:
        call.warn(f"Only the first {MOST_BUSY} taken times are shown; ask for a shorter period to see the others.")
    return [{"start": iso(start, zone), "end": iso(end, zone)} for start, end in spans[:MOST_BUSY]]


def _calendar_shape(call: Call, row: Row) -> PublicCalendar:
    return {
        "id": row["id"],
        "label": row["label"],
        "description": row["description"],
        "owner_slug": schedules.owner_slug(call.tx, Owner(row["owner_type"], row["owner_id"])),
        "slug": row["slug"],
        "timezone": row["timezone"],
    }


def _owner_shape(call: Call, calendar: Row) -> CalendarOwner:
    """Whose calendar it is: name and picture, nothing that reaches them."""
    owner = Owner(calendar["owner_type"], calendar["owner_id"])
    picture = calendars.picture_of(call.tx, owner)
    missed, ended = no_shows.host_figure(call.tx, owner, call.now - FIGURE_OVER, call.now)
    return {
        "id": owner.id,
        "owner_type": USER_KINDS[owner.kind],
        "name": events.name_of(call.tx, owner),
        "avatar": file_uri(picture) if isinstance(picture, int) else picture,
        "no_show": {"missed": missed, "of": ended} if ended >= FEWEST_FOR_FIGURE else None,
        "review": review_score_of(call.tx, owner),
    }


def _expected(call: Call, calendar: Row) -> list[ExpectedGuest] | None:
    """For whose calendar it is: of those with a booking ahead, who did not come how often, once enough bookings have ended."""
    if Owner(calendar["owner_type"], calendar["owner_id"]) not in me_and_mine(call):
        return None
    people = no_shows.expected(call.tx, calendar["id"], call.now, MOST_EXPECTED)
    figures = figures_of(call, people)
    names = events.names_of(call.tx, list(figures))
    shown: list[ExpectedGuest] = [
        {"id": each.id, "owner_type": USER_KINDS[each.kind], "name": names.get(each), "no_show": figures[each]}
        for each in people
        if each in figures
    ]
    return shown or None


def _schedule_shape(row: Row) -> BookableSchedule:
    settings = settings_of(row["settings"])
    return {
        "id": row["id"],
        "label": row["label"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "description": cut(row["description"], LONGEST_TEXT) if row["description"] else None,
        "timezone": row["timezone"],
        "duration": row["duration"],
        "price": price_text(row["price"], row["currency"]),
        "price_per": row["price_per"],
        "currency": row["currency"],
        "payment": settings.payment_for(row["price"]),
        "cancellation": cancellation_shape(settings),
    }


def _slot_shape(schedule: Row, slot: Slot, zone: str, now: datetime, full: Collection[Slot]) -> PageSlot:
    waits = settings_of(schedule["settings"]).waiting_list and closes_at(slot.start) > now if slot in full else None
    return {
        "schedule_id": schedule["id"],
        "start": iso(slot.start, zone),
        "end": iso(slot.end, zone),
        "seats_left": slot.seats_left,
        "price": price_text(slot.price, schedule["currency"]),
        "currency": schedule["currency"] if slot.price is not None else None,
        "event_id": slot.event_id,
        "waiting_open": waits,
    }
