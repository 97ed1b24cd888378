"""A client that speaks to a hall both ways: where plain messages are answered without the library, and where all are its."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from mcp.server.context import ServerRequestContext

from server.protocol.plain.calls import PlainCalls
from server.protocol.plain.conversation import Conversation
from server.protocol.plain.greeting import Greeting
from server.protocol.plain.messages import ENVELOPE
from server.protocol.plain.tool_list import tools_as_text
from server.protocol.senders import view_for
from server.protocol.stdio import Incoming, Outgoing
from server.protocol.tool_calls import ToolCalls
from server.protocol.tool_handlers import HallServer

MODERN = "2026-07-28"
META = {ENVELOPE[0]: MODERN, ENVELOPE[1]: {"name": "x", "version": "1"}, ENVELOPE[2]: {}}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def request(method: str, params: dict[str, Any] | None = None, id: int | str = 1) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id, "method": method, **({} if params is None else {"params": params})}


def hello(version: str, id: int | str = 1, capabilities: dict[str, Any] | None = None) -> dict[str, Any]:
    client = {"name": "x", "version": "1"}
    return request(
        "initialize", {"protocolVersion": version, "capabilities": capabilities or {}, "clientInfo": client}, id
    )


class LongWay(HallServer):
    """A server whose calls the library checks, both what it is sent and what it answers."""

    def _is_plain(self, ctx: ServerRequestContext[Any, Any]) -> bool:
        return False


class Heard:
    """What a server writes: an object a line."""

    closed = False

    def __init__(self) -> None:
        self.lines: asyncio.Queue[Any] = asyncio.Queue()

    def put(self, line: bytes) -> None:
        assert line.endswith(b"\n")
        assert line.count(b"\n") == 1
        self.lines.put_nowait(json.loads(line))

    async def flows(self) -> None:
        """Always."""


class Talk:
    """One client's side of a conversation."""

    def __init__(self, conversation: Conversation, heard: Heard) -> None:
        self.conversation = conversation
        self._heard = heard

    async def say(self, message: dict[str, Any]) -> Any:
        """Say something; the answer, when it is a request."""
        self.say_line(json.dumps(message).encode() + b"\n")
        return await self.answer() if "id" in message else None

    def say_line(self, line: bytes) -> None:
        self.conversation.hear(line)

    async def answer(self) -> Any:
        with anyio.fail_after(20):
            return await self._heard.lines.get()

    @property
    def read_by_library(self) -> int:
        """How many requests the library was given to answer."""
        return self._incoming_requests

    _incoming_requests = 0


class Counting(Incoming):
    """Counts the requests that the library is to answer."""

    talk: Talk

    async def __anext__(self) -> Any:
        item = await super().__anext__()
        id = getattr(item.message, "id", None)
        if id is not None and id not in self._talk.greeting.answered:
            self.talk._incoming_requests += 1
        return item


@asynccontextmanager
async def talking(
    app: Any, token: str | None = None, shown: tuple[str | None, bool] = (None, False), *, plain: bool
) -> AsyncIterator[Talk]:
    """plain: whether anything is answered without the library."""
    calls = ToolCalls(app, token, view_for(app.parts.registry.toolsets, *shown))
    greeting = Greeting(tools_as_text(*shown))
    greeting.open = plain
    conversation, heard = Conversation(PlainCalls(calls), greeting), Heard()
    conversation.out = heard  # type: ignore[assignment]
    talk = Talk(conversation, heard)
    incoming = Counting(conversation)
    incoming.talk = talk
    server = (HallServer if plain else LongWay)(app, calls=calls).mcp
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(server.run, incoming, Outgoing(conversation), server.create_initialization_options())
        yield talk
        tasks.cancel_scope.cancel()
