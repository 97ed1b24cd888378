"""Real clients sign in to a real server over HTTP, and stay signed in: the library's own, those of TypeScript, a bridge."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata
from pydantic import AnyUrl

from tests.clients.node_clients import bridging, driving, install_or_skip
from tests.clients.serving import http_server, run
from tests.server.oauth.browsing import answer_in
from tests.server.oauth.test_signing_in import Storage
from tests.server.protocol.plain.talking import INITIALIZED, hello, request

pytestmark = pytest.mark.slow

EMAIL, REDIRECT = "eva@work.test", "http://localhost:3030/callback"


def hidden(page: str, act: str) -> dict[str, str]:
    """The hidden fields of a form on a page."""
    forms = [
        dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in re.findall(r"<form.*?</form>", page, re.S)
    ]
    assert any(form.get("act") == act for form in forms), re.sub("<[^>]*>", " ", page)[-1500:]
    return next(form for form in forms if form.get("act") == act)


class Person:
    """Somebody at a browser, who allows reading. back: the browser goes where it is sent in the end."""

    def __init__(self, db: Path, back: bool = False) -> None:
        self.db, self.logins, self.answer, self.back = db, 0, dict[str, str](), back

    async def asked(self, url: str) -> None:
        self.logins += 1
        async with httpx.AsyncClient(follow_redirects=True, timeout=30) as browser:
            page = await browser.get(url)
            where = str(page.url)
            page = await self.signed_in(browser, page)
            company = re.findall(r'<option value="(\d+)"', page.text)[0]
            said = {**hidden(page.text, "decide"), "answer": "allow", "scope": "read", "company": company}
            done = await browser.post(where, data=said, follow_redirects=False)
            if self.back:
                await browser.get(done.headers["location"])
        self.answer = answer_in(done.headers["location"])

    async def signed_in(self, browser: httpx.AsyncClient, page: httpx.Response) -> httpx.Response:
        where = str(page.url)
        page = await browser.post(where, data={**hidden(page.text, "send"), "email": EMAIL})
        code = re.findall(r"(\d{6}) is your code", run("mailbox", EMAIL, db=self.db).stdout)[-1]
        return await browser.post(where, data={**hidden(page.text, "code"), "code": code})

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


def speak(process: subprocess.Popen[str], *messages: Any) -> None:
    assert process.stdin is not None
    for message in messages:
        process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()


@pytest.mark.parametrize("library", ["sdk1", "client2"])
async def test_the_typescript_clients_sign_in_once_and_renew_what_has_ended(library: str, tmp_path: Path) -> None:
    install_or_skip()
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    person = Person(db)
    with (
        http_server(db, "--oauth") as base,
        driving("signs_in.mjs", {"url": f"{base}/mcp", "library": library}) as node,
    ):
        assert node.stdout is not None
        await person.asked(json.loads(node.stdout.readline())["go"])
        speak(node, person.answer)
        told = json.loads(node.stdout.readline())
        then = json.loads(node.stdout.readline())
    assert told["listed"] > 6
    assert told["refused"] == [False] * 4
    assert (told["logins"], told["scope"].split()) == (1, ["read"])
    if library == "sdk1":
        # It only renews its token, so it is told in the answer.
        assert "Log in again with scope write." in then["write"]
    else:
        asked = parse_qs(urlsplit(then["go"]).query)
        assert set(asked["scope"][0].split()) == {"read", "write"}


async def test_the_bridge_for_clients_without_http_signs_in_once(tmp_path: Path) -> None:
    install_or_skip()
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    person = Person(db, back=True)
    with http_server(db, "--oauth") as base:
        for _ in range(2):
            with bridging(f"{base}/mcp", tmp_path) as bridge:
                assert bridge.stdout is not None
                assert bridge.stderr is not None
                for line in bridge.stderr:
                    if line.startswith("http") and "/authorize" in line:
                        await person.asked(line.strip())
                    if "Proxy established" in line:
                        break
                speak(bridge, hello("2025-11-25"))
                assert "result" in json.loads(bridge.stdout.readline())
                speak(bridge, INITIALIZED, request("tools/list", {}, 2))
                answer = json.loads(bridge.stdout.readline())
            assert len(answer["result"]["tools"]) > 6
    assert person.logins == 1
