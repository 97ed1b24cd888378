"""Why a start cannot be booked, asked of any moment: on a schedule's grid or off it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from functools import cached_property
from math import inf
from typing import Literal

from tools.scheduling.rules.open_hours import joined
from tools.scheduling.rules.slots import Offer, Openings, Slot, Taken, last_moment, open_stretches

# same_host: somebody would have to be in two places, which only several schedules together can ask of them.
NotFree = Literal[
    "not_offered", "taken", "min_notice", "beyond_horizon", "day_limit", "week_limit", "host_busy", "schedule_ended",
    "same_host",
]  # fmt: skip


class Times:
    """One schedule at starts that are asked for in order of time: free then, or why not.

    start, end: between which moments the starts lie. seats: how many are wanted."""

    def __init__(
        self,
        offer: Offer,
        taken: Taken,
        span: tuple[datetime, datetime],
        now: datetime,
        minutes: int,
        seats: int = 1,
    ) -> None:
        self._offer, self._taken, self._span = offer, taken, span
        self._length, self._seats = minutes * 60, seats
        self._openings = Openings(offer, taken, minutes, seats)
        self._earliest = (now + timedelta(minutes=offer.settings.min_notice)).timestamp()
        self._horizon = _far_end(offer, now)
        self._begins = offer.start.timestamp() if offer.start else 0
        self._ends = offer.end.timestamp() if offer.end else None

    def at(self, begin: int) -> Slot | NotFree:
        """The slot that begins then, whatever the grid says; or why nobody can book it."""
        return self._outside(begin) or self._openings.at(begin) or self._why_taken(begin)

    def _outside(self, begin: int) -> NotFree | None:
        """What stands in the way whoever else has booked."""
        end = begin + self._length
        if begin < self._earliest:
            return "min_notice"
        if self._ends is not None and end > self._ends:
            return "schedule_ended"
        if begin >= self._horizon:
            return "beyond_horizon"
        return None if begin >= self._begins and self._is_open(begin, end) else "not_offered"

    def _why_taken(self, begin: int) -> NotFree:
        limit = self._openings.quota.reached(begin)
        if limit is not None:
            return limit
        if 0 < self._offer.places < self._seats:
            return "taken"
        end = begin + self._length
        own = any(booked.start < end and booked.end > begin for booked in self._taken.booked)
        return "taken" if own else "host_busy"

    def _is_open(self, begin: int, end: int) -> bool:
        begins, ends = self._open
        at = bisect_right(begins, begin) - 1
        return at >= 0 and end <= ends[at]

    @cached_property
    def _open(self) -> tuple[list[int], list[int]]:
        """When the hours that are open begin and end, those that touch as one."""
        first, last = (int(moment.timestamp()) for moment in self._span)
        stretches = joined(list(open_stretches(self._offer, first, last)))
        return [start for start, _ in stretches], [end for _, end in stretches]


def _far_end(offer: Offer, now: datetime) -> float:
    """From when on it is too far ahead to book, however long the schedule goes on."""
    ahead = last_moment(offer, now)
    return inf if offer.end is not None and ahead >= offer.end else ahead.timestamp()
