"""Talent pool groups of projects: made, listed, shown."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, pool, project, provider, put, refusal
from tests.tools.work_orders.field_work import write


async def test_a_group_is_made_with_tiers_and_attributes_found_and_shown(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    first, second = await project(boss), await project(boss, "Other")
    made = await boss.call(
        "create_talent_pool_group", name="Bench", project_id=first, display_name="North bench",
        tiers=[{"name": "Backup", "order": 9}, {"name": "Premium", "order": 4}],
        attributes=[{"name": "Region", "value": "North"}, {"name": "Empty", "value": ""}],
    )  # fmt: skip
    assert [(tier["name"], tier["order"]) for tier in made["tiers"]] == [("Premium", 1), ("Backup", 2)]
    assert [(each["name"], each["value"]) for each in made["attributes"]] == [("Region", "North")]
    assert (made["kind"], made["project_id"], made["display_name"]) == ("group", first, "North bench")
    plain = await boss.call("create_talent_pool_group", name="Bench", project_id=second)
    assert [(tier["name"], tier["order"]) for tier in plain["tiers"]] == [("Tier 1", 1)]
    hall.clock.advance(minutes=1)
    crew, (tier,) = await pool(boss, first, "Crew")
    await put(boss, first, crew, tier, pia)
    for given, ids in (
        ({"sort_by": "created_at", "sort_direction": "desc", "limit": 1}, [crew]),
        ({"project_id": second}, [plain["talent_pool_group_id"]]),
        ({"name": "CRE"}, [crew]),
        ({"ids": [crew.upper()]}, [crew]),
        ({"project_id": first}, [made["talent_pool_group_id"], crew]),
    ):
        answer = await boss.call("list_talent_pool_groups", **given)
        assert [each["talent_pool_group_id"] for each in answer["results"]] == ids
        assert answer["pagination"]["has_next_page"] is ("limit" in given)
    shown = await boss.call("get_talent_pool_group", talent_pool_group_id=crew.upper())
    assert (shown["providers"], shown["tiers"][0]["providers"]) == ({"total": 1}, {"total": 1})
    assert (await refusal(rival.call("get_talent_pool_group", talent_pool_group_id=crew))).code == "not_found"
    assert (await rival.call("list_talent_pool_groups", ids=[crew]))["results"] == []
    taken = await refusal(boss.call("create_talent_pool_group", name="BENCH", project_id=first))
    assert (taken.code, taken.next) == ("conflict", ["get_talent_pool_group"])
    foreign = await refusal(rival.call("create_talent_pool_group", name="X", project_id=first))
    assert (foreign.code, list(foreign.fields)) == ("invalid_reference", ["project_id"])
    alike = [{"name": "A"}, {"name": "a"}]
    assert (
        await refusal(boss.call("create_talent_pool_group", name="X", project_id=first, tiers=alike))
    ).code == "invalid_argument"


async def test_a_territory_is_shown_but_not_listed_as_a_group(hall: Hall) -> None:
    boss = await company(hall)
    uuid, _ = await pool(boss, await project(boss))
    write(hall, "UPDATE talent_pool_groups SET kind = 'territory' WHERE uuid = ?", uuid)
    assert (await boss.call("list_talent_pool_groups"))["results"] == []
    assert (await boss.call("get_talent_pool_group", talent_pool_group_id=uuid))["kind"] == "territory"
