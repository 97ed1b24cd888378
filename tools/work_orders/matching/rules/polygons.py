"""Areas drawn as GeoJSON polygons: read with all that is wrong with them, and asked whether they hold a place.

Edges are straight lines of longitude and latitude; what lies on one is inside. A polygon over the date line is read with
longitudes past 180, so that it is not taken for the rest of the world."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tools.rules.places import Point
from tools.rules.sentences import worded

if TYPE_CHECKING:
    from shapely import Polygon

MOST_CORNERS = 1000
# How far outside of a box in degrees something may still be meant by it.
NEARBY = 3.0

# Longitude, latitude.
Corner = tuple[float, float]
ORDER_HINT = worded("GeoJSON positions are [longitude, latitude]")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The box around an area in degrees; over the date line east is past 180."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        if not self.south - margin <= point.latitude <= self.north + margin:
            return False
        turns = (point.longitude, point.longitude + 360, point.longitude - 360)
        return any(self.west - margin <= longitude <= self.east + margin for longitude in turns)

    @property
    def swapped(self) -> Bounds:
        """The same corners with latitude and longitude the other way round."""
        return Bounds(self.west, self.south, self.east, self.north)

    @property
    def middle(self) -> Point:
        longitude = (self.west + self.east) / 2
        return Point((self.south + self.north) / 2, longitude - 360 if longitude > 180 else longitude)


@dataclass(frozen=True, slots=True)
class Outline:
    """One or more polygons."""

    parts: tuple[Polygon, ...]
    bounds: Bounds

    def covers(self, place: Point) -> bool:
        """Whether a place lies inside or on the border."""
        from shapely import Point as Spot

        if not self.bounds.holds(place):
            return False
        spots = [Spot(place.longitude + turn, place.latitude) for turn in (0, 360, -360)]
        return any(part.covers(spot) for part in self.parts for spot in spots)


@lru_cache(maxsize=256)
def stored(text: str) -> Outline:
    """An area as it is kept, which was read before."""
    return read(json.loads(text))


def read(given: Mapping[str, Any]) -> Outline:
    """An area from GeoJSON: a Polygon or MultiPolygon, or a Feature with one. ValueError says what is wrong and where."""
    area = geometry(given)
    polygons = area["coordinates"] if area["type"] == "MultiPolygon" else [area["coordinates"]]
    if not isinstance(polygons, list) or not polygons:
        raise ValueError(worded("has no coordinates"))
    rings = [_rings(polygon) for polygon in polygons]
    if sum(len(ring) for polygon in rings for ring in polygon) > MOST_CORNERS:
        raise ValueError(worded("has more than {most_corners} corners; simplify it", most_corners=MOST_CORNERS))
    parts = tuple(_polygon(polygon) for polygon in rings)
    boxes = [part.bounds for part in parts]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return Outline(parts, Bounds(south, west, max(box[3] for box in boxes), max(box[2] for box in boxes)))


def seems_swapped(bounds: Bounds, known: Iterable[Point]) -> bool:
    """Whether known places fit only with latitude and longitude the other way round: none is near it, but one then."""
    places = list(known)
    near = any(bounds.holds(place, NEARBY) for place in places)
    return not near and any(bounds.swapped.holds(place, NEARBY) for place in places)


def geometry(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The polygon itself, its type and coordinates, out of the wrappings that map programs put around it."""
    kind = given.get("type")
    if kind == "Feature" and isinstance(given.get("geometry"), dict):
        return geometry(given["geometry"])
    features = given.get("features")
    if (
        kind == "FeatureCollection"
        and isinstance(features, list)
        and len(features) == 1
        and isinstance(features[0], dict)
    ):
        return geometry(features[0])
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(
            worded("must be a GeoJSON Polygon or MultiPolygon: {{type, coordinates}}, or one Feature with it")
        )
    return {"type": kind, "coordinates": given.get("coordinates")}


def _rings(polygon: object) -> list[list[Corner]]:
    if not isinstance(polygon, list) or not polygon:
        raise ValueError(worded("a polygon is a list of rings, each a list of positions: [[[-93.3, 44.9], ...]]"))
    return [_unrolled(_closed(_corners(ring))) for ring in polygon]


