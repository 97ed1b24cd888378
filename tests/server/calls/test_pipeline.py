"""The way of a call: arguments, money, retries, questions, jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tools.call import Call
from tools.paging import Page

HIRE = {
    "stage": "pending",
    "title": "Developer",
    "type": "external",
    "budget": "1.00",
    "job_start": "2026-11-01T08:00:00Z",
    "job_end": "2027-02-28T18:00:00Z",
    "description": "Python",
}
INQUIRY: dict[str, Any] = {"title": "Two people", "industry": {"name": "Software"}, "hires": [HIRE]}


async def balance(caller: TestCaller) -> str:
    return str((await caller.call("get_wallet"))["wallets"][0]["balance"])


async def test_an_unknown_operation_names_the_near_ones(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquirry")
    assert no.value.status == 404
    assert no.value.calls[0] == {"tool": "describe_operation", "arguments": {"tool": "create_inquiry"}}


async def test_an_unknown_argument_names_the_near_one_and_every_fault_comes_at_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", titel="x", industry="Software", hires=[])
    assert "did you mean title" in no.value.fields["titel"]
    assert no.value.fields["title"] == "is required"
    assert no.value.fields["industry"] == "must be an object; it takes name"
    assert no.value.fields["hires"] == "must have at least 1 item"


async def test_a_dry_run_shows_what_would_happen_and_changes_nothing(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    shown = await acme.call("create_inquiry", **INQUIRY, dry_run=True)
    assert shown["dry_run"] is True
    assert shown["would_cost"] == {"amount": "0.020000", "currency": "USDT"}
    assert hall.sql("SELECT count(*) FROM inquiries") == [(0,)]
    assert hall.sql("SELECT count(*) FROM calls WHERE tool = 'create_inquiry'") == [(0,)]
    assert await balance(acme) == "100.000000"


async def test_the_same_key_twice_is_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("create_inquiry", **INQUIRY, idempotency_key="k1")
    again = await acme.call("create_inquiry", **INQUIRY, idempotency_key="k1")
    assert again["replayed"] is True
    assert again["inquiry_id"] == first["inquiry_id"]
    assert hall.sql("SELECT count(*) FROM inquiries") == [(1,)]
    assert await balance(acme) == "99.980000"


async def test_the_same_key_for_something_else_is_a_conflict(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("create_inquiry", **INQUIRY, idempotency_key="k1")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **{**INQUIRY, "title": "Other"}, idempotency_key="k1")
    assert no.value.code == "idempotency_conflict"
    other = await hall.agent("Other")
    assert "replayed" not in await other.call("create_inquiry", **INQUIRY, idempotency_key="k1")


async def test_two_calls_under_one_key_at_the_same_time_are_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    answers = await asyncio.gather(*(acme.call("create_inquiry", **INQUIRY, idempotency_key="same") for _ in range(8)))
    assert len({answer["inquiry_id"] for answer in answers}) == 1
    assert sum("replayed" not in answer for answer in answers) == 1
    assert await balance(acme) == "99.980000"


async def test_a_refused_call_may_be_tried_again_under_its_key(hall: Hall) -> None:
    poor = await hall.agent("Poor", credit="0.01 USDT")
    with pytest.raises(Refused):
        await poor.call("create_inquiry", **INQUIRY, idempotency_key="k")
    await hall.credit(poor.owner, "1 USDT")
    assert "replayed" not in await poor.call("create_inquiry", **INQUIRY, idempotency_key="k")


async def test_sixty_four_callers_with_money_for_a_hundred_calls_make_exactly_a_hundred(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="2.00 USDT")
    callers = [hall.holder(acme.token or "") for _ in range(64)]

    async def twice(caller: TestCaller) -> int:
        made = 0
        for _ in range(2):
            try:
                await caller.call("create_inquiry", **INQUIRY)
                made += 1
            except Refused as no:
                assert no.status == 402
        return made

    assert sum(await asyncio.gather(*(twice(caller) for caller in callers))) == 100
    assert await balance(acme) == "0.000000"
    assert hall.sql("SELECT count(*) FROM inquiries") == [(100,)]


async def test_the_receipt_says_what_was_paid_and_what_is_left(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    result = await acme.result("create_inquiry", **INQUIRY)
    receipt = (result.meta or {})["hiringhall/receipt"]
    assert receipt["price"] == {"amount": "0.020000", "currency": "USDT"}
    assert receipt["balance"] == {"amount": "99.980000", "currency": "USDT"}
    assert receipt["call_id"].startswith("call_")


async def test_a_suspended_agent_may_read_its_wallet_and_a_banned_one_nothing(hall: Hall) -> None:
    from server.operator import restrain_agent

    acme = await hall.agent("Acme")
    await restrain_agent(hall.app, acme.owner, "suspend", "late payments")
    assert (await acme.call("get_wallet"))["status"] == "suspended"
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **INQUIRY)
    assert no.value.code == "agent_suspended"
    assert "late payments" in no.value.text
    await restrain_agent(hall.app, acme.owner, "ban", None)
    with pytest.raises(Refused) as no:
        await acme.call("list_prices")
    assert no.value.code == "agent_banned"


async def test_an_unknown_credential_is_told_how_to_get_another(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.holder("hh_agent_nonsense").call("get_wallet")
    assert no.value.status == 401
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_wallet")
    assert no.value.status == 401


async def test_a_read_only_view_serves_nothing_that_writes(hall: Hall) -> None:
    from server.calls.messages import Refused as RefusedReply
    from server.calls.messages import Request

    reply = await hall.app.pipeline.call(Request("create_inquiry", {}, read_only=True))
    assert isinstance(reply, RefusedReply)
    assert reply.refusal.code == "not_served"
    reply = await hall.app.pipeline.call(Request("create_inquiry", {}, toolsets=frozenset({"wallet"})))
    assert isinstance(reply, RefusedReply)


async def test_a_dispatcher_names_the_right_one_for_another_class(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("run_read", tool="create_inquiry", arguments=INQUIRY)
    assert no.value.calls == [{"tool": "create_inquiry", "arguments": INQUIRY}]
    made = await acme.call("run_write", tool="create_inquiry", arguments=INQUIRY)
    assert made["charge"]["amount"] == "0.020000"
    with pytest.raises(Refused) as no:
        await acme.call("run_write", tool="create_inquiry", arguments=INQUIRY, extra=1)
    assert no.value.status == 422


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"inquiry_id": 10**30}, "inquiry_id"),
        ({"inquiry_id": -(2**63)}, "inquiry_id"),
        ({"inquiry_id": "1", "hidden\u202e": 1}, "hidden"),
        ({"inquiry_id": "1", "cursor": "a\u200b"}, "cursor"),
    ],
)
async def test_wild_numbers_and_hidden_characters_are_named(hall: Hall, arguments: dict[str, Any], field: str) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("list_inquiry_positions", **arguments)
    assert list(no.value.fields) == [field]


async def test_an_idempotency_key_holds_no_hidden_characters(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **INQUIRY, idempotency_key="a\u202e")
    assert list(no.value.fields) == ["idempotency_key"]


async def test_an_error_nobody_foresaw_says_nothing_of_our_insides(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    hall.sql_script("ALTER TABLE inquiry_positions RENAME TO elsewhere")
    hall.broken = True
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **INQUIRY)
    assert no.value.code == "internal_error"
    assert "sqlite" not in no.value.text.lower()
    assert "inquiry_positions" not in no.value.text
    assert hall.sql("SELECT count(*) FROM inquiries") == [(0,)]
    assert await balance(acme) == "100.000000"


async def test_an_error_in_a_next_call_that_is_tried_leaves_the_refusal_as_it_is(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme", role="admin")
    frozen = await boss.call("freeze_payments", target="all", reason="Looking into it")
    with pytest.raises(Refused) as before:
        await boss.call("unfreeze_payments")
    lifts = {"tool": "unfreeze_payments", "arguments": {"freeze_id": frozen["freeze"]["id"]}}
    assert lifts in [call["arguments"] for call in before.value.calls]
    hall.sql_script("ALTER TABLE changes RENAME TO elsewhere")
    hall.broken = True
    with pytest.raises(Refused) as after:
        await boss.call("unfreeze_payments")
    assert (after.value.code, after.value.fields) == (before.value.code, before.value.fields)
    assert lifts not in [call["arguments"] for call in after.value.calls]


def writes(call: Call) -> dict[str, Any]:
    call.tx.run("UPDATE agents SET name = 'Other'")
    return {}


def writes_page(call: Call, page: Page) -> dict[str, Any]:
    return writes(call)


@pytest.mark.parametrize(("tool", "function"), [("get_wallet", writes), ("list_tasks", writes_page)])
async def test_what_only_reads_cannot_write(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, tool: str, function: Callable[..., Any]
) -> None:
    acme = await hall.agent("Acme")
    operation = hall.app.parts.registry.operations[tool]
    monkeypatch.setitem(hall.app.parts.registry.operations, tool, replace(operation, function=function))
    hall.broken = True
    with pytest.raises(Refused) as no:
        await acme.call(tool)
    assert no.value.status == 503
    assert hall.sql("SELECT name FROM agents") == [("Acme agent",)]
