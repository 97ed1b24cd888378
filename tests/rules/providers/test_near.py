"""Distances to neighbourhoods."""

import pytest

from tools.providers.rules.near import around, boxes, neighbourhood
from tools.rules.places import Point, distance_km

CENTER = Point(45.0, 4.8)


def person(id, latitude, longitude, name="a", rating=None, jobs=0):
    return {
        "id": id, "latitude_e6": round(latitude * 1e6), "longitude_e6": round(longitude * 1e6), "short_name_folded": name,
        "rating_mean": rating, "jobs_completed": jobs,
    }  # fmt: skip


def test_two_doors_of_a_neighbourhood_are_one_place():
    doors = {neighbourhood(45_001_000, 4_809_999), neighbourhood(45_009_000, 4_800_001)}
    assert doors == {Point(45.005, 4.805)}
    assert neighbourhood(-1, -1) == Point(-0.005, -0.005)


@pytest.mark.parametrize(
    ("sort", "ids"),
    [("distance", [1, 3, 2]), ("name", [2, 1, 3]), ("rating", [3, 2, 1]), ("jobs_completed", [2, 3, 1])],
)
def test_people_within_the_radius_come_in_the_order_asked_for(sort, ids):
    people = [
        person(1, 45.0, 4.8, "m"), person(2, 45.3, 4.8, "a", 450, 9), person(3, 45.1, 4.8, "z", 480, 3), person(4, 46.0, 4.8),
    ]  # fmt: skip
    found = around(people, CENTER, 50, sort)
    assert [row["id"] for row, _ in found] == ids
    assert {row["id"]: way for row, way in found} == {1: 1, 2: 34, 3: 12}


def test_the_first_box_holds_everybody_whose_neighbourhood_is_within_the_radius():
    wide, (south, north, west, east) = next(iter(boxes(CENTER, 10)))
    assert wide == 10
    for latitude_e6, longitude_e6 in ((45_089_999, 4_800_000), (44_910_000, 4_800_000), (45_000_000, 4_930_000)):
        if distance_km(CENTER, neighbourhood(latitude_e6, longitude_e6)) <= 10:
            assert south <= latitude_e6 <= north
            assert west <= longitude_e6 <= east
