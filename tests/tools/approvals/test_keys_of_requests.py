"""Idempotency keys of what waits at the desk: none keeps it from being carried out, and under none is it done twice."""

from __future__ import annotations

import pytest

from tests.hall import Hall
from tests.tools.approvals.desk_world import desk_world
from tests.tools.approvals.test_approving import ADDRESS, refusal


async def test_the_same_booking_by_another_link_is_another_act(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    await hall.credit(world.eva.owner, "5 USDT")
    links = [
        (await world.eva.call("create_booking_link", schedule_id=world.schedule, price=price))["token"]
        for price in ("110.00", "115.00")
    ]
    waiting = [await world.waiting(**({"link": link} if link else {})) for link in (*links, None)]
    assert [each["amount"]["amount"] for each in waiting] == ["110.00", "115.00", "120.00"]
    assert (await world.waiting(link=links[1]))["public_id"] == waiting[1]["public_id"]
    await world.boss.call("decline_request", approval_id=waiting[0]["public_id"], reason="Not this", block_same=True)
    assert (await refusal(world.book(link=links[0]))).code == "declined"
    assert (await world.waiting(link=links[1]))["public_id"] == waiting[1]["public_id"]


async def test_a_request_whose_key_was_used_for_something_else_meanwhile_is_carried_out(hall: Hall) -> None:
    world = await desk_world(hall, mode="desk_always")
    waiting = await world.waiting(idempotency_key="k")
    await world.boss.call("set_approval_policy", mode="ask_in_chat")
    world.bot.says_yes = True
    await world.bot.call("book_schedule", schedule_id=world.schedule, start="2026-03-05T10:00:00Z", idempotency_key="k")
    done = await world.boss.call("approve_request", approval_id=waiting["public_id"], version=1)
    assert done["request"]["status"] == "executed"
    assert world.bookings() == 2
    assert (await refusal(world.book(idempotency_key="k"))).code == "idempotency_conflict"


@pytest.mark.parametrize("key", ["a", "b"])
@pytest.mark.parametrize("less", [{}, {"amount": "120.00"}])
async def test_what_was_done_in_the_chat_under_one_of_its_keys_is_not_done_again_by_the_desk(
    hall: Hall, key: str, less: dict[str, str]
) -> None:
    world = await desk_world(hall, mode="desk_always")
    bot, given = world.bot, {"currency": "USDT", "amount": "160.00", "address": ADDRESS}
    await hall.credit(bot.owner, "500 USDT")
    for each in ("a", "b"):
        waiting = (await bot.call("request_withdrawal", **given, idempotency_key=each))["approval"]
    await world.boss.call("set_approval_policy", mode="ask_in_chat")
    bot.says_yes = True
    await bot.call("request_withdrawal", **given, idempotency_key=key)
    purse = hall.purse(bot.owner, "USDT")
    again = await refusal(world.boss.call("approve_request", approval_id=waiting["public_id"], version=1, **less))
    assert (again.code, again.status) == ("done_already", 409)
    assert hall.purse(bot.owner, "USDT") == purse
    request = await world.request(waiting["public_id"])
    assert request["status"] == "void"
    assert (await bot.call("request_withdrawal", **given, idempotency_key=key))["replayed"] is True
