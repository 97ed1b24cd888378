"""Reading whole calendars: what is left out and counted, how much is too much, and what other libraries make of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.scheduling.ical_files import END, START, calendar, described, events, read, shown, times, vevent
from tools.scheduling.links.rules import ical_reading
from tools.scheduling.links.rules.ical_reading import MET, Unreadable

SINGLE = vevent("DTSTART:20270301T090000Z", "DURATION:PT1H", uid="single")


def freebusy(*lines: str) -> str:
    return "\n".join(["BEGIN:VFREEBUSY", "DTSTART:20270101T000000Z", "DTEND:20280101T000000Z", *lines, "END:VFREEBUSY"])


def test_this_servers_own_events_are_left_out_and_counted():
    own = vevent("DTSTART:20270301T090000Z", "DURATION:PT1H", uid="event-7@Hall.test")
    changed = vevent("DTSTART:20270302T090000Z", "RECURRENCE-ID:20270301T090000Z", uid="event-7@hall.test")
    reading = read(calendar(own, changed, SINGLE))
    assert [event.uid for event in reading.events] == ["single"]
    assert reading.met["own"] == 2
    assert len(read(calendar(own), own="").events) == 1


def test_what_was_met_is_always_counted_by_the_same_names():
    assert list(read(calendar()).met) == list(MET)
    assert not any(read(calendar()).met.values())


def test_published_busy_time_counts_in_both_forms_and_free_time_does_not():
    reading = read(
        calendar(
            freebusy(
                "FREEBUSY:20270301T090000Z/20270301T100000Z,20270302T090000Z/PT30M",
                "FREEBUSY;FBTYPE=FREE:20270303T090000Z/PT1H",
                "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270304T090000Z/PT1H",
                "FREEBUSY;FBTYPE=X-OWN:20270305T090000Z/PT1H",
                "FREEBUSY:20290101T000000Z/PT1H",
            ),
            freebusy("FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270306T090000Z/P1D"),
        )
    )
    assert [(shown(event), event.busy) for event in reading.events] == [
        ("2027-03-01 09:00 - 10:00", True),
        ("2027-03-02 09:00 - 09:30", True),
        ("2027-03-03 09:00 - 10:00", False),
        ("2027-03-04 09:00 - 10:00", True),
        ("2027-03-05 09:00 - 10:00", True),
        ("2027-03-06 09:00 - 2027-03-07 09:00", True),
    ]
    assert len({(event.uid, event.occurrence) for event in reading.events}) == 6


def test_of_busy_and_free_time_that_begin_together_the_busy_counts():
    lines = "FREEBUSY;FBTYPE=FREE:20270301T090000Z/PT9H", "FREEBUSY:20270301T090000Z/PT1H,20270301T090000Z/PT2H"
    for order in (lines, lines[::-1]):
        assert times(freebusy(*order)) == ["2027-03-01 09:00 - 11:00"]


def test_a_busy_time_that_cannot_be_read_is_said_and_the_others_count():
    reading = read(calendar(freebusy("FREEBUSY:soon/PT1H,20270301T090000Z,20270302T090000Z/PT30M")))
    assert [shown(event) for event in reading.events] == ["2027-03-02 09:00 - 09:30"]
    assert reading.met["unreadable"] == 2
    assert read(calendar(freebusy('FREEBUSY;X="'))).met["unreadable"] == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=SECONDLY",),
        ("RRULE:FREQ=SECONDLY;COUNT=4000000000",),
        ("RRULE:FREQ=MINUTELY",),
        ("RRULE:FREQ=MINUTELY;INTERVAL=90",),
        ("RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",),
        ("EXRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY"),
        tuple(["RRULE:FREQ=HOURLY"] * 2),
        ("RDATE:" + ",".join(f"{datetime(2027, 1, 1) + timedelta(minutes=50 * n):%Y%m%dT%H%M%SZ}" for n in range(10_000)),),
        ("EXDATE:" + ",".join(["20270301T090000Z"] * 20_001), "RRULE:FREQ=DAILY"),
    ],
    ids=["endless seconds", "billions", "minutes", "90 minutes", "hours of days", "excluding rule", "two rules",
         "ten thousand dates", "excluded dates"],
)  # fmt: skip
def test_what_repeats_too_often_is_left_out_whole_with_a_warning_and_the_rest_is_read(lines):
    dense = vevent("DTSTART:20270101T000000Z", "DURATION:PT1M", *lines, uid="dense")
    reading = read(calendar(dense, SINGLE))
    assert [event.uid for event in reading.events] == ["single"]
    assert reading.warnings == ("“Standup” repeats too often and was left out, so its times count as free.",)
    assert reading.met["too_often"] == 1


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=SECONDLY;COUNT=3", "FREQ=YEARLY", "FREQ=MONTHLY;BYHOUR=1,2;COUNT=9"]
)
def test_a_rule_that_never_comes_is_no_more_than_its_first_time(rule):
    never = vevent("DTSTART:20270101T000000Z", "DURATION:PT1H", f"RRULE:{rule};BYMONTH=2;BYMONTHDAY=30")
    assert times(never) == ["2027-01-01 00:00 - 01:00"]


def test_a_long_list_of_dates_that_is_mostly_past_is_read():
    dates = ",".join(f"{datetime(2000, 1, 1) + timedelta(days=n):%Y%m%dT090000Z}" for n in range(10_000))
    found = events(vevent("DTSTART:19990101T090000Z", "DURATION:PT1H", f"RDATE:{dates}"))
    assert len(found) == 138


def test_too_many_appointments_are_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(ical_reading, "MOST_EVENTS", 700)
    daily = [vevent("DTSTART:20260101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", uid=str(uid)) for uid in range(2)]
    with pytest.raises(Unreadable, match="more than 700 appointments"):
        read(calendar(*daily))
    assert len(read(calendar(daily[0])).events) == 365
    dates = ",".join(f"{START + timedelta(hours=n):%Y%m%dT%H%M%SZ}/PT5M" for n in range(701))
    with pytest.raises(Unreadable, match="more than 700 appointments"):
        read(calendar(freebusy(f"FREEBUSY:{dates}")))


def test_too_many_heavy_rules_are_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(ical_reading, "MOST_STEPS_OF_ALL", 100_000)
    heavy = [vevent("DTSTART:20270101T000000Z", "RRULE:FREQ=SECONDLY", uid=str(uid)) for uid in range(10)]
    with pytest.raises(Unreadable, match="too many or too frequent"):
        read(calendar(*heavy))


@pytest.mark.parametrize("rule", ["FREQ=MINUTELY", "FREQ=SECONDLY", "FREQ=MINUTELY;BYSETPOS=2"])
def test_hundreds_of_endless_dense_rules_end_within_seconds(rule):
    heavy = [vevent("DTSTART:20200101T000000Z", f"RRULE:{rule}", uid=str(uid)) for uid in range(300)]
    begun = process_time()
    with pytest.raises(Unreadable, match="too many or too frequent") as said:
        read(calendar(*heavy))
    assert said.value.heavy
    # About five where this was written; half a minute is what is to be seen.
    assert process_time() - begun < 15


def test_zones_count_towards_the_work_of_a_file():
    hourly = described("Own", "+0100", "+0100").replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=HOURLY")
    zones = [hourly.replace("TZID:Own", f"TZID:Own {n}") for n in range(100)]
    taken = [vevent(f"DTSTART;TZID=Own {n}:20270101T000000", "DURATION:PT1H", uid=str(n)) for n in range(100)]
    with pytest.raises(Unreadable, match="too many or too frequent"):
        read(calendar(*zones, *taken))


def test_warnings_are_few_short_and_plain():
    wrong = [
        vevent("DTSTART:soon", uid=str(n)).replace("Standup", f"{n} \x1b[31m\u202e" + "ж" * 999) for n in range(50)
    ]
    reading = read(calendar(*wrong))
    assert len(reading.warnings) == 20
    assert reading.warnings[-1] == "There are 31 more such faults in the file."
    assert all(len(warning) <= 300 and warning.isprintable() for warning in reading.warnings)
    assert reading.met["unreadable"] == 50


def test_texts_of_others_are_one_short_line_without_control_characters():
    text = "a\\nb\\, c\\; \x07\x1b\u202ed\u2028\\\\n " + "x" * 5_000
    (event,) = events(SINGLE.replace("Standup", text).replace("UID:single", "UID:" + "u" * 5_000))
    assert event.summary.startswith("a b, c; d \\n xxx")
    assert len(event.summary) == 255
    assert len(event.uid) <= 200


def test_long_uids_that_begin_alike_stay_apart_and_appointments_without_one_keep_theirs():
    long_ = [SINGLE.replace("UID:single", f"UID:{'u' * 300}{number}") for number in range(2)]
    assert len(events(*long_)) == 2
    nameless = [SINGLE.replace("UID:single\n", ""), SINGLE.replace("UID:single\n", "").replace("T09", "T11")]
    assert len({event.uid for event in events(*nameless)}) == 2
    assert [event.uid for event in events(*nameless)] == [event.uid for event in events(*nameless)]


def test_events_are_in_order_of_time_and_end_after_they_begin():
    parts = [vevent(f"DTSTART:202703{day:02}T090000Z", uid=str(day)) for day in (9, 3, 27)]
    found = events(*parts)
    assert [event.start.day for event in found] == [3, 9, 27]
    assert all(event.end > event.start for event in found)


def test_tasks_and_journals_take_no_time():
    for kind in ("VTODO", "VJOURNAL", "VAVAILABILITY"):
        assert events(SINGLE.replace("VEVENT", kind)) == ()


ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]


@st.composite
def series(draw: st.DrawFn) -> str:
    """A series as calendars have them, with dates excluded and times changed; none in an hour that clocks skip or repeat."""
    zone = draw(st.sampled_from(ZONES))
    first = datetime(2026, 6, 1) + timedelta(days=draw(st.integers(0, 300)), minutes=30 * draw(st.integers(10, 40)))

    def at(days: int) -> str:
        return f";TZID={zone}:{first + timedelta(days=days):%Y%m%dT%H%M%S}"

    rule = draw(
        st.sampled_from(
            ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
             "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2", "FREQ=YEARLY"]
        )
    )  # fmt: skip
    ends = draw(st.sampled_from(["", ";COUNT=7", ";COUNT=100", f";UNTIL={first + timedelta(days=99):%Y%m%dT235959Z}"]))
    lines = [
        f"DTSTART{at(0)}",
        f"DTEND;TZID={zone}:{first + timedelta(minutes=90):%Y%m%dT%H%M%S}",
        f"RRULE:{rule}{ends}",
    ]
    off = draw(st.sets(st.integers(1, 60), max_size=3))
    lines += [f"EXDATE{at(day)}" for day in off]
    lines += [f"RDATE{at(day)}" for day in draw(st.sets(st.integers(61, 90), max_size=2))]
    changes = [
        vevent(f"RECURRENCE-ID{at(day)}", f"DTSTART{at(day + 1)}", "DURATION:PT30M")
        for day in draw(st.sets(st.integers(1, 60), max_size=3)) - off
        # A change of what is no time of the series counts here, and there.
    ]
    return calendar(vevent(*lines), *changes)


@given(series())
@settings(max_examples=80, deadline=None)
def test_ordinary_series_are_what_recurring_ical_events_makes_of_them(file):
    icalendar.use_zoneinfo()
    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(file)).between(START, END)
    expected = sorted((event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in theirs)
    assert [(event.start, event.end) for event in read(file).events] == expected


@given(
    st.lists(
        st.sampled_from(
            ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:DAYLIGHT", "END:DAYLIGHT",
             "BEGIN:VALARM", "END:VALARM", "UID:a", "DTSTART:20270301T090000Z", "DTSTART;VALUE=DATE:20270301", "DTSTART:",
             "DTEND;TZID=X:20270301T100000", "DTEND:20270301T100000Z", "DURATION:P1D", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:",
             "EXDATE:20270302", "RECURRENCE-ID:20270302T090000Z", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270302T090000Z",
             "RDATE;VALUE=PERIOD:20270401T090000Z/PT1H", "TZID:X", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "SEQUENCE:9",
             "DTSTART;TZID=X:99991231T235959", "DTSTART:00010101T000000", "RRULE:FREQ=YEARLY;UNTIL=00010101", ";;::", '"']
        ),
        max_size=30,
    )
)  # fmt: skip
@settings(max_examples=400, deadline=None)
def test_whatever_lines_come_they_are_read_or_refused(lines):
    try:
        reading = read(calendar("BEGIN:VEVENT", *lines))
    except Unreadable:
        return
    assert all(event.start < event.end and event.start < END and event.end > START for event in reading.events)
    assert sum(reading.met.values()) >= len(reading.events)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_refused(data):
    with pytest.raises(Unreadable):
        read(data)


def test_a_day_is_a_day_of_the_owner_whatever_zone_the_file_prefers():
    zoned = calendar(described("Europe/Berlin"), vevent(f"DTSTART;VALUE=DATE:{date(2027, 7, 15):%Y%m%d}"))
    (event,) = read(zoned, zone="Pacific/Auckland").events
    assert event.start.astimezone(ZoneInfo("Pacific/Auckland")) == datetime(
        2027, 7, 15, tzinfo=ZoneInfo("Pacific/Auckland")
    )
