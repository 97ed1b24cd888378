"""Preferred provider groups: a company's flat lists of providers it likes to work with."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import preferred
from tools.call import Call
from tools.errors import Conflict, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import OneLine
from tools.providers.access import company_of, preferred_group_of
from tools.providers.params import Direction, PreferredGroupId, Search
from tools.providers.shapes import PreferredGroupShape, TotalShape, preferred_group
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "talent_pools"


class MadePreferredGroup(TypedDict):
    id: int
    name: str
    description: NotRequired[str | None]
    providers_count: int


class ListedPreferredGroup(TypedDict):
    id: int
    name: str
    description: NotRequired[str | None]
    members: TotalShape


class PreferredGroups(TypedDict):
    results: list[ListedPreferredGroup]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="creation",
    example={"name": "Regulars"},
    find=(
        "start a new list of favourite technicians",
        "make a short list for our region",
        "new flat group of contractors",
        "open a house list of trusted people",
        "we want to remember our regular installers",
        "begin a list of preferred providers",
        "set up a group of technicians without levels",
        "company-wide list of good contractors",
        "make a favourites list for field work",
        "new preferred provider group",
        "group the people we like to send",
    ),
)
def create_preferred_provider_group(
    call: Call,
    name: Annotated[OneLine, Field(min_length=1, max_length=100, description="Unique in the company.")],
    description: Annotated[str, Field(max_length=1000, description="What it is for.")] | None = None,
) -> MadePreferredGroup:
    """Create a preferred-provider group of the company: one flat list of providers, without tiers or project.

    Nobody is told. Next: add_provider_to_preferred_group; route_work_order_to_providers and dispatch_work_order then offer
    work to the whole group by preferred_group_id. Levels of choice within a project: create_talent_pool_group."""
    taken = preferred.named(call.tx, company_of(call), name)
    if taken is not None:
        raise Conflict(
            worded(
                "Your company has a preferred provider group of that name already: {id} {name!r}.",
                id=taken["id"],
                name=taken["name"],
            ),
            next=(Step("get_preferred_provider_group", {"group_id": taken["id"]}), "list_preferred_provider_groups"),
        )
    about = plain(description) or None if description else None
    id = preferred.insert(call.tx, company_of(call), name, about, call.stamp)
    return {"id": id, "name": name, "description": about, "providers_count": 0}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "our lists of favourite contractors",
        "which regulars groups do we keep",
        "house list of trusted technicians",
        "flat groups of providers we have",
        "id of our favourites list",
        "what short lists of technicians are there",
        "all preferred provider groups",
        "how many people are in each favourites list",
        "find the list for the north region by name",
        "groups of contractors without tiers",
        "which trusted lists exist",
    ),
)
def list_preferred_provider_groups(
    call: Call,
    page: Page,
    search: Search | None = None,
    sort: Annotated[preferred.Sort, Field(description="By number, name or how many members.")] = "name",
    order: Direction = "asc",
) -> PreferredGroups:
    """List the company-wide groups of preferred providers, with how many people each has.

    These are flat lists; the tiered groups of projects are in list_talent_pool_groups. list_preferred_group_users shows who
    is in one."""
    sql, params = preferred.listed(company_of(call), search)
    rows, next_cursor, total = page.rows(call.tx, sql, params, preferred.order(sort, order))
    results: list[ListedPreferredGroup] = [
        {
            "id": row["id"],
            "name": row["name"],
            "description": row["description"],
            "members": {"total": row["members"]},
        }
        for row in rows
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "details of our favourites list",
        "what is group 500",
        "how many regulars are in it",
        "open one preferred provider group",
        "what is this list of contractors for",
        "when was the trusted list made",
        "show one short list of technicians",
        "read the description of a favourites list",
        "is this our default group of providers",
        "look at one flat group",
        "size of the house list",
    ),
)
def get_preferred_provider_group(call: Call, group_id: PreferredGroupId) -> PreferredGroupShape:
    """Give one preferred-provider group of the company: name, what it is for, how many people are in it.

    list_preferred_group_users lists them; route_work_order_to_providers with preferred_group_id offers them a job."""
    return preferred_group(preferred_group_of(call, group_id))
