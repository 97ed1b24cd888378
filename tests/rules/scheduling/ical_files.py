"""Calendars written as files, line by line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tools.scheduling.links.rules.ical_reading import OutsideEvent, Reading, read_calendar

START, END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
BERLIN = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


def described(name: str, winter: str = "+0100", summer: str = "+0200") -> str:
    """A VTIMEZONE that changes its clocks on the days Europe does."""
    return BERLIN.format(name=name, winter=winter, summer=summer)


def vevent(*lines: str, uid: str = "a@example.com") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Standup", *lines, "END:VEVENT"])


def calendar(*parts: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", *parts, "END:VCALENDAR", ""])


def read(file: str | bytes, **given: Any) -> Reading:
    data = file.encode() if isinstance(file, str) else file
    return read_calendar(data, **{"start": START, "end": END, "zone": "Europe/Berlin", "own": "@hall.test", **given})


def events(*parts: str, **given: Any) -> tuple[OutsideEvent, ...]:
    return read(calendar(*parts), **given).events


def times(*parts: str, **given: Any) -> list[str]:
    """Each time as '2027-03-28 01:30 - 02:30' in UTC; the end with its date where it is another."""
    return [shown(event) for event in events(*parts, **given)]


def shown(event: OutsideEvent) -> str:
    same_day = event.start.date() == event.end.date()
    return f"{event.start:%Y-%m-%d %H:%M} - {event.end:{'%H:%M' if same_day else '%Y-%m-%d %H:%M'}}"
