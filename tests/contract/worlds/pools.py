"""Circles of providers of a company: what the parameters of talent pools name."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller

AT = "2026-03-01T00:00:00.000000Z"
OWN_GROUP = ("get_preferred_provider_group", "add_provider_to_preferred_group", "list_preferred_group_users")
EMPTIED_GROUP = ("remove_providers_from_preferred_group", "list_preferred_group_provider_ids")


async def pool_ids(boss: TestCaller, pia: TestCaller, project: int, group: str, tier: int) -> dict[str, Any]:
    """pia is in the tier of the group already."""
    # Groups of locations are called the same, so these are numbered far away from them.
    boss.hall.write_row(
        "INSERT INTO preferred_groups (id, company_id, name, name_key, created_at, updated_at) VALUES (?, ?, 'Far', 'far', ?, ?)",
        500_000 + (boss.company or 0), boss.company, AT, AT,
    )  # fmt: skip
    regulars = (await boss.call("create_preferred_provider_group", name="House list"))["id"]
    await boss.call("add_provider_to_preferred_group", group_id=regulars, user_id=pia.id)
    spare = await boss.call("create_talent_pool_group", name="Spare", project_id=project)
    note = await boss.call(
        "create_provider_attributes",
        talent_pool_id=tier,
        provider_id=pia.id,
        attributes=[{"name": "Badge", "value": "77"}],
    )
    ids: dict[str, Any] = {
        "provider_id": pia.id, "provider_ids": pia.id, "tier_id": tier, "tier_ids": tier,
        "talent_pool_provider_attribute_id": note["attributes"][0]["talent_pool_provider_attribute_id"],
        "create_preferred_provider_group.name": "New list", "create_talent_pool_group.name": "New bench",
        "add_provider_to_preferred_group.user_id": pia.id, "remove_providers_from_preferred_group.user_ids": pia.id,
        "update_talent_pool_group.display_name": "Bench", "delete_talent_pool_group.talent_pool_group_id":
        spare["talent_pool_group_id"], "list_talent_pool_groups.ids": group, "update_provider_profile.types_of_work": 62,
        "update_provider_profile.max_travel_km": "80", "blocked_company_ids": boss.company,
        "remove_talent_pool_group_provider.tier_id": tier,
    }  # fmt: skip
    return ids | {f"{tool}.group_id": regulars for tool in (*OWN_GROUP, *EMPTIED_GROUP)}
