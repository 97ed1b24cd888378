"""The rules of safety over calls as they are drafted and published."""

from __future__ import annotations

from typing import Any

import pytest

from store.types import utc_text
from tests.hall import Hall, Refused
from tests.tools.open_calls.call_world import World, world_of
from tests.tools.work_orders.field_work import SITE

HELSINKI = {**SITE, "country": "FI", "city": "Helsinki", "latitude": 60.17, "longitude": 24.94, "state": None}
METRES = 1 / 111_195.08


async def refusal(world: World, ref: str, **given: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        await world.acme.call("publish_open_call", open_call_id=ref, **given)
    return refused.value


def in_helsinki(north: float = 0.0) -> dict[str, Any]:
    place = {**HELSINKI, "latitude": 60.17 + north * METRES}
    return {name: value for name, value in place.items() if value is not None}


@pytest.mark.parametrize(
    ("funds", "low", "floor", "lowest"),
    [("1000.00 EUR", "29.99", "12.00 EUR", "30.00"), ("1000.00 USD", "32.99", "13.20 USD", "33.00")],
)
async def test_a_price_below_the_floor_of_the_place_is_refused_with_the_lowest_one(
    hall: Hall, funds: str, low: str, floor: str, lowest: str
) -> None:
    world = await world_of(hall, funds)
    hall.write_row(
        "INSERT INTO exchange_rates (base_currency, target_currency, rate, operation, valid_from, source, created_at)"
        " VALUES ('EUR', 'USD', '1.10', 'multiply', ?, 'test', ?)",
        utc_text(hall.clock.now),
        utc_text(hall.clock.now),
    )
    given = world.order_call(location=in_helsinki(), estimated_hours="2.5", seats=1, price_max=low)
    drafted = await world.acme.call("create_open_call", **_given({**world.task_call(), **given}))
    assert f"{floor} an hour; {lowest}" in str(drafted["warnings"])
    ref = drafted["open_call"]["public_id"]
    refused = await refusal(world, ref)
    assert refused.code == "pay_floor"
    assert f"{floor} an hour; {lowest}" in refused.text
    assert world.money()[1] == "0.00"
    await world.acme.call("update_open_call", open_call_id=ref, price_max=lowest)
    assert (await world.acme.call("publish_open_call", open_call_id=ref))["changed"]
    with pytest.raises(Refused, match="pay_floor"):
        await world.acme.call("update_open_call", open_call_id=ref, price_max=low)


async def placed(world: World, title: str, north: float = 0.0, **changed: Any) -> str:
    given = world.order_call(location=in_helsinki(north), seats=1, price_max="60.00", estimated_hours="2", title=title)
    return await world.draft(**{**given, "description": "See the title.", **changed})


async def test_a_job_split_over_two_calls_is_refused_with_both_unless_they_share_nothing(hall: Hall) -> None:
    world = await world_of(hall)
    one = await placed(world, "Pick up a package at shop A")
    await world.acme.call("publish_open_call", open_call_id=one)
    hall.clock.advance(days=2)
    two = await placed(
        world, "Relabel and send on", north=120, schedule={"mode": "exact", "start": "2026-04-10T09:00:00Z"}
    )
    refused = await refusal(world, two)
    assert refused.code == "splitting"
    assert "open calls 1, 2" in refused.text
    assert "reshipping" in refused.text
    assert world.money()[1] == "66.00"
    far = await placed(
        world, "Relabel and send on", north=400, schedule={"mode": "exact", "start": "2026-04-10T09:00:00Z"}
    )
    assert (await world.acme.call("publish_open_call", open_call_id=far))["changed"]
    hall.clock.advance(days=6)
    assert (await world.acme.call("publish_open_call", open_call_id=two))["changed"]


async def test_calls_that_name_one_web_host_or_share_an_accepted_person_belong_together(hall: Hall) -> None:
    world = await world_of(hall)
    await world.draft(title="Pick up a package", description="As https://www.drop.example/in says.")
    hosted = await world.draft(title="Relabel and send on", description="Labels: drop.example.")
    assert (await refusal(world, hosted)).code == "splitting"
    first = await world.published(title="Withdraw money", description="At the bank.")
    second = await world.draft(title="Transfer cash", description="Elsewhere.")
    pia = await world.person("pia")
    await world.application(first, pia, "70.00", status="accepted", result_type="task", result_id=7)
    await world.application(second, pia, "70.00")
    refused = await refusal(world, second)
    assert (refused.code, "cash_mule" in refused.text) == ("splitting", True)


async def test_a_forbidden_kind_is_named_with_what_makes_it(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.draft(questions=[{"key": "code", "label": "Can you read out an OTP?"}])
    refused = await refusal(world, ref)
    assert refused.code == "forbidden_kind"
    assert "bypass_human_check: (captcha or one time code" in refused.text
    await world.acme.call("update_open_call", open_call_id=ref, questions=[])
    published = await world.acme.call("publish_open_call", open_call_id=ref)
    assert published["changed"]
    with pytest.raises(Refused, match="forbidden_kind"):
        await world.acme.call("update_open_call", open_call_id=ref, description="Rent out your bank account.")


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
