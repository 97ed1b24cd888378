"""An appointment as iCalendar: read back by the library, whatever stands in its texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest

from tools.scheduling.links.rules.ical_entry import Entry, entry_text

START = datetime(2026, 3, 4, 12, 0, tzinfo=timezone(timedelta(hours=2)))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def entry(summary: str = "Lesson", description: str = "", tentative: bool = False) -> Entry:
    return Entry("event-1@x", summary, description, START, START + timedelta(hours=1), tentative, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Lesson",
        "a, b; c\\n d",
        "two\nlines",
        "ü" * 200,
        "日" * 60,
        "x" * 74,
        "x" * 75,
        "BEGIN:VALARM\nEND:VCALENDAR",
        "👩‍🚀" * 30,
    ],
)
def test_texts_come_back_as_they_are(text):
    written = entry_text(entry(text, text), NOW)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(written.encode())
    [event] = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (text, text)
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]


def test_times_are_in_utc_and_the_state_is_told():
    [event] = icalendar.Calendar.from_ical(entry_text(entry(tentative=True), NOW)).walk("VEVENT")
    assert (event["DTSTART"].to_ical(), event["DTEND"].to_ical()) == (b"20260304T100000Z", b"20260304T110000Z")
    assert (str(event["STATUS"]), event["SEQUENCE"], "DESCRIPTION" in event) == ("TENTATIVE", 3, False)
    assert "STATUS:CONFIRMED" in entry_text(entry(), NOW)
