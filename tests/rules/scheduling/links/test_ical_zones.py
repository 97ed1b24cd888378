"""Which zone a name in a calendar means, and what is asked when nothing tells."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.rules.scheduling.ical_files import END, START, calendar, described, events, read, times, vevent
from tools.scheduling.links.rules.ical_recurrence import Steps
from tools.scheduling.links.rules.ical_text import parsed
from tools.scheduling.links.rules.ical_zones import described_zone

SUMMER = ("DTSTART;TZID={}:20270715T090000", "DURATION:PT1H")


def summer(tzid: str, uid: str = "a@example.com") -> str:
    return vevent(*(line.format(tzid) for line in SUMMER), uid=uid)


@pytest.mark.parametrize(
    ("tzid", "hour", "zone"),
    [
        ("Europe/Berlin", 7, "Europe/Berlin"),
        ("europe/berlin", 7, "Europe/Berlin"),
        ('"America/New_York"', 13, "America/New_York"),
        ("/example.org/20230104_1/Europe/Berlin", 7, "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/America/Argentina/Ushuaia", 12, "America/Argentina/Ushuaia"),
        ("W. Europe Standard Time", 7, "Europe/Berlin"),
        ("Pacific Standard Time", 16, "America/Los_Angeles"),
        ("Central Asia Standard Time", 3, "Asia/Bishkek"),
        ("UTC", 9, "UTC"),
        ("Etc/GMT-3", 6, "Etc/GMT-3"),
        ("tzone://Microsoft/Utc", 9, "UTC"),
    ],
)
def test_a_name_the_world_knows_needs_no_definition(tzid, hour, zone):
    reading = read(calendar(summer(tzid)))
    assert [(event.start.hour, event.zone) for event in reading.events] == [(hour, zone)]
    assert reading.warnings == ()


@pytest.mark.parametrize(
    "tzid",
    [
        "(UTC+01:00) Amsterdam\\, Berlin",
        "Eastern Time (US & Canada)",
        "UTC+01",
        "Customized Time Zone",
        "tzone://Microsoft/Custom",
        "Europe",
        "../../etc/passwd",
        "localtime",
        "Factory",
        "/",
        "x" * 1_000,
    ],
)
def test_a_name_nobody_explains_is_asked_about_and_never_floats(tzid):
    """And is said once, with how many appointments bear it."""
    reading = read(calendar(*[summer(tzid, uid=str(uid)) for uid in range(3)], vevent("DTSTART:20270301T090000Z")))
    assert len(reading.events) == 1
    assert reading.met["unreadable"] == 3
    (question,) = reading.warnings
    assert question.startswith("Which time zone is “")
    assert question.endswith("counts as free: 3 appointments, such as “Standup”.")
    assert len(question) <= 300


def test_a_name_in_a_list_of_dates_that_nobody_explains_leaves_out_the_whole_series():
    lines = "DTSTART:20270101T090000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Nowhere:20270102T090000"
    reading = read(calendar(vevent(*lines, "DURATION:PT1H")))
    assert reading.events == ()
    assert "Which time zone is “Nowhere”?" in reading.warnings[0]


@pytest.mark.parametrize(
    ("defined", "written"),
    [
        ("Customized Time Zone", "Customized Time Zone"),
        ("(UTC+05:00) Somewhere", "(UTC+05:00) Somewhere"),
        ("(UTC+05:00) Here\\, there", '"(UTC+05:00) Here, there"'),
        ("Eastern Time (US & Canada)", '"Eastern Time (US & Canada)"'),
    ],
)
def test_a_name_the_calendar_explains_is_what_it_explains(defined, written):
    reading = read(calendar(described(defined, "+0500", "+0600"), summer(written)))
    assert [(event.start.hour, event.zone) for event in reading.events] == [(3, None)]
    assert reading.warnings == ()


def test_no_name_is_remembered_from_one_calendar_to_the_next():
    """Neither between files, nor between the calendars of one."""
    name = "Customized Time Zone"
    east = calendar(described(name, "+0500", "+0600"), summer(name, "east"))
    west = calendar(described(name, "+0100", "+0200"), summer(name, "west"))
    unexplained = calendar(summer(name, "nowhere"))
    hours = [event.start.hour for file in (east, west, unexplained) for event in read(file).events]
    assert hours == [3, 7]
    assert read(unexplained).met["unreadable"] == 1
    both = read(west + east + unexplained)
    assert {event.uid: event.start.hour for event in both.events} == {"west": 7, "east": 3}


def test_a_windows_name_follows_the_rules_of_the_file_and_bears_the_known_name_only_where_they_agree():
    like = events(described("W. Europe Standard Time"), summer("W. Europe Standard Time"))
    unlike = events(described("W. Europe Standard Time", "+0300", "+0400"), summer("W. Europe Standard Time"))
    assert [(event.start.hour, event.zone) for event in (*like, *unlike)] == [(7, "Europe/Berlin"), (5, None)]


def test_a_name_of_the_files_own_bears_the_known_name_its_definition_points_to_where_they_agree():
    pointed = described("My zone").replace("TZID:My zone", "TZID:My zone\nX-LIC-LOCATION:Europe/Berlin")
    assert [event.zone for event in events(pointed, summer("My zone"))] == ["Europe/Berlin"]


def test_a_known_name_follows_the_tables_with_a_warning_where_the_file_says_otherwise():
    reading = read(calendar(described("Europe/Berlin", "+0100", "+0100"), summer("Europe/Berlin")))
    assert [event.start.hour for event in reading.events] == [7]
    assert reading.warnings == (
        "The calendar describes Europe/Berlin otherwise than the world's time zone tables do, first on 2027-03-28. The tables "
        "were used; check a time on that day.",
    )
    assert read(calendar(described("Europe/Berlin"), summer("Europe/Berlin"))).warnings == ()
    # Of a zone that nothing is written in nothing is said.
    assert read(calendar(described("Europe/Berlin", "+0100", "+0100"), summer("UTC"))).warnings == ()


def test_clocks_that_are_described_by_rules_that_ended_are_seen_to_differ():
    """As programs with old tables write it: Casablanca had clock changes until 2026."""
    old = described("Africa/Casablanca", "+0000", "+0100")
    reading = read(calendar(old, summer("Africa/Casablanca")))
    assert [event.start.hour for event in reading.events] == [9]
    assert "describes Africa/Casablanca otherwise" in reading.warnings[0]


@pytest.mark.parametrize(
    "definition",
    [
        "BEGIN:VTIMEZONE\nTZID:Own\nEND:VTIMEZONE",
        described("Own").replace("TZOFFSETTO:+0200", "TZOFFSETTO:soon"),
        described("Own", "+9900", "+9900"),
        described("Own").replace("DTSTART:19810329T020000", "DTSTART:noon"),
        described("Own").replace("FREQ=YEARLY", "FREQ=SECONDLY"),
        described("Own").replace("FREQ=YEARLY", "FREQ=NEVER"),
        described("Own").replace("END:DAYLIGHT\n", ""),
    ],
    ids=["empty", "no offset", "no such offset", "no date", "every second", "no rule", "not whole"],
)
def test_a_definition_that_is_none_explains_nothing(definition):
    reading = read(calendar(definition, summer("Own")))
    assert reading.events == ()
    assert reading.warnings[0].startswith("Which time zone is “Own”?")


def test_clock_changes_may_be_given_as_lists_of_dates():
    """All of a list, not only its first: every year has a summer."""
    dates = ("20250330T020000,20260329T020000,20270328T020000", "20251026T030000,20261025T030000,20271031T030000")
    definition = described("Own")
    for month, date in zip((3, 10), dates, strict=True):
        definition = definition.replace(f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU", f"RDATE:{date}")
    winter = vevent("DTSTART;TZID=Own:20271115T090000", "DURATION:PT1H", uid="winter")
    assert [event.start.hour for event in events(definition, summer("Own"), winter)] == [7, 8]


def test_a_rule_of_clock_changes_that_has_ended_changes_no_more():
    ended = described("Own").replace("BYDAY=-1SU\nEND:DAYLIGHT", "BYDAY=-1SU;UNTIL=20260401T000000Z\nEND:DAYLIGHT")
    assert [event.start.hour for event in events(ended, summer("Own"))] == [8]


def test_a_zone_from_a_definition_is_the_zone_it_describes_at_every_moment():
    """Also in the skipped hour and in the one that comes twice."""
    (file,) = parsed(calendar(described("Own")).encode()).calendars
    own, berlin = described_zone(file.parts[0], START, END, Steps(1_000)), ZoneInfo("Europe/Berlin")
    random.seed(7)
    walls = [START.replace(tzinfo=None) + timedelta(minutes=random.randrange(525_600)) for _ in range(3_000)]
    walls += [datetime(2027, 3, 28, 1, 45) + timedelta(minutes=5 * number) for number in range(24)]
    walls += [datetime(2027, 10, 31, 1, 45) + timedelta(minutes=5 * number) for number in range(24)]
    for wall in walls:
        for fold in (0, 1):
            theirs = wall.replace(tzinfo=berlin, fold=fold).astimezone(UTC)
            assert wall.replace(tzinfo=own, fold=fold).astimezone(UTC) == theirs, (wall, fold)
        moment = wall.replace(tzinfo=UTC)
        assert moment.astimezone(own).replace(tzinfo=None) == moment.astimezone(berlin).replace(tzinfo=None, fold=0)


def test_an_event_may_end_in_another_zone_than_it_begins_in():
    flight = vevent("DTSTART;TZID=Europe/Berlin:20270715T100000", "DTEND;TZID=America/New_York:20270715T130000")
    assert times(flight) == ["2027-07-15 08:00 - 17:00"]
    assert times(flight.replace("DTEND", "RRULE:FREQ=DAILY;COUNT=2\nDTEND")) == [
        "2027-07-15 08:00 - 17:00",
        "2027-07-16 08:00 - 17:00",
    ]


def test_only_so_many_definitions_are_worked_out():
    many = [described(f"Own {number}") for number in range(150)]
    used = [summer(f"Own {number}", uid=str(number)) for number in range(150)]
    reading = read(calendar(*many, *used))
    assert 100 <= len(reading.events) < 110
    assert len(reading.warnings) == 20
