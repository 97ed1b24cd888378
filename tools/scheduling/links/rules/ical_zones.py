"""What the zone names of one calendar mean: a zone of the world's tables, or one that the calendar itself describes.

Nothing is remembered between calendars: two of them may use one name, such as 'Customized Time Zone', for two zones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tools.scheduling.links.rules.ical_recurrence import Steps, TooOften, rule_of, walls
from tools.scheduling.links.rules.ical_text import Component, Line
from tools.scheduling.links.rules.ical_values import (
    DAY,
    BadValue,
    OneZone,
    WallTime,
    moment_of,
    offset_of,
    shown,
    text_of,
    time_of,
    times_of,
    wall_of,
)

NOTHING = timedelta(0)
MOST_STEPS, MOST_ZONES = 50_000, 100
# How long after the period asked for the clock changes of a description are worked out, and before it.
AROUND = timedelta(days=400)


class UnknownZone(BadValue):
    """A TZID that nothing explains."""

    def __init__(self, tzid: str) -> None:
        super().__init__(f"nothing tells which zone {shown(tzid)} is")
        self.tzid = tzid


class DescribedZone(tzinfo):
    """A zone by the clock changes a calendar describes: at each moment, the offset before and after it.

    name: the IANA zone that goes alike, None where none is known to."""

    name: str | None = None

    def __init__(self, changes: Iterable[tuple[datetime, timedelta, timedelta]]) -> None:
        ordered = sorted(changes)
        self._moments = [moment.replace(tzinfo=None) for moment, _, _ in ordered]
        self._offsets = [ordered[0][1], *(after for _, _, after in ordered)]

    @property
    def changes(self) -> list[datetime]:
        """When the clocks change, in UTC."""
        return [moment.replace(tzinfo=UTC) for moment in self._moments]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        if moment is None:
            return self._offsets[-1]
        wall = moment.replace(tzinfo=None, fold=0)
        before, after = self._offset(wall - DAY), self._offset(wall + DAY)
        early, late = (self._offset(wall - offset) == offset for offset in (before, after))
        if early and late:
            return after if moment.fold else before
        if early or late:
            return before if early else after
        # Skipped: read with the offset before the change.
        return after if moment.fold else before

    def dst(self, moment: datetime | None) -> timedelta:
        return NOTHING

    def tzname(self, moment: datetime | None) -> str | None:
        return None

    def fromutc(self, moment: datetime) -> datetime:
        utc = moment.replace(tzinfo=None)
        local = utc + self._offset(utc)
        return local.replace(tzinfo=self)

    def _offset(self, utc: datetime) -> timedelta:
        return self._offsets[bisect_right(self._moments, utc)]


def name_of(zone: tzinfo) -> str | None:
    """The IANA name of a zone; None for one that goes as no known one does."""
    if isinstance(zone, ZoneInfo):
        return zone.key
    return zone.name if isinstance(zone, DescribedZone) else "UTC"


class Zones:
    """The zones of one calendar.

    described: its VTIMEZONEs. start, end: the period that is read. differs: told of a known zone that the calendar
    describes otherwise, with the first moment at which it does. work: what is left to the file."""

    def __init__(
        self,
        described: Iterable[Component],
        own: ZoneInfo,
        start: datetime,
        end: datetime,
        differs: Callable[[str, datetime], None],
        work: Steps,
    ) -> None:
        self.own: tzinfo = own
        self._start, self._end = start, end
        self._differs = differs
        self._work = work
        self._described = {text_of(each.text("TZID")): each for each in described if not each.broken}
        self._found: dict[str, tzinfo | UnknownZone] = {}

    def zone(self, tzid: str) -> tzinfo:
        """The zone a TZID means. UnknownZone when neither the world's tables nor the calendar tell."""
        if tzid not in self._found:
            try:
                self._found[tzid] = self._look_up(tzid)
            except UnknownZone as unknown:
                self._found[tzid] = unknown
        found = self._found[tzid]
        if isinstance(found, UnknownZone):
            raise found
        return found

    def _look_up(self, tzid: str) -> tzinfo:
        known, described = known_zone(tzid), self._described_zone(tzid)
        if known is not None:
            zone = ZoneInfo(known)
            moment = first_difference(zone, described, self._start, self._end) if described else None
            if moment is not None:
                self._differs(known, moment)
            return zone
        likely = self._likely_name(tzid)
        if described is None and likely is None:
            raise UnknownZone(tzid)
        if described is None:
            return ZoneInfo(likely or "UTC")
        if likely and first_difference(ZoneInfo(likely), described, self._start, self._end) is None:
            described.name = likely
        return described

    def _likely_name(self, tzid: str) -> str | None:
        """The zone a name of Windows stands for, or the one the description says it is like."""
        component = self._described.get(text_of(tzid))
        like = known_zone(component.text("X-LIC-LOCATION")) if component else None
        return like or windows_zone(tzid)

    def _described_zone(self, tzid: str) -> DescribedZone | None:
        component = self._described.get(text_of(tzid))
        if component is None or len(self._found) > MOST_ZONES:
            return None
        try:
            with self._work.part(MOST_STEPS) as steps:
                zone = described_zone(component, self._start - AROUND, self._end + AROUND, steps)
                # Each change is looked at twice more, to compare it with what the tables say.
                steps.take(2 * len(zone.changes))
                return zone
        except (BadValue, TooOften):
            return None


