"""Serves the fixture server over HTTP until it is stopped: python -m tests.conformance.serve --db FILE --port PORT."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from server.app import App
from server.calls.throttle import Throttle
from server.operator import token_for_agent
from server.protocol.http import mounted
from server.protocol.network import Network
from tests.conformance.fixtures import FixtureRegistry, FixtureServer


class WithKey:
    """The suite sends no credential; every request is made as the suite's agent."""

    def __init__(self, app: ASGIApp, state: Starlette) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            key = self._state.state.key
            scope = {**scope, "headers": [*scope["headers"], (b"authorization", f"Bearer {key}".encode())]}
        await self._app(scope, receive, send)


def fixture_app(db: Path) -> ASGIApp:
    @contextlib.asynccontextmanager
    async def lifespan(asgi: Starlette) -> AsyncIterator[None]:
        registry = FixtureRegistry()
        app = await App.open(db, registry=registry, throttle=Throttle("100000/minute", "100000/minute"))
        try:
            asgi.state.key = (await token_for_agent(app, "Conformance", "Acme", None, "100 USDT", find=True)).token
            async with mounted(asgi, FixtureServer(app, registry)):
                app.start_workers()
                yield
        finally:
            await app.close()

    async def health(request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    asgi = Starlette(routes=[Route("/health", health)], lifespan=lifespan)
    return Network().guarding(WithKey(asgi, asgi))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    uvicorn.run(fixture_app(given.db), host="127.0.0.1", port=given.port, log_level="warning", loop="asyncio")
