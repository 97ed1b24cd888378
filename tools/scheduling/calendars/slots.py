"""The free slots of all schedules of a calendar."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from store.database import Row, Transaction
from tools.call import Call
from tools.scheduling.availability.shapes import SlotShape, noting_full, slot_shape
from tools.scheduling.availability.slots import offer_of, taken_of_each
from tools.scheduling.rules import slots as rules
from tools.scheduling.rules.bookings import WORK_HOURS
from tools.scheduling.rules.full_slots import free_and_full
from tools.scheduling.rules.slots import Slot

MOST_SLOTS = 100

# The moment a slot begins, in seconds since 1970, and its schedule.
Position = tuple[int, int]


def slots_of_all(
    tx: Transaction,
    schedules: Sequence[Row],
    start: datetime,
    end: datetime,
    now: datetime,
    after: Position | None = None,
    full: set[Slot] | None = None,
) -> Iterator[tuple[Row, Slot]]:
    """The slots that begin in [start, end) and can be booked now, of all schedules that offer any, in order of time and
    schedule. after: only those behind this place. full: with those that are full, which are put into it as they come."""
    offers = [(row, offer_of(tx, row)) for row in schedules if row["type_id"] != WORK_HOURS]
    takens = taken_of_each(tx, offers, start, end, now) if offers else []
    streams = []
    for (row, offer), taken in zip(offers, takens, strict=True):
        begin = start if after is None else max(start, _behind(after, row["id"]))
        if full is None:
            found = rules.free_slots(offer, taken, begin, end, now)
        else:
            found = noting_full(free_and_full(offer, taken, begin, end, now), full)
        streams.append(_of(row, found))
    return heapq.merge(*streams, key=lambda found: position(*found))


def position(schedule: Row, slot: Slot) -> Position:
    return slot.starts, schedule["id"]


def first_slots(call: Call, schedules: Sequence[Row], begin: datetime, until: datetime, zone: str) -> list[SlotShape]:
    """The first free slots of all schedules that offer any, in order of time."""
    found = list(islice(slots_of_all(call.tx, schedules, begin, until, call.now), MOST_SLOTS + 1))
    if len(found) > MOST_SLOTS:
        call.warn(f"Only the first {MOST_SLOTS} free slots are shown; get_schedule pages through those of a schedule.")
    return [slot_shape(row, slot, zone) for row, slot in found[:MOST_SLOTS]]


def _behind(after: Position, schedule_id: int) -> datetime:
    """From when on a schedule's slots lie behind a place."""
    seconds, last = after
    return datetime.fromtimestamp(seconds + (schedule_id <= last), UTC)


def _of(row: Row, slots: Iterator[Slot]) -> Iterator[tuple[Row, Slot]]:
    for slot in slots:
        yield row, slot
