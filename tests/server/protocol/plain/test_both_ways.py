"""What is answered without the protocol's library is what the library answers: the same lines, said both ways."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from mcp.shared.message import SessionMessage
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_MODERN_VERSION

from server.calls.changes import Changes
from server.protocol.plain.greeting import ENVELOPE, Greeting
from server.protocol.plain.tool_list import tools_as_text
from server.protocol.senders import view_for
from server.protocol.stdio import Open, message_of
from server.protocol.tool_handlers import HallServer
from server.registry import Registry

META = {ENVELOPE[0]: LATEST_MODERN_VERSION, ENVELOPE[1]: {"name": "x", "version": "1"}, ENVELOPE[2]: {}}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}
SHOWN = [(None, False), (None, True), ("tasks", False), ("tasks,platform", True), ("all", False), ("all", True)]


def request(method: str, params: dict[str, Any] | None = None, id: int | str = 1) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id, "method": method, **({} if params is None else {"params": params})}


def hello(version: str, id: int | str = 1) -> dict[str, Any]:
    return request(
        "initialize", {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}, id
    )


class Conversation:
    """A client that talks to the library, through a greeting or straight."""

    def __init__(self, greeting: Greeting, read: Any, written: Any) -> None:
        self._greeting = greeting
        self._open = Open(greeting)
        self._read, self._written = read, written
        # How many answers came without the library.
        self.at_once = 0

    async def say(self, message: dict[str, Any]) -> Any:
        """Say something; the answer, when it is a request."""
        line = json.dumps(message).encode() + b"\n"
        answer, passed_on = self._greeting.hear(line)
        if passed_on is not None:
            await self._read.send(message_of(passed_on))
        if answer is not None:
            self.at_once += 1
            return json.loads(answer)
        return await self._answer() if "id" in message else None

    async def _answer(self) -> Any:
        with anyio.fail_after(20):
            while True:
                answer = (await self._written.receive()).message
                if self._open.goes(answer):
                    return json.loads(answer.model_dump_json(by_alias=True, exclude_unset=True))


@asynccontextmanager
async def conversation(shown: tuple[str | None, bool], *, greeted: bool) -> AsyncIterator[Conversation]:
    app: Any = SimpleNamespace(changes=Changes(), parts=SimpleNamespace(registry=Registry.quick()), payments=None)
    server = HallServer(app, None, view_for(app.parts.registry.toolsets, *shown)).mcp
    send, read = anyio.create_memory_object_stream[SessionMessage | Exception](9)
    write, heard = anyio.create_memory_object_stream[SessionMessage](9)
    greeting = Greeting(tools_as_text(*shown))
    greeting.open = greeted
    async with send, read, write, heard, anyio.create_task_group() as tasks:
        tasks.start_soon(server.run, read, write, server.create_initialization_options())
        yield Conversation(greeting, send, heard)
        tasks.cancel_scope.cancel()


async def both(shown: tuple[str | None, bool], said: list[dict[str, Any]], at_once: int) -> list[Any]:
    """The answers to all that is said, which are the same both ways. at_once: how many come without the library."""
    async with conversation(shown, greeted=True) as quick, conversation(shown, greeted=False) as slow:
        answers = [await quick.say(message) for message in said]
        assert answers == [await slow.say(message) for message in said]
        assert (quick.at_once, slow.at_once) == (at_once, 0)
        await asyncio.sleep(0)
    return answers


@pytest.mark.parametrize("shown", SHOWN, ids=str)
@pytest.mark.parametrize("version", HANDSHAKE_PROTOCOL_VERSIONS)
async def test_a_client_with_a_handshake_is_answered_alike(version: str, shown: tuple[str | None, bool]) -> None:
    said = [
        hello(version), INITIALIZED, request("ping", id=2), request("ping", {}, "three"), request("tools/list", id=4),
        request("tools/list", {}, 5), request("tools/list", {"_meta": {}}, "six"),
    ]  # fmt: skip
    answers = await both(shown, said, at_once=6)
    assert answers[0]["result"]["protocolVersion"] == version
    assert len(answers[4]["result"]["tools"]) > 2


@pytest.mark.parametrize("shown", SHOWN, ids=str)
async def test_a_client_without_a_handshake_is_answered_alike(shown: tuple[str | None, bool]) -> None:
    said = [
        request("server/discover", {"_meta": META}), request("tools/list", {"_meta": META}, 2),
        request("tools/list", {"_meta": META}, "three"), request("server/discover", {"_meta": META}, 4),
    ]  # fmt: skip
    answers = await both(shown, said, at_once=4)
    assert answers[1]["result"]["resultType"] == "complete"


@pytest.mark.parametrize(
    "late", [hello("2025-11-25", 3), request("ping", {}, 3), request("prompts/list", {"_meta": META}, 3)]
)
async def test_how_a_client_began_holds_for_what_it_says_later(late: dict[str, Any]) -> None:
    """A list that was answered at once opened the connection no less than one that was not."""
    await both((None, False), [request("tools/list", {"_meta": META}), late], at_once=1)
    began = [hello("2025-06-18"), INITIALIZED, request("tools/list", id=2)]
    await both((None, False), [*began, late], at_once=2 + (late["method"] == "ping"))


@pytest.mark.parametrize(
    "asked",
    [
        request("tools/list", {"_meta": {**META, "progressToken": 1}}),
        request("tools/list", {"_meta": META, "cursor": "x"}),
        request("tools/list", {"_meta": {**META, ENVELOPE[0]: "2031-01-01"}}),
        request("tools/list"),
        request("ping"),
        request("nothing/known", {"_meta": META}),
    ],
    ids=lambda asked: json.dumps(asked)[:60],
)
async def test_what_is_unusual_is_the_librarys(asked: dict[str, Any]) -> None:
    await both((None, False), [asked, hello("2025-11-25", 2)], at_once=0)


async def test_unknown_toolsets_are_not_answered_for() -> None:
    assert tools_as_text("nonsense", False) is None
