"""Calendars as bytes: what is single stands in UTC, texts are escaped and folded, the same state gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.scheduling.ical_readers import READERS
from tools.scheduling.feeds.rules.ical_writing import (
    Entry,
    Feed,
    Status,
    calendar_bytes,
    escaped,
    folded,
    is_own_uid,
    next_day,
    uid,
)

CHANGED = datetime(2026, 3, 1, 8, 30, 15, 250_000, tzinfo=UTC)
BEGIN = datetime(2027, 7, 15, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENTRY = Entry(uid("event", 7, "abc"), BEGIN, BEGIN + HOUR, "Review", CHANGED)


def written(*entries: Entry, name: str = "Work", description: str = "All of it") -> bytes:
    return calendar_bytes(Feed(name, description, 2026, entries))


def lines(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_a_single_time_is_written_in_utc_with_all_that_clients_keep() -> None:
    entry = replace(ENTRY, sequence=3, created=CHANGED - timedelta(days=1), description="Bring the plan", private=True)
    assert written(entry).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hiring Hall//Calendar feeds//EN\r\nCALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\nNAME:Work\r\nX-WR-CALNAME:Work\r\nDESCRIPTION:All of it\r\nX-WR-CALDESC:All of it\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
        "BEGIN:VEVENT\r\nUID:event-7@abc.hiringhall\r\nDTSTAMP:20260301T083015Z\r\n"
        "DTSTART:20270715T070000Z\r\nDTEND:20270715T080000Z\r\nSUMMARY:Review\r\nDESCRIPTION:Bring the plan\r\n"
        "STATUS:CONFIRMED\r\nSEQUENCE:3\r\nTRANSP:OPAQUE\r\nCLASS:PRIVATE\r\nCREATED:20260228T083015Z\r\n"
        "LAST-MODIFIED:20260301T083015Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_the_same_state_gives_the_same_bytes() -> None:
    assert written(ENTRY) == written(replace(ENTRY))


@pytest.mark.parametrize(
    ("status", "busy", "transp"),
    [
        ("TENTATIVE", True, "OPAQUE"),
        ("CONFIRMED", True, "OPAQUE"),
        ("CONFIRMED", False, "TRANSPARENT"),
        ("CANCELLED", True, "TRANSPARENT"),
    ],
)
def test_what_is_called_off_takes_nobodys_time(status: Status, busy: bool, transp: str) -> None:
    found = lines(written(replace(ENTRY, status=status, busy=busy)))
    assert f"STATUS:{status}" in found
    assert f"TRANSP:{transp}" in found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "begin", [datetime(2027, 1, 15, 8, tzinfo=UTC), BEGIN, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)]
)
def test_every_reader_finds_a_single_time_where_it_is(reader: str, begin: datetime) -> None:
    raw = written(replace(ENTRY, start=begin, end=begin + HOUR))
    span = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    second = int(begin.timestamp())
    assert READERS[reader](raw, *span) == [("event-7@abc.hiringhall", second, second + 3600)]


def test_a_whole_day_is_written_as_a_day() -> None:
    found = lines(written(replace(ENTRY, start=date(2026, 12, 31), end=next_day(date(2026, 12, 31)))))
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270101" in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, b; c \\ d: e", "a\\, b\\; c \\\\ d: e"),
        ("two\r\nlines\nand\rmore", "two\\nlines\\nand\\nmore"),
        ("odd\u2028ends\x85of\x0blines", "odd\\nends\\nof\\nlines"),
        ("no\x00thing\x1b[2J hidden\x7f", "nothing[2J hidden"),
        ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_texts_are_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


def test_lines_are_folded_at_75_bytes_between_characters() -> None:
    raw = folded("SUMMARY:" + "é" * 100)
    parts = raw.decode().split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:-1])
    assert raw.decode().replace("\r\n ", "") == "SUMMARY:" + "é" * 100 + "\r\n"
    assert folded("X" * 75) == b"X" * 75 + b"\r\n"


# What is kept of people's words has no ends of lines but \n, and no control characters.
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=300)


@given(words)
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    raw = written(replace(ENTRY, summary=text, description=text or None))
    parsed: Any = icalendar.Calendar.from_ical(raw)
    (event,) = parsed.walk("VEVENT")
    assert str(event["SUMMARY"]) == text
    assert str(event.get("DESCRIPTION", "")) == text
    assert vobject.readOne(raw.decode()).vevent.summary.value == text


def test_own_entries_are_known_again() -> None:
    assert is_own_uid(uid("event", 7, "abc"), "abc")
    assert is_own_uid(" EVENT-7@ABC.hiringhall\n", "abc")
    assert not is_own_uid(uid("event", 7, "abd"), "abc")
    assert not is_own_uid("event-7@abc.hiringhall.example", "abc")
