"""What groups and service territories have alike: their name, tiers and attributes, and who is taken out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from store.database import Row
from store.providers import pool_members, pools
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step
from tools.providers.access import company_of, tier_in
from tools.providers.rules.attributes import upserted
from tools.providers.rules.tiers import FIRST, arranged
from tools.rules.sentences import Count, joined, word, worded


def free_group_name(call: Call, project_id: int, kind: pools.Kind, name: str, but: int | None = None) -> str:
    """The name; Conflict when another group, or territory, of the project has it. but: the one that gets it."""
    taken = pools.named(call.tx, project_id, kind, name)
    if taken is not None and taken["id"] != but:
        noun = worded("talent pool group") if kind == "group" else worded("service territory")
        raise Conflict(
            worded(
                "Project {project_id} has a {noun} {name!r} already: {uuid}.",
                project_id=project_id,
                noun=word(noun),
                name=name,
                uuid=taken["uuid"],
            ),
            next=(Step("get_talent_pool_group", {"talent_pool_group_id": taken["uuid"]}),),
        )
    return name


def new_group(
    call: Call, kind: pools.Kind, columns: Mapping[str, Any], tiers: Sequence[Mapping[str, Any]], attributes: Any
) -> Row:
    """A new group with its tiers. columns: project_id, name and what else it is made with."""
    order = arranged(tiers or [{"name": FIRST}], {})
    kept = attributes_with(call, None, attributes or ())
    uuid = call.new_uuid()
    id = pools.insert(
        call.tx, call.stamp, uuid=uuid, company_id=company_of(call), kind=kind, attributes=kept, **columns
    )
    pools.set_tiers(call.tx, id, order)
    row = pools.find(call.tx, company_of(call), uuid)
    if row is None:
        raise LookupError("a group that was written is gone")
    return row


def attributes_with(call: Call, group: Row | None, given: Sequence[Mapping[str, Any]]) -> str:
    """The attributes of a group, or of a new one, with those given written over them, as they are stored."""
    before = json.loads(group["attributes"]) if group is not None else []
    return json.dumps(upserted(before, given, call.new_uuid), ensure_ascii=False)


def rearrange(call: Call, group: Row, given: Sequence[Mapping[str, Any]], remove_members: bool) -> int | None:
    """Give a group the complete new list of tiers; how many people lost their place by it, None when nothing changed.

    Conflict (not_empty) when a tier that is left out has people and remove_members does not say that they may go."""
    rows = pools.tiers_of(call.tx, [group["id"]])[group["id"]]
    wanted = arranged(given, {row["id"]: row["name"] for row in rows})
    if wanted == [(row["id"], row["name"]) for row in rows]:
        return None
    kept = {id for id, _ in wanted}
    gone = [row for row in rows if row["id"] not in kept]
    full = [row for row in gone if row["providers"]]
    if full and not remove_members:
        named = joined(
            [
                worded(
                    "{id} {name!r}: {count}", id=row["id"], name=row["name"], count=Count(row["providers"], "provider")
                )
                for row in full
            ],
            ", ",
        )
        raise Conflict(
            worded(
                "Tiers that would be removed have people in them: {named}. Name the tiers that stay, or pass "
                "remove_members: true to take their people out, with the notes on them.",
                named=named,
            ),
            code="not_empty",
            next=(Step(call.tool, {"remove_members": True}, again=True), "list_talent_pool_group_providers"),
        )
    removed = pools.remove_tiers(call.tx, [row["id"] for row in gone]) if gone else 0
    pools.set_tiers(call.tx, group["id"], wanted)
    return removed


def taken_out(call: Call, group: Row, provider_id: int, tier_id: int | None, everywhere: bool | None) -> list[Row]:
    """The memberships that end when somebody is taken out of a tier of a group, or out of all groups of its kind and
    project: group_id, uuid, tier_id. Nothing is written yet."""
    if (tier_id is None) == (not everywhere):
        raise Invalid(
            {
                "tier_id": worded(
                    "give either the tier, or remove_from_project: true to take the person out of the whole project"
                )
            }
        )
    if tier_id is not None:
        tier_in(call, group, tier_id)
    found = pool_members.of_project(call.tx, company_of(call), group["project_id"], provider_id, group["kind"])
    if tier_id is not None:
        found = [row for row in found if row["tier_id"] == tier_id]
    if not found:
        where = f"tier {tier_id}" if tier_id is not None else f"project {group['project_id']}"
        raise NotFound("member", f"{provider_id} of {where}", next=("list_talent_pool_group_providers",))
    return found
