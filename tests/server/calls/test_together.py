"""Many callers at once, in one server and in two: a quota, a cap, a place and a balance are exact."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from server.calls.messages import Request
from store.database import IntegrityError
from store.ledger import OUTSIDE, Books
from store.types import PLATFORM, Money
from tests.clients.serving import http_server, protocol_client
from tests.hall import Hall, Refused, TestCaller, answer_of
from tests.server.calls.test_pipeline import INQUIRY
from tests.tools.scheduling.bookable import books_balance, offer
from tests.tools.work_orders.field_work import company, order

CALLERS = 64


async def outcomes(calls: list[Any]) -> Counter[str]:
    """How many of the calls were answered, and how many refused with which code."""
    answers = await asyncio.gather(*calls, return_exceptions=True)
    for answer in answers:
        assert isinstance(answer, dict | Refused), answer
    return Counter("answered" if isinstance(answer, dict) else answer.code for answer in answers)  # type: ignore[union-attr]


async def test_of_128_views_at_once_exactly_a_hundred_are_free(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    person = await hall.person("ann@work.test")
    callers = [hall.holder(acme.token or "") for _ in range(CALLERS)]
    calls = [caller.call("get_specialist_profile", user_id=person.id) for caller in callers for _ in range(2)]
    assert await outcomes(calls) == {"answered": 128}
    views = hall.sql("SELECT free_view, amount > 0, count(*) FROM calls GROUP BY free_view, amount > 0")
    assert sorted(views) == [(0, 1, 28), (1, 0, 100)]
    assert hall.sql("SELECT used FROM quota_counters") == [(128,)]
    assert books_balance(hall)


async def test_views_beyond_the_free_ones_are_as_many_as_there_is_money_for(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    person = await hall.person("ann@work.test")
    for _ in range(100):
        await acme.call("get_specialist_profile", user_id=person.id)
    price = hall.sql("SELECT usd_micros FROM prices WHERE price_class = 'profile_view'")[0][0]
    left = hall.sql("SELECT balance FROM ledger_accounts WHERE owner_type = 'agent' AND kind = 'purse'")[0][0]
    await spend(hall, acme, Money(left - 10 * price, "USDT"))
    callers = [hall.holder(acme.token or "") for _ in range(CALLERS)]
    found = await outcomes([caller.call("get_specialist_profile", user_id=person.id) for caller in callers])
    assert found == {"answered": 10, "insufficient_balance": CALLERS - 10}
    assert hall.purse(acme.owner, "USDT")[0] == "0.000000"


async def test_a_charge_that_had_to_begin_anew_is_told_once(hall: Hall) -> None:
    """What a lost transaction had moved already is not there when it is run again."""
    acme = await hall.agent("Acme", credit="100 USDT")
    person = await hall.person("ann@work.test")
    for _ in range(100):
        await acme.call("get_specialist_profile", user_id=person.id)
    parts, execution = hall.app.parts, hall.app.pipeline.execution
    attempt = execution.prepare(Request("get_specialist_profile", {"user_id": person.id}, token=acme.token))
    call, _ = await parts.database.read(lambda tx: execution.read(tx, attempt))
    hall.sql_script("CREATE TRIGGER lost BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'lost on the way'); END;")
    with pytest.raises(IntegrityError):
        await parts.database.write(lambda tx: execution.settle(tx, attempt, call))
    hall.sql_script("DROP TRIGGER lost;")
    charge = await parts.database.write(lambda tx: execution.settle(tx, attempt, call))
    told = [json.loads(data)["amount"] for (data,) in hall.sql("SELECT data FROM changes WHERE record_type = 'purse'")]
    assert charge.fee.money is not None
    assert told[-1] == f"-{charge.fee.money.text}"


async def spend(hall: Hall, agent: TestCaller, amount: Money) -> None:
    """Take money out of a purse as the operator would."""

    def move(tx: Any) -> None:
        books = Books(tx, hall.clock())
        outside = books.account(PLATFORM, OUTSIDE, amount.currency)
        books.move(books.purse(agent.owner, amount.currency), outside, amount, kind="withdrawal")

    await hall.app.database.write(move)


@pytest.mark.parametrize("period", ["day", "month"])
async def test_a_cap_lets_through_exactly_what_fits_under_it(hall: Hall, period: str) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    await acme.call("set_spending_limit", period=period, amount="0.10")
    callers = [hall.holder(acme.token or "") for _ in range(CALLERS)]
    found = await outcomes([caller.call("create_inquiry", **INQUIRY) for caller in callers])
    assert found == {"answered": 5, "spending_limit_reached": CALLERS - 5}
    hall.clock.advance(days=31)
    assert (await outcomes([caller.call("create_inquiry", **INQUIRY) for caller in callers]))["answered"] == 5
    assert hall.purse(acme.owner, "USDT")[0] == "99.800000"


async def test_queued_jobs_and_calls_together_never_spend_more_than_there_is(hall: Hall) -> None:
    boss = await company(hall, funds="2000.00 USD")
    orders = [await order(boss, pay={"type": "fixed", "base": {"amount": "90.00"}}) for _ in range(30)]
    calls = [
        boss.call("publish_work_order", work_order_id=id, wait=number % 2 == 0) for number, id in enumerate(orders)
    ]
    found = await outcomes(calls)
    await hall.tick()
    published = hall.sql("SELECT count(*) FROM work_orders WHERE status = 2")[0][0]
    failed = hall.sql("SELECT count(*) FROM jobs WHERE state = 'failed'")[0][0]
    # 99.00 is held for each: the pay and the fee.
    assert published == 20
    assert found["answered"] - failed == published
    assert books_balance(hall)


class Process:
    """A caller of a server in another process."""

    def __init__(self, base: str, token: str) -> None:
        self._base, self._token = base, token

    async def call(self, calls: list[tuple[str, dict[str, Any]]]) -> list[str]:
        """Make the calls one after another; 'answered' or the code of the refusal for each."""
        async with protocol_client(Authorization=f"Bearer {self._token}") as http:
            async with Client(streamable_http_client(f"{self._base}/mcp", http_client=http)) as client:
                return [await self._one(client, name, arguments) for name, arguments in calls]

    async def _one(self, client: Client, name: str, arguments: dict[str, Any]) -> str:
        result = await client.call_tool(name, arguments)
        try:
            answer_of(result)
        except Refused as no:
            return str(json.loads(no.text)["code"])
        return "answered"


@pytest.mark.sqlite
async def test_two_server_processes_behave_as_one(tmp_path: Path, template: Path) -> None:
    """Money for 40 calls, three places of a slot, and each idempotency key once, over both."""
    hall = await Hall.open(tmp_path, template)
    acme = await hall.agent("Acme", credit="0.80 USDT")
    eva = await hall.person("eva@work.test")
    slot = await offer(hall, eva, price="30.00", msp=3)
    crowd = [await hall.person(f"p{index}@crowd.test", credit="50 EUR") for index in range(8)]
    for person in crowd:
        await hall.credit(person.owner, "1 USDT")
    rich = await hall.agent("Rich", credit="10 USDT")
    await hall.close()
    # Servers in processes of their own know only the real time.
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    start = f"{day.isoformat()}T10:00:00Z"
    with http_server(hall.path) as one, http_server(hall.path) as two:
        spend = [Process(base, acme.token or "").call([("create_inquiry", INQUIRY)] * 8) for base in (one, two) * 4]
        assert Counter(chain.from_iterable(await asyncio.gather(*spend)))["answered"] == 40
        book = [("book_schedule", {"schedule_id": slot, "start": start})]
        both = [Process((one, two)[number % 2], person.token or "").call(book) for number, person in enumerate(crowd)]
        assert Counter(chain.from_iterable(await asyncio.gather(*both))) == {"answered": 3, "slot_taken": 5}
        keyed = [("create_inquiry", {**INQUIRY, "idempotency_key": f"key-{number}"}) for number in range(10)]
        same = [Process(base, rich.token or "").call(keyed) for base in (one, two) * 2]
        assert Counter(chain.from_iterable(await asyncio.gather(*same))) == {"answered": 40}
    assert hall.sql("SELECT count(*) FROM inquiries") == [(50,)]
    assert hall.purse(acme.owner, "USDT")[0] == "0.000000"
    assert hall.purse(rich.owner, "USDT")[0] == "9.800000"
    assert hall.sql("SELECT seats_taken FROM events WHERE type_id = 1") == [(3,)]
    assert books_balance(hall)


@pytest.mark.sqlite
async def test_quotas_caps_and_keys_count_over_two_processes(tmp_path: Path, template: Path) -> None:
    """A hundred free views, five calls under a cap, one of eight for a slot, one call under a key sent to both at once."""
    hall = await Hall.open(tmp_path, template)
    viewer, capped = await hall.agent("Viewer", credit="10 USDT"), await hall.agent("Capped", credit="10 USDT")
    keyed = await hall.agent("Keyed", credit="10 USDT")
    eva = await hall.person("eva@work.test")
    await capped.call("set_spending_limit", period="month", amount="0.10")
    slot = await offer(hall, eva, price="30.00")
    crowd = [await hall.person(f"p{index}@crowd.test", credit="50 EUR") for index in range(8)]
    await hall.close()
    start = f"{(datetime.now(UTC) + timedelta(days=3)).date().isoformat()}T10:00:00Z"
    with http_server(hall.path) as one, http_server(hall.path) as two:

        async def both(token: str | None, calls: list[tuple[str, dict[str, Any]]], clients: int = 6) -> Counter[str]:
            made = [Process(base, token or "").call(calls) for base in (one, two) * (clients // 2)]
            return Counter(chain.from_iterable(await asyncio.gather(*made)))

        assert await both(viewer.token, [("get_specialist_profile", {"user_id": eva.id})] * 20) == {"answered": 120}
        found = await both(capped.token, [("create_inquiry", INQUIRY)] * 3)
        assert found == {"answered": 5, "spending_limit_reached": 13}
        assert await both(keyed.token, [("create_inquiry", {**INQUIRY, "idempotency_key": "once"})]) == {"answered": 6}
        other = [("create_inquiry", {**INQUIRY, "title": "Other", "idempotency_key": "once"})]
        assert await both(keyed.token, other) == {"idempotency_conflict": 6}
        book = [("book_schedule", {"schedule_id": slot, "start": start})]
        tries = [Process((one, two)[number % 2], person.token or "").call(book) for number, person in enumerate(crowd)]
        assert Counter(chain.from_iterable(await asyncio.gather(*tries))) == {"answered": 1, "slot_taken": 7}
    assert hall.sql("SELECT sum(free_view), count(*) FROM calls WHERE tool = 'get_specialist_profile'") == [(100, 120)]
    assert hall.purse(viewer.owner, "USDT")[0] == "9.900000"
    assert hall.purse(capped.owner, "USDT")[0] == "9.900000"
    assert hall.purse(keyed.owner, "USDT")[0] == "9.980000"
    assert books_balance(hall)