def known_zone(tzid: str) -> str | None:
    """The IANA name a TZID is: itself, in other capitals, or behind the name of who made it (/example.org/Europe/Berlin)."""
    name = tzid.strip().strip("/")
    if name.lower() in ("z", "tzone://microsoft/utc"):
        return "UTC"
    parts = name.split("/")
    # A maker's name has a dot; more than three parts has no zone.
    behind = ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count and "." in parts[0]]
    names = _names()
    return next((names[each.lower()] for each in (name, *behind) if each.lower() in names), None)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if name not in ("localtime", "Factory")}


def windows_zone(tzid: str) -> str | None:
    """The zone a name of Windows stands for, by the table of the Unicode consortium."""
    # Imported here: it takes long, and most calendars need none of it.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = WINDOWS_TO_OLSON.get(tzid.strip())
    return name and known_zone(name)


def described_zone(component: Component, start: datetime, end: datetime, steps: Steps) -> DescribedZone:
    """A zone by its description, with the clock changes of a period. BadValue, TooOften where it is none."""
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for part in component.parts:
        changes += _changes(part, start, end, steps)
    if not changes:
        raise BadValue("a zone without any offset")
    return DescribedZone(changes)


def _changes(
    part: Component, start: datetime, end: datetime, steps: Steps
) -> list[tuple[datetime, timedelta, timedelta]]:
    """When an offset begins to hold: once, by dates, by rules. Of rules the changes of the period and the last before it."""
    before, after = offset_of(part.text("TZOFFSETFROM")), offset_of(part.text("TZOFFSETTO"))
    clock = OneZone(timezone(before))
    line = part.first("DTSTART")
    if line is None or part.broken:
        raise BadValue("a change of clocks without a beginning")
    first = time_of(line, clock).wall
    found = {first}
    for dates in part.all("RDATE"):
        found.update(each.wall for each, _ in times_of(dates, clock))
    for text in part.all("RRULE"):
        rule = rule_of(text.value)
        until = end.replace(tzinfo=None)
        if rule.until:
            until = min(until, last_wall(rule.until, WallTime(first, clock.own)))
        found.update(walls(rule, first, start.replace(tzinfo=None), until, steps))
    return [(moment_of(wall, clock.own), before, after) for wall in found]


def last_wall(until: str, first: WallTime) -> datetime:
    """The last wall time of a rule's UNTIL, on the clock of what repeats: a mere date is the whole of that day."""
    end = time_of(Line("UNTIL", {}, until), OneZone(first.zone))
    if first.is_day:
        # A whole day counts when it begins on the date that is written, or on that of the clock here.
        return datetime.combine(max(end.wall, wall_of(end.moment, first.zone)), datetime.max.time())
    if end.is_day:
        return end.wall + DAY - timedelta(seconds=1)
    return wall_of(end.moment, first.zone)


def first_difference(zone: tzinfo, described: DescribedZone, start: datetime, end: datetime) -> datetime | None:
    """The first moment of a period at which a description is not what the tables say; it counts from its first change on."""
    begin = max(start, described.changes[0])
    days = (begin + DAY * number for number in range(max(0, (end - begin) // DAY + 1)))
    second = timedelta(seconds=1)
    turns = (moment + shift for moment in described.changes for shift in (-second, NOTHING))
    for moment in sorted({*days, *turns}):
        if begin <= moment < end and wall_of(moment, zone) != wall_of(moment, described):
            return moment
    return None
