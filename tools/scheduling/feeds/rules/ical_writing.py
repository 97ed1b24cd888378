"""Calendars written as iCalendar (RFC 5545): single times in UTC, series by the clock of a zone whose rules are written along.

Written by hand and not by a library, because every client reads the same few forms right, and only those: no list of dates
in one line, no zone without its definition, no end of a series as a mere day. The same state gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from tools.scheduling.feeds.rules.ical_vtimezones import local_stamp, zone_lines

PRODUCT = "-//Hiring Hall//Calendar feeds//EN"
# How often a client is asked to look again.
REFRESH = "PT1H"
LONGEST_LINE = 75
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

# What some readers take for the end of a line besides CR and LF.
_LINE_ENDS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Series:
    """How something is repeated by the clock of a zone. days: 0 = Sunday. until: when the last one begins; None = for ever.

    excluded: when those begin that are left out, by the clock of the zone."""

    zone: str
    days: tuple[int, ...]
    every_weeks: int = 1
    week_start: int = 1
    until: datetime | None = None
    excluded: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a calendar. start, end: moments, or days (the end excluded); of a series the first one's, without an
    offset, by the clock of its zone. changed: when it last changed. sequence: how often its time or state did.

    busy: whether it takes its owner's time."""

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    changed: datetime
    created: datetime | None = None
    sequence: int = 0
    description: str | None = None
    status: Status = "CONFIRMED"
    busy: bool = True
    private: bool = False
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to be written. first_year: from which on the changes of clocks are written."""

    name: str
    description: str
    first_year: int
    entries: Sequence[Entry]


def uid(kind: str, id: int | str, installation: str) -> str:
    """What a record is called in every calendar it ever stands in."""
    return f"{kind}-{id}@{installation}.hiringhall"


def is_own_uid(text: str, installation: str) -> bool:
    """Whether something in a calendar was written by this installation."""
    return text.strip().lower().endswith(f"@{installation}.hiringhall")


def calendar_bytes(feed: Feed) -> bytes:
    """The calendar as it is sent."""
    return b"".join(folded(line) for line in _calendar_lines(feed))


def folded(line: str) -> bytes:
    """A line with its end, broken after at most 75 bytes and never inside a character."""
    raw = line.encode()
    if len(raw) <= LONGEST_LINE:
        return raw + b"\r\n"
    parts, start, room = [], 0, LONGEST_LINE
    while start < len(raw):
        end = min(start + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(raw[start:end])
        # The blank that a further part begins with counts.
        start, room = end, LONGEST_LINE - 1
    return b"\r\n ".join(parts) + b"\r\n"


def escaped(text: str) -> str:
    """Text of people as a value."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def utc_stamp(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _calendar_lines(feed: Feed) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield from (f"NAME:{escaped(feed.name)}", f"X-WR-CALNAME:{escaped(feed.name)}")
    yield from (f"DESCRIPTION:{escaped(feed.description)}", f"X-WR-CALDESC:{escaped(feed.description)}")
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}")
    for zone in _zones(feed.entries):
        yield from zone_lines(zone, feed.first_year)
    for entry in feed.entries:
        yield from _entry_lines(entry)
    yield "END:VCALENDAR"


def _zones(entries: Iterable[Entry]) -> list[str]:
    return sorted({entry.series.zone for entry in entries if entry.series is not None} - {"UTC"})


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{utc_stamp(entry.changed)}")
    yield from (f"DTSTART{_when(entry, entry.start)}", f"DTEND{_when(entry, entry.end)}")
    if entry.series is not None:
        yield from _series_lines(entry.series)
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    yield from (f"STATUS:{entry.status}", f"SEQUENCE:{entry.sequence}")
    yield f"TRANSP:{'OPAQUE' if entry.busy and entry.status != 'CANCELLED' else 'TRANSPARENT'}"
    if entry.private:
        yield "CLASS:PRIVATE"
    if entry.created is not None:
        yield f"CREATED:{utc_stamp(entry.created)}"
    yield from (f"LAST-MODIFIED:{utc_stamp(entry.changed)}", "END:VEVENT")


def _series_lines(series: Series) -> Iterator[str]:
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[day] for day in series.days)}"
    if series.every_weeks > 1:
        rule += f";INTERVAL={series.every_weeks};WKST={WEEKDAYS[series.week_start]}"
    yield rule if series.until is None else f"{rule};UNTIL={utc_stamp(series.until)}"
    # One a line: of several in one, some readers take the first.
    for moment in series.excluded:
        yield f"EXDATE{_by_clock(series.zone, moment)}"


def _when(entry: Entry, at: datetime | date) -> str:
    if not isinstance(at, datetime):
        return f";VALUE=DATE:{at:%Y%m%d}"
    if entry.series is None:
        return f":{utc_stamp(at)}"
    return _by_clock(entry.series.zone, at)


def _by_clock(zone: str, at: datetime) -> str:
    return f":{local_stamp(at)}Z" if zone == "UTC" else f";TZID={zone}:{local_stamp(at)}"


def next_day(day: date) -> date:
    """The end of something that takes a whole day."""
    return day + timedelta(days=1)
