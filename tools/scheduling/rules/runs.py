"""Slots in a row: time longer than any length a schedule offers, booked slot after slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import merge
from typing import Any

from store.types import Owner
from tools.scheduling.rules.slots import Booked, Busy, Lane, Offer, Slot, Taken, free_slots, slot_at


def gapless(settings: Any) -> bool:
    """Whether two bookings of a host may touch. settings: a schedule's, with pause, buffer_before and buffer_after."""
    return not (settings.pause or settings.buffer_before or settings.buffer_after)


def runs(
    offer: Offer, taken: Taken, start: datetime, end: datetime, now: datetime, minutes: int, seats: int = 1
) -> Iterator[tuple[Slot, int]]:
    """The stretches of at least so many minutes that slots in a row make up, in order of time, and how many slots each is:
    of those that begin together, the fewest first.

    Every one of a run can still be booked after those before it. A run is shown as one slot, with the price of all."""
    lengths = [length for length in offer.durations if length < minutes] if gapless(offer.settings) else []
    of_each = (_of_length(offer, taken, (start, end, now), length, minutes, seats) for length in lengths)
    return merge(*of_each, key=lambda run: (run[0].starts, run[1]))


def _of_length(
    offer: Offer, taken: Taken, span: tuple[datetime, datetime, datetime], length: int, minutes: int, seats: int
) -> Iterator[tuple[Slot, int]]:
    begin, end, now = span
    count = -(-minutes // length)
    free = free_slots(offer, taken, begin, end, now, length, seats)
    by_start = {slot.starts: slot for slot in free}
    for starts in by_start:
        row = [by_start[at] for at in (starts + step * length * 60 for step in range(count)) if at in by_start]
        if len(row) == count and _can_be_booked(offer, taken, row, now, seats):
            yield _joined(row), count


def _joined(row: Sequence[Slot]) -> Slot:
    prices = [slot.price for slot in row if slot.price is not None]
    left = [slot.seats_left for slot in row if slot.seats_left is not None]
    return row[0]._replace(
        ends=row[-1].ends, price=sum(prices) if prices else None, seats_left=min(left, default=None), event_id=None
    )


def _can_be_booked(offer: Offer, taken: Taken, row: Sequence[Slot], now: datetime, seats: int) -> bool:
    """Whether each slot is still free when those before it are booked: limits a day and a week count."""
    for slot in row:
        found = slot_at(offer, taken, slot.start, now, slot.minutes, seats)
        if found is None:
            return False
        taken = with_booked(taken, offer, found, seats)
    return True


def with_booked(taken: Taken, offer: Offer, slot: Slot, seats: int) -> Taken:
    """What is taken once a slot is booked too. Seats beside others take no more of anybody's time."""
    if slot.event_id is not None:
        return taken
    settings = offer.settings
    serving = slot.hosts if settings.hosts == "all" else slot.hosts[:1]
    busy = Busy(slot.starts, slot.ends, settings.pause, settings.buffer_before, settings.buffer_after)
    lanes = tuple(_busier(lane, busy, serving) for lane in taken.lanes)
    booked = Booked(0, slot.starts, slot.ends, offer.places, seats, 1, hosts=serving)
    return Taken(lanes, (*taken.booked, booked))


def _busier(lane: Lane, busy: Busy, serving: Sequence[Owner]) -> Lane:
    if lane.hosts and not set(lane.hosts) & set(serving):
        return lane
    return lane._replace(busy=(*lane.busy, busy))
