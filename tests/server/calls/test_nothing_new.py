"""A call that found everything done already did nothing, and nothing is taken for it."""

from __future__ import annotations

import asyncio

from server.calls.messages import Answered, Request
from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer


async def unpaid(hall: Hall) -> tuple[TestCaller, int, int]:
    """Somebody with a booking that waits for its payment: they, its schedule and its event."""
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@home.test", credit="500 EUR")
    await hall.credit(ann.owner, "20 USDT")
    schedule = await offer(hall, eva, price="20.00")
    made = await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    return ann, schedule, made["event"]["id"]


def fees(hall: Hall, tool: str) -> list[tuple[int, int]]:
    """Amount and whether it was waived, of every call of a tool."""
    return hall.sql("SELECT amount > 0, waived FROM calls WHERE tool = ? ORDER BY at, id", tool)  # type: ignore[return-value]


async def test_six_payments_of_one_booking_at_once_are_one_fee(hall: Hall) -> None:
    ann, schedule, event = await unpaid(hall)
    request = {"schedule_id": schedule, "ids": [event]}
    replies = await asyncio.gather(
        *(hall.app.pipeline.call(Request("pay_schedule_events", request, ann.token)) for _ in range(6))
    )
    done = [reply for reply in replies if isinstance(reply, Answered)]
    assert len(done) >= 1
    assert sorted(fees(hall, "pay_schedule_events"), reverse=True) == [(1, 0), *[(0, 1)] * (len(done) - 1)]
    assert hall.purse(ann.owner, "EUR")[0] == "480.00" or hall.purse(ann.owner, "EUR")[1] == "20.00"


async def test_a_repeat_shows_that_it_cost_nothing(hall: Hall) -> None:
    ann, schedule, event = await unpaid(hall)
    first = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    before = hall.purse(ann.owner, "USDT"), hall.purse(ann.owner, "EUR")
    again = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    assert first["charge"]["amount"] != "0"
    assert float(again["charge"]["amount"]) == 0
    assert (hall.purse(ann.owner, "USDT"), hall.purse(ann.owner, "EUR")) == before
