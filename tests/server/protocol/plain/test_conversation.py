"""A conversation over stdio: what is answered at once, what is left to the library, and what ends a call."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from server.protocol.plain import conversation
from tests.hall import Hall
from tests.server.protocol.plain.talking import INITIALIZED, META, Talk, hello, request, talking

ASKS: dict[str, Any] = {"elicitation": {}}


def call(name: str, id: int | str, meta: dict[str, Any] | None = None, **arguments: Any) -> dict[str, Any]:
    return request("tools/call", {"name": name, "arguments": arguments, "_meta": META if meta is None else meta}, id)


def cancelled(id: int | str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": id}}


async def until_called(hall: Hall, talk: Talk) -> None:
    while not talk.conversation._running:
        await asyncio.sleep(0)


@pytest.mark.parametrize("named", [5, "5"])
async def test_a_call_in_flight_is_cancelled_and_never_answered(hall: Hall, named: int | str) -> None:
    acme = await hall.agent("Acme", credit="10 USDT")
    async with talking(hall.app, acme.token, plain=True) as talk:
        await talk.say(call("get_wallet", 1))
        talk.say_line(_line(call("run_read", 5, tool="list_prices")))
        await until_called(hall, talk)
        await talk.say(cancelled(named))
        assert 5 not in talk.conversation.open.requests
        assert (await talk.say(call("get_wallet", 6)))["id"] == 6
        assert talk.read_by_library == 0


async def test_calls_run_beside_each_other_and_each_has_its_answer(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10 USDT")
    async with talking(hall.app, acme.token, plain=True) as talk:
        for id in range(20):
            talk.say_line(_line(call("get_wallet", id)))
        assert len(talk.conversation.open.requests) == 20
        assert {(await talk.answer())["id"] for _ in range(20)} == set(range(20))
        assert talk.read_by_library == 0


async def test_a_client_that_wants_to_hear_of_progress_is_the_librarys(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10 USDT")
    async with talking(hall.app, acme.token, plain=True) as talk:
        assert (await talk.say(call("get_wallet", 1, {**META, "progressToken": 1})))["result"]
        assert talk.read_by_library == 1


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
async def test_who_can_ask_the_person_is_asked_through_the_library(hall: Hall, version: str) -> None:
    acme = await hall.agent("Acme", credit="10 USDT")
    made = (await acme.call("create_task_group", title="Pipes"))["group"]["id"]
    meta = {} if version == "2025-11-25" else {**META, "io.modelcontextprotocol/clientCapabilities": ASKS}
    async with talking(hall.app, acme.token, plain=True) as talk:
        if version == "2025-11-25":
            await talk.say(hello(version, "hello", ASKS))
            await talk.say(INITIALIZED)
        talk.say_line(_line(call("get_wallet", 1, meta)))
        assert (await talk.answer())["id"] == 1
        assert talk.read_by_library == 0
        talk.say_line(_line(call("delete_task_group", 2, meta, group_id=made)))
        told = await talk.answer()
        assert talk.read_by_library == 1
        question = told if version == "2025-11-25" else told["result"]["inputRequests"]["confirm"]
        assert question["method"] == "elicitation/create"


async def test_what_the_hall_asks_unexpectedly_is_asked_through_the_library(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is decided before, nothing has happened when the hall asks: the library makes the call anew."""
    monkeypatch.setattr("server.protocol.plain.calls.MAY_ASK", ())
    acme = await hall.agent("Acme", credit="10 USDT")
    made = (await acme.call("create_task_group", title="Pipes"))["group"]["id"]
    meta = {**META, "io.modelcontextprotocol/clientCapabilities": ASKS}
    async with talking(hall.app, acme.token, plain=True) as talk:
        told = await talk.say(call("delete_task_group", 2, meta, group_id=made))
        assert told["result"]["inputRequests"]["confirm"]["method"] == "elicitation/create"
        assert talk.read_by_library == 1
        assert "Pipes" in str(await acme.call("list_task_groups"))


async def test_a_client_that_goes_is_still_answered_and_the_library_never_needed(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10 USDT")
    async with talking(hall.app, acme.token, plain=True) as talk:
        talk.say_line(_line(call("get_wallet", 1)))
        talk.conversation._end()
        assert await talk.conversation.needs_library() is False
        assert (await talk.answer())["id"] == 1


async def test_what_runs_when_the_server_ends_is_told_so(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "DRAIN_SECONDS", 0)
    acme = await hall.agent("Acme", credit="10 USDT")
    async with talking(hall.app, acme.token, plain=True) as talk:
        talk.say_line(_line(call("get_wallet", 1)))
        await until_called(hall, talk)
        await talk.conversation.close()
        answer = await talk.answer()
        assert (answer["id"], answer["error"]["message"]) == (1, "Connection closed")


def _line(message: dict[str, Any]) -> bytes:
    import json

    return json.dumps(message).encode() + b"\n"
