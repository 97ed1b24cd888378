"""Where in a project providers are."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, pool, project, provider, refusal
from tests.tools.work_orders.routing_world import block


def places(rows: list[dict]) -> set[tuple]:
    return {
        tuple(row[name] for name in ("provider_id", "talent_pool_group_id", "tier_id") if name in row) for row in rows
    }


async def test_people_are_put_into_the_first_of_the_tiers_named_moved_and_set_anew(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    bo = await provider(hall, "bo@work.test")
    at = await project(boss)
    uuid, (one, two) = await pool(boss, at, "Bench", "One", "Two")
    crew, (only,) = await pool(boss, at, "Crew")
    notices = hall.sql("SELECT count(*) FROM notices")
    both = {"project_id": at, "provider_ids": [pia.id, bo.id, pia.id]}
    added = await boss.call(
        "add_providers_to_project_talent_pools",
        **both,
        talent_pool_groups=[{"talent_pool_group_id": uuid, "tier_ids": [two]}],
    )
    assert places(added["added"]) == {(pia.id, uuid, two), (bo.id, uuid, two)}
    note = [{"name": "Badge", "value": "7"}]
    await boss.call("create_provider_attributes", talent_pool_id=two, provider_id=pia.id, attributes=note)
    moved = await boss.call(
        "add_providers_to_project_talent_pools", project_id=at, provider_ids=[pia.id],
        talent_pool_groups=[
            {"talent_pool_group_id": uuid, "tier_ids": [two, one]}, {"talent_pool_group_id": crew, "tier_ids": [only]},
        ],
    )  # fmt: skip
    assert (places(moved["moved"]), places(moved["added"])) == ({(pia.id, uuid, one)}, {(pia.id, crew, only)})
    kept = await boss.call("list_provider_attributes", talent_pool_id=one, provider_id=pia.id)
    assert [each["value"] for each in kept["results"]] == ["7"]
    again = await boss.call(
        "add_providers_to_project_talent_pools",
        **both,
        talent_pool_groups=[{"talent_pool_group_id": uuid, "tier_ids": [two]}],
    )
    assert (places(again["moved"]), places(again["unchanged"])) == ({(pia.id, uuid, two)}, {(bo.id, uuid, two)})
    where = {"project_id": at, "provider_id": pia.id}
    shown = (await boss.call("get_provider_project_talent_pools", **where))["talent_pool_groups"]
    assert [(each["name"], each["kind"], each["tiers"][0]["name"]) for each in shown] == [
        ("Bench", "group", "Two"),
        ("Crew", "group", "Tier 1"),
    ]
    anew = await boss.call(
        "update_provider_project_talent_pools",
        **where,
        talent_pool_groups=[{"talent_pool_group_id": uuid, "tier_ids": [one]}],
    )
    assert (places(anew["moved"]), places(anew["removed"]), anew["added"]) == ({(uuid, one)}, {(crew, only)}, [])
    assert [each["talent_pool_group_id"] for each in anew["talent_pool_groups"]] == [uuid]
    out = await boss.call("update_provider_project_talent_pools", **where, talent_pool_groups=[])
    assert (places(out["removed"]), out["talent_pool_groups"]) == ({(uuid, one)}, [])
    assert hall.sql("SELECT count(*) FROM talent_pool_attributes") == [(0,)]
    assert hall.sql("SELECT count(*) FROM notices") == notices
    for tool, more in (
        ("get_provider_project_talent_pools", {}),
        ("update_provider_project_talent_pools", {"talent_pool_groups": []}),
    ):
        assert (await refusal(rival.call(tool, **where, **more))).code == "not_found"
        assert (await refusal(boss.call(tool, project_id=at, provider_id=7777, **more))).code == "not_found"


async def test_what_is_not_of_the_project_or_may_not_be_added_changes_nothing(hall: Hall) -> None:
    boss, pia, bo = await company(hall), await provider(hall), await provider(hall, "bo@work.test")
    at, other = await project(boss), await project(boss, "Other")
    uuid, (tier,) = await pool(boss, at)
    foreign, (strange,) = await pool(boss, other)
    block(hall, boss, bo)
    mine = {"talent_pool_group_id": uuid, "tier_ids": [tier]}
    for people, groups, code, field in (
        ([pia.id], [mine, {"talent_pool_group_id": foreign, "tier_ids": [strange]}], "invalid_reference",
         "talent_pool_groups[1].talent_pool_group_id"),
        ([pia.id], [{"talent_pool_group_id": uuid, "tier_ids": [strange]}], "invalid_reference",
         "talent_pool_groups[0].tier_ids"),
        ([pia.id, bo.id, 7777], [mine], "invalid_reference", "provider_ids"),
        ([], [mine], "invalid_argument", "provider_ids"),
        ([pia.id], [], "invalid_argument", "talent_pool_groups"),
    ):  # fmt: skip
        given = {"project_id": at, "provider_ids": people, "talent_pool_groups": groups}
        no = await refusal(boss.call("add_providers_to_project_talent_pools", **given))
        assert (no.code, list(no.fields)) == (code, [field])
    wrong = await refusal(
        boss.call(
            "add_providers_to_project_talent_pools", project_id=999, provider_ids=[pia.id], talent_pool_groups=[mine]
        )
    )
    assert (wrong.code, list(wrong.fields)) == ("invalid_reference", ["project_id"])
    blocked = {"project_id": at, "provider_id": bo.id, "talent_pool_groups": [mine]}
    assert (await refusal(boss.call("update_provider_project_talent_pools", **blocked))).code == "invalid_reference"
    assert hall.sql("SELECT count(*) FROM talent_pool_members") == [(0,)]
