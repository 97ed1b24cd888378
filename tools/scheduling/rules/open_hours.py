"""When a schedule is open: weekly rules and exceptions of a wall clock, turned into stretches of real time.

Wall time becomes an instant as RFC 5545 3.3.5 says: a time that occurs twice means the first one, a time in the gap
of a clock change is read with the offset before it. Real time is whole seconds since 1970, days are date ordinals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 1440
SECONDS_A_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()

# Minutes after a day's midnight; an end past 1440 lies on the next day.
Window = tuple[int, int]
# Seconds since 1970, end excluded.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A window on some weekdays (0 = Sunday), from and until a day, every so many weeks."""

    days: frozenset[int]
    start: int
    end: int
    first: int | None = None
    last: int | None = None
    every_weeks: int = 1


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days (first to last) whose windows replace the rules; without windows they are closed."""

    first: int
    last: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Rules and exceptions. Of several exceptions for a day the one for the fewest days counts, then the last given."""

    rules: tuple[Rule, ...] = ()
    exceptions: tuple[SpecialDays, ...] = ()
    _by_weekday: tuple[tuple[Rule, ...], ...] = field(init=False, compare=False, repr=False)
    _single_days: dict[int, tuple[Window, ...]] = field(init=False, compare=False, repr=False)
    _ranges: tuple[SpecialDays, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_weekday = tuple(tuple(rule for rule in self.rules if day in rule.days) for day in range(7))
        ranges = [special for special in self.exceptions if special.last > special.first]
        single_days = {special.first: special.windows for special in self.exceptions if special.last == special.first}
        object.__setattr__(self, "_by_weekday", by_weekday)
        object.__setattr__(self, "_single_days", single_days)
        # The shortest comes first; sorting keeps the order of equals, so of equally long ones the last given does.
        ranges.reverse()
        ranges.sort(key=lambda special: special.last - special.first)
        object.__setattr__(self, "_ranges", tuple(ranges))

    @property
    def has_any(self) -> bool:
        return any(rule.days for rule in self.rules) or any(special.windows for special in self.exceptions)

    def windows(self, day: int, week_start: int, anchor: int | None) -> Sequence[Window]:
        """The windows that begin on a day. anchor: the day whose week counts as the first where a rule has no own."""
        special = self._single_days.get(day)
        if special is not None:
            return special
        for several in self._ranges:
            if several.first <= day <= several.last:
                return several.windows
        return [(rule.start, rule.end) for rule in self._by_weekday[day % 7] if _holds(rule, day, week_start, anchor)]


def _holds(rule: Rule, day: int, week_start: int, anchor: int | None) -> bool:
    if rule.first is not None and day < rule.first:
        return False
    if rule.last is not None and day > rule.last:
        return False
    if rule.every_weeks == 1:
        return True
    since = rule.first if rule.first is not None else anchor
    return since is not None and (week_of(day, week_start) - week_of(since, week_start)) % rule.every_weeks == 0


def week_of(day: int, week_start: int) -> int:
    """The number of a day's week, where weeks begin on week_start (0 = Sunday)."""
    return (day - week_start) // 7


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The time zone. Kept here, because zoneinfo itself keeps only the last eight and reads the others again."""
    return ZoneInfo(name)


# The same few days and zones are asked for again and again: by every schedule of a search, and by every day of a walk.
@lru_cache(maxsize=4096)
def local_day(instant: int, zone: ZoneInfo) -> int:
    """The date on the zone's wall calendar at an instant."""
    return datetime.fromtimestamp(instant, zone).toordinal()


@lru_cache(maxsize=4096)
def instant(day: int, minutes: int, zone: ZoneInfo) -> int:
    """The instant of a wall time, given as minutes after the midnight that begins the day."""
    return int(_wall(day, minutes, zone).timestamp())


def is_in_gap(day: int, minutes: int, zone: ZoneInfo) -> bool:
    """Whether clocks jump over this wall time."""
    wall = _wall(day, minutes, zone)
    before, after = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    return before is not None and after is not None and after > before


def _wall(day: int, minutes: int, zone: ZoneInfo) -> datetime:
    days, rest = divmod(minutes, MINUTES_A_DAY)
    on = date.fromordinal(day + days)
    return datetime(on.year, on.month, on.day, rest // 60, rest % 60, tzinfo=zone)


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The same time in as few stretches as possible, in order; overlapping and touching ones become one."""
    result: list[Stretch] = []
    for start, end in sorted(stretches):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        elif end > start:
            result.append((start, end))
    return result


def open_days(
    hours: OpenHours, zone: ZoneInfo, first: int, last: int, week_start: int = 1, anchor: int | None = None
) -> Iterator[tuple[int, list[Stretch]]]:
    """Each day from first to last that is open, with its stretches in order, none of them empty.

    A stretch past midnight belongs to the day it begins on, and the next day's begin no earlier than where it ends."""
    taken_until = 0
    midnight = instant(first - 1, 0, zone)
    next_midnight = instant(first, 0, zone)
    for day in range(first - 1, last + 1):
        after_next = instant(day + 2, 0, zone)
        windows = hours.windows(day, week_start, anchor)
        if windows:
            if next_midnight - midnight == SECONDS_A_DAY and after_next - next_midnight == SECONDS_A_DAY:
                stretches = joined([(midnight + start * 60, midnight + end * 60) for start, end in windows])
            else:
                stretches = joined(_around_a_clock_change(windows, day, zone))
            if stretches:
                left = [(max(start, taken_until), end) for start, end in stretches if end > taken_until]
                taken_until = max(taken_until, stretches[-1][1])
                if day >= first and left:
                    yield day, left
        midnight, next_midnight = next_midnight, after_next


def _around_a_clock_change(windows: Sequence[Window], day: int, zone: ZoneInfo) -> list[Stretch]:
    return [
        (instant(day, start, zone), instant(day, end, zone))
        for start, end in windows
        if not (is_in_gap(day, start, zone) and is_in_gap(day, end, zone))
    ]


def clock_change(day: int, zone: ZoneInfo) -> bool:
    """Whether clocks are set forward or back in the course of a day."""
    return instant(day + 1, 0, zone) - instant(day, 0, zone) != SECONDS_A_DAY
