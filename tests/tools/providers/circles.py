"""Companies with projects, pools and providers, for the tests of circles."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders.field_work import company, provider

__all__ = ["company", "provider"]


async def refusal(call: Awaitable[Any]) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def named(hall: Hall, email: str, name: str, last_name: str | None = None) -> TestCaller:
    """A provider who is called so."""
    person = await provider(hall, email)
    await person.call("update_my_profile", name=name)
    hall.sql_script(f"UPDATE provider_profiles SET active = 1 WHERE person_id = {person.id}")
    return person


async def pool(boss: TestCaller, project_id: int, name: str = "Bench", *tiers: str) -> tuple[str, list[int]]:
    """A group of a project; its uuid and the ids of its tiers."""
    more: dict[str, Any] = {"tiers": [{"name": each} for each in tiers]} if tiers else {}
    made = await boss.call("create_talent_pool_group", name=name, project_id=project_id, **more)
    return made["talent_pool_group_id"], [tier["tier_id"] for tier in made["tiers"]]


async def project(boss: TestCaller, name: str = "Rollout") -> int:
    return int((await boss.call("create_project", name=name))["id"])


async def put(boss: TestCaller, project_id: int, uuid: str, tier: int, *people: TestCaller) -> dict[str, Any]:
    """People put into a tier of a group."""
    return await boss.call(
        "add_providers_to_project_talent_pools",
        project_id=project_id,
        provider_ids=[person.id for person in people],
        talent_pool_groups=[{"talent_pool_group_id": uuid, "tier_ids": [tier]}],
    )
