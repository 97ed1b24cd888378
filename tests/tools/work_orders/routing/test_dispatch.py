"""Letting the rules pick the provider."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import HOURLY, company, notices, order, provider, published, purse
from tests.tools.work_orders.routing_world import (
    GROUP,
    block,
    busy,
    columns,
    north_of_site,
    pool,
    preferred,
    project,
    requests,
    routes,
    skilled,
)

CABLING = {"certifications": [{"name": "cabling"}]}
LADDER = {"equipment": ["ladder"]}


def hourly(amount):
    return {"minimum_rates": {"hourly": {"amount": amount, "currency": "USD"}}}


async def riverside(hall, boss):
    """The order and the people of the ranking example: five providers in two tiers."""
    p11 = await skilled(hall, "p11@work.test", "4.70", **CABLING, **north_of_site(12), **hourly("60.00"))
    p12 = await skilled(hall, "p12@work.test", "4.90", **LADDER, **north_of_site(3), **hourly("55.00"))
    p13 = await skilled(hall, "p13@work.test", "4.90", **CABLING, **LADDER, **north_of_site(1))
    busy(hall, p13, "2026-03-10T10:30:00Z", "2026-03-10T12:00:00Z")
    p14 = await skilled(hall, "p14@work.test", "4.90", **CABLING, **LADDER, **north_of_site(1))
    p15 = await skilled(hall, "p15@work.test", "3.80")
    pool(hall, boss, project(hall, boss), [p11, p12, p13], [p14, p15])
    id = await order(
        boss,
        pay=HOURLY,
        estimated_hours="2",
        qualifications=[
            {"type": "rating", "operator": ">=", "value": "4.0"},
            {"type": "certification", "operator": "has", "value": "cabling", "required": False, "weight": 10},
            {"type": "equipment", "operator": "has", "value": "ladder", "required": False, "weight": 5},
        ],
    )
    return id, p11, p12, p13, p14, p15


def ids(answer):
    return [each["user_id"] for each in answer["picked"]]


async def test_the_preview_ranks_and_changes_nothing(hall):
    boss = await company(hall)
    id, p11, p12, p13, p14, p15 = await riverside(hall, boss)
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", talent_pool_group_id=GROUP)
    assert ids(answer) == [p11.id, p12.id, p14.id]
    assert [(each["rank"], each["score"], each["distance_km"], each["tier"]) for each in answer["picked"]] == [
        (1, 10, "12.0", 1),
        (2, 5, "3.0", 1),
        (3, 15, "1.0", 2),
    ]
    assert answer["rejected"] == [
        {"user_id": p13.id, "reasons": ["schedule_conflict"]},
        {"user_id": p15.id, "reasons": ["missing_qualification:rating"]},
    ]
    assert answer["reason_counts"] == {"missing_qualification:rating": 1, "schedule_conflict": 1}
    assert answer["action"] == "none"
    assert routes(hall, id) == {}
    assert columns(hall, id, "status") == (1,)
    assert purse(hall, boss) == ("2000.00", "0.00")


async def test_the_best_are_offered_the_order_in_turn(hall):
    boss = await company(hall)
    id, p11, p12, *_ = await riverside(hall, boss)
    answer = await boss.call("dispatch_work_order", work_order_id=id, talent_pool_group_id=GROUP)
    assert ids(answer) == [p11.id]
    assert answer["action"] == "routed"
    assert answer["work_order"]["status"]["name"] == "routed"
    assert answer["hold"]["amount"] == "286.00"
    assert routes(hall, id) == {p11.id: "open"}
    assert hall.sql("SELECT source, talent_pool_group_id FROM work_order_routes") == [("dispatch", GROUP)]
    again = await boss.call("dispatch_work_order", work_order_id=id, talent_pool_group_id=GROUP, route_count=2)
    assert ids(again)[0] == p12.id
    assert {"user_id": p11.id, "reasons": ["already_routed"]} in again["rejected"]


async def test_who_declined_these_terms_is_asked_again_only_after_they_change(hall):
    boss = await company(hall)
    id, p11, p12, p13, *_ = await riverside(hall, boss)
    await boss.call("dispatch_work_order", work_order_id=id, talent_pool_group_id=GROUP)
    await p11.call("decline_work_order_route", work_order_id=id, decline_reason="pay")
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", talent_pool_group_id=GROUP)
    assert ids(answer)[0] == p12.id
    assert {"user_id": p11.id, "reasons": ["declined"]} in answer["rejected"]
    await boss.call("update_work_order", work_order_id=id, schedule={"mode": "exact", "start": "2026-03-11T09:00:00Z"})
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", talent_pool_group_id=GROUP)
    assert ids(answer)[:3] == [p13.id, p11.id, p12.id]


async def test_the_best_is_contracted_at_once(hall):
    boss = await company(hall)
    id, p11, *_ = await riverside(hall, boss)
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="assign", talent_pool_group_id=GROUP)
    assert answer["action"] == "assigned"
    assert answer["work_order"]["assignee"]["id"] == p11.id
    assert purse(hall, boss) == ("2000.00", "286.00")
    assert "You are assigned" in notices(hall, p11)[-1]


async def test_groups_of_the_project_come_before_the_networks(hall):
    boss = await company(hall)
    star, regular = await skilled(hall, "star@work.test", "5"), await skilled(hall, "regular@work.test", "3")
    rollout = project(hall, boss)
    pool(hall, boss, rollout, [regular])
    id = await order(boss, project_id=rollout)
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    assert ids(answer) == [regular.id, star.id]
    assert [each.get("tier") for each in answer["picked"]] == [1, None]
    without = await order(boss)
    assert ids(await boss.call("dispatch_work_order", work_order_id=without, mode="preview")) == [star.id, regular.id]


async def test_a_preferred_group_can_be_looked_in(hall):
    boss = await company(hall)
    _, b = await skilled(hall, "a@work.test", "5"), await provider(hall, "b@work.test")
    id = await order(boss)
    answer = await boss.call(
        "dispatch_work_order", work_order_id=id, mode="preview", preferred_group_id=preferred(hall, boss, b)
    )
    assert ids(answer) == [b.id]


async def test_who_lives_too_far_is_left_out_and_who_has_no_home_comes_last(hall):
    boss = await company(hall)
    far = await skilled(hall, "far@work.test", **north_of_site(120))
    near = await skilled(hall, "near@work.test", **north_of_site(80))
    homeless = await provider(hall, "homeless@work.test")
    lazy = await skilled(hall, "lazy@work.test", max_travel_km=10, **north_of_site(20))
    group = preferred(hall, boss, far, near, homeless, lazy)
    id = await order(boss)

    async def preview(**more):
        return await boss.call(
            "dispatch_work_order", work_order_id=id, mode="preview", preferred_group_id=group, **more
        )

    answer = await preview()
    assert ids(answer) == [near.id, homeless.id]
    assert {each["user_id"]: each["reasons"] for each in answer["rejected"]} == {
        far.id: ["too_far"],
        lazy.id: ["too_far"],
    }
    assert ids(await preview(max_distance_km="150")) == [near.id, far.id, homeless.id]


async def test_who_wants_more_is_left_out(hall):
    boss = await company(hall)
    dear = await skilled(hall, "dear@work.test", **hourly("65.01"))
    id = await order(boss, pay=HOURLY)
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    assert answer["rejected"] == [{"user_id": dear.id, "reasons": ["rate_below_minimum"]}]


async def test_requests_come_before_the_pool_and_cheap_counter_offers_next(hall):
    boss = await company(hall)
    star, asks, cheap, dear = [await skilled(hall, f"{name}@work.test", rating) for name, rating in
                               [("star", "5"), ("asks", "2"), ("cheap", "1"), ("dear", "3")]]  # fmt: skip
    id = await published(boss)
    await asks.call("request_work_order", work_order_id=id)
    await cheap.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "399.00"}}})
    await dear.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "401.00"}}})
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    assert [(each["user_id"], each["source"]) for each in answer["picked"]] == [
        (asks.id, "request"),
        (cheap.id, "counter_offer"),
        (star.id, "pool"),
        (dear.id, "pool"),
    ]
    only = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", candidates="requests_only")
    assert ids(only) == [asks.id, cheap.id]
    assert only["rejected"] == [{"user_id": dear.id, "reasons": ["counter_offer_too_high"]}]
    alone = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", candidates="pool")
    assert ids(alone) == [star.id, dear.id, asks.id, cheap.id]


async def test_a_cheap_counter_offer_is_taken_with_its_terms(hall):
    boss, cheap = await company(hall), await provider(hall, "cheap@work.test")
    id = await published(boss)
    await cheap.call("request_work_order", work_order_id=id, counter_offer={"pay": {"base": {"amount": "350.00"}}})
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="assign", candidates="requests_only")
    assert answer["work_order"]["pay"]["base"]["amount"] == "350.00"
    assert answer["hold"]["amount"] == "385.00"
    assert requests(hall, id) == {cheap.id: "accepted"}
    assert purse(hall, boss) == ("2000.00", "385.00")


async def test_with_nobody_eligible_the_order_stays_as_it_is(hall):
    boss, pia = await company(hall), await provider(hall)
    block(hall, boss, pia)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("dispatch_work_order", work_order_id=id)
    assert no.value.code == "not_eligible"
    assert no.value.details["reasons"] == {str(pia.id): ["blocked"]}
    assert no.value.details["counts"] == {"blocked": 1}
    assert columns(hall, id, "status") == (1,)
    assert purse(hall, boss) == ("2000.00", "0.00")
    answer = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    assert answer["picked"] == []


async def test_an_incomplete_unpaid_or_foreign_order_is_not_dispatched(hall):
    boss, other = await company(hall, funds="1.00 USD"), await company(hall, "Other")
    await provider(hall)
    id, bare = await order(boss), await order(boss, pay=None)
    for caller, order_id, code in [
        (boss, bare, "not_ready"),
        (boss, id, "insufficient_balance"),
        (other, id, "not_found"),
    ]:
        with pytest.raises(Refused) as no:
            await caller.call("dispatch_work_order", work_order_id=order_id)
        assert no.value.code == code
    assert routes(hall, id) == {}


async def test_the_same_store_and_clock_give_the_same_answer(hall):
    boss = await company(hall)
    id, *_ = await riverside(hall, boss)
    first = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    second = await boss.call("dispatch_work_order", work_order_id=id, mode="preview")
    assert (first["picked"], first["rejected"]) == (second["picked"], second["rejected"])
