"""The same wall time every few weeks, over clock changes."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.rules.scheduling.slot_builders import at, offer, rule
from tools.scheduling.rules.series import nearest, starts_of, week_around
from tools.scheduling.rules.slots import Slot

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("first", "every", "starts"),
    [
        # Vector X7: the clock is set back on 2026-10-25.
        ("2026-10-15T09:00+02:00", 1, ["10-15 07:00", "10-22 07:00", "10-29 08:00", "11-05 08:00"]),
        ("2026-10-15T09:00+02:00", 2, ["10-15 07:00", "10-29 08:00", "11-12 08:00", "11-26 08:00"]),
        # 02:30 is skipped on 2026-03-29, so it is read with the offset before.
        ("2026-03-15T02:30+01:00", 1, ["03-15 01:30", "03-22 01:30", "03-29 01:30", "04-05 00:30"]),
        # 02:30 comes twice on 2026-10-25: the first of the two.
        ("2026-10-18T02:30+02:00", 1, ["10-18 00:30", "10-25 00:30", "11-01 01:30", "11-08 01:30"]),
        # The first one is as it was given, the second of the two.
        ("2026-10-25T02:30+01:00", 1, ["10-25 01:30", "11-01 01:30", "11-08 01:30", "11-15 01:30"]),
    ],
)
def test_the_wall_clock_of_the_zone_decides(first, every, starts):
    found = starts_of(datetime.fromisoformat(first), BERLIN, 4, every)
    assert [f"{start.astimezone(UTC):%m-%d %H:%M}" for start in found] == starts


def test_the_week_of_a_start_is_that_of_the_schedules_calendar():
    sunday = at("2026-03-29T12:00")
    monday_first = week_around(offer(rule("09:00", "17:00")), sunday)
    sunday_first = week_around(offer(rule("09:00", "17:00"), week_start=0), sunday)
    assert monday_first == (at("2026-03-23"), at("2026-03-30"))
    assert sunday_first == (at("2026-03-29"), at("2026-04-05"))


def test_the_nearest_free_starts_come_nearest_first():
    free = [Slot(second, second + 1, 1, None, None, ()) for second in (10, 40, 60, 90)]
    start = datetime.fromtimestamp(50, UTC)
    assert [slot.starts for slot in nearest(start, free)] == [40, 60, 10]
