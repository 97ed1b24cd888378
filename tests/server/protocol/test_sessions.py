"""Sessions of the older protocol: how long they are kept, and who gives up one when all places are taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2 as httpx
import pytest
from mcp.server.lowlevel.server import Server
from mcp.types import ListToolsResult
from starlette.applications import Starlette
from starlette.routing import Route

from server.protocol import sessions
from server.protocol.endpoint import Endpoint

ACCEPT = {"Accept": "application/json, text/event-stream"}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "door", "version": "1"}}


async def _list(ctx: Any, params: Any) -> ListToolsResult:
    return ListToolsResult(tools=[])


async def _named(token: str, origin: str) -> str | None:
    return None if token.startswith("made up") else token


class Caller:
    """Somebody at an address, with or without a key."""

    def __init__(self, asgi: Starlette, address: str, key: str | None) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(asgi, client=(address, 1)),
            base_url="http://127.0.0.1",
            headers={**ACCEPT, **({"Authorization": f"Bearer {key}"} if key else {})},
        )

    async def open(self) -> httpx.Response:
        body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": HELLO}
        return await self._http.post("/mcp", json=body)

    async def goes_on(self, id: str) -> bool:
        body = {"jsonrpc": "2.0", "id": 2, "method": "ping"}
        answer = await self._http.post("/mcp", json=body, headers={"Mcp-Session-Id": id})
        assert answer.status_code in (200, 404)
        return answer.status_code == 200


class Door:
    """A server without operations, and its callers."""

    def __init__(self, asgi: Starlette) -> None:
        self._asgi = asgi

    def caller(self, address: str, key: str | None = None) -> Caller:
        return Caller(self._asgi, address, key)


@asynccontextmanager
async def door() -> AsyncIterator[Door]:
    server: Server[Any] = Server("door", on_list_tools=_list, get_tool_input_schema=lambda name: None)
    endpoint = Endpoint(server, _named)
    async with endpoint.running():
        yield Door(Starlette(routes=[Route("/mcp", endpoint=endpoint)]))


def id_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    id: str = answer.headers["mcp-session-id"]
    return id


async def test_the_session_of_a_stranger_ends_soon_and_a_callers_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sessions.STRANGERS_IDLE <= 120
    monkeypatch.setattr(sessions, "STRANGERS_IDLE", 0.05)
    async with door() as server:
        stranger, known = server.caller("192.0.2.1"), server.caller("192.0.2.1", "agent:1")
        opened, kept = id_of(await stranger.open()), id_of(await known.open())
        await asyncio.sleep(0.2)
        assert not await stranger.goes_on(opened)
        assert await known.goes_on(kept)


async def test_places_of_sessions_that_ended_by_themselves_are_free_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "STRANGERS_IDLE", 0.05)
    monkeypatch.setattr(sessions, "STRANGERS_SESSIONS", (1, 10))
    async with door() as server:
        stranger = server.caller("192.0.2.1")
        assert (await stranger.open()).status_code == 200
        assert (await stranger.open()).status_code == 429
        await asyncio.sleep(0.2)
        assert (await stranger.open()).status_code == 200


async def test_a_caller_at_the_bound_gives_up_their_own_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "KNOWN_SESSIONS", (2, 10))
    async with door() as server:
        known, other = server.caller("192.0.2.1", "agent:1"), server.caller("192.0.2.1", "agent:2")
        theirs = id_of(await other.open())
        first, second = id_of(await known.open()), id_of(await known.open())
        assert await known.goes_on(first)
        third = id_of(await known.open())
        assert [await known.goes_on(id) for id in (first, second, third)] == [True, False, True]
        assert await other.goes_on(theirs)


async def test_when_all_places_are_taken_whoever_holds_most_gives_up_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "STRANGERS_SESSIONS", (3, 4))
    async with door() as server:
        greedy, modest, late = (server.caller(f"192.0.2.{number}") for number in (1, 2, 3))
        one = id_of(await modest.open())
        many = [id_of(await greedy.open()) for _ in range(3)]
        last = id_of(await late.open())
        assert await modest.goes_on(one)
        assert await late.goes_on(last)
        assert [await greedy.goes_on(id) for id in many] == [False, True, True]


async def test_addresses_of_one_line_are_one_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "STRANGERS_SESSIONS", (1, 10))
    async with door() as server:
        assert (await server.caller("2001:db8:1:1::1").open()).status_code == 200
        assert (await server.caller("2001:db8:1:1::2").open()).status_code == 429
        assert (await server.caller("2001:db8:1:2::1").open()).status_code == 200
        assert (await server.caller("2001:db8:1:1::3", "made up").open()).status_code == 429


async def test_what_opens_no_session_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "STRANGERS_SESSIONS", (1, 1))
    async with door() as server:
        stranger = server.caller("192.0.2.1")
        for _ in range(3):
            assert (await stranger._http.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})).is_error
            assert (await stranger._http.get("/mcp")).is_error
        assert (await stranger.open()).status_code == 200
