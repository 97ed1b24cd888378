"""Finding an operation in plain words, and reading all about one."""

from __future__ import annotations

import json
import statistics
from typing import Any

import pytest

from bench.discovery import needs
from server.calls.answers import compact
from server.calls.messages import Answered, Request
from server.calls.messages import Refused as Unknown
from server.discovery.finder import RegistryFinder
from server.registry import Registry, is_visible
from tests.hall import Hall, Refused
from tools.platform.finding import _shortened


async def test_a_hit_says_all_that_is_needed_to_go_on(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = await acme.call("find_operations", query="order a logo from one of our contractors", limit=3)
    hit = next(hit for hit in found["operations"] if hit["tool"] == "create_task")
    assert hit["call_with"] == "run_write"
    assert "title" in hit["requires"]
    assert "worker_id" in found["operations"][0]["optional"]
    assert hit["costs"].endswith(" USD")
    assert len(found["operations"]) == 3


NEEDS = [need for need in needs() if need.words]


@pytest.mark.parametrize("half", [0, 1])
def test_eight_hits_are_about_1200_bytes(half: int) -> None:
    finder = RegistryFinder(Registry())
    sizes = []
    for need in NEEDS[half::2]:
        hits = [_priced(hit) for hit in finder.find(need.words, need.caller, None, None, 8)]
        sizes.append(len(compact({"operations": _shortened(hits)}).encode()))
    assert statistics.mean(sizes) <= 1_200
    assert max(sizes) <= 1_500


def _priced(hit: dict[str, Any]) -> dict[str, Any]:
    costs = {} if hit["price"] == "free" else {"costs": "0.02 USD"}
    return {name: part for name, part in {**hit, **costs}.items() if name != "price" and part}


def test_a_shortened_hit_ends_after_a_word_and_shows_where_names_are_left_out() -> None:
    does = "Offer one work order to many providers at the same time"
    names = ["the_first", "the_second", "the_third", "the_fourth", "the_fifth"]
    hits = [
        {"tool": f"offer_work_order_{n}", "does": does, "call_with": "run_destructive", "costs": "0.02 USD"}
        | {"requires": names, "optional": [*names, "the_sixth", "the_seventh", "the_eighth"]}
        for n in range(8)
    ]
    first, *_, last = _shortened([dict(hit) for hit in hits])
    assert first["requires"] == names
    assert first["optional"] == [*names, "the_sixth", "…"]
    assert last["does"] == "Offer one work order to many…"
    assert last["requires"] == [*names[:3], "…"]
    assert "optional" not in last
    assert _shortened([{"tool": "get_task", "does": does}]) == [{"tool": "get_task", "does": does}]


async def test_free_operations_have_no_cost_and_those_of_others_are_not_found(hall: Hall) -> None:
    acme, ann = await hall.agent("Acme"), await hall.person("ann@home.test")
    words = "turn down a work order that was offered to me"
    found = await acme.call("find_operations", query=words)
    assert "decline_work_order_route" not in named(found)
    assert "hint" not in found
    hit = (await ann.call("find_operations", query=words))["operations"][0]
    assert hit["tool"] == "decline_work_order_route"
    assert "costs" not in hit


@pytest.mark.parametrize("query", ["pay the freelancer", "list everything", "decline what was offered", "my agents"])
async def test_every_hit_may_be_called_by_who_asked(hall: Hall, query: str) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    waits = await hall.agent("Acme", "Waits", credit="")
    hall.sql_script(f"UPDATE agents SET status = 'pending_deposit' WHERE id = {waits.id}")
    for caller in (await hall.agent("Acme"), waits, boss, await hall.person("ann@home.test"), hall.nobody()):
        found = await caller.call("find_operations", query=query, limit=25)
        for name in named(found):
            result = await caller.result(name, nonsense=1)
            assert json.loads(result.content[0].text)["status"] == 422, name  # type: ignore[union-attr]


async def test_what_opens_later_is_named_with_what_opens_it(hall: Hall) -> None:
    found = await hall.nobody().call("find_operations", query="pay the freelancer for the task")
    assert "pay_task" in found["near"]
    assert "signed-in caller" in found["hint"]
    waits = await hall.agent("Acme", "Waits", credit="")
    hall.sql_script(f"UPDATE agents SET status = 'pending_deposit' WHERE id = {waits.id}")
    found = await waits.call("find_operations", query="order a logo from one of our contractors")
    assert "create_task" not in named(found)
    assert "create_task" in found["near"]
    assert "first deposit" in found["hint"]


async def test_a_narrowed_connection_finds_what_it_serves(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for narrowed in ({"toolsets": frozenset({"tasks"})}, {"read_only": True}):
        request = Request("find_operations", {"query": "pay the freelancer", "limit": 25}, acme.token, **narrowed)
        reply = await hall.app.pipeline.call(request)
        assert isinstance(reply, Answered)
        for name in named(reply.answer):
            operation = hall.app.parts.registry.operations[name]
            assert is_visible(operation, request.toolsets, request.read_only)
        told = Request("describe_operation", {"tool": "request_withdrawal"}, acme.token, **narrowed)
        assert isinstance(await hall.app.pipeline.call(told), Unknown)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("list my bookings and cancel one", {"list_upcoming_events", "decline_event"}),
        ("find a work order and publish it", {"list_work_orders", "publish_work_order"}),
        ("search a plumber and book him", {"search_specialists", "book_schedule"}),
        ("show open inquiries, then cancel the old one", {"list_inquiries", "cancel_inquiry"}),
    ],
)
async def test_a_need_with_two_acts_finds_both(hall: Hall, query: str, wanted: set[str]) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    assert wanted <= set(named(await boss.call("find_operations", query=query)))


