"""Which terms of an open call are material, and what somebody sees of a change."""

import pytest

from tools.open_calls.rules.terms import material_changes, material_of, told_differences

BEFORE = {
    "price_max": 6000,
    "seats": 3,
    "description": "Photos",
    "done": "[]",
    "title": "Shops",
    "visibility": "public",
}


@pytest.mark.parametrize(
    ("change", "material"),
    [
        ({"price_max": 7000}, ["price_max"]),
        ({"seats": 2}, ["seats"]),
        ({"seats": 4}, []),
        ({"title": "Windows", "visibility": "team"}, []),
        ({"description": "Better photos", "done": "[1]"}, ["description", "done"]),
    ],
)
def test_more_seats_and_other_words_around_it_are_not_material(change, material):
    assert material_changes(BEFORE, {**BEFORE, **change}) == material


def test_the_differences_show_old_and_new():
    now = material_of({**BEFORE, "price_max": 7000})
    assert told_differences(material_of(BEFORE), now) == {"price_max": {"old": 6000, "new": 7000}}
