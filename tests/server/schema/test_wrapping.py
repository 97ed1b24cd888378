"""Calls through the tools that run any operation, wrapped as clients wrap them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.server.schema.test_arguments import INQUIRY

PROFILE = {"user_id": 1}

SAME: dict[str, dict[str, Any]] = {
    "as described": {"tool": "search_agents", "arguments": {"limit": 2, "query": "Acme"}},
    "as JSON text": {"tool": "search_agents", "arguments": '{"limit": 2, "query": "Acme"}'},
    "as JSON text of its own": {"tool": "search_agents", "arguments_json": '{"limit": 2, "query": "Acme"}'},
    "emptied beside the text": {
        "tool": "search_agents",
        "arguments": {},
        "arguments_json": '{"limit": 2, "query": "Acme"}',
    },
    "as an empty list beside it": {
        "tool": "search_agents",
        "arguments": [],
        "arguments_json": '{"limit": 2,"query":"Acme"}',
    },
    "as text of text": {"tool": "search_agents", "arguments": json.dumps('{"limit": "2", "query": "Acme"}')},
    "flat": {"tool": "search_agents", "limit": 2, "query": "Acme"},
    "flat and wrapped": {"tool": "search_agents", "limit": 2, "arguments": {"query": "Acme"}},
    "said twice alike": {"tool": "search_agents", "limit": 2, "arguments": {"query": "Acme", "limit": 2}},
    "wrapped with its tool": {"arguments": {"tool": "search_agents", "arguments": {"limit": 2, "query": "Acme"}}},
    "wrapped and flat": {"arguments": {"tool": "search_agents", "limit": 2, "query": "Acme"}},
    "wrapped with its tool again": {
        "tool": "search_agents",
        "arguments": {"tool": "search_agents", "arguments": {"limit": 2, "query": "Acme"}},
    },
    "wrapped three times": {
        "arguments": {"arguments": {"tool": "search_agents", "arguments": {"arguments": {"limit": 2, "query": "Acme"}}}}
    },
    "wrapped as text": {"arguments": json.dumps({"tool": "search_agents", "arguments": {"limit": 2, "query": "Acme"}})},
    "through itself": {"tool": "run_read", "arguments": {"tool": "search_agents", "limit": 2, "query": "Acme"}},
    "with nulls": {
        "tool": " search_agents ",
        "arguments": {"limit": 2, "query": "Acme", "tags": None},
        "arguments_json": None,
    },
}


@pytest.mark.parametrize("form", SAME.values(), ids=SAME)
async def test_every_wrapping_is_the_same_call(hall: Hall, form: dict[str, Any]) -> None:
    acme = await hall.agent("Acme")
    assert await acme.call("run_read", **form) == await acme.call("search_agents", limit=2, query="Acme")


async def test_a_parameter_of_the_operation_that_is_called_tool_stays_its_own(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    wanted = await acme.call("describe_operation", tool="get_wallet")
    inner = {"tool": "describe_operation", "arguments": {"tool": "get_wallet"}}
    for form in (inner, {"arguments": inner}, {"tool": "describe_operation", "arguments": inner}):
        assert await acme.call("run_read", **form) == wanted


async def test_an_operation_called_by_its_name_is_unwrapped_too(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    wanted = await acme.call("search_agents", query="Acme", limit=2)
    wrapped = {"query": "Acme", "limit": "2"}
    for form in (
        {"arguments": wrapped},
        {"arguments_json": json.dumps(wrapped)},
        {"limit": 2, "arguments": {"query": "Acme"}},
    ):
        assert await acme.call("search_agents", **form) == wanted


async def test_an_operation_called_by_its_name_says_what_is_wrong_with_a_wrapping(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("search_agents", arguments="limit=2")
    assert no.value.fields["arguments"].startswith("must be an object with the operation's own arguments")
    with pytest.raises(Refused) as no:
        await acme.call("search_agents", limit=3, arguments={"limit": 2})
    assert list(no.value.fields) == ["limit"]


async def test_what_the_pipeline_takes_may_stand_at_either_level(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("run_write", tool="create_inquiry", arguments=INQUIRY, idempotency_key="k")
    again = await acme.call("run_write", tool="create_inquiry", arguments={**INQUIRY, "idempotency_key": "k"})
    assert again == {**first, "replayed": True}
    ended = {"inquiry_id": first["inquiry_id"]}
    dry = await acme.call("run_destructive", tool="cancel_inquiry", arguments=ended, dry_run=True)
    assert dry["dry_run"] is True
    assert dry == await acme.call("run_destructive", tool="cancel_inquiry", arguments={**ended, "dry_run": "true"})


FAULTS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "no tool": ({"arguments": {"limit": 2}}, {"tool": "is required: the name of an operation"}),
    "nothing": ({}, {"tool": "is required: the name of an operation"}),
    "a tool that is no text": ({"tool": 7}, {"tool": "must be text: the name of an operation"}),
    "a list": (
        {"tool": "search_agents", "arguments": ["limit", 2]},
        {"arguments": 'must be an object with the operation\'s own arguments, such as {"limit": 5}'},
    ),
    "broken text": (
        {"tool": "search_agents", "arguments": '{"limit": 2'},
        {"arguments": 'was sent as text; send an object, such as {"name": "value"}'},
    ),
    "words": (
        {"tool": "search_agents", "arguments": "limit=2"},
        {"arguments": 'must be an object with the operation\'s own arguments, such as {"limit": 5}'},
    ),
    "text with a name twice": (
        {"tool": "search_agents", "arguments_json": '{"limit": 2, "limit": 3}'},
        {"arguments_json": "was sent as text that names 'limit' twice; send each once"},
    ),
    "two answers": (
        {"tool": "search_agents", "limit": 3, "arguments": {"limit": 2}},
        {"limit": "is given twice and not alike; send it once, in arguments"},
    ),
    "another tool inside": (
        {"tool": "search_agents", "arguments": {"tool": "get_wallet", "arguments": {}}},
        {"arguments": "name 'get_wallet' as tool again; search_agents is named already, so leave it out"},
    ),
}


@pytest.mark.parametrize(("form", "fields"), FAULTS.values(), ids=FAULTS)
async def test_a_refusal_blames_what_is_wrong_and_says_what_works(
    hall: Hall, form: dict[str, Any], fields: dict[str, str]
) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("run_read", **form)
    assert no.value.status == 422
    assert no.value.fields == fields
    assert no.value.next


async def test_arguments_nobody_knows_are_refused_by_the_operation(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for form in ({"tool": "search_agents", "qery": "x"}, {"tool": "search_agents", "arguments": {"qery": "x"}}):
        with pytest.raises(Refused) as no:
            await acme.call("run_read", **form)
        assert list(no.value.fields) == ["qery"]
        assert "did you mean query" in no.value.fields["qery"]


async def test_wrappings_have_an_end(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    form: dict[str, Any] = {"tool": "search_agents"}
    for _ in range(9):
        form = {"arguments": form}
    with pytest.raises(Refused) as no:
        await acme.call("run_read", **form)
    assert list(no.value.fields) == ["arguments"]
