"""Members of talent pool groups: listed, taken out."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, named, pool, project, put, refusal
from tests.tools.work_orders.field_work import write
from tests.tools.work_orders.routing_world import skilled


async def test_members_are_listed_by_tier_then_name_and_otherwise(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    zoe, anna = await named(hall, "zoe@work.test", "Zoë"), await named(hall, "anna@work.test", "Anna")
    cleo = await skilled(hall, "cleo@work.test", rating="4.80")
    at = await project(boss)
    uuid, (one, two) = await pool(boss, at, "Bench", "One", "Two")
    crew, (only,) = await pool(boss, at, "Crew")
    await put(boss, at, uuid, two, anna)
    hall.clock.advance(minutes=1)
    await put(boss, at, uuid, one, zoe, cleo)
    await put(boss, at, crew, only, anna)
    notes = [{"name": "Badge", "value": "77"}]
    await boss.call("create_provider_attributes", talent_pool_id=two, provider_id=anna.id, attributes=notes)
    for given, people in (
        ({}, [cleo, zoe, anna]),
        ({"sort_by": "name"}, [anna, cleo, zoe]),
        ({"sort_by": "added_at", "limit": 1}, [anna]),
        ({"sort_by": "rating", "sort_direction": "desc", "limit": 1}, [cleo]),
        ({"sort_by": "provider_id", "sort_direction": "desc"}, [cleo, anna, zoe]),
        ({"tier_id": two}, [anna]),
        ({"search": "zoe"}, [zoe]),
    ):
        answer = await boss.call("list_talent_pool_group_providers", talent_pool_group_id=uuid, **given)
        assert [each["provider_id"] for each in answer["results"]] == [person.id for person in people], given
    rows = (await boss.call("list_talent_pool_group_providers", talent_pool_group_id=uuid))["results"]
    by_id = {row["provider_id"]: row for row in rows}
    assert by_id[anna.id]["tier"] == {"id": two, "name": "Two", "order": 2}
    assert by_id[anna.id]["attributes"] == notes
    shared = {id: row["exists_in_multiple_talent_pool_groups"] for id, row in by_id.items()}
    assert shared == {anna.id: True, zoe.id: False, cleo.id: False}
    foreign = await refusal(boss.call("list_talent_pool_group_providers", talent_pool_group_id=uuid, tier_id=only))
    assert foreign.code == "invalid_reference"
    assert (
        await refusal(rival.call("list_talent_pool_group_providers", talent_pool_group_id=uuid))
    ).code == "not_found"


async def test_somebody_leaves_a_tier_or_all_groups_of_the_project_but_no_territory(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    pia = await named(hall, "pia@work.test", "Pia")
    at, elsewhere = await project(boss), await project(boss, "Other")
    uuid, (one, two) = await pool(boss, at, "Bench", "One", "Two")
    crew, (only,) = await pool(boss, at, "Crew")
    area, (zone,) = await pool(boss, at, "Area")
    far, (other,) = await pool(boss, elsewhere, "Bench")
    for place, group, tier in ((at, uuid, one), (at, crew, only), (at, area, zone), (elsewhere, far, other)):
        await put(boss, place, group, tier, pia)
    write(hall, "UPDATE talent_pool_groups SET kind = 'territory' WHERE uuid = ?", area)
    given = {"talent_pool_group_id": uuid, "provider_id": pia.id}
    for more in ({}, {"tier_id": one, "remove_from_project": True}, {"remove_from_project": False}):
        assert (
            await refusal(boss.call("remove_talent_pool_group_provider", **given, **more))
        ).code == "invalid_argument"
    assert (await refusal(boss.call("remove_talent_pool_group_provider", **given, tier_id=two))).code == "not_found"
    assert (await refusal(rival.call("remove_talent_pool_group_provider", **given, tier_id=one))).code == "not_found"
    gone = await boss.call("remove_talent_pool_group_provider", **given, tier_id=one)
    assert gone["removed"] == [{"talent_pool_group_id": uuid, "tier_id": one}]
    await put(boss, at, uuid, two, pia)
    gone = await boss.call("remove_talent_pool_group_provider", **given, remove_from_project=True)
    assert {(each["talent_pool_group_id"], each["tier_id"]) for each in gone["removed"]} == {(uuid, two), (crew, only)}
    left = hall.sql(
        "SELECT g.uuid FROM talent_pool_members m JOIN talent_pool_groups g ON g.id = m.group_id ORDER BY g.id"
    )
    assert left == [(area,), (far,)]
