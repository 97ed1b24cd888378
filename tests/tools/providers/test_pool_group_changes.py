"""Talent pool groups changed and deleted."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, pool, project, provider, put, refusal
from tests.tools.work_orders.field_work import order, write
from tests.tools.work_orders.routing_world import routes


async def test_names_tiers_and_attributes_change(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    at = await project(boss)
    uuid, (premium, backup) = await pool(boss, at, "Bench", "Premium", "Backup")
    await pool(boss, at, "Crew")
    changed = await boss.call(
        "update_talent_pool_group", talent_pool_group_id=uuid, name="North", display_name="N",
        tiers=[{"tier_id": backup, "name": "Premium"}, {"name": "New"}, {"tier_id": premium, "name": "Backup"}],
        attributes=[{"name": "Region", "value": "N"}],
    )  # fmt: skip
    assert sorted(changed["changed"]) == ["attributes", "display_name", "name", "tiers"]
    assert [(tier["name"], tier["order"]) for tier in changed["tiers"]] == [("Premium", 1), ("New", 2), ("Backup", 3)]
    assert [changed["tiers"][place]["tier_id"] for place in (0, 2)] == [backup, premium]
    same = await boss.call("update_talent_pool_group", talent_pool_group_id=uuid, name="North")
    assert (same["changed"], same["removed_members"]) == ([], 0)
    bare = await boss.call(
        "update_talent_pool_group",
        talent_pool_group_id=uuid,
        clear=["display_name"],
        attributes=[{"name": "REGION", "value": ""}],
    )
    assert ("display_name" in bare, bare["attributes"]) == (False, [])
    for given, code in (
        ({"name": "CREW"}, "conflict"),
        ({}, "invalid_argument"),
        ({"tiers": [{"tier_id": 999}]}, "invalid_reference"),
        ({"tiers": [{"name": "A", "order": 1}, {"name": "B", "order": 1}]}, "invalid_argument"),
    ):
        assert (await refusal(boss.call("update_talent_pool_group", talent_pool_group_id=uuid, **given))).code == code
    no = await refusal(rival.call("update_talent_pool_group", talent_pool_group_id=uuid, name="X"))
    assert no.code == "not_found"


async def test_a_tier_with_people_goes_only_when_they_may(hall: Hall) -> None:
    boss, pia, bo = await company(hall), await provider(hall), await provider(hall, "bo@work.test")
    at = await project(boss)
    uuid, (premium, backup) = await pool(boss, at, "Bench", "Premium", "Backup")
    await put(boss, at, uuid, backup, pia)
    await put(boss, at, uuid, premium, bo)
    await boss.call(
        "create_provider_attributes",
        talent_pool_id=backup,
        provider_id=pia.id,
        attributes=[{"name": "Badge", "value": "7"}],
    )
    wanted = {"talent_pool_group_id": uuid, "tiers": [{"tier_id": premium}]}
    no = await refusal(boss.call("update_talent_pool_group", **wanted))
    assert (no.code, no.status) == ("not_empty", 409)
    assert no.step("update_talent_pool_group")["remove_members"] is True
    gone = await boss.call("update_talent_pool_group", **wanted, remove_members=True)
    assert (gone["removed_members"], gone["providers"]) == (1, {"total": 1})
    assert hall.sql("SELECT count(*) FROM talent_pool_attributes") == [(0,)]


async def test_a_group_is_deleted_with_all_in_it_while_no_dispatch_offers_from_it(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    at = await project(boss)
    uuid, (tier,) = await pool(boss, at)
    await put(boss, at, uuid, tier, pia)
    work = await order(boss)
    await boss.call("route_work_order_to_providers", work_order_id=work, talent_pool_group_id=uuid)
    write(hall, "UPDATE work_order_routes SET source = 'smart_dispatch'")
    assert (await refusal(boss.call("delete_talent_pool_group", talent_pool_group_id=uuid))).code == "conflict"
    write(hall, "UPDATE work_order_routes SET source = 'mass'")
    assert (await refusal(rival.call("delete_talent_pool_group", talent_pool_group_id=uuid))).code == "not_found"
    write(hall, "UPDATE talent_pool_groups SET kind = 'territory'")
    other = await refusal(boss.call("delete_talent_pool_group", talent_pool_group_id=uuid))
    assert other.code == "invalid_argument"
    assert "delete_service_territory" in other.text
    write(hall, "UPDATE talent_pool_groups SET kind = 'group'")
    gone = await boss.call("delete_talent_pool_group", talent_pool_group_id=uuid)
    assert (gone["deleted"], gone["removed"]) == (True, {"tiers": 1, "members": 1})
    assert routes(hall, work) == {pia.id: "open"}
    assert (await refusal(boss.call("get_talent_pool_group", talent_pool_group_id=uuid))).code == "not_found"


async def test_a_group_whose_turn_in_a_running_search_is_still_to_come_is_kept(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    at = await project(boss)
    first, (tier,) = await pool(boss, at, "First")
    later, _ = await pool(boss, at, "Later")
    await put(boss, at, first, tier, pia)
    await boss.call("create_dispatch_settings", project_id=at)
    work = await order(boss, project_id=at)
    assert (await boss.call("start_smart_dispatch", work_order_ids=[work]))["work_orders"][0]["started"] is True
    no = await refusal(boss.call("delete_talent_pool_group", talent_pool_group_id=later))
    assert (no.code, "running automatic search" in no.text) == ("conflict", True)
    await boss.call("cancel_work_order", work_order_id=work, cancel_reason=57)
    assert (await boss.call("delete_talent_pool_group", talent_pool_group_id=later))["deleted"] is True
