"""Slots held against other reckonings: dateutil's recurrences and zones, recurring-ical-events, brute force."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil import rrule, tz
from hypothesis import given, settings
from hypothesis import strategies as st

from store.types import Owner
from tests.rules.slot_builders import offer
from tools.rules.slots import Busy, Lane, Offer, Slot, Taken, free_slots, open_stretches

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Kolkata",
    "America/Santiago",
    "Pacific/Chatham",
    "UTC",
]
# The first days of periods in which clocks change somewhere.
SEASONS = [
    date(2026, 3, 1),
    date(2026, 3, 25),
    date(2026, 4, 1),
    date(2026, 9, 1),
    date(2026, 10, 20),
    date(2027, 1, 1),
]
DAYS_LOOKED_AT = 12
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANN = Owner("person", 1)
WEEKDAYS = [rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA]

any_clock = st.builds(lambda hour, quarter: f"{hour:02}:{quarter * 15:02}", st.integers(0, 23), st.integers(0, 3))
# Often in the hours in which clocks change.
clocks = st.one_of(any_clock, st.sampled_from(["00:00", "00:30", "01:30", "02:00", "02:15", "02:30", "02:45", "03:00"]))
ends = st.one_of(clocks, st.just("24:00"))


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "days": sorted(draw(st.sets(st.integers(0, 6), min_size=1))),
        "start": draw(clocks),
        "end": draw(ends),
    }
    if draw(st.booleans()):
        rule["from"] = str(draw(st.sampled_from(SEASONS)) + timedelta(days=draw(st.integers(-20, 5))))
        rule["every_weeks"] = draw(st.integers(1, 3))
    if draw(st.booleans()):
        rule["until"] = str(date(2027, 2, 1) - timedelta(days=draw(st.integers(0, 400))))
        if rule.get("from", "") > rule["until"]:
            del rule["until"]
    return rule


@st.composite
def exceptions(draw: st.DrawFn, season: date) -> list[dict[str, Any]]:
    days = draw(st.sets(st.integers(-1, DAYS_LOOKED_AT), max_size=3))
    return [
        {
            "date": str(season + timedelta(days=day)),
            "windows": draw(st.lists(st.fixed_dictionaries({"start": clocks, "end": ends}), max_size=2)),
        }
        for day in sorted(days)
    ]


def occurrences(rule: dict[str, Any], first: date, last: date, week_start: int) -> list[date]:
    """The days a rule begins on, by dateutil."""
    start = date.fromisoformat(rule["from"]) if "from" in rule else first
    until = min(last, date.fromisoformat(rule["until"])) if "until" in rule else last
    found = rrule.rrule(
        rrule.WEEKLY,
        interval=rule.get("every_weeks", 1),
        wkst=WEEKDAYS[week_start],
        byweekday=[WEEKDAYS[day] for day in rule["days"]],
        dtstart=datetime(start.year, start.month, start.day),
        until=datetime(until.year, until.month, until.day),
    )
    return [day.date() for day in found]


def moment(day: date, clock: str, zone: str, later: bool = False) -> tuple[datetime, bool]:
    """A wall time in UTC by dateutil's zones, and whether it is imaginary."""
    wall = datetime(day.year, day.month, day.day) + timedelta(hours=int(clock[:2]), minutes=int(clock[3:]), days=later)
    local = wall.replace(tzinfo=tz.gettz(zone))
    return tz.resolve_imaginary(local).astimezone(UTC), not tz.datetime_exists(local)


Json = dict[str, Any]
Windows = list[tuple[datetime, datetime]]


