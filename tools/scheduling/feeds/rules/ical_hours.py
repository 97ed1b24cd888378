"""Open hours as series by the clock of their zone, which together are open exactly when tools.scheduling.rules.open_hours
says so, inside a span of days.

What a series cannot say the same way to every reader stands beside it as a single time: the days on which clocks change
inside a window, and what the begin or end of the schedule cuts off. Days are date ordinals, windows minutes of a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from tools.scheduling.feeds.rules.ical_writing import Series
from tools.scheduling.rules.open_hours import (
    MINUTES_A_DAY,
    OpenHours,
    SpecialDays,
    Stretch,
    clock_change,
    instant,
    is_in_gap,
    local_day,
    week_of,
)

# A closed time up to so long leaves single dates out of a series; a longer one ends it, and another begins after it.
SHORT_BREAK = 14
# A window may reach this many days past the day it belongs to.
REACH = 2

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a schedule is open. start, end: seconds since 1970 outside of which it is not. anchor: as in OpenHours.windows."""

    open: OpenHours
    zone: ZoneInfo
    week_start: int = 1
    anchor: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class OpenTime:
    """A time that is open once, in UTC, or a series, by the clock of its zone. key: the same as long as it is the same."""

    key: str
    start: datetime
    end: datetime
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """A window on some weekdays from one day to another (None: for ever), every so many weeks counted from since, but not
    on the closed days. key: of the rule or exception it comes from."""

    key: str
    hours: Hours
    days: frozenset[int]
    start: int
    end: int
    first: int
    last: int | None
    every_weeks: int = 1
    since: int = 0
    closed: tuple[Days, ...] = ()

    def falls_on(self, day: int) -> bool:
        if day % 7 not in self.days:
            return False
        week_start = self.hours.week_start
        return (week_of(day, week_start) - week_of(self.since, week_start)) % self.every_weeks == 0

    def first_from(self, day: int) -> int | None:
        """The first day from this one on that it falls on, not past its last."""
        until = day + 7 * (self.every_weeks + 1)
        until = until if self.last is None else min(until, self.last)
        return next((each for each in range(day, until + 1) if self.falls_on(each)), None)

    def last_until(self, day: int) -> int | None:
        """The last day up to this one that it falls on, not before its first."""
        before = max(self.first, day - 7 * (self.every_weeks + 1))
        return next((each for each in range(day, before - 1, -1) if self.falls_on(each)), None)


def open_times(hours: Hours, first: int, last: int) -> Iterator[OpenTime]:
    """Everything that is open between two days; series without an end go on for ever."""
    changes = [day for day in range(first - REACH, last + 1) if clock_change(day, hours.zone)]
    for run in _runs(hours, first, last):
        odd = [day for day in _looked_at(run, changes, last) if run.falls_on(day) and not _is_plain(run, day)]
        open_odd = [day for day in odd if not any(low <= day <= high for low, high in run.closed)]
        yield from _singles(run, open_odd)
        yield from _series(run, odd)


def _runs(hours: Hours, first: int, last: int) -> Iterator[_Run]:
    """The rules and the exceptions as windows that come again, cut to the span and to the time of the schedule."""
    begin = first if hours.start is None else max(first, local_day(hours.start, hours.zone) - REACH)
    finish = None if hours.end is None else local_day(hours.end, hours.zone)
    special = _by_precedence(hours.open.exceptions)
    closed = _joined([(each.first, each.last) for each in special])
    for rule in dict.fromkeys(hours.open.rules):
        since = rule.first if rule.first is not None else hours.anchor
        if rule.every_weeks > 1 and since is None:
            continue
        run = _Run(
            _key(rule.first, rule.last, sorted(rule.days), rule.start, rule.end, rule.every_weeks),
            hours, rule.days, rule.start, rule.end, begin, finish, rule.every_weeks, since or 0, closed,
        )  # fmt: skip
        yield from _cut(run, rule.first, rule.last)
    for index, each in enumerate(special):
        before = _joined([(other.first, other.last) for other in special[:index]])
        for start, end in dict.fromkeys(each.windows):
            key = _key(each.first, each.last, start, end)
            run = _Run(key, hours, frozenset(range(7)), start, end, begin, finish, closed=before)
            if each.first <= last and each.last >= first:
                yield from _cut(run, each.first, each.last)


def _key(*said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8]


def _by_precedence(exceptions: Sequence[SpecialDays]) -> list[SpecialDays]:
    """Exceptions, those that count first: for the fewest days, then the last given."""
    last_first = list(reversed(exceptions))
    return sorted(last_first, key=lambda each: each.last - each.first)


def _cut(run: _Run, first: int | None, last: int | None) -> Iterator[_Run]:
    """A run between two days more. A window that begins at 24:00 begins on the next day, and each weekday is its own."""
    ends = [day for day in (run.last, last) if day is not None]
    run = replace(run, first=run.first if first is None else max(run.first, first), last=min(ends, default=None))
    if run.last is not None and run.last < run.first:
        return
    if run.start < MINUTES_A_DAY:
        yield run
    else:
        yield from (replace(run, key=f"{run.key}-{day}", days=frozenset({day})) for day in sorted(run.days))


