"""Appointments of a calendar, single or repeating, and the stretches of real time they take in a period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_recurrence import Rule, Steps, TooOften, rule_of, walls
from tools.scheduling.links.rules.ical_text import Component, Line
from tools.scheduling.links.rules.ical_values import (
    DAY,
    LONGEST,
    LONGEST_UID,
    BadValue,
    Length,
    WallTime,
    ZoneNames,
    length_of,
    moment_of,
    text_of,
    time_of,
    times_of,
    wall_of,
    whole_number,
)
from tools.scheduling.links.rules.ical_zones import last_wall

MINUTE = timedelta(minutes=1)
MIDNIGHT = datetime.min.time()
MOST_DATES, MOST_TIMES = 20_000, 5_000
LONGEST_SHIFT = 366 * DAY

Ends = WallTime | Length


@dataclass(slots=True)
class Appointment:
    """One VEVENT. replaces: which time of a series it stands for, and with `onward` for all later ones too.

    without_length: it is a moment, such as a reminder. dates: times beside the rules, each with an end of its own or
    none."""

    uid: str
    sequence: int
    summary: str
    begin: WallTime
    ends: Ends
    cancelled: bool
    transparent: bool
    without_length: bool
    replaces: WallTime | None = None
    onward: bool = False
    rules: list[Rule] = field(default_factory=list)
    not_by_rules: list[Rule] = field(default_factory=list)
    dates: list[tuple[WallTime, Ends | None]] = field(default_factory=list)
    excluded: list[WallTime] = field(default_factory=list)

    @property
    def busy(self) -> bool:
        return not (self.cancelled or self.transparent or self.without_length)

    @property
    def longest(self) -> timedelta:
        """How long it lasts at most, by the clock."""
        lengths = [_nominal(self.begin, self.ends), *(_nominal(begin, ends) for begin, ends in self.dates if ends)]
        return max(lengths)


class Time(NamedTuple):
    """A stretch an appointment takes. occurrence: which time of its series it is, by the plan; None for a single one."""

    of: Appointment
    start: datetime
    end: datetime
    occurrence: datetime | None
    moved: bool = False


class Period(NamedTuple):
    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        return start < self.end and end > self.start


def appointment(
    component: Component, zones: ZoneNames, cancelled: bool = False, owner: Collection[str] = ()
) -> Appointment:
    """A VEVENT as it is meant. BadValue when it cannot be told when it is. cancelled: all of its calendar is. owner: the
    addresses of whose calendar it is, who may have said no to it."""
    if component.broken:
        raise BadValue(worded("its lines are not whole"))
    begins = component.first("DTSTART")
    if begins is None:
        raise BadValue(worded("it has no beginning"))
    begin = time_of(begins, zones)
    ends = _written_end(component, zones)
    summary = text_of(component.text("SUMMARY"))
    replaces, onward = _replaced(component, begin, zones)
    if sum(line.value.count(",") + 1 for line in component.lines if line.name in ("RDATE", "EXDATE")) > MOST_DATES:
        raise TooOften
    dates = [pair for line in component.all("RDATE") for pair in times_of(line, zones)]
    excluded = [time for line in component.all("EXDATE") for time, _ in times_of(line, zones)]
    return Appointment(
        uid_of(component),
        whole_number(component.text("SEQUENCE")),
        summary,
        begin,
        _usable(begin, ends),
        cancelled=cancelled or component.text("STATUS").strip().upper() == "CANCELLED",
        transparent=component.text("TRANSP").strip().upper() == "TRANSPARENT" or _declined(component, owner),
        without_length=ends is None and not begin.is_day,
        replaces=replaces,
        onward=onward,
        rules=[rule_of(line.value) for line in component.all("RRULE")],
        not_by_rules=[rule_of(line.value) for line in component.all("EXRULE")],
        dates=[(time, ends and _usable(time, ends)) for time, ends in dates],
        excluded=excluded,
    )


def _declined(component: Component, owner: Collection[str]) -> bool:
    """Whether one of these addresses stands among its people and has said no."""
    said_no = [line for line in component.all("ATTENDEE") if line.params.get("PARTSTAT", "").upper() == "DECLINED"]
    addresses = {text.strip().casefold().removeprefix("mailto:") for line in said_no for text in _called(line)}
    return any(address.casefold() in addresses for address in owner)


def _called(line: Line) -> tuple[str, str]:
    return line.value, line.params.get("EMAIL", "")


def uid_of(component: Component) -> str:
    """Its UID; where there is none, or it is very long, one made from what it says."""
    uid = text_of(component.text("UID"), 10 * LONGEST_UID)
    if uid and len(uid) <= LONGEST_UID:
        return uid
    said = uid or "\n".join(f"{line.name}:{line.value}" for line in component.lines)
    return f"{uid[:100]}#{sha256(said.encode()).hexdigest()[:32]}"


def _replaced(component: Component, begin: WallTime, zones: ZoneNames) -> tuple[WallTime | None, bool]:
    """Which time of its series it stands for, and whether for all later ones too."""
    line = component.first("RECURRENCE-ID")
    if line is None:
        return None, False
    replaces, onward = time_of(line, zones), line.params.get("RANGE", "").upper() == "THISANDFUTURE"
    if onward and abs(begin.wall - replaces.wall) > LONGEST_SHIFT:
        raise BadValue(worded("it moves a series by more than a year"))
    return replaces, onward


def _written_end(component: Component, zones: ZoneNames) -> Ends | None:
    line = component.first("DTEND")
    if line is not None:
        return time_of(line, zones)
    line = component.first("DURATION")
    return length_of(line.value) if line is not None else None


def _usable(begin: WallTime, ends: Ends | None) -> Ends:
    """An end behind its beginning: a day without one lasts a day, a moment a minute. BadValue when it lies before it."""
    least = Length(1, timedelta(0)) if begin.is_day else Length(0, MINUTE)
    length = _nominal(begin, ends) if ends is not None else timedelta(0)
    if length < timedelta(0):
        raise BadValue(worded("it ends before it begins"))
    if length > LONGEST:
        raise BadValue(worded("it lasts for more than ten years"))
    return ends if ends is not None and length else least


def _nominal(begin: WallTime, ends: Ends) -> timedelta:
    """A length by the clock."""
    if isinstance(ends, Length):
        return ends.days * DAY + ends.rest
    return ends.wall - begin.wall if ends.zone is begin.zone else ends.moment - begin.moment


def end_of(begin: WallTime, ends: Ends, at: WallTime) -> datetime:
    """When one time of an appointment ends. begin, ends: as written for its first time; at: this time.

    An end keeps to the clock, a length in hours is real time. Where clocks are set forward over the beginning or the end,
    it lasts as long as is written."""
    start, nominal = at.moment, _nominal(begin, ends)
    if isinstance(ends, Length):
        last = at.at(at.wall + ends.days * DAY)
        end = (last.moment if ends.days else start) + ends.rest
    else:
        last = ends.at(ends.wall + (at.wall - begin.wall))
        end = last.moment
    if end - start < nominal and not at.is_day and (at.is_skipped or last.is_skipped):
        return start + nominal
    return end if end > start else start + nominal


def times(
    masters: Sequence[Appointment], changes: Sequence[Appointment], period: Period, steps: Steps
) -> Iterator[Time | None]:
    """The stretches in a period of all appointments with one UID; None stands for one that was called off by a date.

    masters: without RECURRENCE-ID, changes: with one. TooOften when there are too many."""
    found = 0
    for time in _times(masters, changes, period, steps):
        if time is None or period.meets(time.start, time.end):
            found += 1
            if found > MOST_TIMES:
                raise TooOften
            yield time


def _times(
    masters: Sequence[Appointment], changes: Sequence[Appointment], period: Period, steps: Steps
) -> Iterator[Time | None]:
    plan = masters[0].begin if masters else None
    # Of two changes of one time the later version counts.
    changed = {_planned(each, plan): each for each in sorted(changes, key=lambda each: each.sequence)}
    for planned, each in changed.items():
        start = each.begin.moment
        yield Time(each, start, end_of(each.begin, each.ends, each.begin), planned, moved=start != planned)
    for number, master in enumerate(masters):
        if master.rules or master.dates or changes or number:
            yield from _series(master, changed, period, steps)
        else:
            yield Time(master, master.begin.moment, end_of(master.begin, master.ends, master.begin), None)


def _planned(change: Appointment, plan: WallTime | None) -> datetime:
    """The moment at which the time was planned that a change replaces. plan: the beginning of the series."""
    replaces = change.replaces or change.begin
    return replaces.moment if plan is None else moment_of(_on_clock_of(plan, replaces), plan.zone)


def _on_clock_of(plan: WallTime, time: WallTime) -> datetime:
    """A time as the clock of a series shows it; of a mere day the one at which the series begins."""
    if time.is_day:
        return datetime.combine(time.wall.date(), plan.wall.time())
    wall = time.wall if time.floating or time.zone is plan.zone else wall_of(time.moment, plan.zone)
    return datetime.combine(wall.date(), MIDNIGHT) if plan.is_day else wall


def _series(
    master: Appointment, changed: dict[datetime, Appointment], period: Period, steps: Steps
) -> Iterator[Time | None]:
    """The times of a series, but for those that are changed one by one."""
    begin = master.begin
    # Of many appointments with one UID each looks at all of its changes.
    steps.take(len(changed))
    onward = sorted(planned for planned, change in changed.items() if change.onward)
    off, off_days = _called_off(master)
    plan = list(_plan(master, [changed[planned] for planned in onward], period, steps))
    days = _days_changed(begin, changed, {wall for wall, _ in plan})
    for wall, ends in plan:
        at = begin.at(wall)
        moment = at.moment
        if moment in changed:
            continue
        if wall.date() in days:
            days.discard(wall.date())
            continue
        if wall in off or wall.date() in off_days:
            if period.meets(moment, moment + MINUTE):
                yield None
            continue
        before = bisect_right(onward, moment)
        if before:
            planned = onward[before - 1]
            yield _shifted(changed[planned], wall - wall_of(planned, begin.zone), moment)
        else:
            yield Time(master, moment, end_of(at if ends else begin, ends or master.ends, at), moment)


def _days_changed(begin: WallTime, changed: dict[datetime, Appointment], plan: set[datetime]) -> set[date]:
    """The days named alone by a change of a series whose times that day are not at the clock time it begins at: there the
    change replaces the first."""
    replaced = (each.replaces for each in changed.values() if each.replaces and each.replaces.is_day)
    return set() if begin.is_day else {each.wall.date() for each in replaced if _on_clock_of(begin, each) not in plan}


def _shifted(change: Appointment, later: timedelta, planned: datetime) -> Time:
    """A time of a series from which on all was changed, so much later than the first that was."""
    at = change.begin.at(change.begin.wall + later)
    return Time(change, at.moment, end_of(change.begin, change.ends, at), planned, moved=at.moment != planned)


def _called_off(master: Appointment) -> tuple[set[datetime], set[date]]:
    """The wall times, and the days with all their times, that do not take place."""
    plan, off, days = master.begin, set(), set()
    for time in master.excluded:
        if time.is_day and not plan.is_day:
            days.add(time.wall.date())
        else:
            off.add(_on_clock_of(plan, time))
    return off, days


def _plan(
    master: Appointment, onward: Sequence[Appointment], period: Period, steps: Steps
) -> Iterator[tuple[datetime, Ends | None]]:
    """The wall times of a series that may reach into a period, in order, each with an end of its own or none."""
    plan = master.begin
    shift = max((abs(each.begin.wall - each.replaces.wall) for each in onward if each.replaces), default=MINUTE)
    reach = max(each.longest for each in (master, *onward)) + shift + 2 * DAY
    since = wall_of(period.start, plan.zone) - reach
    until = wall_of(period.end, plan.zone) + shift + 2 * DAY
    found: dict[datetime, Ends | None] = {plan.wall: None}
    for rule in master.rules:
        found.update((wall, None) for wall in _walls(rule, plan, since, until, steps))
    for time, ends in master.dates:
        found[_on_clock_of(plan, time)] = ends
    for rule in master.not_by_rules:
        for wall in _walls(rule, plan, since, until, steps):
            found.pop(wall, None)
    for wall in sorted(found):
        if since <= wall <= until:
            yield wall, found[wall]


def _walls(rule: Rule, plan: WallTime, since: datetime, until: datetime, steps: Steps) -> Iterator[datetime]:
    last = min(until, last_wall(rule.until, plan)) if rule.until else until
    return walls(rule, plan.wall, since, last, steps)
