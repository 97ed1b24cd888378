"""Signing in to a hall over HTTP: by the library's own client, and step by step."""

from __future__ import annotations

import re
from typing import Any

import httpx2 as httpx
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthClientMetadata, OAuthToken
from pydantic import AnyUrl

from tests.hall import Hall
from tests.server.oauth.browsing import ISSUER, REDIRECT, Browser, Flow, Site, served, signed_in


class Storage:
    """What a client keeps."""

    tokens: OAuthToken | None = None
    client: OAuthClientInformationFull | None = None

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


class Login:
    """The library's client, with a person at its browser who allows these scopes."""

    def __init__(self, site: Site, email: str, *allowed: tuple[str, ...], **metadata: Any) -> None:
        self.site, self.email, self.allowed = site, email, list(allowed)
        self.logins = 0
        self.storage = Storage()
        told = OAuthClientMetadata(redirect_uris=[AnyUrl(REDIRECT)], client_name="Test client", **metadata)
        self.auth = OAuthClientProvider(f"{ISSUER}/mcp", told, self.storage, self.redirected, self.came_back)

    async def redirected(self, url: str) -> None:
        self.logins += 1
        browser = Browser(self.site)
        await browser.open(url)
        await browser.sign_in(self.email)
        self.answer = await browser.allow(*self.allowed.pop(0))

    async def came_back(self) -> AuthorizationCodeResult:
        return AuthorizationCodeResult(**self.answer)

    def http(self) -> httpx.AsyncClient:
        return self.site.client(auth=self.auth)


async def test_the_librarys_client_finds_its_way_signs_in_and_calls(hall: Hall) -> None:
    person = await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        login = Login(site, "eva@work.test", ("read", "write"))
        async with login.http() as http, Client(streamable_http_client(f"{ISSUER}/mcp", http_client=http)) as client:
            who = await client.call_tool("list_my_sessions", {})
            assert not who.is_error, who
        assert login.logins == 1
        assert login.storage.tokens is not None
        assert (login.storage.tokens.scope, login.storage.tokens.expires_in) == ("read write", 28_800)
    (session,) = [one for one in who.structured_content["sessions"] if one["current"]]  # type: ignore[index]
    assert (session["way"], session["company"]["id"]) == ("app", person.company)


async def test_the_librarys_client_gets_a_missing_scope_by_one_more_login(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        login = Login(site, "eva@work.test", ("read",), ("read", "write"))
        async with login.http() as http, Client(streamable_http_client(f"{ISSUER}/mcp", http_client=http)) as client:
            assert not (await client.call_tool("list_my_sessions", {})).is_error
            changed = await client.call_tool("set_my_language", {"language": "en"})
            assert not changed.is_error, changed
        assert login.logins == 2


async def test_without_a_token_a_client_is_told_where_to_get_one(hall: Hall) -> None:
    async with served(hall) as site:
        answer = await site.call(None, "list_my_sessions")
        assert answer.status_code == 401
        challenge = answer.headers["www-authenticate"]
        (where,) = re.findall(r'resource_metadata="([^"]+)"', challenge)
        described = [await site.get(where), await site.get("/.well-known/oauth-protected-resource")]
        server = await site.get("/.well-known/oauth-authorization-server")
        dead = await site.call("hh_app_none", "list_my_sessions")
    for one in described:
        assert one.headers["cache-control"].startswith("public")
        told = one.json()
        assert (told["resource"], told["authorization_servers"]) == (f"{ISSUER}/mcp", [ISSUER])
        assert told["scopes_supported"] == ["read", "write", "destructive", "money"]
    told = server.json()
    assert told["issuer"] == ISSUER
    assert told["scopes_supported"] == ["read", "write", "destructive", "money"]
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["token_endpoint_auth_methods_supported"] == ["none", "client_secret_post"]
    assert told["client_id_metadata_document_supported"]
    assert told["authorization_response_iss_parameter_supported"]
    assert (dead.status_code, 'error="invalid_token"' in dead.headers["www-authenticate"]) == (401, True)


async def test_who_says_so_serves_strangers_too(hall: Hall) -> None:
    agent = await hall.agent("Brandt")
    async with served(hall, anonymous=True) as site:
        assert (await site.call(None, "find_operations", query="log in")).status_code == 200
        assert (await site.call(agent.token, "get_wallet")).status_code == 200


async def test_keys_go_on_beside_tokens(hall: Hall) -> None:
    agent = await hall.agent("Brandt")
    async with served(hall) as site:
        answer = await site.call(agent.token, "get_wallet")
    assert answer.status_code == 200
    assert "isError" not in answer.json()["result"] or not answer.json()["result"]["isError"]


async def test_an_app_does_what_it_was_allowed_and_is_told_which_scope_the_rest_needs(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        token = (await signed_in(site, "eva@work.test", "read"))["access_token"]
        assert (await site.call(token, "list_my_sessions")).status_code == 200
        for tool, given in (
            ("set_my_language", {"language": "en"}),
            ("run_write", {"tool": "set_my_language", "arguments": {"language": "en"}}),
        ):
            answer = await site.call(token, tool, **given)
            assert answer.status_code == 403
            challenge = answer.headers["www-authenticate"]
            assert 'error="insufficient_scope"' in challenge
            assert 'scope="write"' in challenge
            assert "Log in again with scope write." in answer.json()["error"]["message"]
        # The hall itself refuses it too, whatever stands before it.
        inside = hall.holder(token, "person")
        refused = await inside.result("set_my_language", language="en")
        assert refused.is_error
        assert "insufficient_scope" in refused.content[0].text


async def test_an_app_that_only_renews_its_token_is_told_in_the_answer_what_it_lacks(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test", "read")
        for _ in range(2):
            assert (await site.call(tokens["access_token"], "set_my_language", language="en")).status_code == 403
        renewed = (await site.post("/token", tokens["flow"].renewal(tokens["refresh_token"]))).json()
        for _ in range(2):
            answer = await site.call(renewed["access_token"], "set_my_language", language="en")
            assert answer.status_code == 200
            assert "Log in again with scope write." in answer.json()["result"]["content"][0]["text"]
        # For something else it may still ask.
        assert (await site.call(renewed["access_token"], "pay_task", task_id=1)).status_code == 403


async def test_toolsets_narrow_what_an_app_may_do(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        token = (await signed_in(site, "eva@work.test", "read", "toolset:wallet"))["access_token"]
        assert (await site.call(token, "get_company_balance")).status_code in (200, 403)
        assert (await site.call(token, "get_wallet")).status_code == 200
        assert (await site.call(token, "find_operations", query="pay")).status_code == 200
        answer = await site.call(token, "list_my_sessions")
        assert 'scope="toolset:access"' in answer.headers["www-authenticate"]


async def test_no_app_gets_at_what_opens_the_account(hall: Hall) -> None:
    person = await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        token = (await signed_in(site, "eva@work.test"))["access_token"]
        answer = (await site.call(token, "switch_company", company_id=person.company)).json()
        assert answer["result"]["isError"]
        assert "not_by_app" in str(answer)


async def test_a_login_asks_for_nothing_twice_and_a_page_that_is_looked_at_uses_nothing_up(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        before = hall.sql("SELECT count(*) FROM oauth_codes")
        for _ in range(3):
            assert (await site.get(flow.url)).status_code == 302
        await Browser(site).open(flow.url)
        assert hall.sql("SELECT count(*) FROM oauth_codes") == before
        tokens = await signed_in(site, "eva@work.test", "read", flow=flow)
    assert tokens["token_type"] == "Bearer"
