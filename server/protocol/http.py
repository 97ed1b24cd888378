"""Streamable HTTP: /mcp, the same narrowed by URL; calendar feeds; where Google leads back to; and /health."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from server import __version__
from server.app import App
from server.calls.auth import identify
from server.calls.ways import Way
from server.oauth.gate import Gate
from server.oauth.outside import OutsideIssuer
from server.oauth.provider import Provider
from server.oauth.routes import AuthorizationServer, resource_routes
from server.oauth.settings import SignIn
from server.protocol import feeds, google_consent, server_card
from server.protocol.endpoint import Endpoint
from server.protocol.network import Network
from server.protocol.plain.calls import PlainCalls
from server.protocol.plain.posts import PlainPosts
from server.protocol.senders import view_for
from server.protocol.tool_handlers import HallServer
from server.telemetry.settings import configured_collector
from server.workers.making_apart import made_apart
from store.database import StoreUnavailable
from store.http_address import http_address
from store.server_url import Where
from tools.errors import NotAllowed, Unauthorized

NO_SIGN_IN = SignIn()


def http_app(
    db: Where,
    toolsets: str | None,
    read_only: bool,
    network: Network,
    confirm: Way = "auto",
    sign_in: SignIn = NO_SIGN_IN,
) -> ASGIApp:
    """The ASGI app; it opens the database when it starts and closes it when it stops."""
    hall = _Hall()
    routed = Starlette(
        routes=[
            Route("/health", hall.health),
            Route(feeds.PATH, hall.feed),
            Route(google_consent.PATH, hall.google_consent),
            *(Route(path, hall.server_card) for path in server_card.PATHS),
        ],
        lifespan=lambda asgi: hall.lifespan(asgi, db, toolsets, read_only, confirm, sign_in),
    )

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        """Nearly every request is for one address, which needs no search among the routes."""
        if hall.front is None or scope["type"] != "http" or scope["path"] != "/mcp":
            await routed(scope, receive, send)
        else:
            await hall.front(scope, receive, send)

    return network.guarding(front)


class _Hall:
    """Holds the running app between start and stop."""

    def __init__(self) -> None:
        self._app: App | None = None
        self._feeds: feeds.Feeds | None = None
        self._google: google_consent.GoogleConsent | None = None
        self._card: server_card.ServerCard | None = None
        self.front: Endpoint | Gate | None = None

    @contextlib.asynccontextmanager
    async def lifespan(
        self, asgi: Starlette, db: Where, toolsets: str | None, read_only: bool, confirm: Way, sign_in: SignIn
    ) -> AsyncIterator[None]:
        collector = configured_collector()
        self._app = (await App.open(db, make=made_apart)).observe(collector)
        self._feeds = feeds.Feeds(self._app)
        self._google = google_consent.GoogleConsent(self._app)
        try:
            view = view_for(self._app.parts.registry.toolsets, toolsets, read_only, confirm)
            issuer = sign_in.issuer(await self._app.database.read(http_address))
            self._card = server_card.ServerCard(self._app, issuer is not None)
            server = HallServer(self._app, None, view)
            outside = sign_in.outside(self._app.parts)
            async with mounted(asgi, server, issuer, sign_in.anonymous, outside) as self.front:
                self._app.start_workers()
                yield
        finally:
            self.front = None
            await self._app.close()

    async def feed(self, request: Request) -> Response:
        """A calendar feed, to whoever has its address."""
        if self._feeds is None:
            return Response(status_code=503)
        return await self._feeds.answer(request)

    async def google_consent(self, request: Request) -> Response:
        """Where a person comes back to who allowed this server to see their Google calendars."""
        if self._google is None:
            return Response(status_code=503)
        return await self._google.answer(request)

    async def server_card(self, request: Request) -> Response:
        """What this server is, to whoever looks before connecting."""
        if self._card is None:
            return Response(status_code=503)
        return await self._card.answer(request)

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
async def mounted(
    asgi: Starlette,
    server: HallServer,
    issuer: str | None = None,
    anonymous: bool = False,
    outside: OutsideIssuer | None = None,
) -> AsyncIterator[Endpoint | Gate]:
    """The MCP endpoint mounted on an ASGI app for as long as this lasts, under all of its addresses.

    issuer: under which people sign in to it, where they do; anonymous: calls without a token pass all the same;
    outside: who signs them in in place of the hall."""
    posts = PlainPosts(PlainCalls(server.calls, server.is_own))
    endpoint = Endpoint(server.mcp, lambda token, origin: known(server.app, token, origin), posts)
    front: Endpoint | Gate = endpoint
    if issuer is not None:
        front = Gate(server.app, endpoint, issuer, anonymous, outside)
        if outside is None:
            asgi.router.routes[:0] = AuthorizationServer(server.app, Provider(server.app.parts, issuer)).routes()
        else:
            asgi.router.routes[:0] = resource_routes(outside.issuer, issuer)
    paths = ("/mcp", "/mcp/readonly", "/mcp/toolsets/{toolsets}", "/mcp/toolsets/{toolsets}/readonly")
    asgi.router.routes[:0] = [Route(path, endpoint=front) for path in paths]
    async with endpoint.running():
        yield front


async def known(app: App, token: str, origin: str) -> str | None:
    """Who is behind a bearer token, as one name; None for a token that is made up, has ended or opens nothing from there."""
    now = app.clock()
    try:
        caller = await app.database.read(lambda tx: identify(tx, token, now, origin))
    except (NotAllowed, Unauthorized, StoreUnavailable):
        return None
    return None if caller.status == "banned" else f"{caller.kind}:{caller.id}"
