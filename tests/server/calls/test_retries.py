"""A call sent again: the same answer, charged once, however the first one ended."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import pytest

from server.calls import pipeline
from server.calls.messages import Asked, Request
from server.calls.messages import Refused as RefusedReply
from server.registry import Registry
from server.schema.schema import envelope_schemas, input_schema
from store.types import Money, Owner
from tests.hall import Hall, Refused
from tests.server.calls.test_pipeline import INQUIRY
from tests.server.calls.test_together import outcomes, spend
from tests.tools.people.sign_in_helpers import proof, set_password
from tests.tools.scheduling.bookable import books_balance
from tests.tools.scheduling.schedule_world import open_from
from tests.tools.work_orders.field_work import company, order
from tools.call import Call

OPERATIONS = Registry().operations

PASSWORD = "open sesame 1"


async def test_a_key_is_tied_to_secret_arguments_too(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    given = {"password": PASSWORD, "password_confirmation": PASSWORD, **await proof(hall, ann)}
    await ann.call("update_my_profile", **given, idempotency_key="k")
    assert (await ann.call("update_my_profile", **given, idempotency_key="k"))["replayed"] is True
    with pytest.raises(Refused) as no:
        await ann.call(
            "update_my_profile", password="other words 22", password_confirmation="other words 22", idempotency_key="k"
        )
    assert no.value.code == "idempotency_conflict"


async def test_what_a_key_keeps_of_a_secret_is_as_slow_to_guess_as_a_password(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    given = {"password": PASSWORD, "password_confirmation": PASSWORD}
    for key in ("k1", "k2"):
        for caller in (ann, ben):
            await caller.call("update_my_profile", **given, **await proof(hall, caller), idempotency_key=key)
        hall.clock.advance(minutes=1)
    kept = [digest for (digest,) in hall.sql("SELECT arguments_digest FROM idempotency")]
    assert len(set(kept)) == 4
    assert all("$argon2id$" in digest for digest in kept)
    logged = {digest for (digest,) in hall.sql("SELECT arguments_digest FROM calls WHERE tool = 'update_my_profile'")}
    assert len(logged) == 1
    assert not any("argon2" in digest for digest in logged)


async def test_a_repeat_says_which_secrets_of_the_answer_are_gone(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("regenerate_agent_key", idempotency_key="once")
    again = await acme.call("regenerate_agent_key", idempotency_key="once")
    assert first["api_key"]
    assert "api_key" not in again
    assert "not kept: api_key." in again["warnings"][0]
    assert "warnings" not in first


async def test_signing_in_again_under_a_key_answers_as_declared_without_the_tokens(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", company="Acme")
    await set_password(hall, ann, PASSWORD)
    signed_in = {"username": "ann@work.test", "password": PASSWORD, "idempotency_key": "k"}
    assert (await ann.call("log_in_with_password", **signed_in))["token"]
    again = await ann.call("log_in_with_password", **signed_in)
    assert "not kept: refresh_token, token." in again["warnings"][0]
    fresh = (await ann.call("log_in_with_password", **{**signed_in, "idempotency_key": "k2"}))["refresh_token"]
    await ann.call("refresh_token", refresh_token=fresh, idempotency_key="k3")
    assert "token" not in await ann.call("refresh_token", refresh_token=fresh, idempotency_key="k3")


async def test_a_job_started_twice_at_once_under_one_key_is_one_job(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    start = {"work_order_id": id, "wait": False, "idempotency_key": "once"}
    started = await asyncio.gather(*(acme.call("publish_work_order", **start) for _ in range(8)))
    assert len({answer["job"]["id"] for answer in started}) == 1
    assert sum("replayed" not in answer for answer in started) == 1
    assert hall.purse(acme.owner, "USDT")[1] == "0.020000"
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'publish_work_order'") == [(1,)]
    again = await acme.call("publish_work_order", **start)
    assert (again["replayed"], again["job"]["id"]) == (True, started[0]["job"]["id"])


async def test_jobs_started_at_once_hold_no_more_than_there_is(hall: Hall) -> None:
    acme = await company(hall)
    orders = [await order(acme) for _ in range(8)]
    await spend(hall, acme, Money.of(hall.purse(acme.owner, "USDT")[0], "USDT") - Money.of("0.06", "USDT"))
    found = await outcomes([acme.call("publish_work_order", work_order_id=id, wait=False) for id in orders])
    assert found == {"answered": 3, "insufficient_balance": 5}
    assert hall.purse(acme.owner, "USDT") == ("0.060000", "0.060000")


async def a_plumber(hall: Hall) -> None:
    """Somebody to find: a search that finds nobody costs nothing."""
    pete = await hall.person("pete@work.test", credit="20 USDT")
    settings = open_from("09:00", "12:00")
    await pete.call("create_schedule", label="Plumber painter x", private=False, settings=settings, currency="EUR")


async def test_a_priced_read_under_a_key_is_charged_once(hall: Hall) -> None:
    await a_plumber(hall)
    acme = await hall.agent("Acme")
    first = await acme.call("search_specialists", query="plumber", idempotency_key="k")
    again = await acme.call("search_specialists", query="plumber", idempotency_key="k")
    assert again.pop("replayed") is True
    assert again == first
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists", query="painter", idempotency_key="k")
    assert no.value.code == "idempotency_conflict"
    assert hall.purse(acme.owner, "USDT")[0] == "99.990000"
    both = [acme.call("search_specialists", query="x", idempotency_key="k2") for _ in range(8)]
    assert sum("replayed" not in answer for answer in await asyncio.gather(*both)) == 1
    assert hall.purse(acme.owner, "USDT")[0] == "99.980000"


async def test_only_reads_that_cost_nothing_take_no_key() -> None:
    for operation in OPERATIONS.values():
        takes = operation.access != "read" or operation.price != "free"
        assert ("idempotency_key" in input_schema(operation)["properties"]) is takes, operation.name


@pytest.mark.parametrize("key", ["\x00", "a\x00", "e\u0301", "k" * 101, 7, ["k"]])
async def test_a_key_that_is_none_is_refused_and_nothing_happens(hall: Hall, key: object) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **INQUIRY, idempotency_key=key)
    assert list(no.value.fields) == ["idempotency_key"]
    assert hall.sql("SELECT count(*) FROM inquiries") == [(0,)]
    assert hall.purse(acme.owner, "USDT")[0] == "100.000000"


async def test_keys_are_each_callers_own_and_told_apart_exactly(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(acme.company, "1 USDT")
    keys = ["k", "K", "k ", " k", "k" * 100, "k" * 99 + "j", "\u00e9", "'; DROP TABLE calls; --"]
    made = [
        (await caller.call("create_inquiry", **INQUIRY, idempotency_key=key))["inquiry_id"]
        for caller in (acme, rival, boss)
        for key in keys
    ]
    assert len(set(made)) == 3 * len(keys)
    repeated = [
        (await caller.call("create_inquiry", **INQUIRY, idempotency_key=key))["inquiry_id"]
        for caller in (acme, rival, boss)
        for key in keys
    ]
    assert repeated == made


async def test_a_key_is_kept_for_thirty_days(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("create_inquiry", **INQUIRY, idempotency_key="k")
    for number in range(250):
        await hall.app.pipeline.call(Request("create_inquiry", {**INQUIRY, "idempotency_key": f"{number}"}, acme.token))
    hall.clock.advance(days=30)
    await hall.tick()
    assert (await acme.call("create_inquiry", **INQUIRY, idempotency_key="k"))["inquiry_id"] == first["inquiry_id"]
    hall.clock.advance(seconds=1)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM idempotency") == [(0,)]
    assert "replayed" not in await acme.call("create_inquiry", **INQUIRY, idempotency_key="k")
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM idempotency") == [(1,)]
    assert "for 30 days" in envelope_schemas(OPERATIONS["create_inquiry"])["idempotency_key"]["description"]


def traces(hall: Hall) -> list[tuple[Any, ...]]:
    """All that a call could leave behind of itself: money, counters, log, key, and what it makes."""
    tables = (
        "ledger_transfers", "ledger_holds", "ledger_hold_ends", "calls", "usage_counters", "quota_counters",
        "idempotency", "consents_spent", "inquiries", "withdrawals", "jobs", "outbox",
    )  # fmt: skip
    return [(table, *row) for table in tables for row in hall.sql(f"SELECT count(*) FROM {table}")]


SEND = {"currency": "USDT", "amount": "200.00", "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}


async def test_a_question_a_no_a_dry_run_and_a_refusal_leave_no_trace(hall: Hall) -> None:
    hall.follows = False
    acme, poor = await hall.agent("Acme", credit="1000 USDT"), await hall.agent("Poor", credit="0.001 USDT")
    before = traces(hall)
    asked = await hall.app.pipeline.call(Request("request_withdrawal", {**SEND, "idempotency_key": "k"}, acme.token))
    assert isinstance(asked, Asked)
    acme.says_yes = False
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", **SEND, idempotency_key="k")
    assert (no.value.code, len(acme.questions)) == ("declined", 1)
    await acme.call("create_inquiry", **INQUIRY, dry_run=True, idempotency_key="k")
    for caller, arguments in ((acme, {**INQUIRY, "title": ""}), (poor, INQUIRY)):
        with pytest.raises(Refused):
            await caller.call("create_inquiry", **arguments, idempotency_key="k")
    with pytest.raises(Refused):
        await poor.call("search_specialists", query="plumber")
    assert traces(hall) == before
    acme.says_yes = True
    made = await acme.call("request_withdrawal", **SEND, idempotency_key="k")
    assert "replayed" not in made
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(1,)]


ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.mark.parametrize("tool", ["create_inquiry", "search_specialists"])
async def test_a_call_that_takes_too_long_is_stopped_and_leaves_no_trace(
    hall: Hall, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_plumber(hall)
    acme = await hall.agent("Acme")
    arguments = INQUIRY if tool == "create_inquiry" else {"query": "plumber"}
    operation = OPERATIONS[tool]

    @wraps(operation.function)
    def slow(call: Call, **values: Any) -> Any:
        answer = operation.function(call, **values)
        call.tx.value(ENDLESS)
        return answer

    before = traces(hall)
    monkeypatch.setattr(pipeline, "CALL_SECONDS", 0.3)
    monkeypatch.setitem(hall.app.parts.registry.operations, tool, replace(operation, function=slow))
    for key in ({"idempotency_key": "k"}, {}):
        reply = await hall.app.pipeline.call(Request(tool, {**arguments, **key}, acme.token))
        assert isinstance(reply, RefusedReply)
        assert reply.refusal.code == "deadline"
    assert traces(hall) == before
    monkeypatch.undo()
    assert "replayed" not in await acme.call(tool, **arguments, idempotency_key="k")


@pytest.mark.parametrize("tool", ["create_inquiry", "search_specialists"])
async def test_a_caller_who_leaves_at_any_moment_finds_the_call_by_its_key_charged_once(hall: Hall, tool: str) -> None:
    await a_plumber(hall)
    acme = await hall.agent("Acme")
    arguments = INQUIRY if tool == "create_inquiry" else {"query": "plumber"}
    left = happened = 0
    for steps in range(40):
        request = Request(tool, {**arguments, "idempotency_key": f"k{steps}"}, acme.token)
        call = asyncio.ensure_future(hall.app.pipeline.call(request))
        for _ in range(steps):
            await asyncio.sleep(0)
        left += call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        again = await acme.call(tool, **request.arguments)
        happened += again.get("replayed", False)
    calls = hall.sql("SELECT count(*), count(transfer_id) FROM calls WHERE tool = ?", tool)
    assert calls == [(40, 40)]
    assert left > 0
    assert 0 < happened < 40
    assert books_balance(hall)


async def test_a_read_without_a_key_is_charged_when_it_is_answered_and_only_then(hall: Hall) -> None:
    """Whoever leaves before the charge is written pays nothing; whoever cannot pay any more gets no answer."""
    await a_plumber(hall)
    acme = await hall.agent("Acme", credit="100 USDT")
    reading = hall.app.database.read
    empty = Money.of("100", "USDT")

    async def emptied(work: Any, **more: Any) -> Any:
        answer = await reading(work, **more)
        await spend(hall, acme, empty)
        return answer

    hall.app.database.read = emptied  # type: ignore[method-assign]
    reply = await hall.app.pipeline.call(Request("search_specialists", {"query": "plumber"}, acme.token))
    hall.app.database.read = reading  # type: ignore[method-assign]
    assert isinstance(reply, RefusedReply)
    assert reply.refusal.code == "insufficient_balance"
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'search_specialists'") == [(0,)]
    assert books_balance(hall)


async def test_the_month_a_call_began_in_is_the_month_it_counts_in(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    hall.clock.set(datetime(2026, 3, 31, 23, 59, 59, 999000, tzinfo=UTC))
    reading = hall.app.database.read

    async def at_midnight(work: Any, **more: Any) -> Any:
        answer = await reading(work, **more)
        hall.clock.advance(milliseconds=1)
        return answer

    hall.app.database.read = at_midnight  # type: ignore[method-assign]
    await hall.app.pipeline.call(Request("search_specialists", {"query": "plumber"}, acme.token))
    hall.app.database.read = reading  # type: ignore[method-assign]
    await acme.call("search_specialists", query="plumber")
    counted = hall.sql("SELECT period, sum(calls) FROM usage_counters GROUP BY period ORDER BY period")
    assert counted == [("2026-03", 1), ("2026-04", 1)]
    assert books_balance(hall)


async def test_two_people_of_one_company_each_have_their_own_key(hall: Hall) -> None:
    boss, clerk = (
        await hall.person("boss@acme.test", company="Acme"),
        await hall.person("clerk@acme.test", company="Acme"),
    )
    await hall.fund(boss.company, "1 USDT")
    ids = {(await who.call("create_inquiry", **INQUIRY, idempotency_key="k"))["inquiry_id"] for who in (boss, clerk)}
    assert len(ids) == 2
    assert hall.purse(Owner("company", boss.company or 0), "USDT")[0] == "0.960000"


async def test_the_same_call_for_another_company_is_another_call(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    away = await hall.person("boss@acme.test", company="Bolt")
    for caller in (boss, away):
        await hall.fund(caller.company, "1 USDT")
    await boss.call("create_inquiry", **INQUIRY, idempotency_key="k")
    with pytest.raises(Refused) as no:
        await away.call("create_inquiry", **INQUIRY, idempotency_key="k")
    assert no.value.code == "idempotency_conflict"
    assert "replayed" not in await away.call("create_inquiry", **INQUIRY, idempotency_key="k2")
    assert (await boss.call("create_inquiry", **INQUIRY, idempotency_key="k"))["replayed"] is True
