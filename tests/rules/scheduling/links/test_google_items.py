"""Events as Google writes them: what is busy, when, and what went."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tools.scheduling.links.rules.google_items import sifted, values_of

START, END = datetime(2026, 2, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)


def timed(start: str, end: str, **more: object) -> dict[str, object]:
    return {"id": "a", "summary": "Dentist", "start": {"dateTime": start}, "end": {"dateTime": end}, **more}


@pytest.mark.parametrize(
    ("item", "start", "end", "busy"),
    [
        (timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z"), "10:00", "11:00", 1),
        (timed("2026-03-04T10:00:00+02:00", "2026-03-04T11:00:00+02:00"), "08:00", "09:00", 1),
        (timed("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z"), "10:00", "10:00", 0),
        (timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", transparency="transparent"), "10:00", "11:00", 0),
        (timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", transparency="opaque"), "10:00", "11:00", 1),
        (
            timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", attendees=[{"self": True, "responseStatus": "declined"}]),
            "10:00", "11:00", 0,
        ),
        (
            timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", attendees=[{"email": "b", "responseStatus": "declined"}]),
            "10:00", "11:00", 1,
        ),
        (
            {
                "start": {"dateTime": "2026-03-04T10:00:00", "timeZone": "Europe/Berlin"},
                "end": {"dateTime": "2026-03-04T11:00:00", "timeZone": "Europe/Berlin"},
            },
            "09:00", "10:00", 1,
        ),
    ],
)  # fmt: skip
def test_an_item_takes_its_time_in_utc(item, start, end, busy):
    values = values_of(item, "UTC")
    assert (values["start_at"][11:16], values["end_at"][11:16], values["busy"]) == (start, end, busy)


def test_a_whole_day_is_one_of_the_calendars_zone():
    values = values_of({"start": {"date": "2026-03-29"}, "end": {"date": "2026-03-30"}}, "Europe/Berlin")
    assert (values["start_at"], values["end_at"]) == ("2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z")


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"start": {}, "end": {}},
        {"start": None, "end": 3},
        {"start": {"date": "2026-13-01"}, "end": {"date": "2026-03-30"}},
        {"start": {"dateTime": "soon"}, "end": {"dateTime": "later"}},
        {"start": {"dateTime": "0001-01-01T00:00:00+23:00"}, "end": {"dateTime": "2026-03-30T00:00:00Z"}},
        {
            "start": {"dateTime": "2026-03-04T10:00:00", "timeZone": "Mars/Base"},
            "end": {"dateTime": "2026-03-04T10:00:00Z"},
        },
        timed("2026-03-04T10:00:00Z", "2026-03-04T09:00:00Z"),
    ],
)
def test_times_that_cannot_be_read_are_none(item):
    assert values_of(item, "UTC") is None


def test_own_ones_are_left_out_and_what_is_cancelled_or_out_of_the_period_is_gone():
    items = [
        timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z"),
        {"id": "b", "status": "cancelled"},
        timed("2025-03-04T10:00:00Z", "2025-03-04T11:00:00Z", id="c"),
        timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", id="d", iCalUID="event-1@ab12.hiringhall"),
        timed("2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z", id="e_1", recurringEventId="e"),
        {"status": "cancelled"},
    ]
    found = sifted(items, "UTC", "@ab12.hiringhall", START, END)
    assert set(found.events) == {("a", "a"), ("e", "e_1")}
    assert found.gone == {"b", "c"}
