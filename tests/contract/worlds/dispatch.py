"""Territories, dispatch settings and a running search of a company: what the parameters of dispatch name."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.work_orders import field_work

AT = "2026-03-01T00:00:00.000000Z"
CODES = {"postal_codes": ["554*"], "countries": ["US"]}


async def dispatch_ids(boss: TestCaller, pia: TestCaller, unset: int) -> dict[str, Any]:
    """unset: a project without dispatch settings."""
    # Told from custom fields, which answers about projects name, by its number.
    boss.hall.write_row(
        "INSERT INTO projects (id, company_id, name, name_key, found_by, created_at, updated_at)"
        " VALUES (?, ?, 'Far', 'far', 'far', ?, ?)",
        600_000 + (boss.company or 0), boss.company, AT, AT,
    )  # fmt: skip
    project = (await boss.call("create_project", name="Dispatched"))["id"]
    await boss.call("create_dispatch_settings", project_id=project)
    area = await boss.call(
        "create_service_territory", project_id=project, name="East", tiers=[{"name": "Premium"}], **CODES
    )
    id, tier = area["service_territory_id"], area["tiers"][0]["tier_id"]
    groups = [{"talent_pool_group_id": id, "tier_ids": [tier]}]
    await boss.call(
        "add_providers_to_project_talent_pools", project_id=project, provider_ids=[pia.id], talent_pool_groups=groups
    )
    spare = await boss.call("create_service_territory", project_id=unset, name="Spare", **CODES)
    schedule = {"mode": "exact", "start": "2026-03-26T09:00:00Z"}
    searched, waiting = [await field_work.order(boss, project_id=project, schedule=schedule) for _ in range(2)]
    entry = (await boss.call("start_smart_dispatch", work_order_ids=[searched]))["work_orders"][0]
    ids: dict[str, Any] = {
        "service_territory_id": id, "delete_service_territory.service_territory_id": spare["service_territory_id"],
        "list_service_territories.ids": id, "remove_service_territory_provider.tier_id": tier,
        "list_service_territory_providers.tier_id": tier, "create_service_territory.name": "West",
        "create_service_territory.center": {"latitude": 44.98, "longitude": -93.27},
        "create_service_territory.radius_km": "5", "update_service_territory.display_name": "East side",
        "create_dispatch_settings.project_id": unset, "update_dispatch_settings.dispatch_runtime_minutes": 30,
        "buyer_id": boss.company, "run_id": entry["run"]["run_id"], "get_smart_dispatch_run.work_order_id": searched,
        "start_smart_dispatch.work_order_ids": waiting,
    }  # fmt: skip
    for tool in ("get_dispatch_settings", "update_dispatch_settings"):
        ids[f"{tool}.project_id"] = project
    return ids
