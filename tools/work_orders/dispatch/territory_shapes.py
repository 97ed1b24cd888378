"""How territories are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from tools.call import Call
from tools.providers.shapes import AttributeShape, TierShape, TotalShape, pool_groups
from tools.work_orders.dispatch.geography import geographies
from tools.work_orders.dispatch.rules.geography import Geography
from tools.work_orders.matching.rules.polygons import stored

CODES_IN_LISTS = 20


class PlaceShape(TypedDict):
    latitude: float
    longitude: float


class BoundsShape(TypedDict):
    """The box around a polygon; over the date line the east is past 180 degrees."""

    south_west: PlaceShape
    north_east: PlaceShape


class TerritoryShape(TypedDict):
    """A territory in full. polygon: GeoJSON as it was given, as text. In lists without it, and with its first postal codes."""

    service_territory_id: str
    company_id: int
    project_id: int
    name: str
    display_name: NotRequired[str | None]
    center: NotRequired[PlaceShape | None]
    radius_km: NotRequired[str | None]
    postal_codes: list[str]
    postal_codes_total: int
    countries: list[str]
    polygon: NotRequired[str | None]
    polygon_bounds: NotRequired[BoundsShape | None]
    tiers: list[TierShape]
    attributes: list[AttributeShape]
    active: bool
    providers: TotalShape
    created_at: str
    updated_at: str


def territories(call: Call, rows: Sequence[Row], in_full: bool = True) -> list[TerritoryShape]:
    """Loaded groups of kind territory with where they are."""
    places = geographies(call, [row["id"] for row in rows])
    found: list[TerritoryShape] = []
    for row, group in zip(rows, pool_groups(call, rows), strict=True):
        place = places[row["id"]]
        codes = [code.written for code in place.codes]
        found.append(
            {
                "service_territory_id": group["talent_pool_group_id"],
                "company_id": group["company_id"],
                "project_id": group["project_id"],
                "name": group["name"],
                "display_name": group.get("display_name"),
                "center": _center(place),
                "radius_km": f"{place.radius_km:f}" if place.radius_km is not None else None,
                "postal_codes": codes if in_full else codes[:CODES_IN_LISTS],
                "postal_codes_total": len(codes),
                "countries": list(place.countries),
                "polygon": place.polygon if in_full else None,
                "polygon_bounds": _bounds(place),
                "tiers": group["tiers"],
                "attributes": group["attributes"],
                "active": bool(row["active"]),
                "providers": group["providers"],
                "created_at": group["created_at"],
                "updated_at": group["updated_at"],
            }
        )
    return found


def _center(place: Geography) -> PlaceShape | None:
    if place.center is None:
        return None
    return {"latitude": place.center.latitude, "longitude": place.center.longitude}


def _bounds(place: Geography) -> BoundsShape | None:
    if place.polygon is None:
        return None
    box = stored(place.polygon).bounds
    return {
        "south_west": {"latitude": box.south, "longitude": box.west},
        "north_east": {"latitude": box.north, "longitude": box.east},
    }
