"""Why a schedule offers no slot: the nearest cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from math import inf
from typing import Literal, NamedTuple

from tools.scheduling.rules.open_hours import OpenHours
from tools.scheduling.rules.slots import Booked, Offer, Slot, Taken, begins, bounds, grid, joining

Reason = Literal[
    "window_closed", "full", "ended", "no_rules", "too_many_seats", "too_far_ahead", "closed_by_exceptions"
]


class Search(NamedTuple):
    """A search for slots that begin in [start, end). minutes: their length. wanted: only slots like that."""

    start: datetime
    end: datetime
    now: datetime
    minutes: int
    seats: int = 1
    wanted: Callable[[Slot], bool] = lambda slot: True


def why_none(offer: Offer, taken: Taken, search: Search) -> Reason:
    """Why nothing was found."""
    begin = max(search.start, search.now)
    if offer.end is not None and offer.end <= begin:
        return "ended"
    sessions = [booked for booked in taken.booked if booked.session]
    if not offer.hours.has_any and not sessions:
        return "no_rules"
    if most_places(offer, sessions) < search.seats:
        return "too_many_seats"
    if begin >= search.end:
        return "too_far_ahead"
    joined = (joining(offer, booked) for booked in sessions if begins(booked.start, begin, search.end))
    if any(search.wanted(slot) for slot in chain(_grid(offer, search), joined)):
        return "full"
    return "closed_by_exceptions" if days_closed(offer, search) else "window_closed"


def most_places(offer: Offer, sessions: list[Booked]) -> float:
    """The most places anything one can book there has."""
    places = [*([offer.places] if offer.hours.has_any else []), *(session.places for session in sessions)]
    return max((each or inf for each in places), default=0)


def days_closed(offer: Offer, search: Search) -> set[int]:
    """The days on which slots would begin by the rules alone, as date ordinals: where there are none, exceptions close
    them."""
    by_rules = replace(offer, hours=OpenHours(offer.hours.rules))
    return {offer.day_of(slot.starts) for slot in _grid(by_rules, search) if search.wanted(slot)}


def _grid(offer: Offer, search: Search) -> Iterator[Slot]:
    length = search.minutes * 60
    for begin in grid(offer, search.minutes, *bounds(offer, search.start, search.end, search.now)):
        yield Slot(begin, begin + length, None, None, None, ())
