"""Groups, tiers and providers as the company that the caller acts for may see them."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row
from store.providers import pool_members, pools, preferred, providers
from tools.call import Call
from tools.errors import Invalid, NotFound, Step
from tools.rules.sentences import joined, worded


def company_of(call: Call) -> int:
    """The company the caller acts for."""
    if call.caller.company_id is None:
        raise LookupError("the caller acts for no company")
    return call.caller.company_id


def invalid_reference(field: str, fault: str, *next: str | Step) -> Invalid:
    """The refusal of an id that names nothing the company has."""
    return Invalid({field: fault}, code="invalid_reference", next=next)


def preferred_group_of(call: Call, id: int) -> Row:
    """A preferred group of the company; NotFound for every other."""
    row = preferred.find(call.tx, company_of(call), id)
    if row is None:
        raise NotFound("preferred provider group", id, next=("list_preferred_provider_groups",))
    return row


def pool_group_of(call: Call, uuid: str, kind: pools.Kind | None = None) -> Row:
    """A talent pool group of the company, or a service territory, or only one kind of them; NotFound for every other."""
    row = pools.find(call.tx, company_of(call), uuid, kind)
    if row is None:
        raise NotFound("talent pool group", uuid, next=("list_talent_pool_groups",))
    return row


def check_project(call: Call, id: int) -> None:
    """Invalid unless it is a project of the company, for a parameter project_id that a new record points to."""
    if not pools.project_exists(call.tx, company_of(call), id):
        raise invalid_reference(
            "project_id", worded("there is no project {id} in your company", id=id), "list_projects"
        )


def project_of(call: Call, id: int) -> int:
    """A project of the company; NotFound for every other."""
    if not pools.project_exists(call.tx, company_of(call), id):
        raise NotFound("project", id, next=("list_projects",))
    return id


def tier_in(call: Call, group: Row, tier_id: int) -> Row:
    """A tier of a group; Invalid names those there are."""
    tiers = pools.tiers_of(call.tx, [group["id"]])[group["id"]]
    found = next((tier for tier in tiers if tier["id"] == tier_id), None)
    if found is None:
        known = ", ".join(f"{tier['id']} {tier['name']}" for tier in tiers)
        raise invalid_reference(
            "tier_id", worded("{tier_id} is no tier of this group; its tiers are {known}", tier_id=tier_id, known=known)
        )
    return found


def member_tier(call: Call, talent_pool_id: int, provider_id: int) -> Row:
    """A tier of the company that somebody is in; the same NotFound for an unknown tier and for nobody in it."""
    tier = pools.tier(call.tx, company_of(call), talent_pool_id)
    if tier is not None:
        member = pool_members.tier_of(call.tx, tier["group_id"], provider_id)
        if member is not None and member["tier_id"] == tier["id"]:
            return tier
    raise NotFound(
        "member",
        f"{provider_id} of talent pool {talent_pool_id}",
        next=("list_talent_pool_group_providers", "list_talent_pool_groups"),
    )


def provider_of(call: Call, id: int) -> Row:
    """Somebody who takes field work, or did; NotFound for everybody else."""
    found = providers.profiles(call.tx, [id])
    if not found:
        raise NotFound("provider", id, next=("list_providers",))
    return found[0]


def check_addable(call: Call, ids: Sequence[int], field: str) -> None:
    """All of them take field work and work with the company; Invalid names those who do not."""
    active = {row["person_id"] for row in providers.profiles(call.tx, ids) if row["active"]}
    unknown = [id for id in dict.fromkeys(ids) if id not in active]
    blocked = sorted(providers.blocked(call.tx, company_of(call), ids) & active)
    faults = [worded("no provider who takes work: {named}", named=_named(unknown))] if unknown else []
    if blocked:
        faults.append(worded("blocked, by your company or by themselves: {named}", named=_named(blocked)))
    if faults:
        raise invalid_reference(field, joined(faults, "; "), "list_providers")


def _named(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))
