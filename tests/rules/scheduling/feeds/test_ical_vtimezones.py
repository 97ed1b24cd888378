"""Zones written as rules: they say of every moment what the table says."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from importlib import resources
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from tools.scheduling.feeds.rules.ical_vtimezones import zone_lines

# Where clocks change by simple rules, stop changing, change in one year and not in the next, at midnight, by half an hour,
# on days no rule can say, or not at all.
ZONES = (
    "Europe/Berlin", "Europe/Dublin", "America/Vancouver", "America/Winnipeg", "America/Havana", "Africa/Casablanca",
    "America/New_York", "Asia/Jerusalem", "America/Santiago", "Africa/Cairo", "Asia/Gaza", "America/Nuuk", "Australia/Lord_Howe",
    "Asia/Beirut", "Asia/Kolkata", "Pacific/Chatham", "America/Edmonton", "Asia/Almaty",
)  # fmt: skip
FIRST_YEAR = 2025

pytestmark = pytest.mark.usefixtures("newest_tables")


def newest(name: str) -> ZoneInfo:
    """The zone as the package has it, whatever the system's table says."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def read(name: str) -> Any:
    """The zone as it is read again by a program that knows no names."""
    lines = [line.replace(f"TZID:{name}", "TZID:Ours") for line in zone_lines(name, FIRST_YEAR)]
    return tz.tzical(StringIO("\r\n".join(lines))).get("Ours")


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_is_read_back_as_the_newest_table_has_it(name: str) -> None:
    table, ours = newest(name), read(name)
    for year in range(FIRST_YEAR, FIRST_YEAR + 15):
        for month in range(1, 13):
            for day in (1, 8, 15, 22, 28):
                at = datetime(year, month, day, 12)
                assert ours.utcoffset(at) == at.replace(tzinfo=table).utcoffset(), at


@pytest.mark.parametrize(
    ("name", "january", "july"),
    [
        ("Europe/Berlin", 1, 2),
        ("Europe/Dublin", 0, 1),
        ("America/Vancouver", -7, -7),
        ("America/Winnipeg", -5, -5),
        ("America/Havana", -4, -4),
        ("Africa/Casablanca", 0, 0),
    ],
)
def test_winter_and_summer_of_2027(name: str, january: int, july: int) -> None:
    zone = read(name)
    hours = [zone.utcoffset(datetime(2027, month, 15, 9)).total_seconds() / 3600 for month in (1, 7)]
    assert hours == [january, july]


def test_changes_of_every_year_are_one_rule_without_an_end() -> None:
    lines = zone_lines("Europe/Berlin", FIRST_YEAR)
    assert [line for line in lines if line.startswith(("RRULE", "RDATE"))] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ]
    assert lines[:2] == ("BEGIN:VTIMEZONE", "TZID:Europe/Berlin")


@pytest.mark.parametrize("name", sorted(zoneinfo.available_timezones())[::9])
def test_no_zone_needs_a_list_of_dates_or_is_long(name: str) -> None:
    lines = zone_lines(name, FIRST_YEAR)
    assert not any(line.startswith("RDATE") or len(line) > 75 for line in lines)
    assert len(lines) < 500
