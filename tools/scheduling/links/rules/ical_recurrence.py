"""Rules of repetition (RFC 5545, 3.3.10): the wall times at which something repeats, in a stretch of time.

A rule comes from strangers and may be endless, dense, or empty for ever. So the days and clock times of the stretch are
walked, each step is counted, and a rule that needs too many is given up as a whole."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, timedelta
from itertools import product

from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_values import BadValue, shown

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY = range(7)
_UNIT = {HOURLY: timedelta(hours=1), MINUTELY: timedelta(minutes=1), SECONDLY: timedelta(seconds=1)}
# A step past this is the last one whatever its length, and stays within the years of the calendar.
LONGEST_STEP = timedelta(days=200_000)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class TooOften(Exception):
    """A rule repeats more often, or takes longer to work out, than anything in a calendar of appointments does."""


class Steps:
    """How much work is left to one rule, or to a file. TooOften when it is used up."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooOften

    @contextmanager
    def part(self, most: int) -> Iterator[Steps]:
        """At most so much of what is left, for one rule of many; what it used is taken from here."""
        given = min(most, max(0, self.left))
        steps = Steps(given)
        try:
            yield steps
        finally:
            self.left -= given - max(0, steps.left)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as written. until: its text. by_day: weekday (0 = Monday) and which of them in the month or year, 0 = all."""

    frequency: int
    interval: int = 1
    count: int | None = None
    until: str | None = None
    week_start: int = 0
    by_day: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    @property
    def names_days(self) -> bool:
        return bool(self.weeks or self.year_days or self.month_days or self.by_day)


# Part, field, the least and the most it may be, and whether it may count from the end.
_LISTS = {
    "BYMONTH": ("months", 1, 12, False),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYSECOND": ("seconds", 0, 60, False),
    "BYSETPOS": ("positions", 1, 366, True),
}
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.A)


def rule_of(text: str) -> Rule:
    """A rule from its text. BadValue for what is no rule, or one with parts that are not known."""
    parts: dict[str, str] = {}
    for part in filter(None, text.strip().upper().split(";")):
        name, _, value = part.partition("=")
        if not value.strip():
            raise BadValue(worded("its rule {rule} is not understood", rule=shown(text)))
        parts[name.strip()] = value.strip()
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise BadValue(worded("its rule {rule} says no frequency that is known", rule=shown(text)))
    try:
        lists = {_LISTS[name][0]: _numbers(name, parts.pop(name)) for name in list(parts) if name in _LISTS}
        rule = Rule(
            FREQUENCIES.index(frequency),
            interval=_number(parts.pop("INTERVAL", "1"), 1, 10**9),
            count=_number(parts.pop("COUNT"), 1, 10**12) if "COUNT" in parts else None,
            until=parts.pop("UNTIL", None),
            week_start=WEEKDAYS.index(parts.pop("WKST", "MO")),
            by_day=tuple(sorted({_by_day(value) for value in parts.pop("BYDAY", "").split(",") if value})),
            **lists,
        )
    except ValueError:
        raise BadValue(worded("its rule {rule} is not understood", rule=shown(text))) from None
    if any(not name.startswith("X-") for name in parts):
        raise BadValue(worded("its rule {rule} has parts that are not known", rule=shown(text)))
    return rule


def _number(value: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,12}", value, re.A) or not least <= int(value) <= most:
        raise ValueError
    return int(value)


def _numbers(name: str, value: str) -> tuple[int, ...]:
    _, least, most, from_end = _LISTS[name]
    numbers = {_number(each.strip(), -most if from_end else least, most) for each in value.split(",")}
    if from_end and 0 in numbers:
        raise ValueError
    return tuple(sorted({min(number, 59) for number in numbers} if name == "BYSECOND" else numbers))


def _by_day(value: str) -> tuple[int, int]:
    found = _DAY.fullmatch(value.strip())
    if not found or (found[1] and not 1 <= abs(int(found[1])) <= 53):
        raise ValueError
    return WEEKDAYS.index(found[2]), int(found[1] or 0)


def walls(rule: Rule, first: datetime, since: datetime, until: datetime, steps: Steps) -> Iterator[datetime]:
    """The wall times of a rule in [since, until], in order. first: where the thing that repeats begins."""
    rule = _with_defaults(rule, first)
    # What is counted is counted from its beginning; all else begins near what is asked.
    begin = first if rule.count else max(first, since)
    repeated = (_by_clock if rule.frequency >= HOURLY else _by_days)(rule, first, begin, until, steps)
    number = 0
    for wall in repeated:
        if wall < first:
            continue
        number += 1
        if wall > until or (rule.count and number > rule.count):
            return
        steps.take(1)
        if wall >= since:
            yield wall


def _with_defaults(rule: Rule, first: datetime) -> Rule:
    """What a rule leaves out is as in the first."""
    if rule.frequency < HOURLY:
        rule = replace(rule, hours=rule.hours or (first.hour,))
    if rule.frequency < MINUTELY:
        rule = replace(rule, minutes=rule.minutes or (first.minute,))
    if rule.frequency < SECONDLY:
        rule = replace(rule, seconds=rule.seconds or (first.second,))
    if rule.frequency == YEARLY and rule.weeks and not (rule.by_day or rule.month_days or rule.year_days):
        return replace(rule, by_day=((first.weekday(), 0),))
    if rule.names_days or rule.frequency >= DAILY:
        return rule
    if rule.frequency == WEEKLY:
        return replace(rule, by_day=((first.weekday(), 0),))
    months = rule.months or ((first.month,) if rule.frequency == YEARLY else ())
    return replace(rule, months=months, month_days=(first.day,))


def _by_days(rule: Rule, first: datetime, begin: datetime, until: datetime, steps: Steps) -> Iterator[datetime]:
    """Of rules by the day or longer: the days of each period that fit, at each of their clock times."""
    steps.take(len(rule.hours) * len(rule.minutes) * len(rule.seconds))
    clocks = list(product(rule.hours, rule.minutes, rule.seconds))
    for days in _periods(rule, first.date(), begin.date(), until.date()):
        if not rule.positions:
            days = range(max(days.start, begin.toordinal()), min(days.stop, until.toordinal() + 1))
        steps.take(1 + len(days))
        chosen = [day for day in map(date.fromordinal, days) if _fits(rule, day)]
        if rule.positions:
            steps.take(len(chosen) * len(clocks))
        times = (datetime(day.year, day.month, day.day, *clock) for day in chosen for clock in clocks)
        yield from _at_positions(list(times), rule.positions) if rule.positions else times


def _periods(rule: Rule, first: date, begin: date, until: date) -> Iterator[range]:
    """The years, months, weeks or days a rule looks at, as date ordinals, from the one `begin` lies in on."""
    if rule.frequency == YEARLY:
        for year in _every(first.year, begin.year, min(until.year, MAXYEAR), rule.interval):
            if rule.positions or not rule.months:
                yield range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            else:
                yield from (_month(year, month) for month in rule.months)
    elif rule.frequency == MONTHLY:
        start, now, last = (day.year * 12 + day.month - 1 for day in (first, begin, until))
        for number in _every(start, now, last, rule.interval):
            if not rule.months or number % 12 + 1 in rule.months:
                yield _month(number // 12, number % 12 + 1)
    elif rule.frequency == WEEKLY:
        # The first week may begin before the first year.
        start, now, last = ((day.toordinal() - 1 - rule.week_start) // 7 for day in (first, begin, until))
        for number in _every(start, now, last, rule.interval):
            monday = number * 7 + 1 + rule.week_start
            yield range(max(1, monday), min(monday + 7, date.max.toordinal() + 1))
    else:
        for day in _every(first.toordinal(), begin.toordinal(), until.toordinal(), rule.interval):
            yield range(day, day + 1)


def _every(first: int, begin: int, last: int, interval: int) -> range:
    """first, first + interval, ... up to last, from the last one that is not after begin on."""
    return range(first + max(0, (begin - first) // interval) * interval, last + 1, interval)


def _month(year: int, month: int) -> range:
    start = date(year, month, 1).toordinal()
    return range(start, start + monthrange(year, month)[1])


def _at_positions(times: Sequence[datetime], positions: Iterable[int]) -> list[datetime]:
    """Those of a period's times that a rule picks: the first is 1, the last is -1."""
    count = len(times)
    indices = {position - 1 if position > 0 else count + position for position in positions}
    return [times[index] for index in sorted(indices) if 0 <= index < count]


