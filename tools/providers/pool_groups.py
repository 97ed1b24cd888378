"""Tiered talent pool groups of projects: the list, one in full, a new one."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import pools
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine, Uuid
from tools.providers.access import check_project, company_of, pool_group_of
from tools.providers.params import (
    Attributes,
    Direction,
    DisplayName,
    GroupName,
    NewTiers,
    PoolGroupId,
    ProjectId,
)
from tools.providers.pool_tiers import free_group_name, new_group
from tools.providers.shapes import Pagination, PoolGroupShape, pool_groups

TOOLSET = "talent_pools"


class PoolGroups(TypedDict):
    results: list[PoolGroupShape]
    pagination: Pagination
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "which bench of people does this project have",
        "pools with first and second choice",
        "groups behind the rollout",
        "list talent pool groups",
        "tiered groups of providers in a project",
        "id of the premium pool",
        "crew lists with levels",
        "what talent pools do we keep",
        "find a pool by part of its name",
        "benches of all programmes",
        "newest talent pools first",
    ),
)
def list_talent_pool_groups(
    call: Call,
    page: Page,
    ids: Annotated[list[Uuid], Field(max_length=100, description="Only these.")] | None = None,
    name: Annotated[OneLine, Field(min_length=1, max_length=120, description="Part of the name.")] | None = None,
    project_id: Annotated[Id, Field(description="Only of this project.")] | None = None,
    sort_by: pools.Sort = "name",
    sort_direction: Direction = "asc",
) -> PoolGroups:
    """List the tiered talent pool groups of projects, with their tiers and how many people are in each.

    Flat lists of the whole company: list_preferred_provider_groups. list_talent_pool_group_providers shows who is in one;
    route_work_order_to_providers and dispatch_work_order take talent_pool_group_id."""
    wanted = pools.GroupFilter(company_of(call), "group", ids or None, name, project_id)
    sql, params = pools.listed(wanted)
    rows, next_cursor, total = page.rows(call.tx, sql, params, pools.order(sort_by, sort_direction))
    return {
        "results": pool_groups(call, rows),
        "pagination": {"has_next_page": next_cursor is not None},
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    find=(
        "set up a premium and a backup bench for the rollout",
        "new crew list with levels",
        "make a pool for the north east region",
        "create a talent pool with tiers",
        "first choice and second choice technicians for a project",
        "start a bench of people for a programme",
        "ranked group of providers for dispatch",
        "tiered list of installers for the campaign",
        "new talent pool group",
        "prepare levels of technicians",
        "ask gold first and silver after it in the rollout",
        "pool of certified people for a project",
    ),
)
def create_talent_pool_group(
    call: Call,
    name: GroupName,
    project_id: ProjectId,
    display_name: DisplayName | None = None,
    tiers: NewTiers | None = None,
    attributes: Attributes | None = None,
) -> PoolGroupShape:
    """Create a tiered talent pool group for a project: whom dispatch offers its jobs to, tier by tier.

    Tiers are numbered from 1 in their order; of one tier of a group a person is a member at most. Nobody is told. Next:
    add_providers_to_project_talent_pools puts people in."""
    check_project(call, project_id)
    kept = free_group_name(call, project_id, "group", name)
    columns = {"project_id": project_id, "name": kept, "display_name": display_name}
    return pool_groups(call, [new_group(call, "group", columns, tiers or (), attributes)])[0]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "levels of that pool",
        "open the bench of the project",
        "what attributes has this crew list",
        "show one talent pool group",
        "how many people are in each tier",
        "which project does this pool belong to",
        "details of a tiered group",
        "what is the second level called",
        "read one talent pool",
        "size of the premium tier",
        "tier ids of a pool",
    ),
)
def get_talent_pool_group(call: Call, talent_pool_group_id: PoolGroupId) -> PoolGroupShape:
    """Give one tiered talent pool group with its tiers and attributes.

    Service territories are such groups too and are shown without their geography. tier_id of a tier is what
    route_work_order_to_providers and list_provider_attributes call talent_pool_id."""
    return pool_groups(call, [pool_group_of(call, talent_pool_group_id)])[0]
