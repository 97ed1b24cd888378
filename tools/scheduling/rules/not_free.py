"""Why a start cannot be booked, asked of any moment: on a schedule's grid or off it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import ceil, inf
from typing import Literal

from tools.scheduling.rules.open_hours import joined
from tools.scheduling.rules.slots import FAR, Offer, Openings, Slot, Taken, last_moment, open_stretches

# same_host: somebody would have to be in two places, which only several schedules together can ask of them.
NotFree = Literal[
    "not_offered", "taken", "min_notice", "beyond_horizon", "day_limit", "week_limit", "host_busy", "schedule_ended",
    "same_host",
]  # fmt: skip


class Times:
    """One schedule at starts that are asked for in order of time: free then, or why not.

    span: between which moments the starts lie. seats: how many are wanted."""

    def __init__(
        self,
        offer: Offer,
        taken: Taken,
        span: tuple[datetime, datetime],
        now: datetime,
        minutes: int,
        seats: int = 1,
    ) -> None:
        self._offer, self._taken, self._now = offer, taken, now
        self._length, self._seats = minutes * 60, seats
        self._openings = Openings(offer, taken, minutes, seats)
        self._possible = [*_possible_starts(offer, span, now, self._length), (FAR, FAR)]
        self._nth = 0

    def at(self, begin: int) -> Slot | NotFree:
        """The slot that begins then, whatever the grid says; or why nobody can book it."""
        while self._possible[self._nth][1] < begin:
            self._nth += 1
        if self._possible[self._nth][0] > begin:
            return self._outside(begin)
        return self._openings.at(begin) or self._why_taken(begin)

    def _outside(self, begin: int) -> NotFree:
        """What stands in the way whoever else has booked."""
        offer = self._offer
        if begin < _earliest(offer, self._now):
            return "min_notice"
        if offer.end is not None and begin + self._length > offer.end.timestamp():
            return "schedule_ended"
        return "beyond_horizon" if begin >= _horizon(offer, self._now) else "not_offered"

    def _why_taken(self, begin: int) -> NotFree:
        limit = self._openings.quota.reached(begin)
        if limit is not None:
            return limit
        if 0 < self._offer.places < self._seats:
            return "taken"
        end = begin + self._length
        own = any(booked.start < end and booked.end > begin for booked in self._taken.booked)
        return "taken" if own else "host_busy"


def _possible_starts(
    offer: Offer, span: tuple[datetime, datetime], now: datetime, length: int
) -> Iterator[tuple[int, int]]:
    """From when to when so much time can begin in the open hours, as early and as far ahead as one may book it. Hours that
    touch are one."""
    first = max(_earliest(offer, now), offer.start.timestamp() if offer.start else 0)
    last = min(_horizon(offer, now), offer.end.timestamp() - length + 1 if offer.end else inf)
    for begin, end in joined(list(open_stretches(offer, *(int(moment.timestamp()) for moment in span)))):
        earliest, latest = max(begin, ceil(first)), end - length
        if last < inf:
            latest = min(latest, ceil(last) - 1)
        if earliest <= latest:
            yield earliest, latest


def _earliest(offer: Offer, now: datetime) -> float:
    return now.timestamp() + offer.settings.min_notice * 60


def _horizon(offer: Offer, now: datetime) -> float:
    """From when on it is too far ahead to book, however long the schedule goes on."""
    ahead = last_moment(offer, now)
    return inf if offer.end is not None and ahead >= offer.end else ahead.timestamp()
