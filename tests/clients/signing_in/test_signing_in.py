"""Real clients sign in to a real server over HTTP, and stay signed in: the library's own, those of TypeScript, a bridge."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata
from pydantic import AnyUrl

from tests.clients.node_clients import bridging, driving, inspecting, install_or_skip
from tests.clients.serving import free_port, http_server, run
from tests.clients.signing_in.persons import EMAIL, Person
from tests.server.oauth.test_signing_in import Storage
from tests.server.protocol.plain.talking import INITIALIZED, hello, request

pytestmark = pytest.mark.slow

REDIRECT = "http://localhost:3030/callback"


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


@pytest.mark.parametrize("era", ["legacy", "modern"])
async def test_the_inspector_signs_in(era: str, tmp_path: Path) -> None:
    install_or_skip()
    db = tmp_path / "hall.db"
    run("token", "--person", EMAIL, "--company", "Brandt", db=db)
    person = Person(db, back=True)
    back_to = f"http://127.0.0.1:{free_port()}/oauth/callback"
    with http_server(db, "--oauth") as base:
        # It calls only what is listed.
        asked = ("--method", "tools/call", "--tool-name", "run_read", "--tool-arg", "tool=list_my_sessions")
        to = ("--server-url", f"{base}/mcp", "--transport", "http", "--protocol-era", era)
        with inspecting(tmp_path, back_to, *asked, *to) as inspector:
            assert inspector.stdout is not None
            assert inspector.stderr is not None
            asks = next(line for line in inspector.stderr if "Please navigate to: " in line)
            await person.asked(asks.partition("Please navigate to: ")[2].strip())
            found = json.loads(inspector.stdout.read())["structuredContent"]
    assert [one["way"] for one in found["sessions"] if one["current"]] == ["app"]
