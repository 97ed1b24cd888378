"""What was agreed to with less, asked for again: the answer is what was carried out."""

from __future__ import annotations

import pytest

from tests.hall import Hall
from tests.tools.approvals.desk_world import desk_world
from tests.tools.approvals.test_approving import ADDRESS, refusal


@pytest.mark.parametrize("keys", [("k",), (None, "k"), ("first", "k")])
async def test_a_repeat_under_its_key_is_answered_what_was_carried_out_with_less(
    hall: Hall, keys: tuple[str | None, ...]
) -> None:
    bot = await hall.agent("Acme", credit="500 USDT")
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("set_approval_policy", mode="desk_always")
    given = {"currency": "USDT", "amount": "100.00", "address": ADDRESS, "wait": False}
    for key in keys:
        named = {"idempotency_key": key} if key else {}
        waiting = (await bot.call("request_withdrawal", **given, **named))["approval"]
    id = waiting["public_id"]
    done = await boss.call("approve_request", approval_id=id, version=1, amount="60.00")
    held = hall.purse(bot.owner, "USDT")
    for key in filter(None, keys):
        again = await bot.call("request_withdrawal", **given, idempotency_key=key)
        assert again["replayed"] is True
        assert again["withdrawal"] == done["result"]["withdrawal"]
    other = await refusal(bot.call("request_withdrawal", **{**given, "amount": "60.00"}, idempotency_key="k"))
    assert other.code == "idempotency_conflict"
    assert hall.purse(bot.owner, "USDT") == held


async def test_a_booking_by_a_link_that_was_agreed_to_is_repeated_under_its_key(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    await hall.credit(world.eva.owner, "5 USDT")
    made = await world.eva.call("create_booking_link", schedule_id=world.schedule, price="110.00")
    given = {"link": made["token"], "idempotency_key": "k"}
    waiting = await world.waiting(**given)
    done = await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    again = await world.book(**given)
    assert (again["replayed"], again["event"]["id"]) == (True, done["result"]["event"]["id"])
