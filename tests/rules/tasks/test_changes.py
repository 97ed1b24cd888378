from __future__ import annotations

from tools.rules.sentences import read
from tools.tasks.rules.changes import as_sentence, differing, told

LOGO = {"id": 9, "values": [{"title": "Logo"}]}
OLD = {
    "title": "Logo",
    "description": "A round one",
    "price": 8100,
    "date_end": "2026-12-01T09:00:00.000Z",
    "deadline_type": 2,
    "attributes": [LOGO],
    "copyright": 0,
    "need_report": 0,
}


def test_only_what_differs_is_a_change():
    wanted = {"title": "Logo", "price": 9000, "copyright": 1, "need_report": None, "attributes": [LOGO]}
    assert differing(OLD, wanted) == {"price": 9000, "copyright": 1}


def test_nothing_wanted_or_nothing_new_is_no_change():
    assert differing(OLD, dict.fromkeys(OLD)) == {}
    assert differing(OLD, dict(OLD)) == {}


def test_changes_are_told_old_against_new_by_the_names_callers_know():
    new = {"price": 9000, "date_end": "2026-12-05T09:00:00.000Z", "copyright": 1, "attributes": []}
    assert told(OLD, new, "EUR") == {
        "price": {"old": "81.00", "new": "90.00"},
        "deadline": {"old": "2026-12-01T09:00:00Z", "new": "2026-12-05T09:00:00Z"},
        "attributes": {"old": [{"id": 9, "values": ["Logo"]}], "new": []},
        "copyright": {"old": False, "new": True},
    }


def test_changes_fit_into_one_sentence():
    changes = told(OLD, {"price": 9000, "description": "A square one"}, "EUR")
    assert read(as_sentence(changes)) == "another description, price 81.00 -> 90.00"
