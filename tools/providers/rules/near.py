"""Providers around a place: by the neighbourhood they live in, never by their door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from tools.rules.places import Point, box, distance_km

# Homes are taken to a hundredth of a degree, about a kilometre: whoever asks from many places learns no more than that.
GRID_E6 = 10_000
# What a home may lie nearer than its neighbourhood, in kilometres.
SLACK_KM = 1.0

Sort = Literal["name", "rating", "distance", "jobs_completed"]
Box = tuple[int, int, int, int]


def neighbourhood(latitude_e6: int, longitude_e6: int) -> Point:
    """The middle of where somebody lives."""
    return Point(_snapped(latitude_e6), _snapped(longitude_e6))


def _snapped(e6: int) -> float:
    return (e6 // GRID_E6 * GRID_E6 + GRID_E6 // 2) / 1_000_000


def boxes(center: Point, radius_km: float) -> Iterator[tuple[float, Box]]:
    """Radii and boxes around a place, each half as wide as the one before, with room for neighbourhoods at the edge."""
    for part in (1, 2, 4, 8, 16, 32, 64):
        wide = radius_km / part
        south, north, west, east = (round(degrees * 1_000_000) for degrees in box(center, wide + SLACK_KM))
        yield wide, (south, north, west, east)


def around(
    rows: Sequence[Mapping[str, Any]], center: Point, radius_km: float, sort: Sort
) -> list[tuple[Mapping[str, Any], int]]:
    """Rows whose neighbourhood is so near, with the distance in whole kilometres, in the order asked for.

    rows: id, short_name_folded, rating_mean, jobs_completed, latitude_e6, longitude_e6."""
    found = []
    for row in rows:
        way = distance_km(center, neighbourhood(row["latitude_e6"], row["longitude_e6"]))
        if way <= radius_km:
            found.append((row, round(way)))
    return sorted(found, key=lambda pair: _key(pair[0], pair[1], sort))


def _key(row: Mapping[str, Any], way: int, sort: Sort) -> tuple[Any, ...]:
    if sort == "distance":
        return way, row["id"]
    if sort == "rating":
        return -(row["rating_mean"] or -1), way, row["id"]
    if sort == "jobs_completed":
        return -row["jobs_completed"], way, row["id"]
    return row["short_name_folded"], row["id"]
