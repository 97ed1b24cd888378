"""Streamable HTTP: /mcp, the same narrowed by URL, and /health."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from mcp.server.streamable_http_manager import StreamableHTTPASGIApp
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server import __version__
from server.app import App
from server.serve import view_for
from server.transport import HallServer
from store.database import StoreUnavailable

MAX_BODY = 12 * 1024 * 1024
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def http_app(db: Path, toolsets: str | None, read_only: bool, host: str) -> Starlette:
    """The ASGI app; it opens the database when it starts and closes it when it stops."""
    hall = _Hall()
    return Starlette(
        routes=[Route("/health", hall.health)],
        lifespan=lambda asgi: hall.lifespan(asgi, db, toolsets, read_only, host),
        exception_handlers={ClientDisconnect: gone},
    )


def gone(request: Request, left: Exception) -> Response:
    """What a client that left before its request was whole would be answered."""
    return Response(status_code=400)


class _Hall:
    """Holds the running app between start and stop."""

    def __init__(self) -> None:
        self._app: App | None = None

    @contextlib.asynccontextmanager
    async def lifespan(
        self, asgi: Starlette, db: Path, toolsets: str | None, read_only: bool, host: str
    ) -> AsyncIterator[None]:
        self._app = await App.open(db)
        try:
            view = view_for(self._app, toolsets, read_only)
            async with mounted(asgi, HallServer(self._app, None, view), host):
                self._app.start_workers()
                yield
        finally:
            await self._app.close()

    async def health(self, request: Request) -> JSONResponse:
        """200 when the database answers."""
        if self._app is None:
            return JSONResponse({"status": "starting"}, status_code=503)
        try:
            await self._app.database.read(lambda tx: tx.value("SELECT 1"), seconds=2)
        except StoreUnavailable as unavailable:
            return JSONResponse({"status": "down", "reason": unavailable.reason}, status_code=503)
        return JSONResponse({"status": "ok", "version": __version__})


@contextlib.asynccontextmanager
async def mounted(asgi: Starlette, server: HallServer, host: str) -> AsyncIterator[None]:
    """The MCP endpoints mounted on an ASGI app for as long as this lasts."""
    mcp = server.mcp
    mcp.streamable_http_app(transport_security=_security(host), max_request_body_size=MAX_BODY)
    manager = mcp.session_manager
    endpoint = StreamableHTTPASGIApp(manager)
    for path in ("/mcp", "/mcp/readonly", "/mcp/toolsets/{toolsets}", "/mcp/toolsets/{toolsets}/readonly"):
        asgi.router.routes.append(Route(path, endpoint=endpoint))
    async with manager.run():
        yield


def _security(host: str) -> TransportSecuritySettings:
    """Browsers on other sites must not reach a local server; a server for the network is named by its operator."""
    if host not in LOCAL_HOSTS:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=["127.0.0.1:*", "localhost:*", "[::1]:*", "127.0.0.1", "localhost"],
        allowed_origins=["http://127.0.0.1:*", "http://localhost:*", "http://[::1]:*"],
    )
