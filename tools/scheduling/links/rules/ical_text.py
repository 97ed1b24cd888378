"""From the bytes of a calendar to its components, as far as they say when somebody is busy: whole, or not at all.

Feeds come in every encoding and line end, and from strangers: each step takes time in proportion to the bytes, and what
is not looked at later (descriptions, people, alarms, attachments) is dropped on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.rules.sentences import worded

MOST_BYTES = 20 * 2**20
MOST_COMPONENTS, MOST_LINES, DEEPEST = 100_000, 1_000_000, 50


class Unreadable(Exception):
    """Nothing was read. One plain sentence or two: what came instead of a calendar, and what to do.

    heavy: it holds too much, as it will the next time, and to find that out took work."""

    def __init__(self, text: str, *, heavy: bool = False) -> None:
        super().__init__(text)
        self.heavy = heavy


class Line(NamedTuple):
    """A property: its name and parameters in capitals, values as they stand."""

    name: str
    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """A part of a calendar. broken: it does not end where it should."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    broken: bool = False

    def first(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The value of a property as it stands, '' without it."""
        line = self.first(name)
        return line.value if line else ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The calendars of a file in its order. guessed: the bytes say no encoding that holds, so letters may be wrong."""

    calendars: list[Component]
    guessed: bool


_KEPT = {
    "VCALENDAR": {"METHOD", "NAME", "X-WR-CALNAME"},
    "VEVENT": {
        "UID", "SEQUENCE", "SUMMARY", "STATUS", "TRANSP", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE",
        "EXDATE", "RECURRENCE-ID", "ATTENDEE",
    },
    "VFREEBUSY": {"UID", "FREEBUSY"},
    "VTIMEZONE": {"TZID", "X-LIC-LOCATION"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"},
}  # fmt: skip
# Where each stands; anywhere else it is no part of the calendar.
_INSIDE = {
    "VCALENDAR": "",
    "VEVENT": "VCALENDAR",
    "VFREEBUSY": "VCALENDAR",
    "VTIMEZONE": "VCALENDAR",
    "STANDARD": "VTIMEZONE",
    "DAYLIGHT": "VTIMEZONE",
}
_HEAD = re.compile(r'([A-Za-z0-9-]+)((?:;[^":;]*(?:"[^"]*"[^":;]*)*)*):')
_PARAM = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^";:]*)')


def parsed(data: bytes) -> Parsed:
    """The components of a file. Unreadable when it is no calendar, is too large, or breaks off."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            worded(
                "The calendar is larger than {most} MB. Link one that holds fewer past appointments.",
                most=MOST_BYTES // 2**20,
            )
        )
    text, guessed = _text(data)
    calendars = _components(text)
    if not calendars:
        raise Unreadable(_what_came(text))
    return Parsed(calendars, guessed)


def _text(data: bytes) -> tuple[str, bool]:
    """The text with one line end and without folds, and whether its encoding was guessed.

    Folds are undone in bytes: some programs fold between two bytes of a letter."""
    for mark, what in _PACKED.items():
        if data.startswith(mark):
            raise Unreadable(
                worded(
                    "{what} came, not the text of a calendar. Link the address of the iCalendar file itself.", what=what
                )
            )
    wide = _wide_encoding(data)
    if wide:
        try:
            data = data.decode(wide).encode("utf-8")
        except UnicodeError:
            raise Unreadable(
                worded("The calendar is written in an encoding that could not be read. Have it exported as UTF-8.")
            ) from None
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


_PACKED = {
    b"\x1f\x8b": worded("A file compressed with gzip"),
    b"PK\x03\x04": worded("A ZIP archive"),
    b"%PDF": worded("A PDF document"),
    b"\x89PNG": worded("A picture"),
    b"SQLite format 3": worded("A database"),
}


def _wide_encoding(data: bytes) -> str | None:
    """The encoding of text with two or four bytes a letter, None for all others."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"B\0E\0G\0"):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(b"\0B\0E\0G") else None


def _what_came(text: str) -> str:
    """The sentence for a text without any calendar."""
    begin = text[:5_000].strip().lower()
    secret = worded("Link the secret address in iCal format, which usually ends in .ics and needs no sign-in.")
    if not begin:
        return worded("Nothing came: the file is empty. {secret}", secret=secret)
    if "<html" in begin or "<!doctype html" in begin or begin.startswith(("<head", "<body", "<script")):
        return worded("A web page came, perhaps a login page, not a calendar. {secret}", secret=secret)
    if begin.startswith(('["vcalendar"', '[ "vcalendar"')):
        return worded(
            "The calendar came as JSON (jCal), which is not read here. Link its address as text/calendar (.ics)."
        )
    if begin.startswith(("{", "[")):
        return worded("JSON came, not a calendar; perhaps a message of an error. {secret}", secret=secret)
    if begin.startswith("<"):
        return worded("An XML document came, not a calendar. {secret}", secret=secret)
    if begin.startswith("begin:vcard"):
        return worded("Contacts came (a vCard), not a calendar. Link the address of the calendar.")
    return worded("Something else than a calendar came: BEGIN:VCALENDAR stands nowhere in it. {secret}", secret=secret)


def _components(text: str) -> list[Component]:
    """The calendars of the text. Unreadable when the last one has no end: half a calendar would free time that is taken.

    A part that lacks its own end is closed with what it stands in, and marked broken."""
    found: list[Component] = []
    open_: list[Component] = []
    count = kept = 0
    for line in _lines(text, open_):
        if line.name == "BEGIN":
            component = Component(line.value.strip().upper())
            if open_ and component.name == open_[-1].name != "VCALENDAR":
                # Another one begins before this one has ended.
                open_.pop().broken = True
            inside = open_[-1].name if open_ else ""
            if _INSIDE.get(component.name) == inside:
                (open_[-1].parts if open_ else found).append(component)
                count += 1
            open_.append(component)
            if count > MOST_COMPONENTS or len(open_) > DEEPEST:
                raise Unreadable(
                    worded(
                        "The calendar has more than {most:,} parts, or parts within parts without end. Link one that "
                        "holds fewer appointments.",
                        most=MOST_COMPONENTS,
                    )
                )
        elif line.name == "END":
            _close(open_, line.value.strip().upper())
        elif open_ and line.name in _KEPT.get(open_[-1].name, ()):
            open_[-1].lines.append(line)
            kept += 1
            if kept > MOST_LINES:
                raise Unreadable(
                    worded(
                        "The calendar has more than {most:,} lines. Link one with fewer appointments.", most=MOST_LINES
                    )
                )
    if open_:
        raise Unreadable(
            worded("The calendar breaks off before its end, so nothing of it was read. It will be tried again.")
        )
    return found


def _close(open_: list[Component], name: str) -> None:
    """End the innermost part of this name and all that still stands open in it; an end of nothing is passed over."""
    if all(component.name != name for component in open_):
        return
    while (last := open_.pop()).name != name:
        last.broken = True


def _lines(text: str, open_: list[Component]) -> Iterator[Line]:
    """The properties of the text. open_: the parts that stand open; the innermost is broken by a line of its own that has
    no form of one."""
    for line in text.split("\n"):
        head = _HEAD.match(line)
        if head:
            name, params = head.groups()
            named = {key.upper(): value.strip('"') for key, value in _PARAM.findall(params)} if params else {}
            value = line[head.end() :]
            if "TZID" in named and ":" in value:
                # The name of a zone with a colon has lost its quotes: no date has one.
                rest, _, value = value.rpartition(":")
                named["TZID"] += f":{rest}"
            yield Line(name.upper(), named, value)
        elif line and open_ and _named(line) in _KEPT.get(open_[-1].name, ()) and _named(line) != "ATTENDEE":
            open_[-1].broken = True


def _named(line: str) -> str:
    """The name a line begins with, whatever follows. Whoever is asked decides nothing about when it is, so a line about them
    that cannot be read breaks nothing."""
    return re.split("[^A-Za-z-]", line, maxsplit=1)[0].upper()
