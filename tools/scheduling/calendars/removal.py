"""What goes with a calendar that is deleted, and taking it away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.database import Row
from store.scheduling import calendar_contents, calendars, links, schedules
from store.scheduling.bookings import Booking
from store.types import Money, utc_text
from tools.call import Call
from tools.scheduling.availability.access import LEVELS, Access
from tools.scheduling.availability.checks import detach_calendar_files
from tools.scheduling.bookings.transitions import Refund, bring_up_to_date
from tools.scheduling.calendars.access import CalendarAccess
from tools.scheduling.events.access import Stand, stand_of
from tools.scheduling.events.removal import call_off, children_to_delete, end_bookings, remove_event
from tools.scheduling.rules.calendars import GONE, sums_of
from tools.scheduling.rules.events import (
    CANCELLED,
    CHARGE,
    COMPLETED,
    CONFIRMED,
    DELIVERED,
    DEPOSIT,
    LIVE,
    PAID,
    PENDING,
)
from tools.scheduling.schedules.removal import RefundShape, refund_shape, remove_schedule

MONEY = (CHARGE, DEPOSIT)


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a calendar. events: those that go with it, kept: those that stay in the books, live: both of them that
    people still wait for, with their bookings that end."""

    schedules: Sequence[Access]
    events: Sequence[Row]
    kept: Sequence[Row]
    live: Sequence[tuple[Stand, Sequence[Booking]]]

    @property
    def firm(self) -> list[Booking]:
        """The bookings that are confirmed or paid, earliest first."""
        return [booking for _, ending in self.live for booking in ending if _is_firm(booking)]

    @property
    def ending(self) -> int:
        """How many bookings end, requests and unpaid holds too."""
        return sum(len(ending) for _, ending in self.live)

    @property
    def between(self) -> tuple[datetime, datetime]:
        """When the first of the firm bookings begins, and the last one ends."""
        firm = self.firm
        return min(booking.start for booking in firm), max(booking.end for booking in firm)

    @property
    def sums(self) -> list[Money]:
        """What goes back to those who paid, a sum a currency."""
        return sums_of(booking.escrow for _, ending in self.live for booking in ending if booking.escrow)


@dataclass(frozen=True, slots=True)
class Removed:
    events: int
    bookings: int
    refunds: list[RefundShape]


def contents_of(call: Call, access: CalendarAccess) -> Contents:
    """What goes with a calendar. What time has already made true for it is written first."""
    for row in calendar_contents.events_to_remove(call.tx, access.id):
        if row["status_id"] in LIVE and row["kal_schedule_id"] is not None:
            bring_up_to_date(call, row["id"])
    rows = calendar_contents.events_to_remove(call.tx, access.id)
    kept = [row for row in rows if _stays(row)]
    live = [stand_of(call, row["id"]) for row in rows if row["status_id"] in LIVE and row["type_id"] not in MONEY]
    return Contents(
        [
            Access(row, schedules.OWNER, *LEVELS[schedules.OWNER])
            for row in calendar_contents.schedules_in(call.tx, access.id)
        ],
        [row for row in rows if not _stays(row)],
        kept,
        [(stand, [booking for booking in stand.bookings if _ends(booking)]) for stand in live],
    )


def remove_calendar(call: Call, access: CalendarAccess, contents: Contents) -> Removed:
    """Call off what people wait for, then take away events, schedules, taken time and the calendar itself."""
    # First of all: what of the calendar was written to others stays there.
    links.end_links_of(call.tx, call.caller.owner, access.id, call.now)
    refunds: list[Refund] = []
    going = {row["id"] for row in contents.events}
    for planned, _ in contents.live:
        # The end of another booking may have changed what is kept for it here.
        stand = planned.again(call)
        refunds += end_bookings(call, stand, [booking for booking in stand.bookings if _ends(booking)], None)
        after = stand.again(call)
        if stand.id in going and after.event["status_id"] in LIVE and _lies_ahead(after.event, call.now):
            call_off(call, after, None)
    removed = 0
    for row in contents.events:
        children = children_to_delete(call, row["id"])
        remove_event(call, row["id"], children)
        removed += 1 + len(children)
    for schedule in contents.schedules:
        remove_schedule(call, schedule, then=GONE)
    calendar_contents.move_strays(call.tx, access.id)
    calendar_contents.release_time(call.tx, access.id)
    detach_calendar_files(call, access.id, json.loads(access.calendar["files"]))
    calendars.change_calendar(call.tx, access.id, call.now, deleted_at=call.stamp, status_id=CANCELLED)
    call.changed("calendar", access.id)
    back = [refund_shape(refund.to, refund.money) for refund in refunds if refund.money]
    return Removed(removed, contents.ending, back)


def _stays(row: Row) -> bool:
    """Whether an event stays in the books: charges and deposits, and what took place or is disputed."""
    if row["type_id"] in MONEY or row["took_place"]:
        return True
    return row["status_id"] in (DELIVERED, COMPLETED) and row["payment_status_id"] == PAID


def _ends(booking: Booking) -> bool:
    """Whether a booking ends with its calendar. Disputed ones stay: their money waits for both sides."""
    return booking.status_id == CONFIRMED or (booking.status_id == PENDING and booking.disputed_at is None)


def _is_firm(booking: Booking) -> bool:
    return booking.status_id == CONFIRMED or booking.payment_status_id == PAID or bool(booking.escrow)


def _lies_ahead(event: Row, now: datetime) -> bool:
    """Whether somebody may still wait for an event: it has not ended, or has no time."""
    return event["end_at"] is None or event["end_at"] > utc_text(now)
