"""Schedules as people look at them: one's own, anybody's free slots, the next one."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, schedules
from store.scheduling.booking_links import BookingLink
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, Moment
from tools.rules.sentences import worded
from tools.scheduling.availability.access import Access, sees_price
from tools.scheduling.availability.calendars import is_own
from tools.scheduling.availability.shapes import (
    TYPES,
    ScheduleShape,
    ShownSlot,
    asked_duration,
    asked_range,
    asked_times,
    noting_full,
    page_of_slots,
    page_start,
    price_text,
    schedule_shape,
    shown_slot,
    status_of,
)
from tools.scheduling.availability.slots import (
    Missing,
    followed_settings,
    next_slots,
    offer_of,
    offered_and_full,
    offered_slots,
    searched_until,
    why_no_slots,
)
from tools.scheduling.bookings.link_views import schedule_by, slot_by, within
from tools.scheduling.bookings.linked import length_by, seen_by_link, starts_of
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.params import (
    DEFAULT_RANGE_DAYS,
    AnyScheduleId,
    FromTime,
    IncludeFull,
    KalId,
    LinkToken,
    OfferedDuration,
    OnWeekdays,
    Seats,
    ShowZone,
    Slug,
    ToTime,
    TypeId,
)
from tools.scheduling.rules.shorthand import closing, open_hours
from tools.scheduling.rules.slots import Offer, Slot, starts_around
from tools.scheduling.rules.wanted import Wanted
from tools.shapes import Theirs

TOOLSET = "schedules"
OPEN_TO_ME = "((s.private = 0 AND s.participant_id IS NULL) OR u.role_id IS NOT NULL)"
RUNNING = "(s.end_at IS NULL OR s.end_at > :now)"


class ListedSchedule(TypedDict):
    """A schedule in a list. role_id: the caller's role in it."""

    id: int
    label: Theirs
    type_id: int
    type: str
    role_id: NotRequired[int | None]
    kal_id: int
    private: bool
    price: NotRequired[str | None]
    price_per: str
    currency: str
    duration: int
    timezone: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    status: str
    next_free_slot: NotRequired[str | None]


class ListedSchedules(TypedDict):
    schedules: list[ListedSchedule]
    total: int
    next_cursor: NotRequired[str | None]


class RangeShape(TypedDict):
    start: str
    end: str


class ShownSchedule(TypedDict):
    schedule: ScheduleShape
    slots: list[ShownSlot]
    range: RangeShape
    next_cursor: NotRequired[str | None]


class OpenHoursShape(TypedDict):
    """When a schedule is open, such as 'mon-fri 09:00-17:00', in its time zone."""

    timezone: str
    hours: list[str]


