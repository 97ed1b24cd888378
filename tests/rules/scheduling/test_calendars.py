"""Periods of calendars, what an imported one takes, and taken time as others see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.types import Money
from tools.scheduling.rules.calendars import beyond_external, days_of, merged, midnight, sums_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("UTC", "2026-03-02T00:00:00+00:00"),
        ("Asia/Tokyo", "2026-03-03T00:00:00+09:00"),
        ("America/Los_Angeles", "2026-03-02T00:00:00-08:00"),
    ],
)
def test_today_begins_at_midnight_where_the_calendar_is(zone, start):
    assert midnight(at("2026-03-02T20:00"), zone).isoformat() == start


@pytest.mark.parametrize(
    ("begin", "until", "zone", "days"),
    [
        ("2026-03-02T00:00", "2026-03-03T00:00", "UTC", ("2026-03-02", "2026-03-02")),
        ("2026-03-02T00:00", "2026-03-03T00:00", "Asia/Tokyo", ("2026-03-02", "2026-03-03")),
        ("2026-03-01T15:00", "2026-03-02T15:00", "Asia/Tokyo", ("2026-03-02", "2026-03-02")),
        ("2026-03-28T23:00", "2026-03-29T22:00", "Europe/Berlin", ("2026-03-29", "2026-03-29")),
    ],
)
def test_the_days_of_a_period_are_those_on_the_wall(begin, until, zone, days):
    assert days_of(at(begin), at(until), zone) == days


STORED = {
    "label": "Google", "private": 1, "slug": "g", "timezone": "UTC", "description": None, "files": "[]",
    "settings.blocks_time": True, "settings.week_start": 1, "settings.show_busy": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "settings", "refused"),
    [
        ({"label": "Mine", "private": 1}, {}, []),
        ({"label": "Google", "private": 1}, {"blocks_time": False}, []),
        ({"label": "Google", "private": 1, "timezone": "UTC", "slug": "g"}, {"week_start": 1}, []),
        ({"label": "Google", "private": 0}, {}, ["private"]),
        ({"label": "Google", "private": 1, "description": "x", "files": "[3]"}, {}, ["description", "files"]),
        ({"label": "Mine", "private": 1, "slug": "h", "timezone": "Asia/Tokyo"}, {}, ["slug", "timezone"]),
        (
            {"label": "Google", "private": 1},
            {"week_start": 0, "show_busy": False, "blocks_time": False},
            ["settings.week_start", "settings.show_busy"],
        ),
    ],
)
def test_an_imported_calendar_takes_another_name_and_whether_it_blocks_time(wanted, settings, refused):
    assert beyond_external(STORED, wanted, settings) == refused


@pytest.mark.parametrize(
    ("taken", "seen"),
    [
        ([], []),
        ([(9, 10), (12, 13)], [(9, 10), (12, 13)]),
        ([(12, 13), (9, 10)], [(9, 10), (12, 13)]),
        ([(9, 10), (10, 11)], [(9, 11)]),
        ([(9, 12), (10, 11), (11, 13)], [(9, 13)]),
        ([(6, 9), (19, 22)], [(8, 9), (19, 20)]),
        ([(6, 8), (20, 22)], []),
        ([(0, 24)], [(8, 20)]),
    ],
)
def test_taken_times_that_touch_are_one_within_the_period(taken, seen):
    def hour(number: int) -> datetime:
        return at(f"2026-03-0{2 + number // 24}T{number % 24:02}:00")

    spans = [(hour(start), hour(end)) for start, end in taken]
    assert merged(spans, hour(8), hour(20)) == [(hour(start), hour(end)) for start, end in seen]


def test_amounts_are_added_up_by_currency():
    amounts = [Money.of("1.50", "EUR"), Money.of("2", "USDT"), Money.of("0.50", "EUR")]
    assert sums_of(amounts) == [Money.of("2.00", "EUR"), Money.of("2", "USDT")]
    assert sums_of([]) == []
