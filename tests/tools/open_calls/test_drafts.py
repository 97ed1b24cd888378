"""Drafting open calls: what they keep, what they ask for, what they would cost."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.open_calls.call_world import world_of


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_draft_holds_nothing_and_says_what_it_would_cost(hall):
    world = await world_of(hall)
    made = await world.acme.call("create_open_call", **world.task_call())
    shown = made["open_call"]
    assert (shown["status"], shown["work"], shown["seats"], shown["counter_price"]) == ("draft", "task", 3, True)
    assert shown["price"] == {"kind": "range", "min": "60.00", "max": "80.00", "currency": "EUR"}
    assert made["cost"]["hold_per_seat"]["amount"] == "87.20"
    assert made["cost"]["total_hold"]["amount"] == "261.60"
    assert made["cost"]["available"]["amount"] == "1000.00"
    assert made["missing"] == []
    assert world.money() == ("1000.00", "0.00")
    quote = await world.acme.call("create_open_call", **world.task_call(), dry_run=True)
    assert quote["cost"] == made["cost"]
    assert hall.sql("SELECT count(*) FROM open_calls") == [(1,)]


async def test_everything_that_is_wrong_is_named_at_once(hall):
    world = await world_of(hall)
    no = await refusal(world.acme.call("create_open_call", title="Only a title"))
    assert no.status == 422
    assert {"description", "price_max", "estimated_hours", "category_id", "deadline"} <= set(no.fields)
    assert no.fields["deadline"] == "is required, or deadline_hours"
    assert "a work order has location, types_of_work and schedule" in no.fields["category_id"]
    wrong = {
        "price_min": "90.00",
        "deadline": world.in_days(9),
        "category_id": 999_999,
        "requirements": {"skill_ids": [999_999], "countries": ["XX"]},
        "done": [{"key": "a", "text": "x", "evidence": "link"}, {"key": "a", "text": "y", "evidence": "link"}],
    }
    no = await refusal(world.acme.call("create_open_call", **{**world.task_call(), **wrong}))
    assert {
        "price_min", "deadline_hours", "category_id", "requirements.skill_ids", "requirements.countries", "done",
    } <= set(no.fields)  # fmt: skip
    late = {"deadline_hours": None, "deadline": world.in_days(1), "apply_until": world.in_days(2)}
    no = await refusal(world.draft(**late))
    assert set(no.fields) == {"deadline"}
    no = await refusal(world.acme.call("create_open_call", template_id=1, copy_of="1"))
    assert set(no.fields) == {"template_id"}


async def test_a_call_with_a_place_is_for_work_orders(hall):
    world = await world_of(hall, "2000.00 USD")
    ref = await world.draft(
        **world.order_call(requirements={"qualifications": [{"type": "rating", "operator": ">=", "value": "4"}]})
    )
    shown = (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]
    assert (shown["work"], shown["place"]) == ("work_order", {"city": "Minneapolis", "country": "US"})
    assert (shown["price"]["kind"], shown["price"]["max"]) == ("fixed", "400.00")
    no = await refusal(world.draft(**world.order_call(schedule={"mode": "exact"})))
    assert "schedule.start" in no.fields


async def test_a_copy_takes_everything_but_the_times_of_the_earlier_one(hall):
    world = await world_of(hall)
    first = await world.draft(
        deadline_hours=None, deadline=world.in_days(20), apply_until=world.in_days(5), visibility="team", sla_hours=9,
        requirements={"countries": ["DE"], "min_review_score": "4.5"}, questions=[{"key": "why", "label": "Why you?"}],
        done=[{"key": "link", "text": "The post", "evidence": "link", "count": 2}],
    )  # fmt: skip
    again = await world.acme.call("create_open_call", copy_of=first, title="Once more", price_max="90.00")
    shown = again["open_call"]
    assert (shown["title"], shown["price"]["kind"], shown["visibility"], shown["sla_hours"]) == (
        "Once more", "fixed", "team", 9,
    )  # fmt: skip
    assert shown["requirements"]["min_review_score"] == "4.5"
    assert shown["done"][0]["count"] == 2
    assert shown.get("deadline") is None
    assert again["missing"] == ["deadline: or deadline_hours"]
    rival = await hall.agent("Rival")
    no = await refusal(rival.call("create_open_call", copy_of=first))
    assert no.status == 404