class NextSlot(TypedDict):
    """reason says why there is none: window_closed (not open then: open says when it is), closed_by_exceptions (closed
    names them), full, too_many_seats, too_far_ahead, ended or no_rules.

    starts_around: no slot begins at the moment asked for, though it is open then; these do, free or not."""

    slot: NotRequired[ShownSlot | None]
    slots: NotRequired[list[ShownSlot] | None]
    searched_until: str
    reason: NotRequired[str | None]
    open: NotRequired[OpenHoursShape | None]
    closed: NotRequired[list[str] | None]
    starts_around: NotRequired[list[str] | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "all the offers of time I have published",
        "what opening hours do I have",
        "my availability plans at a glance",
        "which bookable hours did I set up",
        "working hours agreed on in a contract",
        "where am I a host for appointments",
        "show the shifts I am looking for people for",
        "ids of my schedules",
        "show my schedules",
        "what have I published for booking",
        "find the number of my office hours",
        "every availability of mine",
    ),
)
def list_schedules(
    call: Call,
    page: Page,
    kal_id: Annotated[KalId, Field(description="Only this calendar; may be one you can see.")] | None = None,
    contract_id: Annotated[Id, Field(description="Working hours agreed in this contract.")] | None = None,
    type_id: TypeId | None = None,
    status: Annotated[Literal["active", "ended"], Field(description="Default active.")] = "active",
) -> ListedSchedules:
    """List your own schedules and those you have a role in, or those of one contract or calendar you may see.

    Newest first, each with its next free slot. role_id tells your role: 1 owner, 2 manager, 3 host, 6 observer.
    get_schedule shows one with its rules and free slots; create_schedule makes a new one."""
    source, condition, params = _listed(call, kal_id, contract_id)
    condition += f" AND {RUNNING}" if status == "active" else f" AND NOT {RUNNING}"
    if type_id is not None:
        condition += " AND s.type_id = :type_id"
    params |= {"now": call.stamp, "type_id": type_id, "me_kind": call.caller.owner.kind, "me": call.caller.id}
    sql = f"{source} WHERE s.deleted_at IS NULL AND {condition}"
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=schedules.NEWEST)
    return {"schedules": [_listed_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("public", "any"),
    price="free",
    example={"schedule_id": 1},
    secret=("link",),
    zone=zone_of_schedule,
    find=(
        "when is she free next week",
        "show open appointment times and prices",
        "which seats are left in the course",
        "what times can I pick with this consultant",
        "look at the rules of my schedule",
        "is there anything open on Thursday afternoon",
        "how long and how expensive is a session",
        "free hours of a specialist between two dates",
        "what does the cancellation rule say",
        "open times of this person in the coming week",
        "are there places left on Saturday",
        "price and duration of an appointment",
    ),
)
def get_schedule(
    call: Call,
    page: Page,
    schedule_id: Annotated[AnyScheduleId, Field(description="Required unless owner_slug and slug.")] | None = None,
    owner_slug: Annotated[str, Field(min_length=1, max_length=64, description="Owner's part of the public address.")]
    | None = None,
    slug: Slug | None = None,
    start: Annotated[Moment, Field(description="First moment of the slots shown. Default now.")] | None = None,
    end: Annotated[Moment, Field(description="Until when; default start + 14 days, at most 62 days.")] | None = None,
    duration: OfferedDuration | None = None,
    timezone: ShowZone | None = None,
    seats: Seats = 1,
    include_full: IncludeFull = False,
    link: LinkToken | None = None,
) -> ShownSchedule:
    """Show one schedule and its free slots in a period: length, price, places left.

    Works without sign-in for schedules that are not private, and with a link. Its owner and those with a role also see rules
    and users. A slot's start goes into book_schedule; event_id is set for added sessions and for slots others have booked.
    For the very first free slot: find_next_slot. waiting_open stands at full ones: true = join_waiting_list."""
    access, by_link = _asked_schedule(call, schedule_id, owner_slug, slug, link)
    begin = start or call.now
    until = end or begin + timedelta(days=DEFAULT_RANGE_DAYS)
    asked_range(begin, until)
    duration = length_by(by_link, access.schedule, duration, None)
    asked_duration(offer_of(call.tx, access.schedule), duration)
    zone = timezone or access.schedule["timezone"]
    asked = (call.tx, access.schedule, page_start(page, begin), until, call.now, duration, seats)
    full: set[Slot] = set()
    found = noting_full(offered_and_full(*asked), full) if include_full else offered_slots(*asked)
    slots, next_cursor = page_of_slots(page, filter(within(call, access.schedule, by_link), found))
    return {
        "schedule": schedule_by(by_link, access, schedule_shape(call, access)),
        "slots": [slot_by(by_link, access, shown_slot(access, slot, zone, call.now, full)) for slot in slots],
        "range": {"start": iso(begin, zone), "end": iso(until, zone)},
        "next_cursor": next_cursor,
    }


@operation(
    access="read",
    actors=("public", "any"),
    price="free",
    takes_long=True,
    secret=("link",),
    zone=zone_of_schedule,
    find=(
        "earliest appointment possible",
        "soonest time he can see me",
        "next opening after the 3rd in the morning",
        "first free hour from tomorrow on",
        "when is the next place in the course",
        "the nearest evening slot",
        "how long do I have to wait for an appointment",
        "give me the next three possible times",
        "how soon can I get an appointment",
        "next free time after work",
        "the first Saturday that is open",
        "when could he take me",
    ),
)
def find_next_slot(
    call: Call,
    schedule_id: AnyScheduleId,
    after: Annotated[Moment, Field(description="Not before. Default now.")] | None = None,
    duration: OfferedDuration | None = None,
    seats: Seats = 1,
    days: OnWeekdays | None = None,
    from_time: FromTime | None = None,
    to_time: ToTime | None = None,
    timezone: Annotated[ShowZone, Field(description="IANA zone of days, times, answer. Default the schedule's.")]
    | None = None,
    count: Annotated[int, Field(ge=1, le=10, description="How many.")] = 1,
    include_full: IncludeFull = False,
    link: LinkToken | None = None,
) -> NextSlot:
    """Find the earliest free slot of a schedule, from now or a given moment, on some weekdays or at some hours.

    book_schedule takes the start. Without a slot, reason says why: window_closed (with open hours), closed_by_exceptions,
    full, too_many_seats, too_far_ahead, ended or no_rules. When none begins at after, starts_around names those near it.
    For a period use get_schedule."""
    access, by_link = seen_by_link(call, schedules.find_schedule(call.tx, schedule_id), schedule_id, link)
    offer = offer_of(call.tx, access.schedule)
    duration = length_by(by_link, access.schedule, duration, None)
    asked_duration(offer, duration)
    asked_times(from_time, to_time)
    zone = timezone or access.schedule["timezone"]
    begin = max(after or call.now, call.now)
    asked, reached = Wanted(zone, days, from_time, to_time), within(call, access.schedule, by_link)

    def wanted(slot: Slot) -> bool:
        return asked(slot) and reached(slot)

    full: set[Slot] = set()
    if include_full:
        ahead = (begin, max(begin, searched_until(call.tx, access.schedule, offer, call.now)), call.now)
        both = offered_and_full(call.tx, access.schedule, *ahead, duration, seats)
        slots = list(islice(filter(wanted, noting_full(both, full)), count))
    else:
        slots = next_slots(call.tx, access.schedule, begin, call.now, count, duration, seats, wanted)
    shapes = [slot_by(by_link, access, shown_slot(access, slot, zone, call.now, full)) for slot in slots]
    missing = None if shapes else why_no_slots(call.tx, access.schedule, begin, call.now, duration, seats, wanted)
    until = iso(searched_until(call.tx, access.schedule, offer, call.now), zone)
    _warn(call, missing, offer, seats, until)
    if missing is not None and by_link is not None and (by_link.first or by_link.last):
        call.warn(starts_of(by_link))
    around = starts_around(offer, duration or offer.duration, after) if after else ()
    return {
        "slot": shapes[0] if shapes else None,
        "slots": shapes if count > 1 else None,
        "searched_until": until,
        "reason": missing and missing.reason,
        "open": _open(call, access) if missing and missing.reason == "window_closed" else None,
        "closed": closing(_followed(call, access), missing.days) or None if missing else None,
        "starts_around": [iso(start, zone) for start in around] or None,
    }


def _warn(call: Call, missing: Missing | None, offer: Offer, seats: int, until: str) -> None:
    """Say what no other moment would change."""
    if missing is not None and missing.reason == "too_many_seats":
        places = f"a slot of this schedule has {offer.places} place{'s' if offer.places != 1 else ''}"
        call.warn(f"seats: {places}, fewer than {seats}.")
    if missing is not None and missing.reason == "too_far_ahead":
        call.warn(f"after: it can be booked only until {until}, {offer.settings.max_days_ahead} days ahead.")


def _open(call: Call, access: Access) -> OpenHoursShape:
    """The days and hours a schedule is open, by its own rules or those it follows."""
    zone = access.schedule["timezone"]
    return {"timezone": zone, "hours": open_hours(_followed(call, access), iso(call.now, zone)[:10])}


def _followed(call: Call, access: Access) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(
        followed_settings(call.tx, access.schedule["settings"], access.schedule["parent_id"])
    )
    return settings


def _asked_schedule(
    call: Call, schedule_id: int | None, owner_slug: str | None, slug: str | None, link: str | None
) -> tuple[Access, BookingLink | None]:
    """The schedule by number or by public address, and the link that shows it."""
    if schedule_id is not None:
        return seen_by_link(call, schedules.find_schedule(call.tx, schedule_id), schedule_id, link)
    if owner_slug is None or slug is None:
        raise Invalid({"schedule_id": worded("give schedule_id, or owner_slug and slug")}, next=("search_specialists",))
    return seen_by_link(call, schedules.find_by_slug(call.tx, owner_slug, slug), f"{owner_slug}/{slug}", link)


def _listed(call: Call, kal_id: int | None, contract_id: int | None) -> tuple[str, str, dict[str, Any]]:
    """Which schedules are meant (one's own and those with a role, of a contract, of a calendar): source, condition."""
    if contract_id is not None:
        levels = contract_levels(call, contract_id)
        if levels is None:
            raise NotFound("contract", contract_id, next=("list_schedules",))
        own = "" if levels.read >= 3 else " AND s.owner_type = :me_kind AND s.owner_id = :me"
        both = "" if kal_id is None else " AND s.kal_id = :kal_id"
        wanted = {"contract_id": contract_id, "kal_id": kal_id}
        return schedules.LISTED, f"s.contract_id = :contract_id{own}{both}", wanted
    if kal_id is None:
        return schedules.OWN, "u.user_type = :me_kind AND u.user_id = :me", {}
    calendar = events.calendar_of(call.tx, kal_id)
    levels = contract_levels(call, calendar["contract_id"]) if calendar and calendar["contract_id"] else None
    is_owner = calendar is not None and is_own(calendar, call.caller.owner)
    hidden = calendar is None or calendar["private"] or calendar["contract_id"] is not None
    if calendar is None or (hidden and not is_owner and levels is None):
        raise NotFound("calendar", kal_id, next=("list_calendars",))
    if is_owner or (levels is not None and levels.read >= 3):
        return schedules.LISTED, "s.kal_id = :kal_id", {"kal_id": kal_id}
    return schedules.LISTED, f"s.kal_id = :kal_id AND {OPEN_TO_ME}", {"kal_id": kal_id}


def _listed_shape(call: Call, row: Row) -> ListedSchedule:
    zone = row["timezone"]
    slots = next_slots(call.tx, row, call.now, call.now, 1)
    return {
        "id": row["id"],
        "label": row["label"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "role_id": row["own_role_id"],
        "kal_id": row["kal_id"],
        "private": bool(row["private"]),
        "price": price_text(row["price"], row["currency"]) if sees_price(call, row) else None,
        "price_per": row["price_per"],
        "currency": row["currency"],
        "duration": row["duration"],
        "timezone": zone,
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "status": status_of(row, call.now),
        "next_free_slot": iso(slots[0].start, zone) if slots else None,
    }