def _by_clock(rule: Rule, first: datetime, begin: datetime, until: datetime, steps: Steps) -> Iterator[datetime]:
    """Of rules by the hour, minute or second: one period after the other, but at once over days, hours and minutes that do
    not fit."""
    origin = first.replace(
        minute=0 if rule.frequency == HOURLY else first.minute, second=0 if rule.frequency < SECONDLY else first.second
    )
    step = min(rule.interval * _UNIT[rule.frequency], LONGEST_STEP)
    at = origin + max(0, (begin - origin) // step) * step
    while at <= until:
        steps.take(1)
        skipped = _skipped_until(rule, at)
        if skipped is not None:
            at = origin + -((origin - skipped) // step) * step
            continue
        steps.take(len(rule.minutes) * len(rule.seconds) if rule.frequency < SECONDLY else 0)
        times = list(_within(rule, at))
        yield from _at_positions(times, rule.positions) if rule.positions else times
        at += step


def _skipped_until(rule: Rule, at: datetime) -> datetime | None:
    """Where to look next when a rule does not take this day, hour, minute or second; None when it does."""
    if not _fits(rule, at.date()):
        return datetime(at.year, at.month, at.day) + timedelta(days=1)
    if rule.hours and at.hour not in rule.hours:
        return at.replace(minute=0, second=0) + timedelta(hours=1)
    if rule.frequency >= MINUTELY and rule.minutes and at.minute not in rule.minutes:
        return at.replace(second=0) + timedelta(minutes=1)
    if rule.frequency == SECONDLY and rule.seconds and at.second not in rule.seconds:
        return at + timedelta(seconds=1)
    return None


def _within(rule: Rule, at: datetime) -> Iterator[datetime]:
    """The times of an hour or minute; a second is one itself."""
    if rule.frequency == SECONDLY:
        yield at
        return
    for minute in rule.minutes if rule.frequency == HOURLY else (at.minute,):
        for second in rule.seconds:
            yield at.replace(minute=minute, second=second)


def _fits(rule: Rule, day: date) -> bool:
    """Whether a day is one of those a rule names."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.by_day and not any(
        weekday == day.weekday() and (not number or _is_numbered(rule, day, number)) for weekday, number in rule.by_day
    ):
        return False
    if rule.month_days:
        from_end = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in rule.month_days and from_end not in rule.month_days:
            return False
    if rule.year_days and not _holds(rule.year_days, _day_of_year(day), _days_of_year(day.year)):
        return False
    return not rule.weeks or _holds(rule.weeks, *_week_of(day, rule.week_start))


def _is_numbered(rule: Rule, day: date, number: int) -> bool:
    """Whether a day is the first, second, last, ... of its weekday in the month or year the rule looks at."""
    if rule.frequency > MONTHLY:
        return True
    if rule.frequency == MONTHLY or rule.months:
        before, after = day.day - 1, monthrange(day.year, day.month)[1] - day.day
    else:
        before, after = _day_of_year(day) - 1, _days_of_year(day.year) - _day_of_year(day)
    return number == before // 7 + 1 or number == -(after // 7 + 1)


def _holds(numbers: Sequence[int], number: int, count: int) -> bool:
    """Whether the number of so many is among them, counted from the beginning or from the end."""
    return number in numbers or number - count - 1 in numbers


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1


def _days_of_year(year: int) -> int:
    return 337 + monthrange(year, 2)[1]


def _week_of(day: date, week_start: int) -> tuple[int, int]:
    """The number of a day's week and how many its year has. The first week has at least four days in the year."""
    # The year of a week is the one its fourth day lies in.
    fourth = day.toordinal() - (day.weekday() - week_start) % 7 + 3
    fourth = min(max(fourth, 1), date.max.toordinal())
    year = date.fromordinal(fourth).year
    number = (fourth - date(year, 1, 1).toordinal()) // 7 + 1
    return number, (date(year, 12, 31).toordinal() - fourth) // 7 + number
