import pytest

from tools.rules.places import Point
from tools.work_orders.matching.rules.polygons import MOST_CORNERS, Bounds, read, seems_swapped

SQUARE = [[-93.4, 44.9], [-93.2, 44.9], [-93.2, 45.1], [-93.4, 45.1], [-93.4, 44.9]]
FIJI = [[177, -19], [-178, -19], [-178, -16], [177, -16], [177, -19]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_what_lies_inside_or_on_the_border_is_held():
    area = read(polygon(SQUARE))
    assert area.covers(Point(45.0, -93.3))
    for latitude, longitude in [(44.9, -93.3), (45.0, -93.4), (45.1, -93.2), (44.9, -93.4)]:
        assert area.covers(Point(latitude, longitude))
    assert not area.covers(Point(44.899999, -93.3))
    assert not area.covers(Point(-93.3, 45.0))


def test_neighbours_share_their_border_and_nothing_else():
    east = read(polygon([[x + 0.2, y] for x, y in SQUARE]))
    west = read(polygon(SQUARE))
    assert west.covers(Point(45.0, -93.2))
    assert east.covers(Point(45.0, -93.2))
    assert not west.covers(Point(45.0, -93.199999))
    assert not east.covers(Point(45.0, -93.200001))


@pytest.mark.parametrize("ring", [FIJI, FIJI[::-1], FIJI[:-1], [[x + 360 if x < 0 else x, y] for x, y in FIJI]])
def test_a_polygon_over_the_date_line_is_not_the_rest_of_the_world(ring):
    area = read(polygon(ring))
    assert area.covers(Point(-18.1, 178.4))
    assert area.covers(Point(-18.1, -179.0))
    assert area.covers(Point(-18.1, 180.0))
    assert area.covers(Point(-18.1, -180.0))
    assert not area.covers(Point(-18.1, 0.0))
    assert not area.covers(Point(51.5, 0.0))
    assert area.bounds == Bounds(-19, 177, -16, 182)


def test_a_part_on_each_side_of_the_date_line_is_one_area():
    parts = [[[[177, -19], [180, -19], [180, -16], [177, -16]]], [[[-180, -19], [-178, -19], [-178, -16], [-180, -16]]]]
    area = read({"type": "MultiPolygon", "coordinates": parts})
    assert all(area.covers(Point(-18, longitude)) for longitude in (178, -179, 180))
    assert not area.covers(Point(-18, 100))


def test_a_hole_is_outside():
    area = read(polygon(SQUARE, [[-93.35, 44.95], [-93.25, 44.95], [-93.25, 45.05], [-93.35, 45.05]]))
    assert not area.covers(Point(45.0, -93.3))
    assert area.covers(Point(44.92, -93.3))
    fiji = read(polygon(FIJI, [[-179.5, -18], [-179, -18], [-179, -17]]))
    assert not fiji.covers(Point(-17.7, -179.1))
    assert fiji.covers(Point(-18.5, -179.1))


def test_an_open_ring_is_closed_and_a_feature_unwrapped():
    feature = {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE[:-1])}
    assert read(feature).covers(Point(45.0, -93.3))
    assert read({"type": "FeatureCollection", "features": [feature]}).covers(Point(45.0, -93.3))
    assert read(polygon([[x, y, 250.0] for x, y in SQUARE])).covers(Point(45.0, -93.3))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (polygon([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]), r"its border crosses itself at \[0\.5, 0\.5\]"),
        (polygon([[y, x] for x, y in SQUARE]), r"latitude and longitude seem swapped: .*\[longitude, latitude\]"),
        (polygon([[0, 0], [1, 1], [2, 2]]), "is no area"),
        (polygon([[0, 0], [1, 1], [0, 0]]), "three different corners"),
        (polygon([]), "three different corners"),
        (polygon(), "list of rings"),
        (polygon(SQUARE, [[5, 5], [6, 5], [6, 6]]), "a hole lies outside of it"),
        (polygon([[0, 80], [120, 80], [-120, 80]]), "round a pole"),
        (polygon([[0, 0], ["1", 0], [1, 1]]), "is no position"),
        (polygon([[0, 0], [1], [1, 1]]), "is no position"),
        (polygon([[0, 0], [float("nan"), 0], [1, 1]]), "is no position"),
        (polygon([[0, 0], [10**400, 0], [1, 1]]), "is no position"),
        (polygon([[0, 0], [True, 0], [1, 1]]), "is no position"),
        (polygon([[0, 0], [400, 0], [1, 1]]), "longitude beyond 180"),
        (polygon(0), "a ring is a list"),
        ({"type": "Polygon"}, "list of rings"),
        ({"type": "MultiPolygon", "coordinates": []}, "no coordinates"),
        ({"type": "Point", "coordinates": [0, 0]}, "Polygon or MultiPolygon"),
        ({"type": "LineString", "coordinates": SQUARE}, "Polygon or MultiPolygon"),
        ({}, "Polygon or MultiPolygon"),
        (polygon([[index / 100, index % 2] for index in range(MOST_CORNERS + 1)]), "more than 1000 corners"),
    ],
)  # fmt: skip
def test_what_is_no_area_is_refused_with_what_is_wrong(given, says):
    with pytest.raises(ValueError, match=says):
        read(given)


def test_swapped_coordinates_are_seen_by_known_places():
    berlin = Point(52.52, 13.40)
    right = read(polygon([[13.0, 52.3], [13.8, 52.3], [13.8, 52.7], [13.0, 52.7]])).bounds
    swapped = read(polygon([[52.3, 13.0], [52.3, 13.8], [52.7, 13.8], [52.7, 13.0]])).bounds
    assert seems_swapped(swapped, [berlin])
    assert not seems_swapped(right, [berlin])
    # Nothing is known, or what is known lies elsewhere anyway.
    assert not seems_swapped(swapped, [])
    assert not seems_swapped(swapped, [Point(-33.9, 151.2)])
    assert right.middle == Point(52.5, 13.4)
