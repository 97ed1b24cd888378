"""What of an appointment stands in an outside calendar."""

from __future__ import annotations

import pytest

from tools.scheduling.links.rules.exports import content_of, entry_of, place_of

NOW = "2026-03-02T09:00:00.000Z"
EVENT = {
    "id": 7, "type_id": 1, "status_id": 200, "kal_id": 1, "deleted_at": None, "external_id": None, "data": "{}",
    "start_at": "2026-03-04T10:00:00.000Z", "end_at": "2026-03-04T11:00:00.000Z", "hold_until": None, "bookable": 1,
    "label": "Lesson", "description": None, "version": 3,
}  # fmt: skip
LATER, BEFORE = "2026-03-02T09:30:00.000Z", "2026-03-02T09:00:00.000Z"


@pytest.mark.parametrize(
    ("columns", "place"),
    [
        ({}, "written"),
        ({"status_id": 100}, "written"),
        ({"status_id": 100, "hold_until": LATER}, "written"),
        ({"status_id": 100, "hold_until": BEFORE}, "absent"),
        ({"status_id": 100, "hold_until": LATER, "bookable": 0}, "absent"),
        ({"status_id": 200, "hold_until": BEFORE}, "written"),
        ({"status_id": 400}, "absent"),
        ({"status_id": 444}, "absent"),
        ({"status_id": 555}, "left"),
        ({"status_id": 777}, "left"),
        ({"end_at": NOW}, "left"),
        ({"status_id": 444, "end_at": NOW}, "absent"),
        ({"deleted_at": NOW}, "absent"),
        ({"kal_id": 2}, "absent"),
        ({"kal_id": None}, "absent"),
        ({"type_id": 2}, "absent"),
        ({"start_at": None, "end_at": None}, "absent"),
        ({"external_id": "a@x"}, "absent"),
        ({"data": '{"kept_from_link": 4}'}, "absent"),
    ],
)
def test_confirmed_and_pending_ones_ahead_are_written(columns, place):
    assert place_of({**EVENT, **columns}, 1, NOW) == place


def test_an_event_that_is_gone_is_absent():
    assert place_of(None, 1, NOW) == "absent"


def test_an_entry_says_what_it_is_and_where_it_comes_from():
    entry = entry_of({**EVENT, "label": "A\nb", "description": "Bring a pen"}, "ab12")
    assert (entry.uid, entry.summary, entry.sequence, entry.tentative) == ("event-7@ab12.hiringhall", "A b", 3, False)
    assert entry.description == "Bring a pen\n\nEvent 7 in Hiring Hall."
    assert entry_of({**EVENT, "status_id": 100}, "ab12").tentative


@pytest.mark.parametrize(
    "columns", [{"label": "b"}, {"start_at": "2026-03-04T10:15:00.000Z"}, {"status_id": 100}, {"description": "x"}]
)
def test_what_is_written_differs_with_what_is_seen(columns):
    same = content_of(entry_of({**EVENT, "version": 9}, "ab12"))
    assert same == content_of(entry_of(EVENT, "ab12"))
    assert same != content_of(entry_of({**EVENT, **columns}, "ab12"))
