"""Blanks of templates: found, declared, filled in."""

import pytest

from tools.open_calls.rules.fills import blanks_of, fault_of, filled

BODY = {
    "title": "Survey in {{city}}",
    "description": "Ask {{ count }} people in {{city}}.",
    "done": [{"key": "form", "text": "The form of {{day}}", "evidence": "file"}],
    "location": {"mode": "custom", "city": "{{city}}"},
    "seats": 2,
}
FILLS = [
    {"name": "city", "label": "Town", "kind": "choice", "options": ["Bonn", "Jena"]},
    {"name": "count", "label": "How many", "kind": "number"},
    {"name": "day", "label": "Day", "kind": "date", "required": False},
]


def test_blanks_are_found_in_every_text_that_may_have_them():
    assert blanks_of(BODY) == ["city", "count", "day"]
    assert fault_of(BODY, FILLS) is None


@pytest.mark.parametrize(
    ("body", "fills", "words"),
    [
        (BODY, FILLS[:2], "not declared: day"),
        ({"title": "{{city}}"}, FILLS, "in no text: count, day"),
        ({"title": "{{city}}"}, [FILLS[0], FILLS[0]], "declared twice: city"),
        ({"title": "{{city}}"}, [{"name": "city", "label": "Town", "kind": "choice"}], "without options"),
    ],
)
def test_every_placeholder_is_declared_and_every_blank_used(body, fills, words):
    assert words in fault_of(body, fills)


def test_values_go_in_as_plain_text_and_are_never_read_again():
    done, faults = filled(BODY, FILLS, {"city": "Bonn", "count": "12", "day": "2026-03-01"})
    assert faults == {}
    assert done["title"] == "Survey in Bonn"
    assert done["description"] == "Ask 12 people in Bonn."
    assert done["done"][0]["text"] == "The form of 2026-03-01"
    assert done["location"] == {"mode": "custom", "city": "Bonn"}
    free = [{"name": "who", "label": "Who", "kind": "text"}]
    assert filled({"title": "{{who}}"}, free, {"who": "{{city}}"}) == ({"title": "{{city}}"}, {})


@pytest.mark.parametrize(
    ("values", "faulty"),
    [
        ({"count": "1"}, {"city"}),
        ({"city": "Ulm", "count": "1"}, {"city"}),
        ({"city": "Bonn", "count": "many"}, {"count"}),
        ({"city": "Bonn", "count": "1", "day": "tomorrow"}, {"day"}),
        ({"city": "Bonn", "count": "1", "street": "x"}, {"street"}),
        ({"city": "Bonn", "count": "9" * 501}, {"count"}),
    ],
)
def test_a_value_that_is_missing_too_long_or_of_another_kind_is_named(values, faulty):
    assert set(filled(BODY, FILLS, values)[1]) == faulty
