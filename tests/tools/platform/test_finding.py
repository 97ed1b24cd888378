"""Finding an operation in plain words, and reading all about one."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused


async def test_a_hit_says_all_that_is_needed_to_go_on(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = await acme.call("find_operations", query="order a logo from one of our contractors", limit=3)
    hit = next(hit for hit in found["operations"] if hit["tool"] == "create_task")
    assert hit["access"] == "write"
    assert hit["call_with"] == "run_write"
    assert hit["toolset"] == "tasks"
    assert "title" in hit["requires"]
    assert hit["price"] == "creation"
    assert hit["costs"].endswith(" USD")
    assert "not_allowed" not in hit
    assert len(found["operations"]) == 3


async def test_free_operations_have_no_cost_and_those_of_others_are_marked(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = await acme.call("find_operations", query="turn down a work order that was offered to me")
    hit = next(hit for hit in found["operations"] if hit["tool"] == "decline_work_order_route")
    assert "worker" in hit["not_allowed"]
    assert "costs" not in hit


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
    found = await hall.nobody().call("find_operations", query="proforma", toolset="reference", access="money")
    assert found["operations"] == []
    assert "request_balance_top_up" in found["near"]
    assert "without the filter" in found["hint"]


async def test_an_unknown_toolset_is_answered_with_those_there_are(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("find_operations", query="pay", toolset="taskz")
    assert "tasks" in no.value.fields["toolset"]


async def test_everything_about_one_operation_is_shown(hall: Hall) -> None:
    told = await hall.nobody().call("describe_operation", tool="pay_task")
    assert (told["toolset"], told["access"], told["price"]) == ("tasks", "money", "money_move")
    assert told["call_with"] == "run_money"
    assert told["actors"] == ["client", "admin", "agent"]
    assert "task_id" in told["input_schema"]["properties"]
    assert "transaction_id" in told["output_schema"]["properties"]
    assert "pay_task" not in told["related"]


async def test_an_operation_there_is_not_is_answered_with_near_names(hall: Hall) -> None:
    with pytest.raises(Refused) as no:
        await hall.nobody().call("describe_operation", tool="pay_tusk")
    assert no.value.status == 404
    assert {"tool": "describe_operation", "arguments": {"tool": "pay_task"}} in no.value.calls
    assert no.value.next[-1] == "find_operations"


async def test_no_more_hits_than_were_asked_for_and_only_of_the_class_asked_for(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    found = (await acme.call("find_operations", query="pay a task", access="money", limit=2))["operations"]
    assert [hit["access"] for hit in found] == ["money"] * len(found)
    assert 1 <= len(found) <= 2
    for limit in (0, 26):
        with pytest.raises(Refused) as no:
            await acme.call("find_operations", query="pay a task", limit=limit)
        assert list(no.value.fields) == ["limit"]
