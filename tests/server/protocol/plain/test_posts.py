"""Requests over HTTP, answered both ways: what is answered without the library has its status, its headers and its words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from server.protocol.endpoint import Endpoint
from server.protocol.plain.calls import PlainCalls
from server.protocol.plain.posts import PlainPosts
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall
from tests.server.protocol.plain.talking import META, MODERN, LongWay, request
from tests.server.protocol.plain.test_every_operation import ODD, PARAMS, settled

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("plain-posts")]
USUAL = {
    "accept": "application/json, text/event-stream",
    "content-type": "application/json",
    "mcp-protocol-version": MODERN,
    "mcp-method": "tools/call",
    "mcp-name": "get_wallet",
    "host": "127.0.0.1",
}


class Both:
    """Two endpoints of one hall: one answers what is plain, the other leaves all to the library."""

    def __init__(self, hall: Hall, token: str) -> None:
        self.hall = hall
        self.token = token
        server = LongWay(hall.app)
        self._posts = PlainPosts(PlainCalls(server.calls))
        self.plain, self.long = Endpoint(server.mcp, posts=self._posts), Endpoint(server.mcp)

    async def said(
        self, body: bytes, headers: dict[str, str] | None = None, more: tuple[tuple[bytes, bytes], ...] = ()
    ) -> tuple[int, dict[str, str], str]:
        """What both answer; it is the same."""
        given = {**USUAL, "authorization": f"Bearer {self.token}", **(headers or {})}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in given.items() if value]
        raw += [(b"content-length", str(len(body)).encode()), *more]
        plain, long = [await answered(endpoint, raw, body) for endpoint in (self.plain, self.long)]
        assert plain == long
        return plain

    async def is_plain(self, body: bytes, headers: dict[str, str] | None = None) -> bool:
        given = {**USUAL, "authorization": f"Bearer {self.token}", **(headers or {})}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in given.items() if value]
        read = self._posts.headers("POST", [*raw, (b"content-length", str(len(body)).encode())])
        return read is not None and await self._posts.answer("10.0.0.1", read, body) is not None


async def answered(
    endpoint: Endpoint, headers: list[tuple[bytes, bytes]], body: bytes
) -> tuple[int, dict[str, str], str]:
    """The status, headers and body that an endpoint answers to a request."""
    scope: dict[str, Any] = {
        "type": "http", "method": "POST", "path": "/mcp", "raw_path": b"/mcp", "query_string": b"", "headers": headers,
        "client": ("10.0.0.1", 5), "server": ("127.0.0.1", 80), "scheme": "http", "http_version": "1.1", "path_params": {},
    }  # fmt: skip
    sent: list[Any] = []

    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        # Nobody leaves.
        return left.pop() if left else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        sent.append(message)

    await endpoint(scope, receive, send)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"] if name != b"content-length"}
    text = b"".join(message.get("body", b"") for message in sent[1:])
    assert int(dict(sent[0]["headers"])[b"content-length"]) == len(text)
    shown = settled(json.loads(text)) if told.get("content-type") == "application/json" else text.decode()
    return sent[0]["status"], told, shown


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(tmp_path_factory: pytest.TempPathFactory, template: Path) -> AsyncIterator[Both]:
    with cheap_secrets():
        hall = await Hall.open(tmp_path_factory.mktemp("posts"), template)
        acme = await hall.agent("Acme", credit="10 USDT")
        found = Both(hall, acme.token or "")
        ready, stop = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(kept_running(found, ready, stop))
        await ready.wait()
        yield found
        stop.set()
        await running
        await hall.close()


async def kept_running(both: Both, ready: asyncio.Event, stop: asyncio.Event) -> None:
    """One task starts and stops the endpoints, as their cancel scopes want it."""
    async with both.plain.running(), both.long.running():
        ready.set()
        await stop.wait()


def body(name: str = "get_wallet", arguments: Any = None, meta: dict[str, Any] = META, id: int | str = 3) -> bytes:
    return json.dumps(request("tools/call", {"name": name, "arguments": arguments or {}, "_meta": meta}, id)).encode()


async def test_a_plain_call_is_answered_without_the_library_and_alike(both: Both) -> None:
    assert await both.is_plain(body())
    status, headers, text = await both.said(body())
    assert (status, headers) == (200, {"content-type": "application/json"})
    assert '"resultType": "complete"' in text
    assert await both.is_plain(body("get_wallet"), {"x-hiringhall-readonly": "1"})


@pytest.mark.parametrize("method", ["tools/list", "server/discover"])
async def test_what_the_server_is_and_has_is_told_alike(both: Both, method: str) -> None:
    asked = json.dumps(request(method, {"_meta": META})).encode()
    headers = {"mcp-method": method, "mcp-name": ""}
    assert await both.is_plain(asked, headers)
    await both.said(asked, headers)
    await both.said(asked, {**headers, "x-hiringhall-toolsets": "tasks"})


async def test_odd_calls_are_answered_alike(both: Both) -> None:
    for name, arguments in ODD:
        await both.said(body(name, arguments), {"mcp-name": name})
    for odd in PARAMS:
        params = {**odd, "_meta": {**META, **odd.get("_meta", {})}}
        await both.said(json.dumps(request("tools/call", params)).encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": ""},
        {"authorization": "Basic abc"},
        {"authorization": "Bearer made-up"},
        {"authorization": "bearer  "},
        {"accept": ""},
        {"accept": "text/html"},
        {"accept": "application/*;q=0.5"},
        {"accept": "*/*"},
        {"accept": "Application/JSON"},
        {"content-type": ""},
        {"content-type": "text/plain"},
        {"content-type": "application/json; charset=utf-8"},
        {"mcp-protocol-version": "2031-01-01"},
        {"mcp-method": "tools/list"},
        {"mcp-method": ""},
        {"mcp-name": "get_task"},
        {"mcp-name": ""},
        {"mcp-name": "=?base64?Z2V0X3dhbGxldA==?="},
        {"x-hiringhall-toolsets": "nonsense"},
        {"x-hiringhall-toolsets": "tasks"},
        {"x-hiringhall-readonly": "yes"},
        {"x-hiringhall-confirm": "ask"},
        {"mcp-session-id": "unknown"},
        {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
    ],
    ids=str,
)
async def test_headers_mean_the_same(both: Both, headers: dict[str, str]) -> None:
    await both.said(body(), headers)
    await both.said(body("delete_task_group", {"group_id": 5}), {"mcp-name": "delete_task_group", **headers})


@pytest.mark.parametrize("name", [b"mcp-name", b"mcp-method", b"mcp-protocol-version", b"accept", b"authorization"])
async def test_a_header_that_comes_twice_is_read_alike(both: Both, name: bytes) -> None:
    await both.said(body(), more=((name, b"another"),))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{",
        b"null",
        b'{"jsonrpc":"2.0","method":"notifications/initialized"}',
        b"\xff" + body(),
        body()[:-1],
    ],
)
async def test_what_is_no_request_is_answered_alike(both: Both, text: bytes) -> None:
    await both.said(text)
