"""Full slots among the free ones: what one can wait for, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tools.scheduling.rules.full_slots import free_and_full
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Booked, Busy, Lane, Offer, Taken

NINE = int(datetime(2026, 3, 4, 9, 0, tzinfo=UTC).timestamp())
HOUR = 3600
DAY = datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
RULES = settings_of('{"rules": [{"days": [3], "start": "09:00", "end": "12:00"}]}')
OFFER = Offer(timezone="UTC", settings=RULES, hours=RULES.hours, duration=60, places=2)


def booked(hour: int, seats: int, *, places: int = 2, session: bool = False) -> Booked:
    start = NINE + (hour - 9) * HOUR
    return Booked(hour, start, start + HOUR, places, seats, 1, session=session)


def shown(offer: Offer, *events: Booked, seats: int = 1) -> list[tuple[int, int | None, bool]]:
    """Hour, seats left and whether it is full, of each slot of the day."""
    lane = Lane((), tuple(Busy(each.start, each.end) for each in events))
    found = free_and_full(offer, Taken((lane,), events), *DAY, datetime(2026, 3, 1, tzinfo=UTC), seats=seats)
    return [(slot.start.hour, slot.seats_left, is_full) for slot, is_full in found]


@pytest.mark.parametrize(("events", "seats", "expected"), [
    ((), 1, [(9, 2, False), (10, 2, False), (11, 2, False)]),
    ((booked(9, 2), booked(10, 1)), 1, [(9, 0, True), (10, 1, False), (11, 2, False)]),
    ((booked(9, 2), booked(10, 1)), 2, [(9, 0, True), (10, 1, True), (11, 2, False)]),
    ((booked(15, 2, session=True), booked(16, 1, session=True)), 1,
     [(9, 2, False), (10, 2, False), (11, 2, False), (15, 0, True), (16, 1, False)]),
])  # fmt: skip
def test_a_slot_is_full_for_who_wants_more_seats_than_are_left(events, seats, expected):
    assert shown(OFFER, *events, seats=seats) == expected


def test_what_a_limit_a_day_has_closed_cannot_be_waited_for():
    limited = replace(OFFER, settings=replace(RULES, max_per_day=1))
    assert shown(limited, booked(9, 2)) == [(9, 0, True)]
    assert shown(limited, booked(9, 2), booked(10, 2)) == []


def test_time_that_is_busy_elsewhere_is_full():
    lane = Lane((), (Busy(NINE + HOUR, NINE + 2 * HOUR),))
    found = free_and_full(OFFER, Taken((lane,)), *DAY, datetime(2026, 3, 1, tzinfo=UTC))
    assert [(slot.start.hour, is_full) for slot, is_full in found] == [(9, False), (10, True), (11, False)]
