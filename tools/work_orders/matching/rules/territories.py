"""Which service territory of a project a site belongs to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tools.rules.places import Point, distance_km
from tools.work_orders.matching.rules.polygons import Outline
from tools.work_orders.matching.rules.postal_codes import beginnings

MatchedBy = Literal["postal_code", "postal_prefix", "radius", "polygon", "none"]


@dataclass(frozen=True, slots=True)
class Territory:
    """An active territory of the project. codes: (code, is_prefix) of its postal codes in the site's country."""

    id: str
    name: str
    center: Point | None = None
    radius_km: Decimal | None = None
    outline: Outline | None = None
    codes: frozenset[tuple[str, bool]] = frozenset()

    def reaches(self, place: Point) -> bool:
        """Whether its circle does."""
        if self.center is None or self.radius_km is None:
            return False
        return Decimal(distance_km(self.center, place)) <= self.radius_km

    def covers(self, place: Point) -> bool:
        """Whether its polygon does."""
        return self.outline is not None and self.outline.covers(place)


def matched(
    territories: Sequence[Territory], codes: Sequence[str], site: Point | None
) -> tuple[Territory, MatchedBy] | None:
    """The territory of a site and by what it was found; None when there is none.

    codes: the site's postal code, the exact form first. A code says more than a place: the exact code, then the longest
    prefix, then the circle whose center is nearest, then a polygon around the site."""
    for code in codes:
        if found := [each for each in territories if (code, False) in each.codes]:
            return _nearest(found, site), "postal_code"
    for prefix in beginnings(codes):
        if found := [each for each in territories if (prefix, True) in each.codes]:
            return _nearest(found, site), "postal_prefix"
    if site is None:
        return None
    if found := [each for each in territories if each.reaches(site)]:
        return _nearest(found, site), "radius"
    if found := [each for each in territories if each.covers(site)]:
        return _nearest(found, site), "polygon"
    return None


def _nearest(territories: Iterable[Territory], site: Point | None) -> Territory:
    """Of several the one whose center is nearest, those without one last; then by name, then by id."""

    def key(one: Territory) -> tuple[float, str, str]:
        way = distance_km(one.center, site) if one.center and site else math.inf
        return way, one.name, one.id

    return min(territories, key=key)