def windows_by_hand(
    given_rules: list[Json], special: list[Json], zone: str, first: date, last: date, week_start: int = 1
) -> Windows:
    """Every day's open windows: exceptions before rules, joined, and none before the end of the day before's."""
    replaced = {date.fromisoformat(exception["date"]): exception["windows"] for exception in special}
    by_day: dict[date, list[dict[str, Any]]] = {day: list(windows) for day, windows in replaced.items()}
    for rule in given_rules:
        for day in occurrences(rule, first, last, week_start):
            if day not in replaced:
                by_day.setdefault(day, []).append(rule)
    open_until = datetime.min.replace(tzinfo=UTC)
    result: Windows = []
    for day in sorted(day for day in by_day if first <= day <= last):
        minutes: set[datetime] = set()
        for window in by_day[day]:
            begin, imaginary_begin = moment(day, window["start"], zone)
            end, imaginary_end = moment(day, window["end"], zone, later=window["end"] <= window["start"])
            if not (imaginary_begin and imaginary_end):
                minutes |= {
                    begin + timedelta(minutes=minute) for minute in range(int((end - begin).total_seconds() // 60))
                }
        in_order = sorted(minute for minute in minutes if minute >= open_until)
        if in_order:
            breaks = [later for earlier, later in pairwise(in_order) if later - earlier > timedelta(minutes=1)]
            begins = [in_order[0], *breaks]
            closes = [
                minute + timedelta(minutes=1) for minute in in_order if minute + timedelta(minutes=1) not in minutes
            ]
            result += list(zip(begins, closes, strict=True))
            open_until = max(open_until, closes[-1])
    return result


def stretches(of: Offer, first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
    found = open_stretches(of, int(first.timestamp()), int(last.timestamp()))
    return [(datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)) for begin, end in found]


@given(
    data=st.data(),
    zone=st.sampled_from(ZONES),
    season=st.sampled_from(SEASONS),
    given_rules=st.lists(rules(), min_size=1, max_size=4),
    week_start=st.sampled_from([0, 1, 6]),
)
@settings(max_examples=120, deadline=None)
def test_open_time_is_what_dateutil_makes_of_the_rules(data, zone, season, given_rules, week_start):
    special = data.draw(exceptions(season))
    # Every other week counts from the rule's own day here; dateutil counts from its first occurrence's week likewise.
    of = offer(*given_rules, exceptions=special, timezone=zone, week_start=week_start)
    last = season + timedelta(days=DAYS_LOOKED_AT)
    # Two days more at either side: windows reach into the next day, and each day depends on the one before.
    by_hand = windows_by_hand(
        given_rules, special, zone, season - timedelta(days=3), last + timedelta(days=1), week_start
    )
    begin = datetime(season.year, season.month, season.day, tzinfo=UTC)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC)
    looked_at = [window for window in by_hand if window[1] > begin and window[0] <= end]
    computed = [window for window in stretches(of, begin, end) if window[1] > begin and window[0] <= end]
    assert computed == looked_at


@given(
    zone=st.sampled_from(ZONES),
    season=st.sampled_from(SEASONS),
    rule=rules(),
    closed=st.sets(st.integers(0, DAYS_LOOKED_AT), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_starts_are_those_of_the_same_calendar_event(zone, season, rule, closed):
    """The rule as a VEVENT with RRULE and EXDATE, unfolded by recurring-ical-events; windows of an hour, by day."""
    rule = {**rule, "start": "09:15", "end": "10:15"}
    start = max(date.fromisoformat(rule.get("from", str(season))), season - timedelta(days=30))
    if rule.get("from") and start != date.fromisoformat(rule["from"]):
        start = date.fromisoformat(rule["from"])
    event = icalendar.Event()
    event.add("uid", "rule")
    # DTSTART always counts as an occurrence, so it is the first day the rule really has.
    days = [start + timedelta(days=day) for day in range(7)]
    first = next(day for day in days if day.isoweekday() % 7 in rule["days"])
    event.add("dtstart", datetime(first.year, first.month, first.day, 9, 15, tzinfo=ZoneInfo(zone)))
    event.add("dtend", datetime(first.year, first.month, first.day, 10, 15, tzinfo=ZoneInfo(zone)))
    names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]
    recurrence: dict[str, Any] = {"freq": "weekly", "byday": [names[day] for day in rule["days"]], "wkst": "MO"}
    if first.isocalendar()[1] == start.isocalendar()[1] and "every_weeks" in rule:
        recurrence["interval"] = rule["every_weeks"]
    else:
        rule.pop("every_weeks", None)
    event.add("rrule", recurrence)
    shut = [season + timedelta(days=day) for day in closed]
    rule.pop("until", None)
    for day in shut:
        event.add("exdate", datetime(day.year, day.month, day.day, 9, 15, tzinfo=ZoneInfo(zone)))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    begin = datetime(season.year, season.month, season.day, tzinfo=UTC)
    end = begin + timedelta(days=DAYS_LOOKED_AT)
    unfolded = recurring_ical_events.of(calendar).between(begin, end)
    theirs = sorted(found.start.astimezone(UTC) for found in unfolded if begin <= found.start.astimezone(UTC) < end)
    of = offer(rule, exceptions=[{"date": str(day), "windows": []} for day in shut], timezone=zone)
    ours = [slot.start for slot in free_slots(of, Taken((Lane((ANN,)),)), begin, end, NOW)]
    assert [start for start in ours if start.astimezone(ZoneInfo(zone)).date() >= first] == theirs


busy_times = st.lists(
    st.builds(
        lambda begin, length, pause, before, after: (begin * 15, length * 15, pause * 5, before * 5, after * 5),
        st.integers(0, 4 * 24 * DAYS_LOOKED_AT),
        st.integers(1, 24),
        st.integers(0, 6),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    max_size=25,
)


@given(
    zone=st.sampled_from(ZONES),
    season=st.sampled_from(SEASONS),
    given_rules=st.lists(rules(), min_size=1, max_size=3),
    minutes=st.sampled_from([15, 30, 45, 60, 120]),
    step=st.sampled_from([None, 10, 15, 60]),
    gaps=st.tuples(st.sampled_from([0, 5, 30]), st.sampled_from([0, 10, 60]), st.sampled_from([0, 10, 60])),
    appointments=busy_times,
    notice=st.sampled_from([0, 45, 3000]),
)
@settings(max_examples=120, deadline=None)
def test_free_slots_are_what_brute_force_finds(zone, season, given_rules, minutes, step, gaps, appointments, notice):
    pause, before, after = gaps
    begin = datetime(season.year, season.month, season.day, tzinfo=UTC)
    end = begin + timedelta(days=DAYS_LOOKED_AT)
    now = begin + timedelta(hours=7, minutes=3)
    base = int(begin.timestamp())
    busy = [Busy(base + at * 60, base + (at + length) * 60, *own) for at, length, *own in appointments]
    settings_given = {"pause": pause, "buffer_before": before, "buffer_after": after, "min_notice": notice}
    if step:
        settings_given["step"] = step
    of = offer(*given_rules, duration=minutes, timezone=zone, **settings_given)
    found = list(free_slots(of, Taken((Lane((ANN,), tuple(busy)),)), begin, end, now))

    expected = []
    windows = windows_by_hand(given_rules, [], zone, season - timedelta(days=3), (end + timedelta(days=1)).date())
    for window_begin, window_end in windows:
        start = window_begin
        while start + timedelta(minutes=minutes) <= window_end:
            early = start < now + timedelta(minutes=notice)
            if begin <= start < end and not early and all(fits(start, minutes, one, gaps) for one in busy):
                expected.append(start)
            start += timedelta(minutes=step or minutes + pause)
    assert [slot.start for slot in found] == expected
    assert all(isinstance(slot, Slot) and slot.minutes == minutes and slot.hosts == (ANN,) for slot in found)


def fits(start: datetime, minutes: int, busy: Busy, gaps: tuple[int, int, int]) -> bool:
    """Whether a slot keeps the gap needed to an appointment: the largest that either of the two wants there."""
    pause, before, after = gaps
    slot_start, slot_end = start.timestamp(), start.timestamp() + minutes * 60
    if slot_end <= busy.start:
        return busy.start - slot_end >= 60 * max(pause, busy.pause, after, busy.buffer_before)
    if slot_start >= busy.end:
        return slot_start - busy.end >= 60 * max(pause, busy.pause, before, busy.buffer_after)
    return False
