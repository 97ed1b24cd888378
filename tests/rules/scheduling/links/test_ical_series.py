"""When appointments are, single and repeating: every turn a calendar can take."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.rules.scheduling.ical_files import calendar, events, read, times, vevent

BERLIN = "TZID=Europe/Berlin"


def daily(*lines: str, start: str = f";{BERLIN}:20270125T090000", until: str = "COUNT=4") -> str:
    return vevent(f"DTSTART{start}", "DURATION:PT1H", f"RRULE:FREQ=DAILY;{until}", *lines)


def change(*lines: str, of: str = f";{BERLIN}:20270126T090000") -> str:
    return vevent(f"RECURRENCE-ID{of}", *lines)


def days(*parts: str) -> list[int]:
    return [event.start.day for event in events(*parts)]


def busy_days(*parts: str) -> list[int]:
    return [event.start.day for event in events(*parts) if event.busy]


@pytest.mark.parametrize(
    ("start", "until", "last"),
    [
        (f";{BERLIN}:20270125T090000", "UNTIL=20270131", "2027-01-31 08:00"),
        # 20:00 in New York on the 31st is already the 1st in UTC.
        (";TZID=America/New_York:20270125T200000", "UNTIL=20270131", "2027-02-01 01:00"),
        (f";{BERLIN}:20270125T090000", "UNTIL=20270131T080000Z", "2027-01-31 08:00"),
        (f";{BERLIN}:20270125T090000", "UNTIL=20270131T075959Z", "2027-01-30 08:00"),
        (f";{BERLIN}:20270125T090000", "UNTIL=20270131T090000", "2027-01-31 08:00"),
        (":20270125T090000Z", "UNTIL=20270131", "2027-01-31 09:00"),
        (";VALUE=DATE:20270125", "UNTIL=20270131", "2027-01-30 23:00"),
        (";VALUE=DATE:20270125", "UNTIL=20270130T230000Z", "2027-01-30 23:00"),
        (";VALUE=DATE:20270125", "UNTIL=20270131T000000Z", "2027-01-30 23:00"),
    ],
)
def test_a_series_ends_with_its_until_and_a_mere_date_is_the_whole_local_day(start, until, last):
    series = daily(start=start, until=until)
    series = series.replace("DURATION:PT1H\n", "") if "VALUE=DATE" in start else series
    assert f"{events(series)[-1].start:%Y-%m-%d %H:%M}" == last


def test_an_until_that_is_no_date_leaves_out_the_series():
    assert read(calendar(daily(until="UNTIL=soon"))).met["unreadable"] == 1


def test_a_series_keeps_to_the_clock_of_its_zone_over_a_change_of_clocks():
    series = daily(start=f";{BERLIN}:20270327T090000", until="COUNT=2")
    assert times(series) == ["2027-03-27 08:00 - 09:00", "2027-03-28 07:00 - 08:00"]
    assert times(daily(start=":20270327T080000Z", until="COUNT=2")) == [
        "2027-03-27 08:00 - 09:00",
        "2027-03-28 08:00 - 09:00",
    ]


@pytest.mark.parametrize(
    "excluded",
    [
        f"EXDATE;{BERLIN}:20270126T090000",
        "EXDATE:20270126T080000Z",
        "EXDATE;TZID=America/New_York:20270126T030000",
        "EXDATE:20270126T090000",
        "EXDATE;VALUE=DATE:20270126",
        f"EXDATE;{BERLIN}:20270126T090000,20270201T090000",
        "EXRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=26",
    ],
)
def test_an_excluded_date_falls_away_however_it_is_written(excluded):
    reading = read(calendar(daily(excluded)))
    assert [event.start.day for event in reading.events] == [25, 27, 28]
    assert reading.met["excluded"] == (0 if "EXRULE" in excluded else 1)


def test_a_changed_time_stands_in_the_place_of_the_planned_one():
    moved = change(f"DTSTART;{BERLIN}:20270126T140000", "DURATION:PT30M")
    reading = read(calendar(daily(), moved))
    assert [f"{event.start:%d %H:%M}" for event in reading.events] == ["25 08:00", "26 13:00", "27 08:00", "28 08:00"]
    assert [event.occurrence for event in reading.events][:2] == [
        "2027-01-25T08:00:00.000Z",
        "2027-01-26T08:00:00.000Z",
    ]
    assert (reading.met["moved"], reading.met["repeating"]) == (1, 4)


@pytest.mark.parametrize(
    "of",
    [f";{BERLIN}:20270126T090000", ":20270126T080000Z", ":20270126T090000", ";VALUE=DATE:20270126", ":20270126"],
    ids=["same zone", "UTC", "no zone", "a date", "a date unsaid"],
)
@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_what_is_changed_is_found_however_its_time_is_written_and_wherever_it_stands(of, order):
    parts = [daily(), change(f"DTSTART;{BERLIN}:20270130T090000", "DURATION:PT1H", of=of)][::order]
    reading = read(calendar(*parts))
    assert [event.start.day for event in reading.events] == [25, 27, 28, 30]
    assert reading.events[-1].occurrence == "2027-01-26T08:00:00.000Z"


def test_a_change_of_a_date_excluded_as_well_counts():
    """Time sold twice is worse than time kept for nothing."""
    excluded = daily(f"EXDATE;{BERLIN}:20270126T090000")
    assert days(excluded, change(f"DTSTART;{BERLIN}:20270130T090000", "DURATION:PT1H")) == [25, 27, 28, 30]


def test_a_change_that_moves_a_far_time_into_the_period_or_out_of_it_counts():
    far = change(f"DTSTART;{BERLIN}:20270130T090000", "DURATION:PT1H", of=f";{BERLIN}:20261226T090000")
    assert days(daily(start=f";{BERLIN}:20261225T090000", until="COUNT=3"), far) == [30]
    out = change(f"DTSTART;{BERLIN}:20300101T090000", "DURATION:PT1H")
    assert days(daily(), out) == [25, 27, 28]


def test_a_change_without_its_series_counts():
    assert times(change(f"DTSTART;{BERLIN}:20270130T090000", "DURATION:PT1H")) == ["2027-01-30 08:00 - 09:00"]


def test_a_change_of_a_whole_day_is_found_by_its_date_or_its_midnight():
    series = vevent("DTSTART;VALUE=DATE:20270125", "RRULE:FREQ=DAILY;COUNT=3")
    for of in (";VALUE=DATE:20270126", f";{BERLIN}:20270126T000000", ":20270125T230000Z", ":20270126T000000"):
        changed = change("DTSTART;VALUE=DATE:20270201", of=of)
        assert [f"{event.start:%m-%d}" for event in events(series, changed)] == ["01-24", "01-26", "01-31"], of


def test_a_change_that_names_a_day_replaces_the_time_its_series_begins_at_or_the_first_of_that_day():
    series = vevent(f"DTSTART;{BERLIN}:20270125T140000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=8,14;COUNT=5")
    changed = change(f"DTSTART;{BERLIN}:20270130T090000", "DURATION:PT1H", of=";VALUE=DATE:20270126")
    shown = [f"{event.start:%d %H}" for event in events(series, changed)]
    assert shown == ["25 13", "26 07", "27 07", "27 13", "30 08"]
    by_rule = series.replace("BYHOUR=8,14", "BYHOUR=8,20")
    assert [f"{event.start:%d %H}" for event in events(by_rule, changed)] == [
        "25 13",
        "25 19",
        "26 19",
        "27 07",
        "27 19",
        "30 08",
    ]


def test_a_change_from_one_time_on_holds_for_all_later_ones_until_the_next():
    later = change(
        f"DTSTART;{BERLIN}:20270126T110000", "DURATION:PT2H", of=f";RANGE=THISANDFUTURE;{BERLIN}:20270126T090000"
    )
    last = change(
        f"DTSTART;{BERLIN}:20270129T070000", "DURATION:PT1H", of=f";RANGE=THISANDFUTURE;{BERLIN}:20270128T090000"
    )
    single = change(f"DTSTART;{BERLIN}:20270127T200000", "DURATION:PT1H", of=f";{BERLIN}:20270127T090000")
    assert times(daily(until="COUNT=5"), later, last, single) == [
        "2027-01-25 08:00 - 09:00",
        "2027-01-26 10:00 - 12:00",
        "2027-01-27 19:00 - 20:00",
        "2027-01-29 06:00 - 07:00",
        "2027-01-30 06:00 - 07:00",
    ]


def test_of_two_versions_the_higher_sequence_counts():
    old = vevent("DTSTART:20270101T090000Z", "DURATION:PT1H", "SEQUENCE:1")
    new = vevent("DTSTART:20270102T090000Z", "DURATION:PT1H", "SEQUENCE:2")
    for parts in ((old, new), (new, old)):
        reading = read(calendar(*parts))
        assert [event.start.day for event in reading.events] == [2]
        assert reading.met["replaced"] == 1
    changes = [
        change(f"DTSTART;{BERLIN}:202702{day}T090000", "DURATION:PT1H", f"SEQUENCE:{11 - day}") for day in (10, 11)
    ]
    assert days(daily(), *changes) == [25, 27, 28, 10]


def test_appointments_that_share_a_uid_without_being_versions_all_count():
    one, two = (vevent(f"DTSTART:2027010{day}T090000Z", "DURATION:PT1H") for day in (1, 2))
    found = events(one, two, one)
    assert [event.start.day for event in found] == [1, 2]
    assert len({(event.uid, event.occurrence) for event in found}) == 2


def test_cancelled_and_transparent_times_are_free_and_kept():
    reading = read(
        calendar(
            daily(),
            change(f"DTSTART;{BERLIN}:20270126T090000", "DURATION:PT1H", "STATUS:CANCELLED"),
            change(f"DTSTART;{BERLIN}:20270127T090000", "DURATION:PT1H", "TRANSP:transparent", of=f";{BERLIN}:20270127T090000"),
            vevent("DTSTART:20270201T090000Z", "DURATION:PT1H", "STATUS:CANCELLED", uid="b"),
            vevent("DTSTART:20270202T090000Z", "DURATION:PT1H", "STATUS:TENTATIVE", "TRANSP:OPAQUE", uid="c"),
        )
    )  # fmt: skip
    assert [(event.start.day, event.busy) for event in reading.events] == [
        (25, True), (26, False), (27, False), (28, True), (1, False), (2, True),
    ]  # fmt: skip
    assert {name: reading.met[name] for name in ("busy", "free", "cancelled", "transparent")} == {
        "busy": 3, "free": 3, "cancelled": 2, "transparent": 1,
    }  # fmt: skip


def test_a_calendar_that_calls_off_calls_off_all_of_it():
    assert busy_days("METHOD:CANCEL", vevent("DTSTART:20270201T090000Z", "DURATION:PT1H")) == []


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        # The skipped hour: 02:30 is read with the offset before, and lasts as long as is written.
        ((f"DTSTART;{BERLIN}:20270328T023000", f"DTEND;{BERLIN}:20270328T033000"), "2027-03-28 01:30 - 02:30"),
        ((f"DTSTART;{BERLIN}:20270328T023000", "DURATION:PT1H"), "2027-03-28 01:30 - 02:30"),
        ((f"DTSTART;{BERLIN}:20270328T013000", f"DTEND;{BERLIN}:20270328T023000"), "2027-03-28 00:30 - 01:30"),
        ((f"DTSTART;{BERLIN}:20270328T021500", f"DTEND;{BERLIN}:20270328T024500"), "2027-03-28 01:15 - 01:45"),
        # A night shift keeps to the clock by its end, to real time by its length in hours.
        ((f"DTSTART;{BERLIN}:20270327T220000", f"DTEND;{BERLIN}:20270328T060000"), "2027-03-27 21:00 - 2027-03-28 04:00"),
        ((f"DTSTART;{BERLIN}:20270327T220000", "DURATION:PT8H"), "2027-03-27 21:00 - 2027-03-28 05:00"),
        ((f"DTSTART;{BERLIN}:20271030T220000", f"DTEND;{BERLIN}:20271031T060000"), "2027-10-30 20:00 - 2027-10-31 05:00"),
        ((f"DTSTART;{BERLIN}:20271030T220000", "DURATION:PT8H"), "2027-10-30 20:00 - 2027-10-31 04:00"),
        # A day of the calendar has 23 hours in March, a length of 24 hours has not.
        ((f"DTSTART;{BERLIN}:20270327T090000", "DURATION:P1D"), "2027-03-27 08:00 - 2027-03-28 07:00"),
        ((f"DTSTART;{BERLIN}:20270327T090000", "DURATION:PT24H"), "2027-03-27 08:00 - 2027-03-28 08:00"),
        ((f"DTSTART;{BERLIN}:20270327T090000", "DURATION:P1DT2H"), "2027-03-27 08:00 - 2027-03-28 09:00"),
        ((f"DTSTART;{BERLIN}:20270320T090000", "DURATION:P1W"), "2027-03-20 08:00 - 2027-03-27 08:00"),
        # The hour that comes twice: the first of them.
        ((f"DTSTART;{BERLIN}:20271031T023000", "DURATION:PT30M"), "2027-10-31 00:30 - 01:00"),
    ],
)  # fmt: skip
def test_lengths_are_real_over_a_change_of_clocks_and_never_nothing(lines, taken):
    assert times(vevent(*lines)) == [taken]


@pytest.mark.parametrize("end", [f"DTEND;{BERLIN}:20270326T033000", "DURATION:PT1H"])
def test_a_series_over_the_skipped_hour_takes_an_hour_each_day(end):
    series = vevent(f"DTSTART;{BERLIN}:20270326T023000", end, "RRULE:FREQ=DAILY;COUNT=4")
    assert times(series) == [
        "2027-03-26 01:30 - 02:30",
        "2027-03-27 01:30 - 02:30",
        "2027-03-28 01:30 - 02:30",
        "2027-03-29 00:30 - 01:30",
    ]


@pytest.mark.parametrize(
    ("lines", "taken", "busy"),
    [
        (("DTSTART:20270301T090000Z", "DTEND:20270301T090000Z"), "2027-03-01 09:00 - 09:01", True),
        (("DTSTART:20270301T090000Z", "DURATION:PT0S"), "2027-03-01 09:00 - 09:01", True),
        (("DTSTART:20270301T090000Z",), "2027-03-01 09:00 - 09:01", False),
    ],
)
def test_a_time_with_an_end_takes_at_least_a_minute_and_a_mere_moment_takes_none(lines, taken, busy):
    reading = read(calendar(vevent(*lines)))
    assert times(vevent(*lines)) == [taken]
    assert [event.busy for event in reading.events] == [busy]
    assert reading.met["without_length"] == (0 if busy else 1)


@pytest.mark.parametrize(
    ("lines", "zone", "taken"),
    [
        (("DTSTART;VALUE=DATE:20270301",), "Europe/Berlin", "2027-02-28 23:00 - 2027-03-01 23:00"),
        (("DTSTART:20270301",), "America/New_York", "2027-03-01 05:00 - 2027-03-02 05:00"),
        (("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270301"), "UTC", "2027-03-01 00:00 - 2027-03-02 00:00"),
        (("DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270303"), "UTC", "2027-03-01 00:00 - 2027-03-03 00:00"),
        (("DTSTART;VALUE=DATE:20270301", "DURATION:P2D"), "UTC", "2027-03-01 00:00 - 2027-03-03 00:00"),
        # A day of 23 hours, and one that begins at 01:00, since midnight is skipped.
        (("DTSTART;VALUE=DATE:20270328",), "Europe/Berlin", "2027-03-27 23:00 - 2027-03-28 22:00"),
        (("DTSTART;VALUE=DATE:20270328",), "Asia/Beirut", "2027-03-27 22:00 - 2027-03-28 21:00"),
        (("DTSTART;VALUE=DATE;TZID=Asia/Tokyo:20270301",), "UTC", "2027-03-01 00:00 - 2027-03-02 00:00"),
        (("DTSTART:20270301T090000", "DTEND:20270301T100000"), "Asia/Tokyo", "2027-03-01 00:00 - 01:00"),
    ],
)
def test_whole_days_and_times_without_a_zone_are_by_the_owners_clock(lines, zone, taken):
    assert times(vevent(*lines), zone=zone) == [taken]
    assert [event.zone for event in events(vevent(*lines), zone=zone)] == [zone]


def test_dates_beside_a_rule_count_and_periods_have_ends_of_their_own():
    lines = (
        f"RDATE;{BERLIN}:20270201T120000,20270202T120000",
        "RDATE;VALUE=PERIOD:20270203T100000Z/20270203T103000Z,20270204T100000Z/PT2H",
        "RDATE;VALUE=DATE:20270205",
        "RDATE:20270206T090000",
    )
    assert times(daily(*lines, until="COUNT=1")) == [
        "2027-01-25 08:00 - 09:00",
        "2027-02-01 11:00 - 12:00",
        "2027-02-02 11:00 - 12:00",
        "2027-02-03 10:00 - 10:30",
        "2027-02-04 10:00 - 12:00",
        "2027-02-05 08:00 - 09:00",
        "2027-02-06 08:00 - 09:00",
    ]


def test_what_reaches_into_the_period_counts_and_what_touches_it_does_not():
    start, end = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 2, tzinfo=UTC)
    long_ = vevent("DTSTART:20270101T000000Z", "DURATION:P90D", uid="long")
    before = vevent("DTSTART:20270228T230000Z", "DURATION:PT1H", uid="before")
    after = vevent("DTSTART:20270302T000000Z", "DURATION:PT1H", uid="after")
    into = vevent("DTSTART:20270228T120000Z", "DURATION:PT13H", "RRULE:FREQ=MONTHLY", uid="into")
    found = events(long_, before, after, into, start=start, end=end)
    assert [event.uid for event in found] == ["long", "into"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((), "it has no beginning"),
        (("DTSTART:soon",), "“soon” is no date and no time"),
        (("DTSTART:20270230T090000Z",), "is no date and no time"),
        (("DTSTART:20270101T250000Z",), "is no date and no time"),
        (("DTSTART:20270301T090000Z", "DTEND:20270301T080000Z"), "it ends before it begins"),
        (("DTSTART:20270301T090000Z", "DURATION:-PT1H"), "is no length an appointment can have"),
        (("DTSTART:20270301T090000Z", "DURATION:P"), "is no length of time"),
        (("DTSTART:20270301T090000Z", "DURATION:PT999999999H"), "is no length an appointment can have"),
        (("DTSTART:20270301T090000Z", "DTEND:20990301T090000Z"), "it lasts for more than ten years"),
        (("DTSTART:20270301T090000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY;BYDAY"), "is not understood"),
        (("DTSTART:20270301T090000Z", "DURATION:PT1H", "EXDATE:never"), "“never” is no date and no time"),
        (("DTSTART;TZID=Asia/Tokyo:00010101T000000",), "out of range"),
        (("DTSTART:20270301T090000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20200301T090000Z"), "by more than a year"),
    ],
)
def test_what_cannot_be_told_is_left_out_and_said(lines, why):
    reading = read(calendar(vevent(*lines), vevent("DTSTART:20270301T090000Z", "DURATION:PT1H", uid="b")))
    assert [event.uid for event in reading.events] == ["b"]
    assert reading.met["unreadable"] == 1
    (warning,) = reading.warnings
    assert warning.startswith("“Standup” was left out, so its time counts as free: ")
    assert why in warning
