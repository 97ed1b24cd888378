"""Who is in a service territory, and taking somebody out of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import pool_members
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.providers.access import provider_of, tier_in
from tools.providers.params import Direction, ProviderId, Search, TierId
from tools.providers.pool_tiers import taken_out
from tools.providers.shapes import Pagination, name_of, rating_of
from tools.questions import quoted
from tools.rules.places import Point, told_km
from tools.rules.sentences import worded
from tools.shapes import Theirs
from tools.work_orders.dispatch.geography import geographies
from tools.work_orders.dispatch.params import TerritoryId
from tools.work_orders.dispatch.territory_access import territory_of_company

TOOLSET = "dispatch"

Sort = Literal["provider_id", "name", "tier", "rating", "distance", "added_at"]


class TierOfMember(TypedDict):
    id: int
    name: str
    order: int


class TerritoryMember(TypedDict):
    """distance_km: from their neighbourhood to the center in whole kilometres, when both are known. active: false when they
    take no work any more."""

    provider_id: int
    name: Theirs
    rating: NotRequired[str | None]
    tier: TierOfMember
    distance_km: NotRequired[str | None]
    exists_in_multiple_talent_pool_groups: bool
    active: bool


class TerritoryMembers(TypedDict):
    results: list[TerritoryMember]
    pagination: Pagination
    total: int
    next_cursor: NotRequired[str | None]


class TakenOut(TypedDict):
    service_territory_id: str
    tier_id: int


class RemovedMember(TypedDict):
    removed: list[TakenOut]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "who covers the east side",
        "technicians in that region",
        "crew of the coverage zone",
        "list the providers of a service territory",
        "who of the area lives nearest to its center",
        "members of the first tier of the territory",
        "people assigned to the zone",
        "best rated technicians of the region",
        "who was added to the area last",
        "is Marco in the east territory",
        "how far away do the people of the zone live",
    ),
)
def list_service_territory_providers(
    call: Call,
    page: Page,
    service_territory_id: TerritoryId,
    tier_id: Annotated[TierId, Field(description="Only people of this tier of the territory.")] | None = None,
    search: Search | None = None,
    sort_by: Annotated[Sort, Field(description="tier: then by name. distance: unknown homes last.")] = "tier",
    sort_direction: Direction = "asc",
) -> TerritoryMembers:
    """List the providers of a service territory with their tier and the distance from home to its center.

    exists_in_multiple_talent_pool_groups: they are in another group or territory of the project. Moving people:
    update_provider_project_talent_pools."""
    group = territory_of_company(call, service_territory_id)
    if tier_id is not None:
        tier_in(call, group, tier_id)
    center = geographies(call, [group["id"]])[group["id"]].center
    sql, params = pool_members.listed(group, tier_id, search)
    if sort_by == "distance":
        members = sorted(call.tx.all(sql, **params), key=lambda row: row["person_id"])
        rows, next_cursor, total = page.slice(_by_distance(members, center, sort_direction == "desc"))
    else:
        rows, next_cursor, total = page.rows(call.tx, sql, params, pool_members.order(sort_by, sort_direction))
    return {
        "results": [_member(row, center) for row in rows],
        "pagination": {"has_next_page": next_cursor is not None},
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    example={
        "service_territory_id": "5b0f3a0e-0000-4000-8000-0000000000aa", "provider_id": 25, "remove_from_project": True,
    },
    find=(
        "she no longer works in that region",
        "drop him from every area of the rollout",
        "remove technician 25 from the zone's first tier",
        "take a provider out of a service territory",
        "out of all territories of the project with her",
        "the installer moved away from the east side",
        "strike him off the region",
        "end a membership of a coverage zone",
        "he should not get jobs of this area any more",
        "delete a person from the territory",
        "no more visits of that zone for this contractor",
    ),
)  # fmt: skip
def remove_service_territory_provider(
    call: Call,
    service_territory_id: TerritoryId,
    provider_id: ProviderId,
    tier_id: Annotated[TierId, Field(description="The tier they leave; or pass remove_from_project.")] | None = None,
    remove_from_project: Annotated[
        bool, Field(description="true: out of all service territories of the project; or pass tier_id.")
    ]
    | None = None,
) -> RemovedMember:
    """Take a provider out of one tier of a service territory, or out of all territories of its project.

    Pass either tier_id or remove_from_project: true. The notes kept on them there go too; open offers stay, the person is not
    told, and the plain talent pool groups of the project stay as they are."""
    group = territory_of_company(call, service_territory_id)
    ending = taken_out(call, group, provider_id, tier_id, remove_from_project)
    name = name_of(provider_of(call, provider_id))
    call.confirm(
        worded("Take provider {provider_id} out of 1 service territory", provider_id=provider_id)
        if len(ending) == 1
        else worded(
            "Take provider {provider_id} out of {count} service territories", provider_id=provider_id, count=len(ending)
        ),
        record=f"service_territory:{group['uuid']}",
        details=(worded("The notes kept on them there are deleted"), worded("Provider {name}", name=quoted(name))),
    )
    for row in ending:
        pool_members.remove(call.tx, row["group_id"], provider_id)
    return {"removed": [{"service_territory_id": row["uuid"], "tier_id": row["tier_id"]} for row in ending]}


def _by_distance(rows: list[Row], center: Point | None, farthest_first: bool) -> list[Row]:
    """Nearest first, or farthest; people without a distance last in either direction."""
    known = [(way, row) for row in rows if (way := _distance(row, center)) is not None]
    known.sort(key=lambda found: found[0], reverse=farthest_first)
    return [*(row for _, row in known), *(row for row in rows if _distance(row, center) is None)]


def _member(row: Row, center: Point | None) -> TerritoryMember:
    way = _distance(row, center)
    return {
        "provider_id": row["person_id"],
        "name": name_of(row),
        "rating": rating_of(row),
        "tier": {"id": row["tier_id"], "name": row["tier"], "order": row["tier_order"]},
        "distance_km": str(way) if way is not None else None,
        "exists_in_multiple_talent_pool_groups": bool(row["elsewhere"]),
        "active": bool(row["active"]),
    }


def _distance(row: Row, center: Point | None) -> Decimal | None:
    """Where they live to the center, as it is told."""
    if center is None or row["latitude_e6"] is None:
        return None
    home = Point(row["latitude_e6"] / 1_000_000, row["longitude_e6"] / 1_000_000)
    return told_km(home, center)
