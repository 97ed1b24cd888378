"""A yes is for one thing, once."""

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


async def test_a_yes_is_spent_by_the_call_it_was_given_for(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    asked = await send(hall, acme)
    assert isinstance(asked, Asked)
    assert isinstance(await send(hall, acme, confirm=asked.token), Answered)
    assert isinstance(await send(hall, acme, confirm=asked.token), Asked)
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(1,)]


async def test_a_yes_is_not_spent_by_a_call_that_did_not_happen(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="200 USDT")
    asked = await send(hall, acme, amount="150.00")
    assert isinstance(asked, Asked)
    assert isinstance(await send(hall, acme, amount="150.00", confirm=asked.token, dry_run=True), Answered)
    await hall.app.database.write(lambda tx: tx.run("UPDATE agents SET status = 'suspended'"))
    assert not isinstance(await send(hall, acme, amount="150.00", confirm=asked.token), Answered)
    await hall.app.database.write(lambda tx: tx.run("UPDATE agents SET status = 'active'"))
    assert isinstance(await send(hall, acme, amount="150.00", confirm=asked.token), Answered)


async def test_the_same_key_answers_again_without_another_yes(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    asked = await send(hall, acme, idempotency_key="k")
    assert isinstance(asked, Asked)
    first = await send(hall, acme, idempotency_key="k", confirm=asked.token)
    again = await send(hall, acme, idempotency_key="k", confirm=asked.token)
    assert isinstance(first, Answered)
    assert isinstance(again, Answered)
    assert again.answer["replayed"] is True
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(1,)]


async def test_yeses_that_are_spent_are_forgotten_when_they_could_not_be_used_anyway(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    asked = await send(hall, acme)
    assert isinstance(asked, Asked)
    await send(hall, acme, confirm=asked.token)
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(1,)]
    hall.clock.advance(minutes=11)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM consents_spent") == [(0,)]
