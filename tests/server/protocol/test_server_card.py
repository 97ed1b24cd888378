"""What is told of the server to whoever looks before connecting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2 as httpx
import jsonschema
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from server.oauth.settings import SignIn
from server.protocol.hosts import Hosts
from server.protocol.http import http_app
from server.protocol.network import Network
from server.protocol.server_card import CARD_TYPE, CARDS, CATALOG, PATHS
from store.http_address import set_http_address
from tests.hall import Hall

HERE = "http://hall.example.com"
# The words of a card that a client may rely on, as its schema has them: nothing else stands in it.
CARD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["$schema", "name", "version", "description", "title", "remotes"],
    "properties": {
        "$schema": {"const": "https://static.modelcontextprotocol.io/schemas/v2/server-card.schema.json"},
        "name": {"type": "string", "pattern": "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$", "minLength": 3, "maxLength": 200},
        "version": {"type": "string", "maxLength": 255},
        "title": {"type": "string", "minLength": 1, "maxLength": 100},
        "description": {"type": "string", "minLength": 1, "maxLength": 100},
        "remotes": {"type": "array", "minItems": 1},
    },
}


@pytest.fixture
async def browser(hall: Hall) -> Any:
    """Somebody who looks at the hall's addresses over HTTP."""
    app = http_app(hall.path, None, False, Network(Hosts.of("127.0.0.1", ("hall.example.com",))))
    asgi: Any = app
    lifespan = httpx.ASGITransport(asgi)
    async with started(asgi), httpx.AsyncClient(transport=lifespan, base_url=HERE) as client:
        yield client


class started:
    """An ASGI app between its start and its stop."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __aenter__(self) -> None:
        import asyncio

        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task = asyncio.create_task(self._app({"type": "lifespan"}, self._said.get, self._heard.put))
        await self._said.put({"type": "lifespan.startup"})
        assert (await self._heard.get())["type"] == "lifespan.startup.complete"

    async def __aexit__(self, *_: object) -> None:
        await self._said.put({"type": "lifespan.shutdown"})
        await self._task


async def test_the_card_stands_at_both_addresses_and_is_what_the_server_says_of_itself(
    browser: httpx.AsyncClient,
) -> None:
    cards = [await browser.get(path) for path in CARDS]
    card = cards[0].json()
    assert [answer.json() for answer in cards] == [card, card]
    jsonschema.validate(card, CARD)
    assert {answer.headers["content-type"] for answer in cards} == {CARD_TYPE}
    (remote,) = card["remotes"]
    assert remote["url"] == f"{HERE}/mcp"
    async with Client(streamable_http_client(remote["url"], http_client=browser)) as client:
        info = client.server_info
        assert (info.title, info.version) == (card["title"], card["version"])
        assert client.protocol_version in remote["supportedProtocolVersions"]
    registered = json.loads((Path(__file__).parents[3] / "server.json").read_text())
    assert {name: card[name] for name in ("name", "title", "description", "version")} == {
        name: registered[name] for name in ("name", "title", "description", "version")
    }


async def test_the_catalogue_leads_to_the_card(browser: httpx.AsyncClient) -> None:
    catalogue = (await browser.get(CATALOG)).json()
    assert catalogue["specVersion"] == "draft"
    (entry,) = catalogue["entries"]
    assert entry["identifier"] == "urn:air:hall.example.com:hiringhall"
    assert entry["type"] == (await browser.get(entry["url"])).headers["content-type"]


async def test_a_page_of_any_site_may_read_the_card_but_only_at_a_host_of_the_server(
    browser: httpx.AsyncClient,
) -> None:
    for path in PATHS:
        answer = await browser.get(path, headers={"Origin": "https://elsewhere.example"})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
        assert answer.headers["cache-control"] == "public, max-age=3600"
        assert (await browser.get(path, headers={"Host": "elsewhere.example"})).status_code == 421
        assert (await browser.post(path)).status_code == 405
    assert (await browser.get("/mcp", headers={"Origin": "https://elsewhere.example"})).status_code == 403


@pytest.mark.sqlite
async def test_where_people_sign_in_the_card_asks_for_no_key(hall: Hall, browser: httpx.AsyncClient) -> None:
    asks = (await browser.get(CARDS[0])).json()["remotes"][0]["headers"]
    assert [one["name"] for one in asks] == ["Authorization"]
    await hall.app.database.write(lambda tx: set_http_address(tx, "https://hall.example.com", hall.app.clock()))
    app: Any = http_app(
        hall.path,
        None,
        False,
        Network(Hosts.of("127.0.0.1", ("hall.example.com",))),
        sign_in=SignIn("auto"),
    )
    async with started(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
        assert "headers" not in (await client.get(CARDS[0])).json()["remotes"][0]


@pytest.mark.sqlite
async def test_the_address_that_the_operator_named_stands_in_the_card(hall: Hall, browser: httpx.AsyncClient) -> None:
    named = "https://work.example.org/hall"
    await hall.app.database.write(lambda tx: set_http_address(tx, named, hall.app.clock()))
    assert (await browser.get(CARDS[0])).json()["remotes"][0]["url"] == f"{named}/mcp"
    (entry,) = (await browser.get(CATALOG)).json()["entries"]
    assert entry["url"] == f"{named}/mcp/server-card"
