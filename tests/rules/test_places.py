import math
from decimal import Decimal

import pytest

from tools.rules.places import Point, box, distance_km, drive_seconds, rounded_home, rounded_km, told_km


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


@pytest.mark.parametrize("center", [Point(0, 0), Point(60, 10), Point(-45, 179), Point(89, 0), Point(52.5, -13.4)])
def test_a_box_holds_everything_that_near(center):
    south, north, west, east = box(center, 100)
    for bearing in range(0, 360, 5):
        spot = destination(center, 99.99, math.radians(bearing))
        assert south <= spot.latitude <= north
        assert west <= spot.longitude <= east


def destination(start: Point, kilometres: float, bearing: float) -> Point:
    way, lat = kilometres / 6371.0088, math.radians(start.latitude)
    north = math.asin(math.sin(lat) * math.cos(way) + math.cos(lat) * math.sin(way) * math.cos(bearing))
    east = math.atan2(
        math.sin(bearing) * math.sin(way) * math.cos(lat), math.cos(way) - math.sin(lat) * math.sin(north)
    )
    return Point(math.degrees(north), (start.longitude + math.degrees(east) + 540) % 360 - 180)


def test_what_is_told_of_the_way_from_a_home_is_the_same_for_its_neighbours():
    doors = [Point(60.1696, 24.9392), Point(60.1704, 24.9407), Point(60.17, 24.94)]
    assert {rounded_home(door) for door in doors} == {Point(60.17, 24.94)}
    assert {told_km(door, Point(60.2, 24.65)) for door in doors} == {Decimal("16.0")}
    assert told_km(Point(0, 179.999), Point(0, -179.999)) == Decimal("0.0")
