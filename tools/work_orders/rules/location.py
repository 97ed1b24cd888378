"""Where a work order takes place: what a proper site is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

from tools.errors import Invalid
from tools.rules.countries import COUNTRIES
from tools.rules.places import EARTH_RADIUS_KM, unit_point
from tools.rules.sentences import worded

ADDRESS = ("address1", "address2", "city", "state", "zip", "country")
POINT = ("latitude", "longitude")


def check_location(location: Mapping[str, Any]) -> None:
    """Invalid names every fault of a location as given: {mode, saved_location_id, address, coordinates, ...}."""
    faults: dict[str, str] = {}
    mode = location.get("mode")
    if mode == "remote":
        faults = {
            f"location.{name}": worded("must be left out for mode remote")
            for name in (*ADDRESS, *POINT, "saved_location_id")
            if location.get(name) is not None
        }
    elif mode == "saved":
        if location.get("saved_location_id") is None:
            faults["location.saved_location_id"] = worded("is needed for mode saved; list_saved_locations has it")
    elif mode == "custom":
        faults = {f"location.{name}": fault for name, fault in site_faults(location).items()}
    else:
        faults["location.mode"] = worded("is needed: custom, saved or remote")
    if faults:
        raise Invalid(faults)


def site_faults(site: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with an address, by field. Coordinates stand in for a street and a postal code."""
    faults: dict[str, str] = {}
    has_point = all(site.get(name) is not None for name in POINT)
    for name in POINT:
        if site.get(name) is None and not has_point and any(site.get(other) is not None for other in POINT):
            faults[name] = worded("is needed too: both coordinates or none")
    country = site.get("country")
    if country is None:
        faults["country"] = worded("is needed, two letters such as US")
    elif country not in COUNTRIES:
        faults["country"] = worded("must be the two letters of a country, such as US")
    if not has_point and not faults.keys() & set(POINT):
        for name in ("address1", "zip"):
            if not site.get(name):
                faults[name] = worded("is needed unless coordinates are given")
    return faults


def circle_on_sphere(latitude: float, longitude: float, kilometres: float) -> tuple[tuple[float, float, float], float]:
    """The middle of a circle as a point of the unit sphere, and the cosine of the angle between it and the rim."""
    angle = min(kilometres / EARTH_RADIUS_KM, math.pi)
    # A hair more than the rim, so that rounding leaves nobody out who stands on it.
    return cast(tuple[float, float, float], unit_point(latitude, longitude)), math.cos(angle) - 1e-12
