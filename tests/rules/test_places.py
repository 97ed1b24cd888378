from decimal import Decimal

import pytest

from tools.rules.places import Point, distance_km, drive_seconds, rounded_km


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Point(0, 0), Point(0, 0), "0.0"),
        (Point(0, 0), Point(0, 1), "111.2"),
        (Point(0, 0), Point(0, 180), "20015.1"),
        (Point(52.52, 13.405), Point(48.137, 11.575), "504.3"),
    ],
)
def test_distances_are_great_circles(a, b, expected):
    assert rounded_km(distance_km(a, b)) == Decimal(expected) == rounded_km(distance_km(b, a))


@pytest.mark.parametrize(("way", "expected"), [(5.04, "5.0"), (4.96, "5.0"), (5.05, "5.1"), (0.0, "0.0")])
def test_distances_are_compared_to_a_tenth_half_up(way, expected):
    assert rounded_km(way) == Decimal(expected)


def test_the_way_is_driven_at_fifty():
    assert drive_seconds(100) == 7200
    assert drive_seconds(0) == 0
    assert drive_seconds(0.001) == 1
