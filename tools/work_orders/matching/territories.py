"""The territory that dispatch takes an order's people from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from store.database import Row
from store.work_orders.dispatch import territories as service_territories
from tools.call import Call
from tools.rules.places import Point
from tools.work_orders.matching.candidates import site_of
from tools.work_orders.matching.rules.polygons import stored
from tools.work_orders.matching.rules.postal_codes import beginnings, site_codes
from tools.work_orders.matching.rules.territories import MatchedBy, Territory, matched
from tools.work_orders.rules.candidates import Area


@dataclass(frozen=True, slots=True)
class Found:
    """The territory an order lies in, and by what it was found."""

    territory: Territory
    matched_by: MatchedBy

    def area(self, max_distance_km: Decimal | None = None) -> Area:
        """Where dispatch looks. Homes are asked about only where the territory is drawn, and the site lies in that."""
        if self.matched_by == "radius":
            return Area(max_distance_km, center=self.territory.center, radius_km=self.territory.radius_km)
        if self.matched_by == "polygon":
            return Area(max_distance_km, outline=self.territory.outline)
        return Area(max_distance_km)


def territory_of(call: Call, row: Row) -> Found | None:
    """The active territory of the order's project that its site lies in; None for remote orders."""
    if row["project_id"] is None or row["location_mode"] == "remote":
        return None
    country, site = row["country"], site_of(row)
    codes = site_codes(country, row["zip"]) if country else []
    found = matched(_near(call, row, country, codes, site), codes, site)
    return Found(*found) if found else None


def _near(call: Call, row: Row, country: str, codes: list[str], site: Point | None) -> list[Territory]:
    """The territories that may be it, each with those of its postal codes that the site's begins with."""
    company, project = row["company_id"], row["project_id"]
    rows: dict[int, Row] = {}
    hits: dict[int, set[tuple[str, bool]]] = {}
    if codes:
        for each in service_territories.by_postal_code(call.tx, company, project, country, codes, beginnings(codes)):
            rows[each["group_id"]] = each
            hits.setdefault(each["group_id"], set()).add((each["code"], bool(each["is_prefix"])))
    if site is not None:
        latitude_e6, longitude_e6 = round(site.latitude * 1_000_000), round(site.longitude * 1_000_000)
        for each in service_territories.around(call.tx, company, project, latitude_e6, longitude_e6):
            rows.setdefault(each["group_id"], each)
    return [territory(each, frozenset(hits.get(id, ()))) for id, each in rows.items()]


def territory(row: Row, codes: frozenset[tuple[str, bool]] = frozenset()) -> Territory:
    """A territory as loaded with its place."""
    return Territory(
        row["uuid"],
        row["name"],
        None if row["latitude"] is None else Point(row["latitude"], row["longitude"]),
        None if row["radius_km"] is None else Decimal(row["radius_km"]),
        stored(row["polygon"]) if row["polygon"] else None,
        codes,
    )
