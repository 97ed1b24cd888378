"""Rules of repetition: held against dateutil's, and bounded where those are not."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.scheduling.links.rules.ical_recurrence import (
    FREQUENCIES,
    WEEKDAYS,
    WEEKLY,
    YEARLY,
    Steps,
    TooOften,
    rule_of,
    walls,
)
from tools.scheduling.links.rules.ical_values import BadValue

FIRST = datetime(2026, 1, 31, 9, 30, 15)
SINCE, UNTIL = datetime(2027, 1, 1), datetime(2027, 12, 31, 23, 59, 59)


def walls_of(text, first=FIRST, since=SINCE, until=UNTIL, steps=10**7):
    return list(walls(rule_of(text), first, since, until, Steps(steps)))


def numbers(least, most, *, from_end=False, size=4):
    found = st.integers(least, most)
    return st.lists(
        found | found.map(lambda number: -number) if from_end else found, min_size=1, max_size=size, unique=True
    )


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Every part where RFC 5545 lets it stand, as far as dateutil follows it there."""
    frequency = draw(st.sampled_from(FREQUENCIES))
    by_month, by_day = frequency == "MONTHLY", draw(st.booleans())
    parts = {"FREQ": frequency, "INTERVAL": draw(st.integers(1, 5)), "WKST": draw(st.sampled_from(WEEKDAYS))}
    lists = {
        "BYMONTH": numbers(1, 12),
        "BYMONTHDAY": numbers(1, 31, from_end=True) if frequency != "WEEKLY" else None,
        "BYYEARDAY": numbers(1, 366, from_end=True, size=9) if frequency == "YEARLY" else None,
        "BYHOUR": numbers(0, 23),
        "BYMINUTE": numbers(0, 59),
        "BYSECOND": numbers(0, 59),
    }
    for name, values in lists.items():
        if values is not None and draw(st.integers(0, 3)) == 0:
            parts[name] = ",".join(map(str, draw(values)))
    if by_day:
        chosen = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True))
        numbered = draw(st.booleans()) and (by_month or frequency == "YEARLY")
        number = st.sampled_from([-2, -1, 1, 2, 5]).map(str) if numbered else st.just("")
        parts["BYDAY"] = ",".join(draw(number) + day for day in chosen)
        # Without a weekday dateutil takes all days of a week.
        if frequency == "YEARLY" and not numbered and draw(st.booleans()):
            parts["BYWEEKNO"] = ",".join(map(str, draw(numbers(1, 53, from_end=True))))
    # dateutil has the first week begin with the first time, so it picks others of it.
    if frequency in ("YEARLY", "MONTHLY", "DAILY") and draw(st.booleans()):
        parts["BYSETPOS"] = ",".join(map(str, draw(numbers(1, 9, from_end=True))))
    if draw(st.booleans()):
        parts["COUNT"] = draw(st.integers(1, 60))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(
    text=rules(),
    first=st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
    later=st.integers(0, 700),
)
@settings(max_examples=200, deadline=None)
def test_a_rule_gives_the_times_that_dateutil_gives(text, first, later):
    since = first + timedelta(days=later)
    until = since + timedelta(days=200)
    try:
        ours = walls_of(text, first, since, until, 20_000)
    except TooOften:
        return
    # dateutil searches on to the year 9999 for a time that never comes.
    if ours:
        theirs = rrulestr(text, dtstart=first).replace(until=until)
        assert ours[:500] == list(islice((each for each in theirs if each >= since), 500))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", []),
        ("FREQ=YEARLY", ["01-31"]),
        ("FREQ=MONTHLY", ["01-31", "03-31", "05-31", "07-31", "08-31", "10-31", "12-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;INTERVAL=5", ["04-30", "09-30"]),
        ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10", ["03-28", "10-31"]),
        ("FREQ=YEARLY;BYDAY=20MO", ["05-17"]),
        ("FREQ=YEARLY;BYWEEKNO=20", ["05-22"]),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", ["12-27"]),
        ("FREQ=YEARLY;BYYEARDAY=-1,1", ["01-01", "12-31"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ["08-13"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYMONTH=2,5", ["02-26", "05-31"]),
        ("FREQ=WEEKLY;INTERVAL=20", ["03-27", "08-14"]),
        ("FREQ=WEEKLY;UNTIL=20271231;BYDAY=MO;BYMONTH=2", ["02-01", "02-08", "02-15", "02-22"]),
        ("FREQ=DAILY;INTERVAL=100", ["03-07", "06-15", "09-23"]),
        ("freq=daily;interval=100;x-foo=1;", ["03-07", "06-15", "09-23"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
        ("FREQ=MONTHLY;BYDAY=1MO,TH;BYMONTH=7", ["07-01", "07-05", "07-08", "07-15", "07-22", "07-29"]),
    ],
)  # fmt: skip
def test_the_days_of_2027(text, expected):
    assert [f"{wall:%m-%d}" for wall in walls_of(text)] == expected
    assert all(f"{wall:%H:%M:%S}" == "09:30:15" for wall in walls_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=NEVER",
        "COUNT=3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=many",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=DAILY;BYMONTH=٣",
        "FREQ=DAILY;WKST=XX",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
    ],
)
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(BadValue):
        rule_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=4000000000",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYHOUR={hours};BYMINUTE={minutes};BYSECOND={minutes}",
        "FREQ=YEARLY;BYHOUR={hours};BYMINUTE={minutes};BYSECOND={minutes};BYSETPOS=-1;BYDAY=MO",
        "FREQ=MINUTELY;COUNT=999999999999",
    ],
)
def test_a_rule_that_is_dense_or_never_comes_is_given_up_or_done_within_its_steps(text):
    text = text.format(hours=",".join(map(str, range(24))), minutes=",".join(map(str, range(60))))
    with suppress(TooOften):
        assert walls_of(text, steps=100_000) == []


@pytest.mark.parametrize("text", ["FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=MINUTELY;COUNT=500000"])
def test_too_many_times_are_none(text):
    with pytest.raises(TooOften):
        walls_of(text, steps=1_000)


def test_a_rule_without_count_takes_as_many_steps_however_long_ago_it_began():
    for text in ("FREQ=DAILY", "FREQ=HOURLY;INTERVAL=7", "FREQ=YEARLY", "FREQ=MINUTELY;INTERVAL=120;BYDAY=MO"):
        long_ago = datetime(1601, 1, 1, 9, 30, 15)
        assert walls_of(text, long_ago, steps=20_000)[-1].year == 2027


def test_steps_too_wide_for_the_calendar_are_no_fault():
    assert walls_of("FREQ=SECONDLY;INTERVAL=1000000000", since=FIRST) == [FIRST]
    assert walls_of("FREQ=HOURLY;INTERVAL=1000000000", since=FIRST) == [FIRST]
    assert walls_of("FREQ=YEARLY;INTERVAL=1000000000", since=FIRST) == [FIRST]


def test_the_first_week_of_a_rule_counts_from_its_own_first_day():
    """Every second week from a Sunday: with weeks from Monday its week ends that day, with weeks from Sunday it begins."""
    sunday = datetime(2027, 1, 3)
    by_monday = walls_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=3", sunday)
    by_sunday = walls_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=3;WKST=SU", sunday)
    assert [wall.day for wall in by_monday] == [3, 11, 17]
    assert [wall.day for wall in by_sunday] == [3, 4, 17]


def test_the_words_of_a_rule_are_kept_in_order():
    assert rule_of("FREQ=WEEKLY").frequency == WEEKLY
    assert rule_of("FREQ=YEARLY").frequency == YEARLY
