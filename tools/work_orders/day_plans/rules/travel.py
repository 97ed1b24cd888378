"""How long the way from one place to another takes by car, from the great circle alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tools.rules.places import Point, distance_km

# Two places nearer than this are one.
SAME_PLACE_KM = 0.05
# A way of so many whole seconds stays so, whatever the last digit of its kilometres does.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Roads:
    """How roads are: longer than the great circle by a factor, and faster the farther one goes.

    speeds: stretches of the way one after the other, (kilometres, km/h); the rest is driven at `beyond`."""

    detour: float = 1.3
    speeds: tuple[tuple[int, int], ...] = ((5, 25), (15, 40), (40, 60))
    beyond: int = 80


USUAL = Roads()


def travel_seconds(kilometres: float, roads: Roads = USUAL) -> int:
    """Seconds for a great circle of so many km. It grows and flattens from 0, so a stop on the way never saves time."""
    if kilometres < SAME_PLACE_KM:
        return 0
    left, hours = kilometres * roads.detour, 0.0
    for stretch, speed in roads.speeds:
        driven = min(left, stretch)
        hours += driven / speed
        left -= driven
    return math.ceil((hours + left / roads.beyond) * 3600 - ROUNDING)


def travel_between(places: Sequence[Point], roads: Roads = USUAL) -> list[list[int]]:
    """Seconds from every place to every other."""
    found = [[0] * len(places) for _ in places]
    for i, place in enumerate(places):
        for j in range(i):
            found[i][j] = found[j][i] = travel_seconds(distance_km(place, places[j]), roads)
    return found
