"""Slots held against other reckonings: dateutil's recurrences and zones minute by minute, recurring-ical-events."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from store.types import Owner
from tests.rules.scheduling import slot_oracle as oracle
from tests.rules.scheduling.slot_builders import offer
from tests.rules.scheduling.slot_cases import (
    DAYS_LOOKED_AT,
    ODD_CLOCKS,
    ODD_DAYS,
    clocks,
    exceptions,
    minutes_of,
    moment,
    places_in_time,
    rules,
    span_of,
    spans,
)
from tools.scheduling.rules.not_free import Times
from tools.scheduling.rules.slots import Booked, Busy, Lane, Offer, Slot, Taken, free_slots, open_stretches, slot_at

ANN, BOB = Owner("person", 1), Owner("person", 2)
NOTHING_TAKEN = Taken((Lane((ANN,)),))
ICAL_DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]


@given(data=st.data(), place=places_in_time(), week_start=st.sampled_from([0, 1, 6]))
@settings(max_examples=60, deadline=None)
def test_open_time_is_what_dateutil_makes_of_rules_and_exceptions(data, place, week_start):
    zone, season = place
    plan = oracle.Plan(
        rules=data.draw(st.lists(rules(season), min_size=1, max_size=4)),
        exceptions=data.draw(exceptions(season)),
        zone=zone,
        week_start=week_start,
    )
    begin, end = data.draw(spans(season))
    days = season - timedelta(days=oracle.DAYS_BEFORE), season + timedelta(days=DAYS_LOOKED_AT + 6)
    by_hand = [window for window in oracle.open_windows(plan, *days) if window[1] > begin and window[0] < end]
    found = open_stretches(offered(plan), begin * 60, end * 60 - 1)
    computed = [(opens // 60, closes // 60) for opens, closes in found if closes > begin * 60 and opens < end * 60]
    assert computed == by_hand


@pytest.mark.parametrize(("zone", "day"), ODD_DAYS, ids=str)
def test_windows_in_and_around_every_odd_hour_are_those_of_dateutil(zone, day):
    """One window a schedule, so that none hides another: short ones between odd clock times and long ones over them."""
    begin, end = span_of(day - timedelta(days=1), 3)
    short = itertools.pairwise([*ODD_CLOCKS, "24:00"])
    for start, until in [*short, *zip(ODD_CLOCKS, ODD_CLOCKS[4:] + ODD_CLOCKS[:4], strict=True)]:
        plan = oracle.Plan(rules=[{"days": [0, 1, 2, 3, 4, 5, 6], "start": start, "end": until}], zone=zone, minutes=15)
        by_hand = oracle.open_windows(plan, day - timedelta(days=4), day + timedelta(days=4))
        found = open_stretches(offered(plan), begin * 60, end * 60 - 1)
        assert [(opens // 60, closes // 60) for opens, closes in found if opens < end * 60 and closes > begin * 60] == [
            window for window in by_hand if window[0] < end and window[1] > begin
        ]


@given(
    data=st.data(),
    place=places_in_time().filter(lambda place: place[0] != "Pacific/Apia"),
    week_start=st.sampled_from([0, 1]),
    weeks=st.integers(1, 3),
    clock=clocks,
    days=st.sets(st.integers(0, 6), min_size=1),
    since=st.integers(-30, 3),
)
@settings(max_examples=60, deadline=None)
def test_windows_begin_with_the_same_event_of_a_calendar(data, place, week_start, weeks, clock, days, since):
    """The rule as VEVENT with RRULE, WKST and EXDATE, unfolded by recurring-ical-events.

    Windows of four hours, longer than any gap: one with both ends in a gap is none here, and an event there."""
    zone, season = place
    given_rule = {"days": sorted(days), "from": str(season + timedelta(days=since)), "every_weeks": weeks}
    shut = data.draw(st.sets(st.integers(0, DAYS_LOOKED_AT), max_size=3))
    shut_days = [season + timedelta(days=day) for day in shut]
    begin, end = span_of(season)
    calendar = _calendar(given_rule, clock, zone, week_start, shut_days)
    unfolded = recurring_ical_events.of(calendar).between(moment(begin), moment(end))
    theirs = sorted({int(event.start.timestamp()) // 60 for event in unfolded})

    rule = {**given_rule, "start": clock, "end": f"{(int(clock[:2]) + 4) % 24:02}:{clock[3:]}"}
    closed = [{"date": str(day), "windows": []} for day in shut_days]
    # A step of a day: only the first slot of each window.
    of = offer(rule, exceptions=closed, timezone=zone, week_start=week_start, step=1440)
    ours = [slot.starts // 60 for slot in free_slots(of, NOTHING_TAKEN, moment(begin), moment(end), moment(begin))]
    assert ours == [start for start in theirs if begin <= start < end]


def _calendar(rule: dict[str, Any], clock: str, zone: str, week_start: int, shut: list[date]) -> icalendar.Calendar:
    """An event that begins on the first day the rule has: DTSTART always counts as an occurrence."""
    since = date.fromisoformat(rule["from"])
    first = next(oracle.occurrences(rule, since, since + timedelta(days=60), week_start))

    def wall(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, int(clock[:2]), int(clock[3:]), tzinfo=ZoneInfo(zone))

    event = icalendar.Event()
    event.add("uid", "rule")
    event.add("dtstart", wall(first))
    event.add("duration", timedelta(hours=1))
    by_day, starts_on = [ICAL_DAYS[day] for day in rule["days"]], ICAL_DAYS[week_start]
    event.add("rrule", {"freq": "weekly", "interval": rule["every_weeks"], "byday": by_day, "wkst": starts_on})
    for day in shut:
        event.add("exdate", wall(day))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    return calendar


taken_times = st.builds(
    lambda begin, length, pause, before, after: oracle.Taken(
        begin * 15, (begin + length) * 15, pause * 5, before * 5, after * 5
    ),
    st.integers(0, 96 * DAYS_LOOKED_AT),
    st.integers(1, 24),
    *[st.integers(0, 6)] * 3,
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[oracle.Plan, date]:
    """A schedule with appointments, and the first of the days to look at."""
    zone, season = draw(places_in_time())
    begin, _ = span_of(season)
    hosts = [
        [replace(one, start=begin + one.start, end=begin + one.end) for one in draw(st.lists(taken_times, max_size=12))]
        for _ in range(draw(st.integers(1, 2)))
    ]
    plan = oracle.Plan(
        rules=draw(st.lists(rules(season), min_size=1, max_size=3)),
        exceptions=draw(exceptions(season)),
        zone=zone,
        week_start=draw(st.sampled_from([0, 1])),
        minutes=draw(st.sampled_from([15, 30, 45, 60, 120])),
        step=draw(st.sampled_from([None, None, 10, 15, 60])),
        pause=draw(st.sampled_from([0, 5, 45, 90])),
        before=draw(st.sampled_from([0, 0, 10, 60])),
        after=draw(st.sampled_from([0, 0, 10, 60])),
        notice=draw(st.sampled_from([0, 0, 45, 3000])),
        days_ahead=draw(st.sampled_from([730, 730, 1, 4])),
        hosts=hosts,
        needs_all=draw(st.booleans()),
    )
    if draw(st.integers(0, 3)) == 0:
        plan.opens = begin + draw(st.integers(0, 3000))
        plan.closes = plan.opens + draw(st.integers(1, 9000))
    return plan, season


@given(given_plan=plans(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_free_slots_are_those_that_fit_between_appointments(given_plan, data):
    plan, season = given_plan
    begin, end = data.draw(spans(season))
    now = begin + data.draw(st.integers(-3000, 600))
    assert _free(plan, begin, end, now) == oracle.free_by_hand(plan, begin, end, now)


@given(given_plan=plans(), data=st.data(), places=st.sampled_from([0, 1, 2, 3, 5]), seats=st.integers(1, 3))
@settings(max_examples=35, deadline=None)
def test_places_and_limits_hold_while_a_schedule_fills_up(given_plan, data, places, seats):
    """Slots are booked one by one, some until they are full; after each the rest is offered, a limit a day or week."""
    plan, season = given_plan
    begin, end = span_of(season + timedelta(days=2), 6)
    plan = replace(
        plan,
        places=places,
        hosts=plan.hosts[:1],
        most_a_day=data.draw(st.sampled_from([None, None, 1, 2])),
        most_a_week=data.draw(st.sampled_from([None, None, 1, 3])),
    )
    gaps = {"pause": plan.pause, "before": plan.before, "after": plan.after}
    for _ in range(data.draw(st.integers(1, 5))):
        free = oracle.free_by_hand(plan, begin, end, begin)
        if not free:
            break
        # Often the very first, so that some fill up.
        start, left = data.draw(st.one_of(st.just(free[0]), st.sampled_from(free)))
        # Its start tells the event: there is one host, so never two at once.
        booked = data.draw(st.integers(1, left or 3))
        plan.booked.append(oracle.Booking(start, start, start + plan.minutes, booked))
        plan.hosts[0].append(oracle.Taken(start, start + plan.minutes, **gaps))
        for wanted in {seats, max(1, left - booked)}:
            assert _free(plan, begin, end, begin, wanted) == oracle.free_by_hand(plan, begin, end, begin, wanted)


@given(given_plan=plans(), offset=st.integers(-1, 1))
@settings(max_examples=40, deadline=None)
def test_a_single_moment_is_judged_as_in_the_list(given_plan, offset):
    plan, season = given_plan
    begin, end = span_of(season)
    of, taken = offered(plan), taken_of(plan)
    free = [start for start, _ in oracle.free_by_hand(plan, begin, end, begin)]
    for start in free[:20]:
        found = slot_at(of, taken, moment(start + offset), moment(begin))
        assert (found is not None) == (start + offset in free)


@given(given_plan=plans(), day=st.integers(0, DAYS_LOOKED_AT - 2), ahead=st.integers(-600, 3000))
@settings(max_examples=40, deadline=None)
def test_a_start_off_the_grid_is_judged_as_on_a_grid_that_has_it(given_plan, day, ahead):
    """Windows of two days that touch are open throughout, where no grid goes from one to the other."""
    plan, season = given_plan
    plan = replace(plan, step=5)
    begin, end = span_of(season + timedelta(days=day), 2)
    now = begin - ahead
    free = {start for start, _ in oracle.free_by_hand(plan, begin, end, now)}
    span = moment(begin), moment(end + plan.minutes)
    times = Times(offered(plan), taken_of(plan), span, moment(now), plan.minutes)
    found = {start for start in range(begin, end, 5) if isinstance(times.at(start * 60), Slot)}
    windows = oracle.open_windows(plan, season - timedelta(days=4), season + timedelta(days=DAYS_LOOKED_AT + 6))
    whole = [(opens, closes) for opens, closes in windows if closes - opens >= plan.minutes]
    over_two = {
        start
        for start in found
        if not any(opens <= start and start + plan.minutes <= closes for opens, closes in whole)
    }
    assert found - over_two == free
    assert not over_two or len(windows) > 1


def test_the_oracle_knows_the_changes_of_berlin():
    """The one thing the reckoning is not held against: itself. A gap of an hour, an hour twice, a day of 23 hours."""
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    at_two = oracle.at(spring, "02:00", "Europe/Berlin")
    assert at_two == (minutes_of(["2026-03-29T03:00+02:00"])[0], True)
    assert oracle.at(autumn, "02:00", "Europe/Berlin") == (minutes_of(["2026-10-25T02:00+02:00"])[0], False)
    whole_day = oracle.Plan(rules=[{"days": [0], "start": "00:00", "end": "24:00"}], zone="Europe/Berlin")
    lengths = [closes - opens for opens, closes in oracle.open_windows(whole_day, spring, autumn)]
    assert (lengths[0], lengths[1], lengths[-1]) == (23 * 60, 24 * 60, 25 * 60)


def offered(plan: oracle.Plan) -> Offer:
    """The plan as the rules know it."""
    given_settings: dict[str, Any] = {"step": plan.step} if plan.step else {}
    limits = {"max_per_day": plan.most_a_day, "max_per_week": plan.most_a_week}
    return offer(
        *plan.rules,
        exceptions=plan.exceptions,
        timezone=plan.zone,
        duration=plan.minutes,
        places=plan.places,
        week_start=plan.week_start,
        start=None if plan.opens is None else moment(plan.opens),
        end=None if plan.closes is None else moment(plan.closes),
        pause=plan.pause,
        buffer_before=plan.before,
        buffer_after=plan.after,
        min_notice=plan.notice,
        max_days_ahead=plan.days_ahead,
        **given_settings,
        **{name: limit for name, limit in limits.items() if limit is not None},
    )


def taken_of(plan: oracle.Plan) -> Taken:
    """What is taken as it is loaded: one lane a host or one for all, and the schedule's own events with their seats."""
    busy = [
        [Busy(one.start * 60, one.end * 60, one.pause, one.before, one.after) for one in host] for host in plan.hosts
    ]
    hosts = (ANN, BOB)[: len(busy)]
    together = Lane(hosts, tuple(one for host in busy for one in host))
    lanes = (
        (together,) if plan.needs_all else tuple(Lane((host,), tuple(of)) for host, of in zip(hosts, busy, strict=True))
    )
    seats: dict[tuple[int, int], list[int]] = {}
    for booking in plan.booked:
        seats.setdefault((booking.start, booking.end), []).append(booking.seats)
    booked = [
        Booked(start, start * 60, end * 60, plan.places, sum(taken), len(taken), hosts=(ANN,))
        for (start, end), taken in seats.items()
    ]
    return Taken(lanes, tuple(booked))


def _free(plan: oracle.Plan, begin: int, end: int, now: int, seats: int = 1) -> list[tuple[int, int]]:
    found = list(free_slots(offered(plan), taken_of(plan), moment(begin), moment(end), moment(now), seats=seats))
    assert all(slot.minutes == plan.minutes for slot in found)
    assert plan.needs_all is False or all(len(slot.hosts) == len(plan.hosts) for slot in found)
    return [(slot.starts // 60, slot.seats_left or 0) for slot in found]
