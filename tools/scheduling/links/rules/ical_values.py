"""The values of a calendar's properties: times, lengths, lists of dates, texts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple, Protocol

from tools.rules.quotation import in_quotes
from tools.rules.sentences import worded
from tools.scheduling.links.rules.ical_text import Line

DAY = timedelta(days=1)
LONGEST_TEXT, LONGEST_UID = 255, 200
# Lengths and shifts past this are no appointments.
LONGEST = timedelta(days=3_660)


class BadValue(Exception):
    """A value that means nothing. The text completes 'could not be read: ', in the language of whoever is told."""


class ZoneNames(Protocol):
    """What a TZID of this file means. BadValue when nothing tells it."""

    own: tzinfo
    """The zone of times that name none, and of mere days."""

    def zone(self, tzid: str) -> tzinfo: ...


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time as it was written: what the clock shows (midnight for a mere day), and where."""

    wall: datetime
    zone: tzinfo
    is_day: bool = False
    floating: bool = False

    @property
    def moment(self) -> datetime:
        """In UTC: a time that comes twice is the first, one that is skipped is read with the offset before."""
        return moment_of(self.wall, self.zone)

    @property
    def is_skipped(self) -> bool:
        """Whether the clock never shows this time, because it is set forward over it."""
        return wall_of(self.moment, self.zone) != self.wall

    def at(self, wall: datetime) -> WallTime:
        return WallTime(wall, self.zone, self.is_day, self.floating)


class OneZone:
    """Zone names where none is written: all is by one clock."""

    def __init__(self, own: tzinfo) -> None:
        self.own = own

    def zone(self, tzid: str) -> tzinfo:
        return self.own


class Length(NamedTuple):
    """How long something lasts: days of the calendar, then real time."""

    days: int
    rest: timedelta


def moment_of(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which a zone's clock shows a time. BadValue outside the years of the calendar."""
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        raise BadValue(worded("the year {year} is out of range", year=wall.year)) from None


def wall_of(moment: datetime, zone: tzinfo) -> datetime:
    """What a zone's clock shows at a moment."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


_TIME = re.compile(r"(\d{8})(?:T(\d{4})(\d{2})?(Z)?)?", re.A)


def time_of(line: Line, zones: ZoneNames) -> WallTime:
    """The one time of a property."""
    return _time(line.value.strip(), line.params.get("TZID"), zones)


def times_of(line: Line, zones: ZoneNames) -> list[tuple[WallTime, WallTime | Length | None]]:
    """The times of a list, each with what ends it where it is a period."""
    return [period_of(value, line.params.get("TZID"), zones) for value in line.value.split(",") if value.strip()]


def period_of(value: str, tzid: str | None, zones: ZoneNames) -> tuple[WallTime, WallTime | Length | None]:
    """A time, or a period in either of its forms: with an end, or with a length."""
    start, slash, end = value.strip().partition("/")
    begin = _time(start, tzid, zones)
    if not slash:
        return begin, None
    return begin, length_of(end) if end.lstrip("+-").upper().startswith("P") else _time(end, tzid, zones)


def _time(value: str, tzid: str | None, zones: ZoneNames) -> WallTime:
    found = _TIME.fullmatch(value.upper())
    if not found:
        raise BadValue(worded("{value} is no date and no time", value=shown(value)))
    day, clock, seconds, utc = found.groups()
    try:
        # 60 is a leap second, which no clock here knows.
        hours, minutes = (int(clock[:2]), int(clock[2:])) if clock else (0, 0)
        wall = datetime(int(day[:4]), int(day[4:6]), int(day[6:]), hours, minutes, min(int(seconds or 0), 59))
    except ValueError:
        raise BadValue(worded("{value} is no date and no time", value=shown(value))) from None
    if clock is None:
        return WallTime(wall, zones.own, is_day=True)
    if utc:
        return WallTime(wall, UTC)
    return WallTime(wall, zones.zone(tzid)) if tzid else WallTime(wall, zones.own, floating=True)


_LENGTH = re.compile(r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.A)


def length_of(value: str) -> Length:
    """A duration. Days and weeks are those of the calendar, hours and less are real time."""
    found = _LENGTH.fullmatch(value.strip().upper())
    if not found or not any(found.groups()[1:]):
        raise BadValue(worded("{value} is no length of time", value=shown(value)))
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = Length(7 * weeks + days, timedelta(hours=hours, minutes=minutes, seconds=seconds))
    if found[1] == "-" or length.days * DAY + length.rest > LONGEST:
        raise BadValue(worded("{value} is no length an appointment can have", value=shown(value)))
    return length


_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?", re.A)


def offset_of(value: str) -> timedelta:
    """An offset from UTC: +0100."""
    found = _OFFSET.fullmatch(value.strip())
    if not found:
        raise BadValue(worded("{value} is no offset from UTC", value=shown(value)))
    sign, hours, minutes, seconds = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if offset >= DAY:
        raise BadValue(worded("{value} is no offset from UTC", value=shown(value)))
    return -offset if sign == "-" else offset


def whole_number(value: str) -> int:
    """A small number; 0 for what is none."""
    return int(value) if re.fullmatch(r"\d{1,9}", value.strip(), re.A) else 0


_ESCAPED = re.compile(r"\\(.)", re.S)
# Marks that turn the direction of what follows, and what is no letter at all.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def text_of(value: str, most: int = LONGEST_TEXT) -> str:
    """A text of somebody else's: unescaped, on one line, without control characters, cut."""
    # Escapes and blanks shorten a text, so a few times its length are enough to look at.
    plain = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value[: most * 4])
    return cut(" ".join(_seen(plain).split()), most)


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if letter in "\t\n\r" else letter
        for letter in text
        if letter in "\t\n\r" or (unicodedata.category(letter) not in _UNSEEN and letter not in _TURNING)
    )


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def shown(value: str) -> str:
    """A value as a warning quotes it."""
    return in_quotes(text_of(value, 60))
