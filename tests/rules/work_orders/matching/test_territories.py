from decimal import Decimal

import pytest

from tools.rules.places import Point
from tools.work_orders.matching.rules.polygons import read
from tools.work_orders.matching.rules.territories import Territory, matched

SITE = Point(44.983334, -93.26667)


def coded(name, *codes, center=None):
    """Codes as loaded: 55401, or 554* for a prefix."""
    kept = frozenset((code.rstrip("*"), code.endswith("*")) for code in codes)
    return Territory(f"id-{name}", name, center, codes=kept)


def circle(name, kilometres_away, radius):
    center = Point(SITE.latitude + kilometres_away / 111.1951, SITE.longitude)
    return Territory(f"id-{name}", name, center, Decimal(radius))


def drawn(name, half=0.1, center=None):
    x, y = SITE.longitude, SITE.latitude
    ring = [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]
    return Territory(f"id-{name}", name, center, outline=read({"type": "Polygon", "coordinates": [ring]}))


EXACT, LONG, SHORT = coded("exact", "55401"), coded("long", "5540*"), coded("short", "55*")
NEAR, FAR = circle("near", 3, "50"), circle("far", 20, "50")
DRAWN = drawn("drawn")


@pytest.mark.parametrize(
    ("territories", "expected"),
    [
        # The exact code, then the longest prefix, then the nearest circle, then a polygon.
        ([DRAWN, NEAR, SHORT, LONG, EXACT], ("exact", "postal_code")),
        ([DRAWN, NEAR, SHORT, LONG], ("long", "postal_prefix")),
        ([DRAWN, NEAR, SHORT], ("short", "postal_prefix")),
        ([DRAWN, FAR, NEAR], ("near", "radius")),
        ([DRAWN], ("drawn", "polygon")),
        ([circle("out", 51, "50")], None),
        ([drawn("b"), drawn("a")], ("a", "polygon")),
        ([drawn("a"), drawn("b", center=SITE)], ("b", "polygon")),
        ([], None),
        # Ties of prefixes: the nearer center, those without one last, then the name.
        ([coded("b", "554*"), coded("a", "554*")], ("a", "postal_prefix")),
        ([coded("a", "554*"), coded("b", "554*", center=Point(0, 0))], ("b", "postal_prefix")),
        ([coded("a", "554*", center=Point(0, 0)), coded("b", "554*", center=SITE)], ("b", "postal_prefix")),
        ([circle("b", 10, "50"), circle("a", 10, "20")], ("a", "radius")),
        # The end of a circle belongs to it; beyond it nothing does.
        ([circle("edge", 10, "10.01")], ("edge", "radius")),
        ([circle("edge", 10, "9.99")], None),
    ],
)
def test_a_site_belongs_to_one_territory(territories, expected):
    for given in (territories, territories[::-1]):
        found = matched(given, ["55401"], SITE)
        assert (found and (found[0].name, found[1])) == expected


def test_without_coordinates_only_codes_count_and_without_a_code_only_places():
    assert matched([NEAR, DRAWN], ["55401"], None) is None
    assert matched([NEAR, SHORT], [], SITE) == (NEAR, "radius")
    assert matched([SHORT], ["55401"], None) == (SHORT, "postal_prefix")


def test_all_nine_digits_come_before_five():
    assert matched([coded("five", "55401"), coded("nine", "554011234")], ["554011234", "55401"], None)[0].name == "nine"
