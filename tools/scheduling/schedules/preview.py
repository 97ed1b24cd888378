"""Trying out the rules of a schedule without saving anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, schedules
from store.types import Owner, iso, utc_text
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.paging import Page
from tools.params import Currency, Moment
from tools.rules.sentences import worded
from tools.scheduling import params
from tools.scheduling.availability.access import own_schedule
from tools.scheduling.availability.calendars import calendar_to_write
from tools.scheduling.availability.checks import check_range, warn_about_rules
from tools.scheduling.availability.shapes import SlotShape, asked_range, page_of_slots, page_start, slot_shape
from tools.scheduling.availability.slots import offer_of, taken_of
from tools.scheduling.clock import zone_of_new_schedule
from tools.scheduling.rules.bookings import APPOINTMENTS
from tools.scheduling.rules.open_hours import SECONDS_A_DAY
from tools.scheduling.rules.settings import checked, settings_of
from tools.scheduling.rules.slots import Offer, free_slots, grid, last_moment
from tools.scheduling.rules.warnings import clock_change_warnings
from tools.scheduling.schedules.new_schedule import MINUTES
from tools.scheduling.schedules.outside_hours import bookings_outside

TOOLSET = "schedules"
SHOWN_CHANGES = 50
LONGEST_LOOK = 730 * SECONDS_A_DAY


class ChangesShape(TypedDict):
    """Free slots that would come and go in the time shown (starts, the first 50), and bookings outside the rules."""

    added: list[str]
    added_count: int
    removed: list[str]
    removed_count: int
    bookings_outside: list[int]


class Preview(TypedDict):
    slots: list[SlotShape]
    count: int
    changes_against_existing: NotRequired[ChangesShape | None]
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    zone=zone_of_new_schedule,
    find=(
        "what would my opening hours look like",
        "try out availability before publishing",
        "which times would people be able to pick",
        "test bookable hours without saving them",
        "how many slots do these rules give",
        "does the clock change affect my hours",
        "which bookings would fall outside new hours",
        "simulate a weekly plan",
        "how would my week look with these rules",
        "see the times before I save",
        "test a schedule without creating it",
        "show which slots would be offered",
    ),
)
def preview_schedule(
    call: Call,
    page: Page,
    label: params.Label,
    private: params.Private,
    settings: params.SettingsInput,
    kal_id: Annotated[
        params.KalId, Field(description="The calendar whose busy time counts. Default that of schedule_id, else yours.")
    ]
    | None = None,
    type_id: Annotated[params.TypeId, Field(description="Default that of schedule_id, else 1.")] | None = None,
    duration: Annotated[
        params.Duration, Field(description="Length of a slot in minutes. Default that of schedule_id, else 60.")
    ]
    | None = None,
    currency: Annotated[Currency, Field(description="Default that of schedule_id, else yours.")] | None = None,
    schedule_id: Annotated[
        params.OwnScheduleId, Field(description="A schedule to compare with; its bookings count as taken.")
    ]
    | None = None,
    start: params.Start | None = None,
    end: params.End | None = None,
    show_from: Annotated[Moment, Field(description="First moment of the slots shown. Default start, else now.")]
    | None = None,
    show_until: Annotated[Moment, Field(description="Default show_from + 14 days; at most 62 days later.")]
    | None = None,
    timezone: params.RulesZone | None = None,
    msp: params.Places = 1,
    slug: params.Slug | None = None,
    description: params.Description | None = None,
    benefitable_id: params.BenefitableId | None = None,
    benefitable_type: params.BenefitableType | None = None,
    billable_id: params.BillableId | None = None,
    billable_type: params.BillableType | None = None,
    files: params.FileIds | None = None,
) -> Preview:
    """Try out availability rules: the slots a schedule would offer, computed like the real ones. Nothing is saved.

    Use it before create_schedule or update_schedule. Warns of overlapping rules, rules without days, past exceptions
    and clock changes, and says where the first slot is when none lies between show_from and show_until. With
    schedule_id it also tells which free slots would come and go and which bookings no longer fit."""
    existing = own_schedule(call, schedule_id, 3, worded("try out other rules")).schedule if schedule_id else None
    calendar = _calendar(call, kal_id, existing)
    check_range(start, end)
    given = checked(settings, has_start=start is not None)
    begin = show_from or max(call.now, start or call.now)
    until = show_until or begin + timedelta(days=params.DEFAULT_RANGE_DAYS)
    asked_range(begin, until, ("show_from", "show_until"))
    draft = _draft(existing, calendar, given, (start, end, timezone))
    draft |= _words(call, existing, type_id=type_id, duration=duration, currency=currency)
    draft["msp"] = msp
    offer = offer_of(call.tx, draft)
    hosts = _hosts(call, existing, offer)
    taken = taken_of(call.tx, draft, offer, begin, until, call.now, hosts=hosts)
    slots = list(free_slots(offer, taken, begin, until, call.now))
    shown, next_cursor = page_of_slots(page, (slot for slot in slots if slot.start >= page_start(page, begin)))
    warn_about_rules(call, given, draft["parent_id"])
    if not slots:
        _warn_of_none(call, draft, offer, begin, until, hosts)
    for warning in clock_change_warnings(offer, begin, until):
        call.warn(warning)
    return {
        "slots": [slot_shape(draft, slot) for slot in shown],
        "count": len(slots),
        "changes_against_existing": _changes(call, existing, offer, (begin, until), [slot.starts for slot in slots]),
        "next_cursor": next_cursor,
    }


def _calendar(call: Call, kal_id: int | None, existing: Row | None) -> Row:
    """An own calendar, or the one of the schedule that is compared with."""
    if existing is not None and kal_id in (None, existing["kal_id"]):
        calendar = events.calendar_of(call.tx, existing["kal_id"])
        if calendar is not None:
            return calendar
    return calendar_to_write(call, kal_id)


def _words(call: Call, existing: Row | None, **given: Any) -> dict[str, Any]:
    """What was given; what was left out as it is in the schedule compared with, else as create_schedule has it."""
    made = {"type_id": APPOINTMENTS, "duration": MINUTES, "currency": call.caller.currency or "EUR"}
    usual: Mapping[str, Any] = made if existing is None else dict(existing)
    return {name: usual[name] if value is None else value for name, value in given.items()}


def _draft(
    existing: Row | None, calendar: Row, settings: str, times: tuple[datetime | None, datetime | None, str | None]
) -> dict[str, Any]:
    """A schedule that is not stored, by its columns."""
    start, end, zone = times
    if settings_of(settings).inherit and existing is None:
        raise Invalid(
            {"settings.inherit": worded("follows the rules of parent_id, which a preview has none of; leave it out")}
        )
    return {
        "id": existing["id"] if existing else 0,
        "kal_id": calendar["id"],
        "kal_settings": calendar["settings"],
        "timezone": zone or calendar["timezone"],
        "settings": settings,
        "start_at": utc_text(start) if start else None,
        "end_at": utc_text(end) if end else None,
        "parent_id": existing["parent_id"] if existing else None,
        "price": existing["price"] if existing else None,
        "price_per": existing["price_per"] if existing else "slot",
    }


def _hosts(call: Call, existing: Row | None, offer: Offer) -> list[Owner]:
    if existing is not None:
        return schedules.hosts_of(call.tx, existing["id"], offer.settings.owner_hosts)
    return [call.caller.owner] if offer.settings.owner_hosts else []


def _warn_of_none(
    call: Call, draft: dict[str, Any], offer: Offer, begin: datetime, until: datetime, hosts: list[Owner]
) -> None:
    """No slot lies in the time shown: say where the first one after it is, or when it can be booked."""
    zone, horizon = offer.timezone, last_moment(offer, call.now)
    text = f"no slots between {iso(begin, zone)} and {iso(until, zone)} (show_from and show_until)"
    if until < horizon:
        taken = taken_of(call.tx, draft, offer, until, horizon, call.now, hosts=hosts)
        first = next(free_slots(offer, taken, until, horizon, call.now), None)
        if first is not None:
            call.warn(f"{text}; the first one after that begins at {iso(first.start, zone)}: pass show_from")
            return
    begins = _first_later(offer, max(horizon, begin))
    if begins is not None:
        call.warn(
            f"{text}: settings.max_days_ahead lets people book {offer.settings.max_days_ahead} days ahead, until "
            f"{iso(horizon, zone)} as of now, and after that the first slot begins at {iso(begins, zone)}"
        )
        return
    call.warn(text)


def _first_later(offer: Offer, moment: datetime) -> datetime | None:
    """The first slot the rules make after a moment, whether it can be booked yet or not."""
    second = int(moment.timestamp())
    start = next(grid(offer, offer.duration, second, second + LONGEST_LOOK), None)
    return None if start is None else datetime.fromtimestamp(start, UTC)


def _changes(
    call: Call, existing: Row | None, offer: Offer, span: tuple[datetime, datetime], starts: list[int]
) -> ChangesShape | None:
    """What the rules would change about the slots of a stored schedule in this time, and about its bookings."""
    if existing is None:
        return None
    before_offer = offer_of(call.tx, existing)
    taken = taken_of(call.tx, existing, before_offer, *span, call.now)
    before = {slot.starts for slot in free_slots(before_offer, taken, *span, call.now)}
    added, removed = sorted(set(starts) - before), sorted(before - set(starts))
    outside = [row["id"] for row in bookings_outside(call, existing["id"], offer)]
    return {
        "added": [_shown(start, offer) for start in added[:SHOWN_CHANGES]],
        "added_count": len(added),
        "removed": [_shown(start, offer) for start in removed[:SHOWN_CHANGES]],
        "removed_count": len(removed),
        "bookings_outside": outside,
    }


def _shown(start: int, offer: Offer) -> str:
    return iso(datetime.fromtimestamp(start, offer.zone), offer.timezone)
