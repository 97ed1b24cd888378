"""Offering one work order to many providers at the same time."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import company, order, provider, purse
from tests.tools.work_orders.routing_world import GROUP, block, columns, pool, preferred, project, routes, skilled


async def test_many_are_asked_at_once_under_one_hold(hall):
    boss = await company(hall)
    people = [await provider(hall, f"p{place}@work.test") for place in range(3)]
    id = await order(boss)
    ids = [one.id for one in people]
    answer = await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[*ids, ids[0]])
    assert [each["user_id"] for each in answer["routed"]] == ids
    assert answer["skipped"] == []
    assert answer["hold"]["amount"] == "440.00"
    assert answer["work_order"]["status"]["name"] == "routed"
    assert purse(hall, boss) == ("2000.00", "440.00")
    assert routes(hall, id) == dict.fromkeys(ids, "open")
    assert {source for (source,) in hall.sql("SELECT source FROM work_order_routes")} == {"mass"}


async def test_pools_groups_and_people_are_joined_and_each_counts_once(hall):
    boss = await company(hall)
    a, b, c, d = [await provider(hall, f"{name}@work.test") for name in "abcd"]
    project_id = project(hall, boss)
    tiers = pool(hall, boss, project_id, [a], [b])
    group = preferred(hall, boss, b, c)
    id = await order(boss)
    answer = await boss.call(
        "route_work_order_to_providers",
        work_order_id=id,
        user_ids=[d.id],
        talent_pool_id=tiers[0],
        talent_pool_group_id=GROUP,
        preferred_group_id=group,
    )
    assert [each["user_id"] for each in answer["routed"]] == [a.id, b.id, c.id, d.id]
    kept = dict(hall.sql("SELECT person_id, tier_id FROM work_order_routes"))
    assert kept == {a.id: tiers[0], b.id: tiers[1], c.id: None, d.id: None}


async def test_unfit_people_are_skipped_with_reasons_or_refuse_the_whole(hall):
    boss = await company(hall)
    good, low = await skilled(hall, "good@work.test", "4.5"), await skilled(hall, "low@work.test", "2")
    id = await order(boss, qualifications=[{"type": "rating", "operator": ">=", "value": "4"}])
    with pytest.raises(Refused) as no:
        await boss.call(
            "route_work_order_to_providers", work_order_id=id, user_ids=[good.id, low.id], skip_ineligible=False
        )
    assert no.value.code == "not_eligible"
    assert routes(hall, id) == {}
    answer = await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[good.id, low.id, 999])
    assert [each["user_id"] for each in answer["routed"]] == [good.id]
    assert answer["skipped"] == [
        {"user_id": low.id, "reasons": ["missing_qualification:rating"]},
        {"user_id": 999, "reasons": ["inactive", "missing_qualification:rating"]},
    ]


async def test_a_selection_rule_narrows_the_choice(hall):
    boss = await company(hall)
    tall, small = await skilled(hall, "tall@work.test", equipment=["Ladder"]), await provider(hall, "small@work.test")
    id = await order(boss)
    answer = await boss.call(
        "route_work_order_to_providers",
        work_order_id=id,
        user_ids=[tall.id, small.id],
        selection_rule={"rules": [{"type": "equipment", "operator": "has", "value": "ladder"}]},
    )
    assert [each["user_id"] for each in answer["routed"]] == [tall.id]
    assert answer["skipped"] == [{"user_id": small.id, "reasons": ["not_selected:ladder"]}]


async def test_nobody_chosen_or_nobody_fit_changes_nothing(hall):
    boss, pia = await company(hall), await provider(hall)
    block(hall, boss, pia)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order_to_providers", work_order_id=id)
    assert no.value.code == "invalid_argument"
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[pia.id])
    assert no.value.code == "not_eligible"
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}
    assert columns(hall, id, "status") == (1,)


@pytest.mark.parametrize(
    "where", [{"talent_pool_id": 1}, {"talent_pool_group_id": GROUP}, {"preferred_group_id": 1}], ids=str
)
async def test_circles_of_another_company_are_not_found(hall, where):
    boss, other, pia = await company(hall), await company(hall, "Other"), await provider(hall)
    pool(hall, other, project(hall, other), [pia])
    preferred(hall, other, pia)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order_to_providers", work_order_id=id, **where)
    assert no.value.code == "not_found"


async def test_many_cannot_be_paid_for_without_money(hall):
    boss, pia = await company(hall, funds="10.00 USD"), await provider(hall)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("route_work_order_to_providers", work_order_id=id, user_ids=[pia.id])
    assert no.value.code == "insufficient_balance"
    assert routes(hall, id) == {}
