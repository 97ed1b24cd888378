"""The geography of territories: loaded, checked against what is known, kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from store.database import Row
from store.work_orders.dispatch import territories as service_territories
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.params import CLEARED
from tools.rules.places import Point, box
from tools.rules.sentences import worded
from tools.work_orders.dispatch.rules.geography import Geography
from tools.work_orders.matching.rules.polygons import ORDER_HINT, Bounds, seems_swapped, stored
from tools.work_orders.matching.rules.postal_codes import PostalCode
from tools.work_orders.rules.site_zone import zone_at, zones_of

KNOWN_SITES = 50
MICRO = 1_000_000


def geographies(call: Call, group_ids: Sequence[int]) -> dict[int, Geography]:
    """Where territories are, by group."""
    if not group_ids:
        return {}
    places = service_territories.geography(call.tx, group_ids)
    codes = service_territories.postal_codes(call.tx, group_ids)
    lands = service_territories.countries(call.tx, group_ids)
    return {id: _geography(places.get(id), codes[id], lands[id]) for id in group_ids}


def check_codes(call: Call, project_id: int, after: Geography, but_group_id: int | None = None) -> None:
    """Conflict when another territory of the project has one of the exact codes."""
    exact = [code.code for code in after.codes if not code.is_prefix]
    taken = service_territories.taken_code(call.tx, project_id, exact, after.countries, but_group_id)
    if taken is not None:
        raise Conflict(
            worded(
                "Postal code {written} is that of territory {name!r} ({uuid}) of the project already: take "
                "it out of one of the two.",
                written=taken["written"],
                name=taken["name"],
                uuid=taken["uuid"],
            ),
            next=(Step("get_service_territory", {"service_territory_id": taken["uuid"]}), "update_service_territory"),
        )


def check_not_swapped(call: Call, company_id: int, project_id: int, after: Geography) -> None:
    """Invalid for a polygon that fits to its center, countries or the project's sites only the other way round."""
    if after.polygon is None:
        return
    bounds = stored(after.polygon).bounds
    sites = service_territories.known_sites(call.tx, company_id, project_id, KNOWN_SITES)
    known = [Point(site["latitude"], site["longitude"]) for site in sites]
    if seems_swapped(bounds, [after.center] if after.center else known) or _of_others(bounds, after.countries):
        middle = bounds.middle
        raise Invalid(
            {
                "polygon": worded(
                    "lies around latitude {latitude:.4g}, longitude {longitude:.4g}, far from what is known; "
                    "latitude and longitude seem swapped: {order_hint}",
                    latitude=middle.latitude,
                    longitude=middle.longitude,
                    order_hint=ORDER_HINT,
                )
            }
        )


def keep(call: Call, group: Row, after: Geography) -> None:
    """Write where a territory is."""
    bounds = _box(after)
    service_territories.set_geography(
        call.tx,
        group["id"],
        group["project_id"],
        latitude=after.center.latitude if after.center else None,
        longitude=after.center.longitude if after.center else None,
        radius_km=f"{after.radius_km:f}" if after.radius_km is not None else None,
        polygon=after.polygon,
        south_e6=math.floor(bounds.south * MICRO) if bounds else None,
        north_e6=math.ceil(bounds.north * MICRO) if bounds else None,
        west_e6=math.floor(bounds.west * MICRO) if bounds else None,
        east_e6=math.ceil(bounds.east * MICRO) if bounds else None,
    )
    codes = [(code.code, code.is_prefix, code.written) for code in after.codes]
    service_territories.set_postal_codes(call.tx, group["id"], group["project_id"], codes, after.countries)


def _geography(place: Row | None, codes: Sequence[Row], lands: Sequence[str]) -> Geography:
    if place is None:
        return Geography()
    return Geography(
        Point(place["latitude"], place["longitude"]) if place["latitude"] is not None else None,
        Decimal(place["radius_km"]) if place["radius_km"] is not None else None,
        tuple(PostalCode(each["code"], bool(each["is_prefix"]), each["written"]) for each in codes),
        tuple(lands),
        place["polygon"],
    )


def _of_others(bounds: Bounds, countries: Sequence[str]) -> bool:
    """Whether the map puts the middle into other countries than these, and the swapped one into one of these."""
    zones = {zone for country in countries for zone in zones_of(country)}
    here, there = bounds.middle, bounds.swapped.middle
    if not zones or abs(there.latitude) > 90:
        return False
    return zone_at(here.latitude, here.longitude) not in zones and zone_at(there.latitude, there.longitude) in zones


def _box(after: Geography) -> Bounds | None:
    """Around circle and polygon; None without both."""
    found: list[Bounds] = []
    if after.center is not None and after.radius_km is not None:
        south, north, west, east = box(after.center, math.ceil(after.radius_km))
        found.append(Bounds(south, west, north, east))
    if after.polygon is not None:
        found.append(stored(after.polygon).bounds)
    if not found:
        return None
    return Bounds(
        min(each.south for each in found),
        min(each.west for each in found),
        max(each.north for each in found),
        max(each.east for each in found),
    )


def given_geography(given: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The parameters of a call that are about geography; None for what it empties."""
    passed = {name: given[name] for name in names if given.get(name) is not None}
    return {name: None if value is CLEARED else value for name, value in passed.items()}