async def test_what_waits_for_an_answer_is_found(hall: Hall) -> None:
    ann = await hall.person("ann@home.test")
    found = await ann.call("find_operations", query="what is waiting for my answer")
    assert "list_upcoming_events" in named(found)[:3]


def named(found: dict[str, Any]) -> list[str]:
    return [hit["tool"] for hit in found["operations"]]


async def test_finding_needs_no_sign_in_and_costs_nothing(hall: Hall) -> None:
    found = await hall.nobody().call("find_operations", query="sign up my bot")
    assert found["operations"][0]["tool"] == "register_agent"
    poor = await hall.agent("Poor", credit="0.01 USDT")
    await poor.call("find_operations", query="hire a plumber")
    assert (await poor.call("get_wallet"))["wallets"][0]["balance"] == "0.010000"


async def test_when_nothing_fits_the_nearest_names_are_given(hall: Hall) -> None:
    found = await hall.nobody().call("find_operations", query="paytask")
    assert found["operations"] == []
    assert "pay_task" in found["near"]


async def test_when_nothing_passes_the_filter_what_would_fit_without_it_is_named(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    found = await boss.call("find_operations", query="proforma", toolset="reference", access="money")
    assert found["operations"] == []
    assert "request_balance_top_up" in found["near"]
    assert "without the filter" in found["hint"]


async def test_an_unknown_toolset_is_answered_with_those_there_are(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("find_operations", query="pay", toolset="taskz")
    assert "tasks" in no.value.fields["toolset"]


async def test_what_to_know_before_a_call_is_shown(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    told = await acme.call("describe_operation", tool="pay_task")
    assert (told["toolset"], told["access"], told["price"]) == ("tasks", "money", "money_move")
    assert told["call_with"] == "run_money"
    assert told["actors"] == ["client", "admin", "agent"]
    assert "task_id" in told["input_schema"]["properties"]
    assert told["related"][:2] == ["list_tasks", "get_task"]
    assert any("accept_task" in rule for rule in told["rules"])
    assert any(line.startswith("402 insufficient_balance: ") for line in told["errors"])
    assert told["asks"].startswith("The person is asked first above 100.00 USD")
    assert "not_allowed" not in told
    assert "output_schema" not in told


async def test_the_schema_of_the_answer_is_shown_when_asked_for(hall: Hall) -> None:
    told = await hall.nobody().call("describe_operation", tool="pay_task", include=["output"])
    assert "transaction_id" in told["output_schema"]["properties"]
    assert "signed-in caller" in told["not_allowed"]


async def test_insides_left_out_of_a_long_schema_are_shown_when_asked_for(hall: Hall) -> None:
    short = await hall.nobody().call("describe_operation", tool="register_account")
    whole = await hall.nobody().call("describe_operation", tool="register_account", include=["input"])
    assert len(compact(short)) < len(compact(whole)) / 2
    assert any("insides" in rule for rule in short["rules"])
    assert not any("insides" in rule for rule in whole["rules"])


async def test_when_the_person_is_asked_is_said(hall: Hall) -> None:
    nobody = hall.nobody()
    assert (await nobody.call("describe_operation", tool="cancel_inquiry"))["asks"] == "The person is asked first."
    assert (await nobody.call("describe_operation", tool="create_task"))["asks"] == "Nobody is asked."
    for name in ("pay_task", "decline_event"):
        assert "first above 100.00 USD" in (await nobody.call("describe_operation", tool=name))["asks"]


async def test_an_operation_there_is_not_is_answered_with_near_names(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("describe_operation", tool="pay_tusk")
    assert no.value.status == 404
    assert {"tool": "describe_operation", "arguments": {"tool": "pay_task"}} in no.value.calls
    assert no.value.next[-1] == "find_operations"


async def test_a_name_there_is_not_leads_to_what_it_speaks_of(hall: Hall) -> None:
    ann = await hall.person("ann@home.test")
    with pytest.raises(Refused) as no:
        await ann.call("describe_operation", tool="get_appointment_page")
    assert "get_job" not in no.value.next
    with pytest.raises(Refused) as no:
        await ann.call("show_wallet_balance_of_mine")
    assert "get_wallet" in no.value.next
    with pytest.raises(Refused) as no:
        await ann.call("run_read", tool="show_wallet_balance_of_mine")
    assert "get_wallet" in no.value.next


async def test_no_more_hits_than_were_asked_for_and_only_of_the_class_asked_for(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = (await acme.call("find_operations", query="pay a task", access="money", limit=2))["operations"]
    assert [hit["call_with"] for hit in found] == ["run_money"] * len(found)
    assert 1 <= len(found) <= 2
    for limit in (0, 26):
        with pytest.raises(Refused) as no:
            await acme.call("find_operations", query="pay a task", limit=limit)
        assert list(no.value.fields) == ["limit"]
