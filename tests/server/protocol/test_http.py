"""The HTTP endpoint: calls that may be answered at once are, and those that asked for progress hear of it."""

from __future__ import annotations

from typing import Any

import httpx2 as httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.server.lowlevel.server import Server
from mcp.types import CallToolResult, ListToolsResult, TextContent
from starlette.applications import Starlette
from starlette.routing import Route

from server.protocol.endpoint import Endpoint, is_new_call

ADDRESS = "http://127.0.0.1:8000/mcp"


async def _work(ctx: Any, params: Any) -> CallToolResult:
    for done in (1, 2):
        await ctx.session.report_progress(done, 2, "at work")
    return CallToolResult(content=[TextContent(type="text", text=params.name)])


async def _list(ctx: Any, params: Any) -> ListToolsResult:
    return ListToolsResult(tools=[])


class Watched(httpx.AsyncBaseTransport):
    """Passes requests to an ASGI app and remembers of what kind each answer was."""

    def __init__(self, app: Starlette) -> None:
        self._asgi = httpx.ASGITransport(app)
        self.kinds: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._asgi.handle_async_request(request)
        if request.headers.get("mcp-method") == "tools/call":
            self.kinds.append(response.headers["content-type"])
        return response


@pytest.mark.parametrize("listening", [True, False])
async def test_a_call_that_asked_for_progress_hears_of_it_and_another_is_answered_at_once(listening: bool) -> None:
    server: Server[Any] = Server(
        "working", on_list_tools=_list, on_call_tool=_work, get_tool_input_schema=lambda name: None
    )
    endpoint = Endpoint(server)
    transport = Watched(Starlette(routes=[Route("/mcp", endpoint=endpoint)]))
    heard: list[float] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(progress)

    async with (
        endpoint.running(),
        httpx.AsyncClient(transport=transport) as http,
        Client(streamable_http_client(ADDRESS, http_client=http)) as client,
    ):
        result = await client.call_tool("dig", {}, progress_callback=hear if listening else None)
    assert result.content[0].text == "dig"  # type: ignore[union-attr]
    assert heard == ([1, 2] if listening else [])
    assert transport.kinds == ["text/event-stream" if listening else "application/json"]


@pytest.mark.parametrize(
    ("headers", "new"),
    [
        ({"mcp-method": "tools/call", "mcp-protocol-version": "2026-07-28"}, True),
        ({"mcp-method": "tools/list", "mcp-protocol-version": "2026-07-28"}, False),
        ({"mcp-method": "tools/call", "mcp-protocol-version": "2025-11-25"}, False),
        ({"mcp-method": "tools/call", "mcp-protocol-version": "\xff"}, False),
        ({"mcp-method": "tools/call"}, False),
        ({}, False),
    ],
)
def test_only_a_call_in_the_protocol_without_sessions_is_a_new_call(headers: dict[str, str], new: bool) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    assert is_new_call({"type": "http", "headers": raw}) is new