def _corners(ring: object) -> list[Corner]:
    if not isinstance(ring, list):
        raise ValueError(worded("a ring is a list of positions: [[-93.3, 44.9], ...]"))
    return [_corner(position) for position in ring]


def _corner(position: object) -> Corner:
    """Longitude and latitude; a height is left out."""
    if not isinstance(position, list | tuple) or len(position) not in (2, 3) or not all(map(_is_number, position)):
        raise ValueError(
            worded("{position} is no position; {order_hint}", position=str(position)[:60], order_hint=ORDER_HINT)
        )
    longitude, latitude = position[0] * 1.0, position[1] * 1.0
    if abs(latitude) > 90:
        hint = worded("; latitude and longitude seem swapped") if abs(longitude) <= 90 and abs(latitude) <= 180 else ""
        raise ValueError(
            worded(
                "[{longitude:g}, {latitude:g}] has a latitude beyond 90 degrees{hint}: {order_hint}",
                longitude=longitude,
                latitude=latitude,
                hint=hint,
                order_hint=ORDER_HINT,
            )
        )
    if abs(longitude) > 360:
        raise ValueError(
            worded(
                "[{longitude:g}, {latitude:g}] has a longitude beyond 180 degrees; {order_hint}",
                longitude=longitude,
                latitude=latitude,
                order_hint=ORDER_HINT,
            )
        )
    return longitude, latitude


def _is_number(value: object) -> bool:
    # Also a height; no number that is none, and none too large to be one.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _closed(ring: Sequence[Corner]) -> list[Corner]:
    """A ring that ends where it begins."""
    closed = list(ring) if ring and ring[0] == ring[-1] else [*ring, *ring[:1]]
    if len(set(closed)) < 3:
        raise ValueError(worded("a ring needs at least three different corners"))
    return closed


def _unrolled(ring: Sequence[Corner]) -> list[Corner]:
    """A ring whose every edge goes the shorter way round the earth, its longitudes past 180 where need be."""
    unrolled = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = unrolled[-1][0]
        unrolled.append((longitude - 360 * round((longitude - before) / 360), latitude))
    if abs(unrolled[-1][0] - unrolled[0][0]) > 1:
        raise ValueError(worded("goes round a pole or the whole earth; draw it as parts"))
    # So that it lies between -180 and 540 wherever its corners were counted from.
    turn = 360 * math.floor((min(longitude for longitude, _ in unrolled) + 180) / 360)
    return [(longitude - turn, latitude) for longitude, latitude in unrolled]


def _polygon(rings: Sequence[Sequence[Corner]]) -> Polygon:
    from shapely import Polygon, is_valid_reason, prepare

    shell = Polygon(rings[0])
    polygon = Polygon(rings[0], [_beside(shell, ring) for ring in rings[1:]])
    if not polygon.is_valid:
        raise ValueError(
            worded(
                "is no area: {in_words}. Draw it so that no border crosses another",
                in_words=_in_words(is_valid_reason(polygon)),
            )
        )
    if polygon.area == 0:
        raise ValueError(worded("has no area: its corners lie on one line"))
    prepare(polygon)
    return polygon


def _beside(shell: Polygon, hole: Sequence[Corner]) -> list[Corner]:
    """A hole counted from where its shell is."""
    west, _, east, _ = shell.bounds
    middle = (west + east) / 2
    turn = 360 * round((middle - hole[0][0]) / 360)
    return [(longitude + turn, latitude) for longitude, latitude in hole]


# What GEOS says of areas that are none.
_REASONS: Mapping[str, str] = {
    "Self-intersection": worded("its border crosses itself"),
    "Ring Self-intersection": worded("its border touches itself"),
    "Hole lies outside shell": worded("a hole lies outside of it"),
    "Holes are nested": worded("a hole lies within another"),
    "Interior is disconnected": worded("its holes cut it into parts"),
}
_CROSSED = worded("its borders cross each other")


def _in_words(reason: str) -> str:
    """'Self-intersection[0.5 0.5]' as a sentence, with the place."""
    what, bracket, where = reason.partition("[")
    said = _REASONS.get(what.strip(), _CROSSED)
    return worded("{said} at [{at}]", said=said, at=", ".join(where.rstrip("]").split())) if bracket else said
