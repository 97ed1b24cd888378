"""Open hours as series: whatever reads them is open exactly when the schedule is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.scheduling.ical_readers import READERS, Times
from tools.scheduling.feeds.rules.ical_hours import Hours, OpenTime, open_times
from tools.scheduling.feeds.rules.ical_writing import Entry, Feed, calendar_bytes, uid
from tools.scheduling.rules.open_hours import Stretch, instant, joined, open_days
from tools.scheduling.rules.settings import settings_of

pytestmark = pytest.mark.usefixtures("newest_tables")

FIRST_YEAR = 2026
FIRST, LAST = date(2026, 1, 1).toordinal(), date(2028, 12, 31).toordinal()
# From the beginning of summer time 2026 to the end of 2028, so that both halves of the year are in it.
SPAN = datetime(2026, 2, 1, tzinfo=UTC), datetime(2028, 11, 30, tzinfo=UTC)
CHANGED = datetime(2026, 1, 5, 8, tzinfo=UTC)
ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/Vancouver", "America/Winnipeg", "America/Havana", "Africa/Casablanca",
    "UTC", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "Asia/Jerusalem",
)  # fmt: skip


def hours_of(
    zone: str, rules: list[dict[str, Any]], exceptions: list[dict[str, Any]] | None = None, **more: Any
) -> Hours:
    stored = json.dumps({"rules": rules, "exceptions": exceptions or []})
    return Hours(settings_of(stored).hours, ZoneInfo(zone), **more)


def rule(start: str, end: str, days: list[int] | None = None, **more: Any) -> dict[str, Any]:
    return {"days": [0, 1, 2, 3, 4, 5, 6] if days is None else days, "start": start, "end": end, **more}


def written(hours: Hours) -> bytes:
    entries = [_entry(time) for time in open_times(hours, FIRST, LAST)]
    assert len({entry.uid for entry in entries}) == len(entries), "two of one name"
    return calendar_bytes(Feed("Hours", "", FIRST_YEAR, entries))


def _entry(time: OpenTime) -> Entry:
    name = uid("hours", f"1-{time.key}", "test")
    return Entry(name, time.start, time.end, "Open", CHANGED, busy=False, series=time.series)


def times(found: Times) -> list[Stretch]:
    return cut(joined([(start, end) for _, start, end in found]))


def truth(hours: Hours) -> list[Stretch]:
    """When the rules say it is open."""
    week_start, anchor = hours.week_start, hours.anchor
    days = open_days(hours.open, hours.zone, FIRST, LAST, week_start, anchor)
    stretches = [stretch for _, of_day in days for stretch in of_day]
    low, high = hours.start or 0, hours.end or 2**40
    return cut(
        joined([(max(start, low), min(end, high)) for start, end in stretches if min(end, high) > max(start, low)])
    )


def cut(stretches: list[Stretch]) -> list[Stretch]:
    low, high = (int(edge.timestamp()) for edge in SPAN)
    return [(max(start, low), min(end, high)) for start, end in stretches if end > low and start < high]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_is_open_when_the_schedule_is_summer_and_winter(reader: str, zone: str) -> None:
    hours = hours_of(zone, [rule("09:00", "12:30", [1, 2, 3, 4, 5]), rule("22:00", "06:00", [6])])
    assert times(READERS[reader](written(hours), *SPAN)) == truth(hours)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("zone", "rules", "exceptions"),
    [
        pytest.param("Europe/Berlin", [rule("02:15", "02:45")], [], id="inside the gap"),
        pytest.param("Europe/Berlin", [rule("02:30", "05:00")], [], id="from the gap on"),
        pytest.param("Europe/Berlin", [rule("01:00", "02:30")], [], id="into the gap, and twice the same hour"),
        pytest.param("America/Havana", [rule("00:00", "24:00")], [], id="midnight is skipped and comes twice"),
        pytest.param("Europe/Berlin", [rule("22:00", "06:00")], [], id="overnight"),
        pytest.param("Europe/Berlin", [rule("24:00", "02:00", [0, 6])], [], id="from 24:00"),
        pytest.param("Europe/Berlin", [rule("09:00", "17:00", until="2026-06-30")], [], id="until a day"),
        pytest.param("Europe/Berlin", [rule("23:00", "23:30", until="2026-06-30")], [], id="late on the last day"),
        pytest.param("America/Havana", [rule("20:00", "21:00", until="2026-07-31")], [], id="until, far west"),
        pytest.param(
            "Europe/Berlin", [rule("09:00", "17:00", [1, 3], **{"from": "2026-03-04", "every_weeks": 2})], [], id="biweekly"
        ),
        pytest.param(
            "Europe/Berlin",
            [rule("24:00", "03:00", [6, 0], **{"from": "2026-03-04", "every_weeks": 3})],
            [],
            id="from 24:00, every third week",
        ),
        pytest.param(
            "Europe/Berlin", [rule("09:00", "17:00")], [{"date": "2026-12-25", "windows": []}], id="closed on a day"
        ),
        pytest.param(
            "Europe/Berlin",
            [rule("09:00", "17:00")],
            [{"date": "2026-12-24", "windows": [{"start": "10:00", "end": "12:00"}]}],
            id="other hours on a day",
        ),
        pytest.param(
            "Europe/Berlin",
            [rule("09:00", "17:00", [1, 2])],
            [{"from": "2026-07-01", "until": "2026-08-31", "windows": []}],
            id="closed all summer",
        ),
        pytest.param(
            "Europe/Berlin",
            [rule("09:00", "17:00", [1, 2])],
            [
                {"from": "2026-07-01", "until": "2026-08-31", "windows": [{"start": "10:00", "end": "14:00"}]},
                {"from": "2026-08-01", "until": "2026-08-05", "windows": []},
                {"date": "2026-08-12", "windows": [{"start": "08:00", "end": "09:00"}]},
            ],
            id="exceptions inside exceptions",
        ),
        pytest.param(
            "Europe/Berlin",
            [rule("22:00", "06:00")],
            [{"date": "2026-03-29", "windows": []}, {"date": "2026-10-24", "windows": []}],
            id="closed where clocks change",
        ),
    ],
)  # fmt: skip
def test_what_clocks_and_exceptions_do(
    reader: str, zone: str, rules: list[dict[str, Any]], exceptions: list[dict[str, Any]]
) -> None:
    hours = hours_of(zone, rules, exceptions)
    assert times(READERS[reader](written(hours), *SPAN)) == truth(hours)


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-04T10:30+01:00", None),
        (None, "2027-01-15T10:30+01:00"),
        ("2026-03-04T10:30+01:00", "2026-03-04T11:30+01:00"),
        ("2026-03-29T00:30+01:00", "2026-10-25T02:30+01:00"),
    ],
)
def test_the_begin_and_end_of_a_schedule_cut_its_windows(reader: str, start: str | None, end: str | None) -> None:
    edges = {"start": moment(start) if start else None, "end": moment(end) if end else None}
    hours = hours_of("Europe/Berlin", [rule("09:00", "12:00"), rule("22:00", "06:00")], **edges)
    assert times(READERS[reader](written(hours), *SPAN)) == truth(hours)


def test_weekly_hours_are_one_series_with_an_end_in_utc() -> None:
    text = written(hours_of("Europe/Berlin", [rule("09:00", "17:00", [1, 2, 3, 4, 5], until="2027-06-30")])).decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270630T070000Z\r\n" in text
    assert "DTSTART;TZID=Europe/Berlin:20260101T090000\r\nDTEND;TZID=Europe/Berlin:20260101T170000\r\n" in text


def test_a_series_without_an_end_has_none_and_says_nothing_of_the_day_it_is_read() -> None:
    text = written(hours_of("Europe/Berlin", [rule("09:00", "17:00", [1])])).decode()
    assert "UNTIL" not in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO\r\n" in text


def test_single_closed_days_are_left_out_one_a_line() -> None:
    closed = [{"date": day, "windows": []} for day in ("2026-12-24", "2026-12-25")]
    text = written(hours_of("Europe/Berlin", [rule("09:00", "17:00")], closed)).decode()
    assert [line for line in text.split("\r\n") if line.startswith("EXDATE")] == [
        "EXDATE;TZID=Europe/Berlin:20261224T090000",
        "EXDATE;TZID=Europe/Berlin:20261225T090000",
    ]


def test_a_series_every_other_week_without_a_begin_never_comes() -> None:
    assert truth(hours_of("UTC", [rule("09:00", "10:00", every_weeks=2)])) == []
    assert b"VEVENT" not in written(hours_of("UTC", [rule("09:00", "10:00", every_weeks=2)]))


clock = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
day = st.integers(0, 1000).map(lambda days: date(2026, 1, 5) + timedelta(days=days))


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    days = draw(st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True))
    made = rule(draw(clock), draw(clock), days)
    first = draw(st.none() | day)
    if first is not None:
        made |= {"from": str(first), "every_weeks": draw(st.integers(1, 4))}
    if draw(st.booleans()):
        made["until"] = str((first or date(2026, 1, 5)) + timedelta(days=draw(st.integers(0, 700))))
    return made


@st.composite
def exceptions(draw: st.DrawFn) -> dict[str, Any]:
    windows = [{"start": draw(clock), "end": draw(clock)} for _ in range(draw(st.integers(0, 2)))]
    first = draw(day)
    if draw(st.booleans()):
        return {"date": str(first), "windows": windows}
    return {"from": str(first), "until": str(first + timedelta(days=draw(st.integers(1, 40)))), "windows": windows}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES[:6]),
    week_start=st.integers(0, 6),
    weekly=st.lists(rules(), max_size=3),
    special=st.lists(exceptions(), max_size=4),
    start=st.none() | day,
    length=st.none() | st.integers(1, 900),
)
def test_any_hours_are_read_as_they_are(
    zone: str,
    week_start: int,
    weekly: list[dict[str, Any]],
    special: list[dict[str, Any]],
    start: date | None,
    length: int | None,
) -> None:
    at = None if start is None else instant(start.toordinal(), 615, ZoneInfo(zone))
    end = None if at is None or length is None else at + length * 86_400 + 1_800
    anchor = None if start is None else start.toordinal()
    hours = hours_of(zone, weekly, special, week_start=week_start, anchor=anchor, start=at, end=end)
    assert times(READERS["icalendar"](written(hours), *SPAN)) == truth(hours)
