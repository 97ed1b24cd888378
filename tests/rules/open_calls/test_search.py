"""What a search of open calls may ask together, and what lies around a place."""

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from tools.open_calls.rules.search import Query, faults, nearest, radii, within
from tools.rules.places import Point

EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "faulty"),
    [
        (Query(), []),
        (Query(has_words=True, near=True, radius_km=D(5), sort_by="distance"), []),
        (Query(radius_km=D(5)), ["radius_km"]),
        (Query(sort_by="distance"), ["sort_by"]),
        (Query(sort_by="match"), ["sort_by"]),
        (Query(has_words=True, sort_by="match"), []),
        (Query(has_amounts=True), ["currency"]),
        (Query(sort_by="pay_per_hour"), ["currency"]),
        (Query(sort_by="pay_per_hour", currency="EUR", has_amounts=True), []),
        (Query(start_from=LATE, start_until=EARLY), ["start_until"]),
        (Query(start_from=EARLY, start_until=EARLY), []),
        (Query(radius_km=D(5), has_amounts=True, sort_by="match"), ["currency", "radius_km", "sort_by"]),
    ],
)
def test_what_does_not_go_together_is_named_at_once(query, faulty):
    assert sorted(faults(query)) == faulty


def test_distances_are_compared_to_a_tenth_of_a_kilometre_and_equal_ones_newest_first():
    center = Point(0.0, 0.0)
    rows = [
        {"id": id, "latitude": 0.0, "longitude": km / 111.19508} for id, km in ((1, 10.04), (2, 3), (3, 3), (4, 10.06))
    ]
    found = within(rows, center, 10.0)
    assert [row["id"] for _, row in found] == [1, 2, 3]
    assert [row["id"] for row in nearest(found)] == [3, 2, 1]


def test_circles_become_ever_smaller():
    assert list(radii(64.0)) == [64, 32, 16, 8, 4, 2, 1]