def _looked_at(run: _Run, changes: Sequence[int], last: int) -> list[int]:
    """The days of a run on which its window may not be what the clock says."""
    hours = run.hours
    around = list(changes)
    around += [local_day(edge, hours.zone) for edge in (hours.start, hours.end) if edge is not None]
    until = last if run.last is None else run.last
    near = {day - back for day in around for back in range(REACH + 1)}
    return sorted(day for day in near if run.first <= day <= until)


def _is_plain(run: _Run, day: int) -> bool:
    """Whether every reader finds the same moments behind the clock times of a window."""
    stretch = _stretch(run, day)
    if stretch is None or stretch[1] - stretch[0] != (run.end - run.start) * 60:
        return False
    zone = run.hours.zone
    return not any(_is_doubtful(day, minutes, zone) for minutes in (run.start, run.end))


def _is_doubtful(day: int, minutes: int, zone: ZoneInfo) -> bool:
    """Whether clocks jump over a time of day, or show it twice."""
    wall = _wall(day, minutes).replace(tzinfo=zone)
    return wall.utcoffset() != wall.replace(fold=1).utcoffset()


def _stretch(run: _Run, day: int) -> Stretch | None:
    """The real time of a window on a day, inside the schedule's; None when nothing is left."""
    hours = run.hours
    if is_in_gap(day, run.start, hours.zone) and is_in_gap(day, run.end, hours.zone):
        return None
    start, end = instant(day, run.start, hours.zone), instant(day, run.end, hours.zone)
    start = start if hours.start is None else max(start, hours.start)
    end = end if hours.end is None else min(end, hours.end)
    return (start, end) if end > start else None


def _singles(run: _Run, days: Sequence[int]) -> Iterator[OpenTime]:
    for day in days:
        stretch = _stretch(run, day)
        if stretch is not None:
            start, end = (datetime.fromtimestamp(second, UTC) for second in stretch)
            yield OpenTime(f"{run.key}-{date.fromordinal(day):%Y%m%d}", start, end)


def _series(run: _Run, odd: Sequence[int]) -> Iterator[OpenTime]:
    """The series of a run: another one after each long break, and after each day it cannot speak of."""
    breaks = sorted(
        [*((low, high, high - low >= SHORT_BREAK) for low, high in run.closed), *((day, day, True) for day in odd)]
    )
    begin, excluded = run.first, list[int]()
    for low, high, ends in breaks:
        if high < begin or (run.last is not None and low > run.last):
            continue
        if not ends:
            excluded += [day for day in range(max(low, begin), high + 1) if run.falls_on(day)]
            continue
        yield from _one_series(run, begin, low - 1, excluded)
        begin, excluded = max(begin, high + 1), []
    yield from _one_series(run, begin, run.last, excluded)


def _one_series(run: _Run, begin: int, until: int | None, excluded: Sequence[int]) -> Iterator[OpenTime]:
    """The series between two days, or one single time; nothing when it never comes."""
    left_out = set(excluded)
    open_from = (day for day in _falling_from(run, begin, until) if day not in left_out)
    days = list(islice(open_from, 2))
    if not days:
        return
    key = run.key if begin == run.first else f"{run.key}-{date.fromordinal(begin):%Y%m%d}"
    if len(days) == 1:
        yield from (replace(time, key=key) for time in _singles(run, days))
        return
    first, last = days[0], None if until is None else _last_open(run, until, left_out)
    shift = run.start // MINUTES_A_DAY
    zone = run.hours.zone
    series = Series(
        zone=zone.key,
        days=_week_order(run, shift),
        every_weeks=run.every_weeks,
        week_start=run.hours.week_start,
        until=None if last is None else datetime.fromtimestamp(instant(last, run.start, zone), UTC),
        excluded=tuple(
            _wall(day, run.start) for day in sorted(left_out) if first < day and (last is None or day < last)
        ),
    )
    yield OpenTime(key, _wall(first, run.start), _wall(first, run.end), series)


def _falling_from(run: _Run, begin: int, until: int | None) -> Iterator[int]:
    day = run.first_from(begin)
    while day is not None and (until is None or day <= until):
        yield day
        day = run.first_from(day + 1)


def _last_open(run: _Run, until: int, left_out: set[int]) -> int:
    day = run.last_until(until)
    while day is not None and day in left_out:
        day = run.last_until(day - 1)
    assert day is not None, run
    return day


def _week_order(run: _Run, shift: int) -> tuple[int, ...]:
    """The weekdays on which a window begins by the clock, in the order of the week."""
    week_start = run.hours.week_start
    return tuple(sorted(((day + shift) % 7 for day in run.days), key=lambda day: (day - week_start) % 7))


def _wall(day: int, minutes: int) -> datetime:
    """What the clock shows so many minutes after the midnight that begins a day."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    return datetime.combine(date.fromordinal(day + days), datetime.min.time()) + timedelta(minutes=rest)


def _joined(ranges: Sequence[Days]) -> tuple[Days, ...]:
    """The same days in as few ranges as possible, in order."""
    result: list[Days] = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return tuple(result)
