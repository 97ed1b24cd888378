"""Who is in a preferred provider group."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.providers import preferred, providers
from store.types import iso
from tools.call import Call
from tools.errors import Conflict
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.providers.access import company_of, invalid_reference, preferred_group_of
from tools.providers.params import Direction, MinRating, PreferredGroupId, Search
from tools.providers.shapes import name_of, rating_of
from tools.rules.ratings import hundredths
from tools.rules.sentences import worded
from tools.shapes import Theirs

TOOLSET = "talent_pools"


class PreferredMember(TypedDict):
    """jobs_completed: for your company. active: false when they take no work any more."""

    user_id: int
    name: Theirs
    rating: NotRequired[str | None]
    jobs_completed: int
    active: bool
    added_at: str


class AddedMember(TypedDict):
    member: PreferredMember
    members_total: int
    changed: bool


class PreferredMembers(TypedDict):
    results: list[PreferredMember]
    total: int
    next_cursor: NotRequired[str | None]


class RemovedMembers(TypedDict):
    removed: list[int]
    not_members: list[int]


class MemberIds(TypedDict):
    provider_ids: list[int]
    total: int


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "make her one of our regulars",
        "put technician 25 on the favourites list",
        "remember this contractor as trusted",
        "add somebody to the preferred group",
        "he did well, keep him on our list",
        "save the provider to the short list",
        "this installer joins the house list",
        "new member of the trusted technicians",
        "put a provider into a flat group",
        "mark the technician as a favourite",
        "add a regular contractor",
    ),
)
def add_provider_to_preferred_group(
    call: Call,
    group_id: PreferredGroupId,
    user_id: Annotated[Id, Field(description="The provider, from list_providers.")],
) -> AddedMember:
    """Add a provider to a preferred-provider group of the company.

    The person is not told. Whoever is in it already stays: changed is false, and it costs nothing. Blocked people cannot be
    added. For tiers of a project: add_providers_to_project_talent_pools."""
    group = preferred_group_of(call, group_id)
    _check_may_join(call, user_id)
    if group["members"] >= preferred.MOST_MEMBERS and not preferred.members_among(call.tx, group_id, [user_id]):
        raise Conflict(
            worded(
                "Group {group_id} is full: it holds {most_members} people.",
                group_id=group_id,
                most_members=preferred.MOST_MEMBERS,
            ),
            next=("remove_providers_from_preferred_group", "create_preferred_provider_group"),
        )
    changed = preferred.add(call.tx, group_id, user_id, call.caller.owner, call.stamp)
    if not changed:
        call.waive_fee()
    profile = providers.profiles(call.tx, [user_id])[0]
    member: PreferredMember = {
        "user_id": user_id,
        "name": name_of(profile),
        "rating": rating_of(profile),
        "jobs_completed": providers.completed(call.tx, company_of(call), [user_id]).get(user_id, 0),
        "active": bool(profile["active"]),
        "added_at": iso(preferred.members_among(call.tx, group_id, [user_id])[user_id]["added_at"]),
    }
    return {"member": member, "members_total": group["members"] + changed, "changed": changed}


def _check_may_join(call: Call, user_id: int) -> None:
    found = providers.profiles(call.tx, [user_id])
    if not found or not found[0]["active"]:
        raise invalid_reference(
            "user_id", worded("there is no provider {user_id} who takes work", user_id=user_id), "list_providers"
        )
    if providers.blocked(call.tx, company_of(call), [user_id]):
        raise Conflict(
            worded(
                "Provider {user_id} is blocked, by your company or by themselves, and cannot be added. An "
                "admin lifts a block of the company with set_company_catalog_entry, kind blocked_provider.",
                user_id=user_id,
            ),
            next=("get_user_details", "set_company_catalog_entry"),
        )


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=25,
    find=(
        "who are our regulars",
        "members of the trusted list",
        "technicians on the favourites",
        "people in a preferred provider group",
        "best rated of our regular contractors",
        "who joined the short list last",
        "which favourites have done most jobs for us",
        "list everybody in the flat group",
        "is Marco on our house list",
        "who on the trusted list takes no work any more",
        "show the contractors we prefer",
    ),
)
def list_preferred_group_users(
    call: Call,
    page: Page,
    group_id: PreferredGroupId,
    search: Search | None = None,
    min_rating: MinRating | None = None,
    sort: Annotated[preferred.MemberSort, Field(description="jobs_completed: for your company.")] = "name",
    order: Direction = "asc",
) -> PreferredMembers:
    """List the people in a preferred-provider group with rating, jobs done for the company, and since when they are in it.

    Those who take no work any more have active: false. People without a rating come last when sorted by it.
    get_user_details shows one in full; remove_providers_from_preferred_group takes people out."""
    group = preferred_group_of(call, group_id)
    sql, params = preferred.members(group, search, None if min_rating is None else hundredths(min_rating))
    rows, next_cursor, total = page.rows(call.tx, sql, params, preferred.member_order(sort, order))
    results: list[PreferredMember] = [
        {
            "user_id": row["person_id"],
            "name": name_of(row),
            "rating": rating_of(row),
            "jobs_completed": row["jobs_completed"],
            "active": bool(row["active"]),
            "added_at": iso(row["added_at"]),
        }
        for row in rows
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "drop these three from our regulars",
        "he is no longer one of our favourites",
        "clean the trusted list",
        "take people off a preferred group",
        "remove a technician from the short list",
        "she should not be on the house list any more",
        "strike contractors from the favourites",
        "delete members of the flat group",
        "we do not prefer this installer any longer",
        "thin out the regulars",
        "take the inactive ones off our list",
    ),
)
def remove_providers_from_preferred_group(
    call: Call,
    group_id: PreferredGroupId,
    user_ids: Annotated[list[Id], Field(min_length=1, max_length=200, description="Who is taken out.")],
) -> RemovedMembers:
    """Take one or more providers out of a preferred-provider group.

    People who are not in it are reported in not_members. Offers that were made to them stay open, and nobody is told. To work
    with somebody no more, an admin blocks them with set_company_catalog_entry."""
    group = preferred_group_of(call, group_id)
    asked = list(dict.fromkeys(user_ids))
    members = preferred.members_among(call.tx, group_id, asked)
    removed = [id for id in asked if id in members]
    if removed:
        shown, more = ", ".join(map(str, removed[:10])), len(removed) - 10
        if more > 0:
            shown = worded("{named} and {more} more", named=shown, more=more)
        call.confirm(
            worded("Take {shown} out of preferred provider group {group_id}", shown=shown, group_id=group_id),
            record=f"preferred_group:{group_id}",
            details=(
                worded("Providers taken out: {count} of {members}", count=len(removed), members=group["members"]),
            ),
        )
        preferred.remove(call.tx, group_id, removed)
    return {"removed": removed, "not_members": [id for id in asked if id not in members]}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "ids to send the job to everyone on the list",
        "just the numbers of our regulars",
        "export the group as ids",
        "all user ids of a preferred group",
        "numbers of the favourites without names",
        "whole membership of the trusted list as numbers",
        "ids of the house list for routing",
        "every provider id in a flat group",
        "give me the ids of our short list",
        "machine-readable members of the favourites",
        "bare ids of preferred contractors",
    ),
)
def list_preferred_group_provider_ids(
    call: Call,
    group_id: PreferredGroupId,
    above: Annotated[Id, Field(description="Only ids above it: how a list too long for one answer goes on.")]
    | None = None,
) -> MemberIds:
    """Give only the ids of all providers in a preferred-provider group, ascending.

    total counts them all. To offer a job to all of them, route_work_order_to_providers takes preferred_group_id itself.
    Names and ratings: list_preferred_group_users."""
    group = preferred_group_of(call, group_id)
    return {"provider_ids": preferred.member_ids(call.tx, group_id, above or 0), "total": group["members"]}
