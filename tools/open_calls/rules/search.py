"""What a search of open calls may ask together, and how far around a place it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from tools.rules.places import Point, distance_km, rounded_km
from tools.rules.sentences import worded

SortBy = Literal["match", "newest", "pay_per_hour", "distance", "ends"]

USUAL_RADIUS_KM = Decimal(50)
# Up to so many around a place are sorted by how far they are.
MOST_NEAR = 500
# What rounding may bring into a circle.
SLACK_KM = 0.1


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was asked for, as far as its parts go together or not."""

    has_words: bool = False
    near: bool = False
    radius_km: Decimal | None = None
    sort_by: SortBy | None = None
    currency: str | None = None
    has_amounts: bool = False
    start_from: datetime | None = None
    start_until: datetime | None = None


def faults(query: Query) -> dict[str, str]:
    """Everything that cannot be asked together, by parameter."""
    found = {}
    if query.radius_km is not None and not query.near:
        found["radius_km"] = worded("goes around near: pass near with latitude and longitude")
    if query.sort_by == "distance" and not query.near:
        found["sort_by"] = worded("distance needs near: the place that distances go from")
    if query.sort_by == "match" and not query.has_words:
        found["sort_by"] = worded("match needs query: the words that calls are compared with")
    if query.currency is None and (query.has_amounts or query.sort_by == "pay_per_hour"):
        found["currency"] = worded(
            "is needed with min_price, min_per_hour and the order pay_per_hour: amounts do not mix"
        )
    if query.start_from and query.start_until and query.start_until < query.start_from:
        found["start_until"] = worded("lies before start_from")
    return found


def radii(radius_km: float) -> Iterator[float]:
    """Ever smaller circles, for where too many lie in the one asked for."""
    for part in (1, 2, 4, 8, 16, 32, 64):
        yield radius_km / part


def within(rows: Iterable[Any], center: Point, radius_km: float) -> list[tuple[float, Any]]:
    """Rows with latitude and longitude that lie in a circle, to 0.1 km as distances are compared, with how far they are."""
    ways = ((distance_km(center, Point(row["latitude"], row["longitude"])), row) for row in rows)
    return [
        (way, row) for way, row in ways if way < radius_km + SLACK_KM and rounded_km(way) <= Decimal(str(radius_km))
    ]


def nearest(found: Iterable[tuple[float, Any]]) -> list[Any]:
    """By distance, then the newest first."""
    return [row for _, row in sorted(found, key=lambda one: (one[0], -one[1]["id"]))]
