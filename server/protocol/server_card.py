"""Where a client learns what this server is before it connects: its card, and the catalogue that leads to it.

Two addresses are known for the card: beside the endpoint, and below /.well-known of earlier drafts. All of it is public, so a
page of any site may read it."""

from __future__ import annotations

from typing import Any

from mcp_types.version import KNOWN_PROTOCOL_VERSIONS
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import __version__
from server.app import App
from store.database import StoreUnavailable
from store.http_address import http_address

CARDS = ("/mcp/server-card", "/.well-known/mcp/server-card.json")
CATALOG = "/.well-known/mcp/catalog.json"
PATHS = (*CARDS, CATALOG)
# As in server.json, where registries look; whoever publishes under a name of their own changes both.
NAME = "io.github.hiringhall/hiringhall"
TITLE = "Hiring Hall"
ABOUT = "Find, book, contract, route and pay human specialists; every call charged to your wallet."
CARD_TYPE = "application/mcp-server-card+json"
_SCHEMA = "https://static.modelcontextprotocol.io/schemas/v2/server-card.schema.json"
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET",
    "Access-Control-Allow-Headers": "Content-Type",
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
}


class ServerCard:
    """Answers GET of the card and of the catalogue."""

    def __init__(self, app: App, signs_in: bool = False) -> None:
        """signs_in: people sign in by OAuth, so nobody is to be asked for a key."""
        self._app = app
        self._signs_in = signs_in

    async def answer(self, request: Request) -> Response:
        try:
            base = await self._app.database.read(http_address)
        except StoreUnavailable:
            return Response(status_code=503, headers={"Retry-After": "60"})
        base = base or f"{request.url.scheme}://{request.headers['host']}"
        if request.url.path == CATALOG:
            return JSONResponse(catalog(base), headers=_OPEN)
        return JSONResponse(card(base, self._signs_in), headers=_OPEN, media_type=CARD_TYPE)


def card(base: str, signs_in: bool) -> dict[str, Any]:
    """What the server is and where it listens. base: its address from outside, without a slash at the end."""
    remote: dict[str, Any] = {
        "type": "streamable-http",
        "url": f"{base}/mcp",
        "supportedProtocolVersions": list(KNOWN_PROTOCOL_VERSIONS),
    }
    key = {
        "name": "Authorization",
        "description": "The key of an agent or the token of a person. Without one only what needs no account is answered.",
        "value": "Bearer {token}",
        "variables": {"token": {"description": "hh_agent_... or hh_person_...", "isRequired": True, "isSecret": True}},
    }
    return {
        "$schema": _SCHEMA,
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "version": __version__,
        "remotes": [remote if signs_in else {**remote, "headers": [key]}],
    }


def catalog(base: str) -> dict[str, Any]:
    """The one server that is reached here."""
    host = base.partition("://")[2].partition("/")[0].partition(":")[0]
    entry = {
        "identifier": f"urn:air:{host}:hiringhall",
        "displayName": TITLE,
        "type": CARD_TYPE,
        "url": f"{base}{CARDS[0]}",
    }
    return {"specVersion": "draft", "entries": [entry]}
