"""Slots that are offered but full, among the free ones: what one can wait for."""

from __future__ import annotations

from datetime import datetime
from heapq import merge

from tools.scheduling.rules.slots import Booked, Lane, Offer, Slot, Taken, begins, free_slots, joining, slot_at

# Everybody is free: what is left of the rules is the grid.
NOBODY_BUSY = (Lane(()),)


def free_and_full(
    offer: Offer,
    taken: Taken,
    start: datetime,
    end: datetime,
    now: datetime,
    duration: int | None = None,
    seats: int = 1,
) -> list[tuple[Slot, bool]]:
    """The slots that begin in [start, end), in order of time, each with whether it is full: it has fewer than so many seats
    left, or its hosts are busy. What no one could book but for that is left out."""
    free = list(free_slots(offer, taken, start, end, now, duration, seats))
    starts = {slot.starts for slot in free}
    grid = free_slots(offer, Taken(NOBODY_BUSY), start, end, now, duration)
    full = [
        slot._replace(seats_left=_left(taken, slot))
        for slot in grid
        if slot.starts not in starts and _is_within_limits(offer, taken, slot, now)
    ]
    full += [joining(offer, each) for each in taken.booked if _is_full_session(each, start, end, now, duration, seats)]
    full.sort(key=lambda slot: slot.starts)
    both = merge([(slot, False) for slot in free], [(slot, True) for slot in full], key=lambda each: each[0].starts)
    return list(both)


def _left(taken: Taken, slot: Slot) -> int:
    """How many seats are left where others have booked the slot."""
    there = [each.seats_left or 0 for each in taken.booked if each.open and (each.start, each.end) == slot[:2]]
    return max(there, default=0)


def _is_within_limits(offer: Offer, taken: Taken, slot: Slot, now: datetime) -> bool:
    """Whether the most slots a day and a week leave this one, its own bookings not counted."""
    if offer.settings.max_per_day is None and offer.settings.max_per_week is None:
        return True
    others = tuple(each for each in taken.booked if (each.start, each.end) != slot[:2])
    return slot_at(offer, Taken(NOBODY_BUSY, others), slot.start, now, slot.minutes) is not None


def _is_full_session(
    booked: Booked, start: datetime, end: datetime, now: datetime, duration: int | None, seats: int
) -> bool:
    long = duration is None or booked.end - booked.start == duration * 60
    live = booked.session and booked.open and booked.start > now.timestamp()
    return live and long and begins(booked.start, start, end) and not booked.has_room_for(seats)
