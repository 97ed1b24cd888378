"""In which groups and tiers of a project providers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import pool_members, pools
from tools.call import Call
from tools.operation import operation
from tools.providers.access import check_addable, check_project, company_of, project_of, provider_of
from tools.providers.params import Assignment, ProjectId, ProviderId, ProviderIds
from tools.providers.rules.assignments import Group, Moves, chosen, moves
from tools.providers.shapes import NamedTier

TOOLSET = "talent_pools"


class PlacedProvider(TypedDict):
    provider_id: int
    talent_pool_group_id: str
    tier_id: int


class Added(TypedDict):
    """moved: from another tier of the same group. unchanged: were in that tier already."""

    added: list[PlacedProvider]
    moved: list[PlacedProvider]
    unchanged: list[PlacedProvider]


class GroupOfProvider(TypedDict):
    talent_pool_group_id: str
    name: str
    kind: str
    tiers: list[NamedTier]


class ProviderPools(TypedDict):
    project_id: int
    provider_id: int
    talent_pool_groups: list[GroupOfProvider]


class PlaceOfProvider(TypedDict):
    talent_pool_group_id: str
    tier_id: int


class Replaced(TypedDict):
    """moved: from another tier of the same group, with the notes kept on them. talent_pool_groups: where they are now."""

    project_id: int
    provider_id: int
    added: list[PlaceOfProvider]
    moved: list[PlaceOfProvider]
    removed: list[PlaceOfProvider]
    unchanged: list[PlaceOfProvider]
    talent_pool_groups: list[GroupOfProvider]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "add these five technicians to the premium bench",
        "staff the rollout's pools",
        "put new people on level two of all regions",
        "add providers to a talent pool",
        "fill the tiers of a project with people",
        "add providers to a project's talent pools",
        "she joins the backup level",
        "put a crew into several groups at once",
        "new members for the talent pools of a project",
        "move three installers up to the first tier",
        "populate the pools of the programme",
    ),
)
def add_providers_to_project_talent_pools(
    call: Call,
    project_id: ProjectId,
    provider_ids: ProviderIds,
    talent_pool_groups: Annotated[
        list[Assignment],
        Field(min_length=1, max_length=50, description="Groups and service territories of the project."),
    ],
) -> Added:
    """Put one or more providers into chosen tiers of talent pool groups or service territories of a project.

    A person is in one tier of a group: of several tier_ids the one that is asked first counts, and whoever is in another tier
    of the group is moved, with the notes kept on them. All or nothing. The people are not told; blocked people cannot be
    added."""
    check_project(call, project_id)
    groups = _groups(call, project_id)
    wanted = chosen(talent_pool_groups, groups)
    people = list(dict.fromkeys(provider_ids))
    check_addable(call, people, "provider_ids")
    now = {group: pool_members.tiers_of_people(call.tx, group, people) for group in wanted}
    answer: Added = {"added": [], "moved": [], "unchanged": []}
    for person in people:
        steps = moves({group: tiers[person] for group, tiers in now.items() if person in tiers}, wanted, complete=False)
        _carry_out(call, person, steps)
        for kind, tiers in (("added", steps.added), ("moved", steps.moved), ("unchanged", steps.unchanged)):
            answer[kind] += [{"provider_id": person, **place} for place in _places(groups, tiers)]  # type: ignore[literal-required]
    if not (answer["added"] or answer["moved"]):
        call.waive_fee()
    return answer


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which benches is technician 25 on",
        "is she in the premium level of the rollout",
        "assignments of this person in the project",
        "talent pools of one provider",
        "which tier is he in",
        "where in the programme does this installer stand",
        "groups and territories of a provider in a project",
        "is the contractor in any pool of ours",
        "what level does the technician have",
        "pools this person belongs to",
        "look up somebody's tiers",
    ),
)
def get_provider_project_talent_pools(call: Call, project_id: ProjectId, provider_id: ProviderId) -> ProviderPools:
    """Show in which talent pool groups and service territories of a project a provider is, and in which tier of each.

    Empty when in none. update_provider_project_talent_pools replaces them all."""
    project_of(call, project_id)
    provider_of(call, provider_id)
    return {
        "project_id": project_id,
        "provider_id": provider_id,
        "talent_pool_groups": _shown(_now(call, project_id, provider_id)),
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "move her from backup to premium",
        "set his pools for the rollout anew",
        "take the person off all levels but one",
        "replace the talent pools of a provider",
        "promote the technician to tier one",
        "the installer changes to another group",
        "demote him to the second choice",
        "exactly these pools for this contractor",
        "rearrange where somebody stands in a project",
        "clear all pools of a technician in the programme",
        "give her another level in each region",
    ),
)
def update_provider_project_talent_pools(
    call: Call,
    project_id: ProjectId,
    provider_id: ProviderId,
    talent_pool_groups: Annotated[
        list[Assignment], Field(max_length=50, description="The complete new set; an empty list takes them out of all.")
    ],
) -> Replaced:
    """Replace all group and tier assignments of one provider in a project, service territories among them.

    Memberships of groups not named end, with the notes kept on the person there; in a group that is named the notes go along to
    the new tier. Of several tier_ids of a group the one that is asked first counts. All or nothing; nobody is told."""
    project_of(call, project_id)
    provider_of(call, provider_id)
    groups = _groups(call, project_id)
    wanted = chosen(talent_pool_groups, groups)
    now = {row["group_id"]: row["tier_id"] for row in _now(call, project_id, provider_id)}
    steps = moves(now, wanted, complete=True)
    if steps.added:
        check_addable(call, [provider_id], "provider_id")
    _carry_out(call, provider_id, steps)
    if not (steps.added or steps.moved or steps.removed):
        call.waive_fee()
    return {
        "project_id": project_id,
        "provider_id": provider_id,
        "added": _places(groups, steps.added),
        "moved": _places(groups, steps.moved),
        "removed": _places(groups, steps.removed),
        "unchanged": _places(groups, steps.unchanged),
        "talent_pool_groups": _shown(_now(call, project_id, provider_id)),
    }


def _groups(call: Call, project_id: int) -> dict[str, Group]:
    """The groups and territories of a project by uuid."""
    rows = pools.of_project(call.tx, company_of(call), project_id)
    tiers = pools.tiers_of(call.tx, [row["id"] for row in rows]) if rows else {}
    return {
        row["uuid"]: Group(row["id"], row["uuid"], {tier["id"]: tier["tier_order"] for tier in tiers[row["id"]]})
        for row in rows
    }


def _now(call: Call, project_id: int, provider_id: int) -> list[Row]:
    return pool_members.of_project(call.tx, company_of(call), project_id, provider_id)


def _carry_out(call: Call, person: int, steps: Moves) -> None:
    for group in steps.removed:
        pool_members.remove(call.tx, group, person)
    for group, tier in {**steps.added, **steps.moved}.items():
        pool_members.place(call.tx, group, tier, person, call.caller.owner, call.stamp)


def _places(groups: Mapping[str, Group], tiers: Mapping[int, int]) -> list[PlaceOfProvider]:
    uuids = {group.id: group.uuid for group in groups.values()}
    return [{"talent_pool_group_id": uuids[group], "tier_id": tier} for group, tier in tiers.items()]


def _shown(rows: Sequence[Row]) -> list[GroupOfProvider]:
    return [
        {
            "talent_pool_group_id": row["uuid"],
            "name": row["name"],
            "kind": row["kind"],
            "tiers": [{"tier_id": row["tier_id"], "name": row["tier"], "order": row["tier_order"]}],
        }
        for row in rows
    ]
