"""The library's own client signs in to a real server over HTTP, and is still signed in after the server was started anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata
from pydantic import AnyUrl

from tests.clients.serving import http_server, run
from tests.server.oauth.browsing import answer_in
from tests.server.oauth.test_signing_in import Storage

pytestmark = pytest.mark.slow

EMAIL, REDIRECT = "eva@work.test", "http://localhost:3030/callback"


def hidden(page: str, act: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    forms = [
        dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in re.findall(r"<form.*?</form>", page, re.S)
    ]
    return next(form for form in forms if form.get("act") == act)


class Person:
    """Somebody at a browser, who allows reading."""

    def __init__(self, db: Path) -> None:
        self.db, self.logins, self.answer = db, 0, {}

    async def asked(self, url: str) -> None:
        self.logins += 1
        async with httpx.AsyncClient(follow_redirects=True) as browser:
            page = await browser.get(url)
            where = str(page.url)
            page = await browser.post(where, data={**hidden(page.text, "send"), "email": EMAIL})
            code = re.findall(r"(\d{6}) is your code", run("mailbox", EMAIL, db=self.db).stdout)[-1]
            page = await browser.post(where, data={**hidden(page.text, "code"), "code": code})
            company = re.findall(r'<option value="(\d+)"', page.text)[0]
            said = {**hidden(page.text, "decide"), "answer": "allow", "scope": "read", "company": company}
            done = await browser.post(where, data=said, follow_redirects=False)
        self.answer = answer_in(done.headers["location"])

    async def came_back(self) -> AuthorizationCodeResult:
        return AuthorizationCodeResult(**self.answer)


async def sessions(base: str, storage: Storage, person: Person) -> Any:
    told = OAuthClientMetadata(redirect_uris=[AnyUrl(REDIRECT)], client_name="Test client")
    auth = OAuthClientProvider(f"{base}/mcp", told, storage, person.asked, person.came_back)
    async with (
        httpx.AsyncClient(auth=auth) as http,
        Client(streamable_http_client(f"{base}/mcp", http_client=http)) as client,
    ):
        return (await client.call_tool("list_my_sessions", {})).structured_content


async def test_it_signs_in_once(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    person, storage = Person(db), Storage()
    with http_server(db, "--oauth") as base:
        found = await sessions(base, storage, person)
        assert [one["way"] for one in found["sessions"] if one["current"]] == ["app"]
        token = storage.tokens.access_token if storage.tokens else ""
        again = await sessions(base, storage, person)
        assert again is not None
    assert person.logins == 1
    with http_server(db, "--oauth", "--anonymous") as base:
        async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as client:
            assert (await client.post(f"{base}/mcp", json={})).status_code != 401
    with http_server(db) as base:
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{base}/.well-known/oauth-protected-resource")).status_code == 404
