"""A hall that people sign in to over HTTP, in process: programs, and browsers that read pages and send forms."""

from __future__ import annotations

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2 as httpx
from starlette.applications import Starlette

from server.oauth.documents import Documents
from server.oauth.gate import Gate
from server.oauth.outside import OutsideIssuer
from server.oauth.provider import Provider
from server.oauth.routes import AuthorizationServer
from server.protocol.hosts import Hosts
from server.protocol.http import mounted
from server.protocol.network import Network
from server.protocol.tool_handlers import HallServer
from tests.hall import Hall

ISSUER = "http://127.0.0.1:8000"
REDIRECT = "http://127.0.0.1:3030/callback"
PUBLIC = {"redirect_uris": [REDIRECT], "client_name": "Claude <i>", "token_endpoint_auth_method": "none"}
MODERN = {"MCP-Protocol-Version": "2026-07-28", "Accept": "application/json, text/event-stream"}


class Site:
    """The served hall. A fresh browser or program each time."""

    def __init__(self, hall: Hall, app: Any) -> None:
        self.hall, self.app = hall, app

    def client(self, address: str = "192.0.2.7", base: str = ISSUER, **more: Any) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        return httpx.AsyncClient(transport=transport, base_url=base, **more)

    async def post(self, path: str, sent: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.client() as client:
            return await client.post(path, data=sent, headers=headers)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with self.client() as client:
            return await client.get(path, headers=headers)

    async def register(self, **more: Any) -> dict[str, Any]:
        async with self.client() as client:
            answer = await client.post("/register", json={**PUBLIC, **more})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def call(self, token: str | None, tool: str, /, **arguments: Any) -> httpx.Response:
        """One call of a tool in a request of its own."""
        meta = {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        params = {"name": tool, "arguments": arguments, "_meta": meta}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        headers = {**MODERN, "Mcp-Method": "tools/call", "Mcp-Name": tool}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        async with self.client() as client:
            return await client.post("/mcp", json=message, headers=headers)


@asynccontextmanager
async def served(
    hall: Hall,
    anonymous: bool = False,
    documents: Documents | None = None,
    issuer: str = ISSUER,
    outside: OutsideIssuer | None = None,
) -> AsyncIterator[Site]:
    """hall, served under an issuer. documents: how those of apps are fetched."""
    asgi = Starlette()
    server = HallServer(hall.app)
    async with mounted(asgi, server, issuer, anonymous, outside) as front:
        assert isinstance(front, Gate)
        if documents is not None:
            own = AuthorizationServer(hall.app, Provider(hall.app.parts, issuer, documents))
            asgi.router.routes[:0] = own.routes()
        host = urlsplit(issuer).hostname or ""
        yield Site(hall, Network(Hosts.of("127.0.0.1", (host,))).guarding(asgi))


class Browser:
    """Reads pages and sends their forms, as somebody would."""

    def __init__(self, site: Site, **headers: str) -> None:
        self.site = site
        self.client = site.client(headers={"Accept-Language": "en", **headers})
        self.page = httpx.Response(200)

    async def open(self, url: str) -> httpx.Response:
        """Open an address, and go where it leads within the hall."""
        self.page = await self.client.get(url)
        return await self._follow()

    async def _follow(self) -> httpx.Response:
        while self.page.is_redirect and self.page.headers["location"].startswith(("/", ISSUER)):
            self.page = await self.client.get(self.page.headers["location"])
        return self.page

    def form(self, act: str) -> tuple[str, dict[str, str]]:
        """Where a form of the page goes, and the hidden fields of it."""
        for form in re.findall(r"<form .*?</form>", self.page.text, re.S):
            hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
            if hidden.get("act") == act:
                action = re.search(r'action="([^"]*)"', form)
                assert action is not None
                return unescape(action[1]), {name: unescape(value) for name, value in hidden.items()}
        raise AssertionError(f"no form {act} on {self.page.status_code} {self.page.text[:600]}")

    async def send(self, act: str, *, scopes: list[str] | None = None, **fields: str) -> httpx.Response:
        """Fill in a form and send it, as browsers do."""
        action, hidden = self.form(act)
        sent = [*hidden.items(), *fields.items(), *(("scope", scope) for scope in scopes or ())]
        self.page = await self.client.post(
            action,
            content=urlencode(sent),
            headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": ISSUER},
        )
        return await self._follow()

    async def sign_in(self, email: str) -> None:
        """By a mailed code."""
        hall = self.site.hall
        # One code a minute.
        hall.clock.advance(seconds=60)
        await self.send("send", email=email)
        code = re.search(r"\d{6}", (await hall.mails(email))[-1].body)
        assert code is not None
        await self.send("code", code=code[0])

    async def allow(self, *scopes: str, **fields: str) -> dict[str, str]:
        """Say yes; what the app is told."""
        await self.send("decide", answer="allow", scopes=list(scopes), **{"company": self.company, **fields})
        return self.answer()

    @property
    def company(self) -> str:
        found = re.search(r'<option value="(\d+)" selected>', self.page.text)
        return found[1] if found else "0"

    def answer(self) -> dict[str, str]:
        """What the app is told in the address that the browser is led to."""
        assert self.page.is_redirect, f"{self.page.status_code} {self.page.text[:900]}"
        return answer_in(self.page.headers["location"])


def answer_in(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


class Flow:
    """One sign-in of one app: its proof key, and what it asks for."""

    def __init__(self, client_id: str, redirect: str = REDIRECT, **more: str | None) -> None:
        self.client_id, self.redirect = client_id, redirect
        self.verifier = secrets.token_urlsafe(48)
        challenge = urlsafe_b64encode(sha256(self.verifier.encode()).digest()).decode().rstrip("=")
        asked: dict[str, str | None] = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "state": "s-1",
            "resource": f"{ISSUER}/mcp",
            **more,
        }
        self.asked = {name: value for name, value in asked.items() if value is not None}

    @property
    def url(self) -> str:
        return f"/authorize?{urlencode(self.asked)}"

    def exchange(self, code: str, **more: str) -> dict[str, str]:
        """What is sent for tokens."""
        return {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "code_verifier": self.verifier,
            **more,
        }

    def renewal(self, refresh_token: str, **more: str) -> dict[str, str]:
        return {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": self.client_id, **more}


async def signed_in(site: Site, email: str, *scopes: str, flow: Flow | None = None, **register: Any) -> dict[str, Any]:
    """Tokens of an app that somebody allowed these scopes, with the flow that led to them."""
    flow = flow or Flow((await site.register(**register))["client_id"])
    browser = Browser(site)
    await browser.open(flow.url)
    await browser.sign_in(email)
    told = await browser.allow(*(scopes or ("read", "write", "destructive", "money")))
    answer = await site.post("/token", flow.exchange(told["code"]))
    assert answer.status_code == 200, answer.text
    return {**answer.json(), "flow": flow, "code": told["code"]}
