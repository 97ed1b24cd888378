"""Days as ranges of moments."""

from __future__ import annotations

from datetime import date

import pytest

from tools.errors import Invalid
from tools.rules.day_range import DayRange, day_range


def test_days_run_from_midnight_to_midnight_in_their_zone() -> None:
    day = date(2026, 11, 21)
    assert day_range(day, day, "UTC") == DayRange("2026-11-21T00:00:00.000Z", "2026-11-22T00:00:00.000Z")
    assert day_range(day, day, "Asia/Tokyo") == DayRange("2026-11-20T15:00:00.000Z", "2026-11-21T15:00:00.000Z")


def test_a_day_with_a_clock_change_is_25_hours_long() -> None:
    autumn = date(2026, 10, 25)
    assert day_range(autumn, autumn, "Europe/Berlin") == DayRange(
        "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"
    )


def test_a_range_may_be_open_on_either_side() -> None:
    day = date(2026, 1, 1)
    assert day_range(None, day, "UTC") == DayRange(None, "2026-01-02T00:00:00.000Z")
    assert day_range(day, None, "UTC") == DayRange("2026-01-01T00:00:00.000Z", None)
    assert day_range(None, None, "UTC") == DayRange(None, None)


def test_a_range_that_ends_before_it_begins_names_both_sides() -> None:
    with pytest.raises(Invalid) as refused:
        day_range(date(2026, 1, 2), date(2026, 1, 1), "UTC", ("date_invited_from", "date_invited_to"))
    assert set(refused.value.fields) == {"date_invited_from", "date_invited_to"}
