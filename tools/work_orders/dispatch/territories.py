"""Service territories: the list, one in full, a new one."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import pools
from store.work_orders.dispatch import territories as service_territories
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine, Uuid
from tools.providers.access import check_project, company_of
from tools.providers.params import Attributes, Direction, DisplayName, GroupName, NewTiers
from tools.providers.pool_tiers import free_group_name, new_group
from tools.providers.shapes import Pagination
from tools.rules.places import Point
from tools.work_orders.dispatch.geography import check_codes, check_not_swapped, given_geography, keep
from tools.work_orders.dispatch.params import (
    Center,
    CenterIn,
    Codes,
    Countries,
    Polygon,
    ProjectId,
    RadiusKm,
    TerritoryId,
)
from tools.work_orders.dispatch.rules.geography import Geography, with_given
from tools.work_orders.dispatch.territory_access import territory_of_company
from tools.work_orders.dispatch.territory_shapes import TerritoryShape, territories
from tools.work_orders.matching.rules.postal_codes import beginnings, site_codes
from tools.work_orders.matching.territories import territory
from tools.work_orders.params import Country

TOOLSET = "dispatch"

GEOGRAPHY = ("center", "radius_km", "postal_codes", "countries", "polygon")


class Territories(TypedDict):
    results: list[TerritoryShape]
    pagination: Pagination
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which regions do we cover",
        "area responsible for zip 55401",
        "coverage map of the rollout",
        "list service territories",
        "who serves this postal code",
        "which territory is this address in",
        "areas drawn for the project",
        "zones of the programme with their tiers",
        "do we have a region around the warehouse",
        "inactive coverage zones",
        "find the east area by name",
        "territories of all our projects",
    ),
)
def list_service_territories(
    call: Call,
    page: Page,
    ids: Annotated[list[Uuid], Field(min_length=1, max_length=100, description="Only these.")] | None = None,
    name: Annotated[OneLine, Field(min_length=1, max_length=120, description="Part of the name.")] | None = None,
    project_id: Annotated[Id, Field(description="Only of this project.")] | None = None,
    postal_code: Annotated[
        str,
        Field(min_length=1, max_length=20, description="Those that hold this code; with country when there is one."),
    ]
    | None = None,
    country: Annotated[Country, Field(description="Those with postal codes of this country.")] | None = None,
    near: Annotated[CenterIn, Field(description="Those whose circle or polygon holds this place.")] | None = None,
    active: bool | None = None,
    sort_by: pools.Sort = "name",
    sort_direction: Direction = "asc",
) -> Territories:
    """List the service territories that the company has drawn for its projects, with their tiers.

    Each with its first postal codes and without its polygon; get_service_territory shows all. Which one an order gets
    is told by start_smart_dispatch with dry_run."""
    wanted = pools.GroupFilter(company_of(call), "territory", ids, name, project_id, active)
    sql, params = pools.listed(wanted)
    holding = _holding(call, postal_code, country.upper() if country else None, near)
    if holding is not None:
        sql += f" AND g.id IN ({', '.join(map(str, sorted(holding))) or 'NULL'})"
    rows, next_cursor, total = page.rows(call.tx, sql, params, pools.order(sort_by, sort_direction))
    return {
        "results": territories(call, rows, in_full=False),
        "pagination": {"has_next_page": next_cursor is not None},
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={
        "project_id": 1, "name": "East", "center": {"latitude": 44.98, "longitude": -93.27}, "radius_km": "50",
    },
    find=(
        "define the riverside east area",
        "cover everything within 50 km of the warehouse",
        "region from these zip codes",
        "draw a service territory",
        "make a coverage zone for the project",
        "a new area by polygon",
        "set up regions with first and second choice technicians",
        "territory from a map drawing",
        "create a zone by postal code prefixes",
        "divide the rollout into regions",
        "area around a city for dispatch",
        "import our region as GeoJSON",
    ),
)  # fmt: skip
def create_service_territory(
    call: Call,
    project_id: ProjectId,
    name: GroupName,
    tiers: NewTiers | None = None,
    display_name: DisplayName | None = None,
    center: Center | None = None,
    radius_km: RadiusKm | None = None,
    postal_codes: Codes | None = None,
    countries: Countries | None = None,
    polygon: Polygon | None = None,
    attributes: Attributes | None = None,
    active: bool = True,
) -> TerritoryShape:
    """Draw an area for a project, by a circle, postal codes or a polygon, with tiers of providers.

    Automatic dispatch asks them for jobs in it, tier by tier. At least one of the three is needed. A site belongs to
    the territory with its exact code, else the longest prefix, else the nearest circle it lies in, else a polygon
    around it. An exact code is in one territory of a project only. People come in with
    add_providers_to_project_talent_pools."""
    check_project(call, project_id)
    kept = free_group_name(call, project_id, "territory", name)
    place = with_given(Geography(), given_geography(call.given, GEOGRAPHY))
    check_codes(call, project_id, place)
    check_not_swapped(call, company_of(call), project_id, place)
    columns = {"project_id": project_id, "name": kept, "display_name": display_name, "active": int(active)}
    group = new_group(call, "territory", columns, tiers or (), attributes)
    keep(call, group, place)
    return territories(call, [group])[0]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which zip codes belong to that region",
        "how large is the east area",
        "open the coverage zone",
        "show one service territory",
        "borders of the region as GeoJSON",
        "levels of technicians in that area",
        "where is the center of the zone",
        "how many people cover the territory",
        "details of a drawn area",
        "is the territory active",
        "tier ids of the region",
    ),
)
def get_service_territory(call: Call, service_territory_id: TerritoryId) -> TerritoryShape:
    """Give one service territory with its geography, tiers and attributes.

    list_service_territory_providers shows who is in it."""
    return territories(call, [territory_of_company(call, service_territory_id)])[0]


def _holding(call: Call, code: str | None, country: str | None, near: CenterIn | None) -> set[int] | None:
    """The groups that hold a postal code, have a country and reach a place, as far as asked; None when nothing is."""
    found: list[set[int]] = []
    if code is not None:
        # Without a country nine digits are read as those of the US: they are of no other.
        codes = site_codes(country or "US", code)
        found.append(
            set(service_territories.covering_code(call.tx, company_of(call), country, codes, beginnings(codes)))
        )
    elif country is not None:
        found.append(set(service_territories.in_country(call.tx, company_of(call), country)))
    if near is not None:
        found.append(_reaching(call, Point(near["latitude"], near["longitude"])))
    return set.intersection(*found) if found else None


def _reaching(call: Call, place: Point) -> set[int]:
    e6 = round(place.latitude * 1_000_000), round(place.longitude * 1_000_000)
    rows = service_territories.around_anywhere(call.tx, company_of(call), *e6)
    loaded = ((row["group_id"], territory(row)) for row in rows)
    return {id for id, each in loaded if each.reaches(place) or each.covers(place)}
