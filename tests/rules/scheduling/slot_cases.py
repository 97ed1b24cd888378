"""Rules, exceptions and places in time where clocks and calendars are odd, for tests with made-up examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

DAYS_LOOKED_AT = 12
LEAP_DAY, NEW_YEAR = "2028-02-29", "2026-12-31"

# Where and when clocks change: forward, back, by half an hour, by two, at midnight, around midnight, by a whole day.
CHANGES = [
    ("Europe/Berlin", "2026-03-29", "2026-10-25"),
    ("America/New_York", "2026-03-08", "2026-11-01"),
    ("Australia/Lord_Howe", "2026-04-05", "2026-10-04"),
    ("Australia/Adelaide", "2026-04-05", "2026-10-04"),
    ("Pacific/Chatham", "2026-04-05", "2026-09-27"),
    ("Antarctica/Troll", "2026-03-29", "2026-10-25"),
    ("Africa/Casablanca", "2026-02-15", "2026-03-22"),
    ("Asia/Beirut", "2026-03-29", "2026-10-25"),
    ("Africa/Cairo", "2026-04-24", "2026-10-29"),
    ("America/Havana", "2026-03-08", "2026-11-01"),
    ("America/Nuuk", "2026-03-28", "2026-10-24"),
    ("America/Sao_Paulo", "2018-11-04", "2019-02-16"),
    # Rules that changed: the offset itself, or whether there is summer time at all.
    ("America/Caracas", "2007-12-09", "2016-05-01"),
    ("Asia/Pyongyang", "2015-08-14", "2018-05-04"),
    ("Europe/Moscow", "2011-03-27", "2014-10-26"),
    ("Europe/Istanbul", "2015-11-08", "2016-10-30"),
    # 30 December 2011 was skipped.
    ("Pacific/Apia", "2011-12-30", "2012-04-01"),
    # One minute after midnight back to 23:01: midnight comes twice.
    ("America/St_Johns", "2010-03-14", "2010-11-07"),
    ("Asia/Kolkata", LEAP_DAY, NEW_YEAR),
    ("Asia/Kathmandu", LEAP_DAY, NEW_YEAR),
    ("UTC", LEAP_DAY, NEW_YEAR),
    ("Europe/Berlin", LEAP_DAY, NEW_YEAR),
]
ODD_DAYS = [(zone, date.fromisoformat(day)) for zone, *days in CHANGES for day in days]

any_clock = st.builds(lambda hour, quarter: f"{hour:02}:{quarter * 15:02}", st.integers(0, 23), st.integers(0, 3))
# Often in the hours in which clocks change.
ODD_CLOCKS = [
    "00:00",
    "00:30",
    "01:00",
    "01:30",
    "02:00",
    "02:15",
    "02:30",
    "02:45",
    "03:00",
    "23:00",
    "23:30",
    "23:45",
]
clocks = st.one_of(any_clock, st.sampled_from(ODD_CLOCKS), st.sampled_from(ODD_CLOCKS))
ends = st.one_of(clocks, st.just("24:00"))
windows = st.fixed_dictionaries({"start": clocks, "end": ends})


@st.composite
def places_in_time(draw: st.DrawFn, most_days_before: int = DAYS_LOOKED_AT - 4) -> tuple[str, date]:
    """A zone and the first of the days to look at, one of which is odd there."""
    zone, day = draw(st.sampled_from(ODD_DAYS))
    return zone, day - timedelta(days=draw(st.integers(1, most_days_before)))


@st.composite
def rules(draw: st.DrawFn, season: date) -> dict[str, Any]:
    """A weekly window, now and then only from or until a day, or every few weeks."""
    days = draw(st.one_of(st.just(list(range(7))), st.sets(st.integers(0, 6), min_size=1).map(sorted)))
    rule: dict[str, Any] = {"days": days, **draw(windows)}
    if draw(st.integers(0, 2)) == 0:
        rule["from"] = str(season + timedelta(days=draw(st.integers(-25, 5))))
        rule["every_weeks"] = draw(st.integers(1, 3))
    if draw(st.integers(0, 3)) == 0:
        rule["until"] = str(season + timedelta(days=draw(st.integers(5, DAYS_LOOKED_AT))))
    return rule


@st.composite
def exceptions(draw: st.DrawFn, season: date) -> list[dict[str, Any]]:
    """Days with other windows: closed, open all day; single ones and ranges over each other; no single day twice."""
    found: list[dict[str, Any]] = []
    for day in sorted(draw(st.sets(st.integers(-1, DAYS_LOOKED_AT), max_size=4))):
        on = season + timedelta(days=day)
        all_day = [{"start": "00:00", "end": "24:00"}]
        special = draw(st.one_of(st.just([]), st.just(all_day), st.lists(windows, max_size=2)))
        if draw(st.booleans()):
            until = on + timedelta(days=draw(st.integers(1, 7)))
            found.append({"from": str(on), "until": str(until), "windows": special})
        else:
            found.append({"date": str(on), "windows": special})
    return draw(st.permutations(found)) if found else found


def span_of(season: date, days: int = DAYS_LOOKED_AT) -> tuple[int, int]:
    """The minutes of so many days of UTC from a day on."""
    begin = int(datetime(season.year, season.month, season.day, tzinfo=UTC).timestamp()) // 60
    return begin, begin + days * 1440


@st.composite
def spans(draw: st.DrawFn, season: date) -> tuple[int, int]:
    """All of the days to look at, or a part that begins and ends at any quarter of an hour in them."""
    begin, end = span_of(season)
    if draw(st.booleans()):
        return begin, end
    begin += 15 * draw(st.integers(0, 96 * DAYS_LOOKED_AT))
    return begin, begin + 15 * draw(st.integers(1, 96 * 3))


def moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def minutes_of(starts: Sequence[str]) -> list[int]:
    """Answered times as minutes since 1970."""
    return [int(datetime.fromisoformat(start).timestamp()) // 60 for start in starts]
