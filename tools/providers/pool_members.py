"""Who is in a tiered group, and taking somebody out of it."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import pool_members
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.providers.access import pool_group_of, provider_of, tier_in
from tools.providers.params import Direction, PoolGroupId, ProviderId, Search, TierId
from tools.providers.pool_tiers import taken_out
from tools.providers.shapes import Pagination, name_of, rating_of
from tools.questions import quoted
from tools.rules.sentences import Count, worded
from tools.shapes import Theirs

TOOLSET = "talent_pools"


class TierOfMember(TypedDict):
    id: int
    name: str
    order: int


class NoteOfMember(TypedDict):
    name: str
    value: str


class PoolMember(TypedDict):
    """attributes: notes your company keeps on them here. active: false when they take no work any more."""

    provider_id: int
    name: Theirs
    rating: NotRequired[str | None]
    tier: TierOfMember
    exists_in_multiple_talent_pool_groups: bool
    attributes: list[NoteOfMember]
    active: bool


class PoolMembers(TypedDict):
    results: list[PoolMember]
    pagination: Pagination
    total: int
    next_cursor: NotRequired[str | None]


class TakenOut(TypedDict):
    talent_pool_group_id: str
    tier_id: int


class RemovedMember(TypedDict):
    removed: list[TakenOut]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "who is on the premium level",
        "people in the project's bench",
        "technicians of the north east pool",
        "members of a talent pool group",
        "which tier is everybody in",
        "best rated people of the pool",
        "who was added to the bench last",
        "list the providers of a tiered group",
        "crew of the second level",
        "find Marco in the talent pool",
        "who of the pool is in other groups too",
    ),
)
def list_talent_pool_group_providers(
    call: Call,
    page: Page,
    talent_pool_group_id: PoolGroupId,
    tier_id: Annotated[TierId, Field(description="Only people of this tier of the group.")] | None = None,
    search: Search | None = None,
    sort_by: Annotated[pool_members.Sort, Field(description="tier: then by name.")] = "tier",
    sort_direction: Direction = "asc",
) -> PoolMembers:
    """List the providers of a tiered talent pool group with their tier and the notes kept on them.

    exists_in_multiple_talent_pool_groups: they are in another group or service territory of the same project. People without
    a rating come last when sorted by it. Moving people: update_provider_project_talent_pools."""
    group = pool_group_of(call, talent_pool_group_id)
    if tier_id is not None:
        tier_in(call, group, tier_id)
    sql, params = pool_members.listed(group, tier_id, search)
    rows, next_cursor, total = page.rows(call.tx, sql, params, pool_members.order(sort_by, sort_direction))
    notes = pool_members.notes_of(call.tx, group["id"], [row["person_id"] for row in rows])
    results: list[PoolMember] = [
        {
            "provider_id": row["person_id"],
            "name": name_of(row),
            "rating": rating_of(row),
            "tier": {"id": row["tier_id"], "name": row["tier"], "order": row["tier_order"]},
            "exists_in_multiple_talent_pool_groups": bool(row["elsewhere"]),
            "attributes": [{"name": each["name"], "value": each["value"]} for each in notes.get(row["person_id"], ())],
            "active": bool(row["active"]),
        }
        for row in rows
    ]
    return {
        "results": results,
        "pagination": {"has_next_page": next_cursor is not None},
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    example={
        "talent_pool_group_id": "5b0f3a0e-0000-4000-8000-000000000001",
        "provider_id": 25,
        "remove_from_project": True,
    },
    find=(
        "she leaves the premium level",
        "kick him from every bench of the project",
        "remove technician 25 from tier one",
        "take somebody out of a talent pool",
        "the installer is no longer in the pool",
        "out of all groups of the rollout with him",
        "drop a provider from a tiered group",
        "end her membership of the bench",
        "strike a person off the crew list",
        "remove a member from all pools of a programme",
        "he should not be offered jobs of that pool",
    ),
)
def remove_talent_pool_group_provider(
    call: Call,
    talent_pool_group_id: PoolGroupId,
    provider_id: ProviderId,
    tier_id: Annotated[TierId, Field(description="The tier they leave; or pass remove_from_project.")] | None = None,
    remove_from_project: Annotated[
        bool, Field(description="true: out of all talent pool groups of the project; or pass tier_id.")
    ]
    | None = None,
) -> RemovedMember:
    """Take a provider out of one tier of a talent pool group, or out of all groups of its project.

    Pass either tier_id or remove_from_project: true. The notes kept on them there go too; offers that were made stay open,
    and the person is not told. Service territories of the project stay as they are, unless the group is one."""
    group = pool_group_of(call, talent_pool_group_id)
    ending = taken_out(call, group, provider_id, tier_id, remove_from_project)
    name = name_of(provider_of(call, provider_id))
    call.confirm(
        worded(
            "Take provider {provider_id} out of {groups}",
            provider_id=provider_id,
            groups=Count(len(ending), "talent pool group"),
        ),
        record=f"talent_pool_group:{group['uuid']}",
        details=(worded("The notes kept on them there are deleted"), worded("Provider {name}", name=quoted(name))),
    )
    for row in ending:
        pool_members.remove(call.tx, row["group_id"], provider_id)
    return {"removed": [{"talent_pool_group_id": row["uuid"], "tier_id": row["tier_id"]} for row in ending]}
