"""Free time reckoned a second time, with nothing of the product: dateutil's recurrences and zone tables, minute by minute.

Moments are whole minutes since 1970; days are dates; a plan says in plain words what a schedule's settings say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule
from dateutil.relativedelta import relativedelta

Json = dict[str, Any]
Window = tuple[int, int]

WEEKDAYS = [rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA]
# An exception, or a window that begins in a skipped day, reaches two days further at most.
DAYS_BEFORE = 4


@dataclass(frozen=True)
class Taken:
    """Time of a host that is gone, with the minutes kept free around it."""

    start: int
    end: int
    pause: int = 0
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Booking:
    """Seats of an event of the schedule itself. Its hosts' time is gone besides; others may join while it has places."""

    event: int
    start: int
    end: int
    seats: int = 1


@dataclass
class Plan:
    """A schedule. minutes: the length asked for. hosts: what is taken of each; a slot needs any or all of them."""

    rules: list[Json]
    zone: str
    minutes: int = 60
    exceptions: list[Json] = field(default_factory=list)
    week_start: int = 1
    anchor: date | None = None
    step: int | None = None
    pause: int = 0
    before: int = 0
    after: int = 0
    notice: int = 0
    days_ahead: int = 730
    most_a_day: int | None = None
    most_a_week: int | None = None
    places: int = 1
    opens: int | None = None
    closes: int | None = None
    hosts: list[list[Taken]] = field(default_factory=lambda: [[]])
    needs_all: bool = False
    booked: list[Booking] = field(default_factory=list)


def free_by_hand(plan: Plan, begin: int, end: int, now: int, seats: int = 1) -> list[tuple[int, int]]:
    """The starts in [begin, end) that can be booked, each with its places left (0 = no limit)."""
    local_today = _local(now, plan.zone).date()
    horizon = at(local_today + timedelta(days=plan.days_ahead + 1), "00:00", plan.zone)[0]
    step = plan.step or plan.minutes + plan.pause
    days = _local(begin, plan.zone).date() - timedelta(days=DAYS_BEFORE), _local(end, plan.zone).date()
    found = []
    for opens, closes in open_windows(plan, days[0], days[1] + timedelta(days=2)):
        for start in range(opens, closes - plan.minutes + 1, step):
            in_time = max(begin, now + plan.notice) <= start < min(end, horizon)
            in_schedule = (plan.opens is None or start >= plan.opens) and (
                plan.closes is None or start + plan.minutes <= plan.closes
            )
            if in_time and in_schedule:
                left = _places_to_join(plan, start, seats)
                if left is None and not _limit_is_reached(plan, start):
                    left = _places_left(plan, start, seats)
                if left is not None:
                    found.append((start, left))
    return found


def open_windows(plan: Plan, first: date, last: date) -> list[Window]:
    """The open time of the days first to last: exceptions before rules, joined, none before the day before's end."""
    by_day: dict[date, list[Json]] = {}
    for rule in plan.rules:
        for day in occurrences(rule, first, last, plan.week_start, plan.anchor):
            by_day.setdefault(day, []).append(rule)
    # The exception for the fewest days counts, of equals the last one: so it is the last to be laid over the rest.
    for exception in sorted(plan.exceptions, key=lambda one: -_length(one)):
        on, until = _days_of(exception)
        for number in range((min(until, last) - max(on, first)).days + 1):
            by_day[max(on, first) + timedelta(days=number)] = exception["windows"]
    open_until = 0
    result: list[Window] = []
    for day in sorted(by_day):
        minutes = {minute for window in by_day[day] for minute in _minutes_of(window, day, plan.zone)}
        in_order = sorted(minute for minute in minutes if minute >= open_until)
        if in_order:
            begins = [in_order[0], *(later for earlier, later in pairwise(in_order) if later - earlier > 1)]
            closes = [minute + 1 for minute in in_order if minute + 1 not in minutes]
            result += list(zip(begins, closes, strict=True))
            open_until = closes[-1]
    return result


def occurrences(rule: Json, first: date, last: date, week_start: int = 1, anchor: date | None = None) -> Iterator[date]:
    """The days from first to last a rule begins on, by dateutil. anchor: in whose week repeats begin without a from."""
    weeks = rule.get("every_weeks", 1)
    from_day = date.fromisoformat(rule["from"]) if "from" in rule else None
    since = from_day or (anchor - timedelta(days=700 * weeks) if anchor and weeks > 1 else first)
    until = min(last, date.fromisoformat(rule["until"])) if "until" in rule else last
    if rule["days"] and since <= until:
        for day in rrule.rrule(
            rrule.WEEKLY,
            interval=weeks,
            wkst=WEEKDAYS[week_start],
            byweekday=[WEEKDAYS[day] for day in rule["days"]],
            dtstart=datetime(since.year, since.month, since.day),
            until=datetime(until.year, until.month, until.day),
        ):
            if day.date() >= first:
                yield day.date()


