"""Changing and deleting tiered talent pool groups."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from store.providers import pools
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.operation import operation
from tools.params import Clearable
from tools.providers.access import pool_group_of
from tools.providers.params import Attributes, DisplayName, GroupName, PoolGroupId, RemoveMembers, Tiers
from tools.providers.pool_tiers import attributes_with, free_group_name, rearrange
from tools.providers.shapes import PoolGroupShape, pool_groups
from tools.questions import quoted
from tools.rules.sentences import worded

TOOLSET = "talent_pools"


class ChangedPoolGroup(PoolGroupShape):
    """changed: what has another value than before. removed_members: how many people lost their place with a tier."""

    changed: list[str]
    removed_members: int


class RemovedParts(TypedDict):
    tiers: int
    members: int


class DeletedPoolGroup(TypedDict):
    deleted: bool
    removed: RemovedParts


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"talent_pool_group_id": "5b0f3a0e-0000-4000-8000-000000000001", "display_name": "North bench"},
    find=(
        "rename the second level",
        "add a third tier to the pool",
        "change the order of the bench",
        "rename a talent pool group",
        "the backup level goes away",
        "swap first and second choice",
        "change attributes of the crew list",
        "merge levels of the pool",
        "edit a tiered group of providers",
        "another name for the bench",
        "insert a level between premium and standard",
    ),
)
def update_talent_pool_group(
    call: Call,
    talent_pool_group_id: PoolGroupId,
    name: GroupName | None = None,
    display_name: Clearable[DisplayName] | None = None,
    tiers: Tiers | None = None,
    attributes: Attributes | None = None,
    remove_members: RemoveMembers = False,
) -> ChangedPoolGroup:
    """Change a tiered talent pool group: names, tiers, attributes. Only what is passed changes.

    tiers is the complete new list: with tier_id renamed or moved, without it added, left out removed. A removed tier takes
    its people and the notes on them along, so it needs remove_members: true when it has any. Offers that were made stay open.
    People change tiers with update_provider_project_talent_pools."""
    group = pool_group_of(call, talent_pool_group_id)
    given = {name for name in _CHANGEABLE if call.given.get(name) is not None}
    if not given:
        raise Invalid(
            {
                "talent_pool_group_id": worded(
                    "names the group; pass what is to change: {changeable}", changeable=", ".join(_CHANGEABLE)
                )
            }
        )
    columns: dict[str, Any] = {}
    if name is not None:
        columns["name"] = free_group_name(call, group["project_id"], group["kind"], name, group["id"])
    if "display_name" in given:
        columns["display_name"] = display_name or None
    if attributes is not None:
        columns["attributes"] = attributes_with(call, group, attributes)
    removed = rearrange(call, group, tiers, remove_members) if tiers else None
    changed = [column for column, value in columns.items() if value != group[column]]
    if changed or removed is not None:
        pools.change(call.tx, group["id"], call.stamp, **{column: columns[column] for column in changed})
    else:
        call.waive_fee()
    shown = pool_groups(call, [pool_group_of(call, talent_pool_group_id)])[0]
    return {
        **shown,
        "changed": [*changed, *(["tiers"] if removed is not None else [])],
        "removed_members": removed or 0,
    }


_CHANGEABLE = ("name", "display_name", "tiers", "attributes")


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "get rid of that bench and everything in it",
        "the region pool is obsolete",
        "erase the crew list",
        "delete a talent pool group",
        "remove the tiered group of the project",
        "throw away the pool of the old rollout",
        "we need no levels for this programme any more",
        "wipe a bench of technicians",
        "drop the whole talent pool",
        "delete the group with all its tiers",
        "end the pool of that campaign",
    ),
)
def delete_talent_pool_group(call: Call, talent_pool_group_id: PoolGroupId) -> DeletedPoolGroup:
    """Delete a tiered talent pool group with its tiers, memberships and the notes on its members. It cannot be undone.

    Offers that came from it stay open; while automatic dispatch uses it, it is refused. The people stay in their
    other groups."""
    group = pool_group_of(call, talent_pool_group_id)
    if group["kind"] == "territory":
        fault = worded("is a service territory, which delete_service_territory deletes")
        raise Invalid({"talent_pool_group_id": fault}, next=("delete_service_territory",))
    if open_offers := pools.dispatched_offers(call.tx, group["uuid"]):
        raise Conflict(
            worded(
                "Automatic dispatch is offering work from this group: {open_offers} of its offers are open. "
                "Delete the group when they have ended.",
                open_offers=open_offers,
            ),
            next=("list_work_orders",),
        )
    if pools.searched(call.tx, group["project_id"]):
        raise Conflict(
            worded(
                "A running automatic search asks the groups of project {project_id}, tier by tier. Delete "
                "the group when it has ended.",
                project_id=group["project_id"],
            ),
            next=("list_work_orders",),
        )
    members = group["providers"]
    call.confirm(
        worded("Delete talent pool group {uuid} for good", uuid=group["uuid"]),
        record=f"talent_pool_group:{group['uuid']}",
        details=(
            worded("Its tiers and its {members} memberships end, with the notes on members", members=members),
            worded("Group {name}", name=quoted(group["name"])),
        ),
    )
    removed = pools.delete(call.tx, group["id"])
    return {"deleted": True, "removed": {"tiers": removed["tiers"], "members": removed["members"]}}
