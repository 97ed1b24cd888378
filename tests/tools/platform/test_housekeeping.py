"""What is let go once nobody can need it: spent yeses and answers kept under keys."""

from __future__ import annotations

from typing import Any

from server.calls.messages import Answered, Asked, Reply, Request
from tests.hall import Hall, TestCaller

SEND: dict[str, Any] = {
    "currency": "USDT",
    "amount": "200.00",
    "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
}


async def send(hall: Hall, caller: TestCaller, **more: Any) -> Reply:
    return await hall.app.pipeline.call(Request("request_withdrawal", {**SEND, **more}, caller.token))


async def test_a_spent_yes_is_kept_while_it_could_be_tried_again(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    asked = await send(hall, acme)
    assert isinstance(asked, Asked)
    assert isinstance(await send(hall, acme, confirm=asked.token), Answered)
    hall.clock.advance(minutes=10)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(1,)]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(0,)]


async def test_keys_of_more_than_thirty_days_are_let_go_one_by_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for key in ("old", "young"):
        await acme.call("create_task_group", title=key, idempotency_key=key)
        hall.clock.advance(days=1)
    hall.clock.advance(days=28, seconds=1)
    await hall.tick()
    assert hall.sql("SELECT key FROM idempotency") == [("young",)]
    assert (await acme.call("create_task_group", title="young", idempotency_key="young"))["replayed"] is True