@lru_cache(maxsize=200_000)
def at(day: date, clock: str, zone: str, later: int = 0) -> tuple[int, bool]:
    """The first moment at which clocks show a wall time, `later` days after a day; and whether none ever does.

    Then it is the moment at which they would have, had they not been set forward. The zone is only asked what clocks
    show at a moment: the other way round it goes wrong where winter time counts as the saving (Casablanca)."""
    wall = datetime(day.year, day.month, day.day) + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]), days=later)
    shown = round(wall.replace(tzinfo=UTC).timestamp()) // 60
    # Whoever is 14 hours ahead or 12 behind, and skips a day.
    offsets = {_offset(shown + hours * 60, zone) for hours in range(-39, 15, 3)}
    moments = [shown - offset for offset in offsets if _offset(shown - offset, zone) == offset]
    return (min(moments), False) if moments else (shown - min(offsets), True)


def _offset(minute: int, zone: str) -> int:
    """How far clocks are ahead of UTC at a moment, in minutes."""
    return round(_local(minute, zone).replace(tzinfo=UTC).timestamp()) // 60 - minute


def shown(minute: int, zone: str) -> str:
    """A moment as clocks of a zone show it: ISO 8601 with their offset then."""
    offset = _offset(minute, zone)
    wall = datetime.fromtimestamp((minute + offset) * 60, UTC).replace(tzinfo=timezone(timedelta(minutes=offset)))
    return wall.isoformat().replace("+00:00", "Z")


def _minutes_of(window: Json, day: date, zone: str) -> range:
    begin, no_begin = at(day, window["start"], zone)
    end, no_end = at(day, window["end"], zone, int(window["end"] <= window["start"]))
    return range(0) if no_begin and no_end else range(begin, end)


def _days_of(exception: Json) -> tuple[date, date]:
    first, last = exception.get("date") or exception["from"], exception.get("date") or exception["until"]
    return date.fromisoformat(first), date.fromisoformat(last)


def _length(exception: Json) -> int:
    first, last = _days_of(exception)
    return (last - first).days


def _places_to_join(plan: Plan, start: int, seats: int) -> int | None:
    """How many places are left beside those who booked a slot already; None = too few. The fullest is joined first."""
    events: Counter[int] = Counter()
    for booking in plan.booked:
        if (booking.start, booking.end) == (start, start + plan.minutes):
            events[booking.event] += booking.seats
    if events and plan.places == 0:
        return 0
    left = [plan.places - taken for taken in events.values() if plan.places - taken >= seats]
    return min(left) if left else None


def _places_left(plan: Plan, start: int, seats: int) -> int | None:
    """How many places a slot has that nobody booked yet (0 = no limit); None = too few, or nobody to serve it."""
    free = [all(_fits(plan, start, taken) for taken in host) for host in plan.hosts]
    enough = plan.places == 0 or plan.places >= seats
    return plan.places if enough and (all(free) if plan.needs_all else any(free)) else None


def _fits(plan: Plan, start: int, taken: Taken) -> bool:
    """Whether a slot keeps the gap needed to an appointment: the largest that either of the two wants there."""
    end = start + plan.minutes
    if end <= taken.start:
        return taken.start - end >= max(plan.pause, taken.pause, plan.after, taken.before)
    return start - taken.end >= max(plan.pause, taken.pause, plan.before, taken.after)


def _limit_is_reached(plan: Plan, start: int) -> bool:
    if plan.most_a_day is None and plan.most_a_week is None:
        return False
    on = _local(start, plan.zone).date()
    booked = {(booking.event, booking.start) for booking in plan.booked}
    days = [_local(begins, plan.zone).date() for _, begins in booked]
    if plan.most_a_day is not None and days.count(on) >= plan.most_a_day:
        return True
    weeks = [_week(day, plan.week_start) for day in days]
    return plan.most_a_week is not None and weeks.count(_week(on, plan.week_start)) >= plan.most_a_week


@lru_cache(maxsize=10_000)
def _week(day: date, week_start: int) -> date:
    """The first day of a day's week."""
    return day + relativedelta(weekday=WEEKDAYS[week_start](-1))


def _local(minute: int, zone: str) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(_zone(zone))


@lru_cache(maxsize=100)
def _zone(name: str) -> Any:
    # Not dateutil's own: it reads the system's tables, which may be older, and takes the slim ones of tzdata for UTC.
    return ZoneInfo(name)
