"""An appointment of this hall as iCalendar, for one outside calendar: a single event in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """An appointment as it is written to an outside calendar. sequence: grows with each change of it."""

    uid: str
    summary: str
    description: str
    start: datetime
    end: datetime
    tentative: bool
    sequence: int


def entry_text(entry: Entry, now: datetime) -> str:
    """The event in a calendar of its own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hiring Hall//Bookings//EN",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(now)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTART:{_utc(entry.start)}",
        f"DTEND:{_utc(entry.end)}",
        f"SUMMARY:{_escaped(entry.summary)}",
        *([f"DESCRIPTION:{_escaped(entry.description)}"] if entry.description else []),
        f"STATUS:{'TENTATIVE' if entry.tentative else 'CONFIRMED'}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, never broken within a letter."""
    parts: list[str] = []
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE - bool(parts):
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
