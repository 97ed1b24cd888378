"""Streamable HTTP: /mcp, the same narrowed by URL, and /health."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from mcp.server.lowlevel.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types.version import MODERN_PROTOCOL_VERSIONS
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server import __version__
from server.app import App
from server.protocol.tool_handlers import HallServer, view_for
from store.database import StoreUnavailable

MAX_BODY = 12 * 1024 * 1024
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def http_app(db: Path, toolsets: str | None, read_only: bool, host: str) -> ASGIApp:
    """The ASGI app; it opens the database when it starts and closes it when it stops."""
    hall = _Hall()
    routed = Starlette(
        routes=[Route("/health", hall.health)],
        lifespan=lambda asgi: hall.lifespan(asgi, db, toolsets, read_only, host),
        exception_handlers={ClientDisconnect: gone},
    )

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        """Nearly every request is for one address, which needs no search among the routes."""
        if hall.endpoint is None or scope["type"] != "http" or scope["path"] != "/mcp":
            await routed(scope, receive, send)
            return
        try:
            await hall.endpoint(scope, receive, send)
        except ClientDisconnect as left:
            await gone(Request(scope), left)(scope, receive, send)

    return front


def gone(request: Request, left: Exception) -> Response:
    """What a client that left before its request was whole would be answered."""
    return Response(status_code=400)


class _Hall:
    """Holds the running app between start and stop."""

    def __init__(self) -> None:
        self._app: App | None = None
        self.endpoint: Endpoint | None = None

    @contextlib.asynccontextmanager
    async def lifespan(
        self, asgi: Starlette, db: Path, toolsets: str | None, read_only: bool, host: str
    ) -> AsyncIterator[None]:
        self._app = await App.open(db)
        try:
            view = view_for(self._app, toolsets, read_only)
            async with mounted(asgi, HallServer(self._app, None, view), host) as self.endpoint:
                self._app.start_workers()
                yield
        finally:
            self.endpoint = None
            await self._app.close()

    async def health(self, request: Request) -> JSONResponse:
        """200 when the database answers."""
        if self._app is None:
            return JSONResponse({"status": "starting"}, status_code=503)
        try:
            await self._app.database.ping(seconds=2)
        except StoreUnavailable as unavailable:
            return JSONResponse({"status": "down", "reason": unavailable.reason}, status_code=503)
        return JSONResponse({"status": "ok", "version": __version__})


@contextlib.asynccontextmanager
async def mounted(asgi: Starlette, server: HallServer, host: str) -> AsyncIterator[Endpoint]:
    """The MCP endpoint mounted on an ASGI app for as long as this lasts, under all of its addresses."""
    mcp = server.mcp
    mcp.streamable_http_app(transport_security=_security(host), max_request_body_size=MAX_BODY)
    endpoint = Endpoint(mcp, mcp.session_manager)
    paths = ("/mcp", "/mcp/readonly", "/mcp/toolsets/{toolsets}", "/mcp/toolsets/{toolsets}/readonly")
    asgi.router.routes[:0] = [Route(path, endpoint=endpoint) for path in paths]
    async with endpoint.running():
        yield endpoint


class Endpoint:
    """Where messages arrive: the SDK's own handling, told for each call whether anything can come before its answer.

    For a call that asked for no progress nothing can, so it is answered in the request's own task, without the stream the
    SDK otherwise keeps ready; that takes a tenth of the time of a call."""

    def __init__(self, mcp: Server[Any], streaming: StreamableHTTPSessionManager) -> None:
        self._streaming = streaming
        self._plain = StreamableHTTPSessionManager(
            mcp, json_response=True, security_settings=streaming.security_settings, max_request_body_size=MAX_BODY
        )

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self._streaming.run(), self._plain.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_new_call(scope):
            await self._streaming.asgi_app(scope, receive, send)
            return
        first = await receive()
        whole = first["type"] == "http.request" and not first.get("more_body")
        manager = self._plain if whole and b"progressToken" not in first["body"] else self._streaming
        await manager.asgi_app(scope, again(first, receive), send)


def is_new_call(scope: Scope) -> bool:
    """Whether a request says of itself that it calls a tool in the protocol without sessions."""
    headers = dict(scope["headers"])
    version = headers.get(b"mcp-protocol-version", b"").decode("latin-1")
    return headers.get(b"mcp-method") == b"tools/call" and version in MODERN_PROTOCOL_VERSIONS


def again(first: Message, receive: Receive) -> Receive:
    """What is received, from a message on that was looked at before."""
    waiting = [first]

    async def received() -> Message:
        return waiting.pop() if waiting else await receive()

    return received


def _security(host: str) -> TransportSecuritySettings:
    """Browsers on other sites must not reach a local server; a server for the network is named by its operator."""
    if host not in LOCAL_HOSTS:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=["127.0.0.1:*", "localhost:*", "[::1]:*", "127.0.0.1", "localhost"],
        allowed_origins=["http://127.0.0.1:*", "http://localhost:*", "http://[::1]:*"],
    )
