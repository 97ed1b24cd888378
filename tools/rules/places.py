"""Points on the earth and the way between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

EARTH_RADIUS_KM = 6371.0088
SPEED_KMH = 50
# A home is reckoned with to a hundredth of a degree, about a kilometre: whoever asks from many places learns no more.
HOME_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, north and east positive."""

    latitude: float
    longitude: float


def distance_km(a: Point, b: Point) -> float:
    """Great circle between two points in km."""
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    half_north = math.sin((north_b - north_a) / 2)
    half_east = math.sin(math.radians(b.longitude - a.longitude) / 2)
    chord = half_north**2 + math.cos(north_a) * math.cos(north_b) * half_east**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def rounded_home(home: Point) -> Point:
    """Where somebody lives, as far as others may work it out."""
    return Point(round(home.latitude, HOME_DECIMALS), round(home.longitude, HOME_DECIMALS))


def box(center: Point, kilometres: float) -> tuple[float, float, float, float]:
    """South, north, west, east of a box that holds everything so near; at a pole or the date line all longitudes."""
    up = math.degrees(kilometres / EARTH_RADIUS_KM)
    south, north = center.latitude - up, center.latitude + up
    if south <= -90 or north >= 90:
        return max(south, -90.0), min(north, 90.0), -180.0, 180.0
    farthest = math.cos(math.radians(max(abs(south), abs(north))))
    side = math.degrees(kilometres / EARTH_RADIUS_KM / farthest)
    west, east = center.longitude - side, center.longitude + side
    return (south, north, -180.0, 180.0) if west < -180 or east > 180 else (south, north, west, east)


def unit_point(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None, float | None]:
    """A place as a point of the unit sphere: the product of two such points is the cosine of the angle between them."""
    if latitude is None or longitude is None:
        return None, None, None
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def rounded_km(kilometres: float | Decimal) -> Decimal:
    """To 0.1 km, half up: the form that is compared and shown."""
    return Decimal(str(kilometres)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def told_km(home: Point, place: Point) -> Decimal:
    """How far somebody lives from a place, as others are told it: whole kilometres, from their neighbourhood."""
    return rounded_km(round(distance_km(rounded_home(home), place)))


def drive_seconds(kilometres: float) -> int:
    return math.ceil(kilometres / SPEED_KMH * 3600)
