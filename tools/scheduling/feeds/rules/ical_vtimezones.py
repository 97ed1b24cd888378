"""Time zones written as rules (VTIMEZONE), from the table of zones in use.

Clock changes that come every year are one rule without an end. Lists of dates are never written: clients that
take only the first of them show every later summer an hour late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# So far ahead the table is looked at: a change that comes every year until then comes for ever.
YEARS_AHEAD = 30
LEAST_YEARS = 10
# Rules that hold from the first year looked at are written as if they always had, as everybody does.
ALWAYS = 1970
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
# Clock changes of one kind: offsets before and after (seconds), month, and time of day.
Kind = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class ClockChange:
    """When the clocks of a zone change. at: what they show just before, without an offset. name: of the time after it."""

    at: datetime
    before: int
    after: int
    name: str

    @property
    def kind(self) -> Kind:
        return self.before, self.after, self.at.month, f"{self.at:%H%M%S}"


@dataclass(frozen=True, slots=True)
class YearRule:
    """A day of a month that comes every year: the first such weekday (0 = Monday) from a day on, the last one of the month
    (day None), or the same day whatever weekday it is (weekday None)."""

    month: int
    weekday: int | None
    day: int | None

    def in_year(self, change: ClockChange, year: int) -> ClockChange:
        """The change on this day of another year."""
        end_of_month = datetime(year + self.month // 12, self.month % 12 + 1, 1)
        day = end_of_month - 7 * DAY if self.day is None else datetime(year, self.month, 1) + (self.day - 1) * DAY
        if self.weekday is not None:
            day += (self.weekday - day.weekday()) % 7 * DAY
        return replace(change, at=datetime.combine(day, change.at.time()))

    @property
    def text(self) -> str:
        yearly = f"RRULE:FREQ=YEARLY;BYMONTH={self.month}"
        if self.weekday is None:
            return f"{yearly};BYMONTHDAY={self.day}"
        weekday = WEEKDAYS[self.weekday]
        if self.day is None:
            return f"{yearly};BYDAY=-1{weekday}"
        if self.day % 7 == 1:
            return f"{yearly};BYDAY={self.day // 7 + 1}{weekday}"
        return f"{yearly};BYMONTHDAY={','.join(str(self.day + more) for more in range(7))};BYDAY={weekday}"


@lru_cache(maxsize=256)
def zone_lines(name: str, first_year: int) -> tuple[str, ...]:
    """The definition of a zone for times from the beginning of a year on."""
    zone = ZoneInfo(name)
    changes = clock_changes(zone, first_year - 1, first_year + YEARS_AHEAD)
    began = datetime(first_year - 1, 1, 1, tzinfo=UTC).astimezone(zone)
    offset = int((began.utcoffset() or timedelta()).total_seconds())
    first = ClockChange(datetime(ALWAYS, 1, 1), offset, offset, began.tzname() or "")
    parts = [(first, None), *_parts(changes)]
    lines = [line for change, rule in parts for line in _part_lines(change, rule)]
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE")


def local_stamp(at: datetime) -> str:
    """What a clock shows, as it is written."""
    return at.strftime("%Y%m%dT%H%M%S")


def clock_changes(zone: ZoneInfo, first_year: int, last_year: int) -> list[ClockChange]:
    """The changes of a zone's offset from the beginning of a year to the end of another, in order."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = []
    while moment < end:
        if _offset(moment, zone) != _offset(moment + DAY, zone):
            found.append(_change_between(moment, moment + DAY, zone))
        moment += DAY
    return found


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> ClockChange:
    before, after = _offset(low, zone), _offset(high, zone)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (low, middle) if _offset(middle, zone) != before else (middle, high)
    at = (high + timedelta(seconds=before)).replace(tzinfo=None)
    return ClockChange(at, before, after, high.astimezone(zone).tzname() or "")


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())


def _parts(changes: Sequence[ClockChange]) -> list[tuple[ClockChange, YearRule | None]]:
    """Each change that stands alone, and the first of each that comes every year with its rule, in order."""
    if not changes:
        return []
    kinds: dict[Kind, list[ClockChange]] = defaultdict(list)
    for change in changes:
        kinds[change.kind].append(change)
    first_year, last_year = changes[0].at.year, changes[-1].at.year
    parts: list[tuple[ClockChange, YearRule | None]] = []
    for of_kind in kinds.values():
        rule, yearly = _yearly(of_kind, last_year)
        parts += [(change, None) for change in of_kind if change not in yearly]
        if rule is not None:
            always = yearly[0].at.year == first_year
            parts.append((rule.in_year(yearly[0], ALWAYS) if always else yearly[0], rule))
    return sorted(parts, key=lambda part: part[0].at)


def _yearly(changes: list[ClockChange], last_year: int) -> tuple[YearRule | None, list[ClockChange]]:
    """The changes at the end that follow one rule year after year to the end of what was looked at."""
    run: list[ClockChange] = []
    for year, change in zip(range(last_year, 0, -1), reversed(changes), strict=False):
        if change.at.year != year or change.name != changes[-1].name:
            break
        run.insert(0, change)
    while len(run) >= LEAST_YEARS:
        rule = _rule_of(run)
        if rule is not None:
            return rule, run
        # An odd year before the rule began.
        run = run[1:]
    return None, []


def _rule_of(run: Sequence[ClockChange]) -> YearRule | None:
    month, weekday = run[0].at.month, run[0].at.weekday()
    days = [change.at.day for change in run]
    earliest = [days[0] - (days[0] - 1) % 7, min(days)]
    candidates = [YearRule(month, weekday, None), *(YearRule(month, weekday, day) for day in earliest)]
    candidates.append(YearRule(month, None, days[0]))
    fitting = (rule for rule in candidates if all(rule.in_year(change, change.at.year) == change for change in run))
    return next(fitting, None)


def _part_lines(change: ClockChange, rule: YearRule | None) -> Iterator[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    yield from (f"BEGIN:{kind}", f"DTSTART:{local_stamp(change.at)}")
    yield from (f"TZOFFSETFROM:{_offset_text(change.before)}", f"TZOFFSETTO:{_offset_text(change.after)}")
    if change.name:
        yield f"TZNAME:{change.name}"
    if rule is not None:
        yield rule.text
    yield f"END:{kind}"


def _offset_text(seconds: int) -> str:
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"
