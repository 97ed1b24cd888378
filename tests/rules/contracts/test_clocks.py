"""What a clock counts, row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.contracts.rules.clocks import counted_minutes, day_worked, elapsed_minutes, estimated_end, stops_at

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "rounding", "minutes"),
    [
        (0, 1, None),
        (59, 1, None),
        (60, 1, 15),
        (60, 30, 30),
        (15 * 60, 1, 15),
        (15 * 60 + 1, 1, 16),
        (15 * 60 + 1, 5, 20),
        (61 * 60, 6, 66),
        (60 * 60, 15, 60),
        (60 * 60 + 1, 15, 75),
        (16 * 60, 10, 20),
        (24 * 3600, 1, 1440),
        (25 * 3600, 30, 1440),
    ],
)
def test_time_is_rounded_up_to_the_step_and_billed_for_at_least_a_quarter_of_an_hour(
    seconds: int, rounding: int, minutes: int | None
) -> None:
    assert counted_minutes(START, START + timedelta(seconds=seconds), rounding) == minutes


@pytest.mark.parametrize(
    ("start", "end", "zone", "minutes"),
    [
        # 22:00 to 06:00 is seven hours where the clocks go forward, nine where they go back.
        ("2027-03-27T22:00", "2027-03-28T06:00", "Europe/Berlin", 7 * 60),
        ("2027-10-30T22:00", "2027-10-31T06:00", "Europe/Berlin", 9 * 60),
        ("2027-03-13T23:00", "2027-03-14T07:00", "America/New_York", 7 * 60),
        ("2027-04-03T22:00", "2027-04-04T06:00", "Australia/Lord_Howe", 8 * 60 + 30),
        ("2027-06-01T22:00", "2027-06-02T06:00", "Europe/Berlin", 8 * 60),
    ],
)
def test_a_night_shift_over_a_clock_change_counts_its_real_hours(start: str, end: str, zone: str, minutes: int) -> None:
    first, last = (datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for at in (start, end))
    assert counted_minutes(first, last, 1) == minutes


@pytest.mark.parametrize(
    ("start", "zone", "day"),
    [
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), "UTC", "2026-03-02"),
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), "Europe/Helsinki", "2026-03-03"),
        (datetime(2026, 3, 2, 3, 0, tzinfo=UTC), "America/New_York", "2026-03-01"),
    ],
)
def test_a_session_counts_for_the_day_it_began_in_the_contracts_zone(start: datetime, zone: str, day: str) -> None:
    assert str(day_worked(start, zone)) == day


@given(st.integers(0, 2**32), st.integers(0, 3 * 24 * 60))
def test_the_guessed_end_lies_ahead_and_not_too_far(seed: int, minutes: int) -> None:
    now = START + timedelta(minutes=minutes)
    end = estimated_end(START, seed, now)
    assert now < end <= now + timedelta(minutes=55)
    assert estimated_end(START, seed, now) == end
    assert end >= START + timedelta(minutes=25)


def test_a_running_clock_shows_whole_minutes_and_ends_by_itself_after_its_hours() -> None:
    assert elapsed_minutes(START, START + timedelta(seconds=119)) == 1
    assert elapsed_minutes(START, START - timedelta(seconds=5)) == 0
    assert stops_at(START, 12) == START + timedelta(hours=12)
