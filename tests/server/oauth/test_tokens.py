"""Codes and tokens: once, for whom they were made, renewed without loss, and worthless when somebody copied them."""

from __future__ import annotations

import asyncio
import base64
import logging
from typing import Any

import pytest

from tests.hall import Hall
from tests.server.oauth.browsing import ISSUER, Browser, Flow, Site, served, signed_in


async def alive(site: Site, token: str) -> bool:
    return (await site.call(token, "list_my_sessions")).status_code == 200


@pytest.fixture
async def eva(hall: Hall) -> Any:
    return await hall.person("eva@work.test", company="Brandt")


async def test_two_renewals_at_once_and_one_whose_answer_was_lost_get_the_same_pair(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        sent = tokens["flow"].renewal(tokens["refresh_token"], resource=f"{ISSUER}/mcp/")
        first, second = await asyncio.gather(site.post("/token", sent), site.post("/token", sent))
        assert first.status_code == 200
        hall.clock.advance(seconds=59)
        late = await site.post("/token", sent)
        pairs = {(one.json()["access_token"], one.json()["refresh_token"]) for one in (first, second, late)}
        assert len(pairs) == 1
        assert late.json()["expires_in"] == 28_800 - 59
        assert await alive(site, first.json()["access_token"])
        assert await alive(site, tokens["access_token"]), "calls on their way go on"


async def test_a_spent_refresh_token_that_comes_back_later_ends_all_and_the_person_is_told(
    hall: Hall, eva: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        sent = tokens["flow"].renewal(tokens["refresh_token"])
        newer = (await site.post("/token", sent)).json()
        hall.clock.advance(seconds=61)
        with caplog.at_level(logging.WARNING):
            stolen = await site.post("/token", sent)
        assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
        assert "stolen" in caplog.text
        assert tokens["refresh_token"] not in caplog.text
        assert not await alive(site, newer["access_token"])
        assert (await site.post("/token", tokens["flow"].renewal(newer["refresh_token"]))).status_code == 400
    assert any("a second time" in mail.body for mail in await hall.mails("eva@work.test"))


async def test_a_refresh_token_in_another_apps_hands_opens_nothing_and_is_logged(
    hall: Hall, eva: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        sent = tokens["flow"].renewal(tokens["refresh_token"])
        stranger = (await site.register())["client_id"]
        with caplog.at_level(logging.WARNING):
            stolen = await site.post("/token", {**sent, "client_id": stranger})
        assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
        assert "refused /token" in caplog.text
        assert tokens["refresh_token"] not in caplog.text
        assert (await site.post("/token", sent)).status_code == 200


async def test_what_is_too_long_or_said_twice_is_logged(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    async with served(hall) as site, site.client() as client:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        with caplog.at_level(logging.WARNING):
            twice = await client.post("/token", content="code=a&code=b", headers=form)
            long = await client.post("/token", content="code=" + "a" * 40_000, headers=form)
    assert (twice.status_code, long.status_code) == (400, 413)
    assert caplog.text.count("refused /token") == 2


async def test_tokens_last_a_working_day_and_the_sign_in_ninety_days_of_use(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        hall.clock.advance(hours=7, minutes=59)
        assert await alive(site, tokens["access_token"])
        hall.clock.advance(minutes=2)
        assert not await alive(site, tokens["access_token"])
        for _ in range(2):
            hall.clock.advance(days=89)
            answer = await site.post("/token", tokens["flow"].renewal(tokens["refresh_token"]))
            assert answer.status_code == 200
            tokens = {**tokens, **answer.json()}
        await hall.tick()
        assert hall.sql("SELECT count(*) FROM oauth_clients") == [(1,)]
        assert hall.sql("SELECT count(*) FROM oauth_refresh_tokens WHERE answer IS NOT NULL") == [(1,)]
        hall.clock.advance(days=91)
        assert (await site.post("/token", tokens["flow"].renewal(tokens["refresh_token"]))).status_code == 400
    # Another process, the same database: nothing was kept in memory.
    assert not hall.app.database._closed


async def test_a_code_is_good_once_for_its_own_client_key_and_redirect(
    hall: Hall, eva: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        flow, other = Flow((await site.register())["client_id"]), Flow((await site.register())["client_id"])
        browser = Browser(site)
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        told = await browser.allow("read")
        assert (told["iss"], told["state"]) == (ISSUER, "s-1")
        code = told["code"]
        wrong = (
            flow.exchange("hh_code_" + "0" * 64),
            flow.exchange(code, code_verifier="x" * 43),
            flow.exchange(code, redirect_uri="http://127.0.0.1:3031/callback"),
            flow.exchange(code, resource="https://elsewhere.test/mcp"),
            flow.exchange("hh_app_" + code.removeprefix("hh_code_")),
            {**other.exchange(code), "code_verifier": flow.verifier},
        )
        with caplog.at_level(logging.WARNING):
            for sent in wrong:
                assert (await site.post("/token", sent)).status_code == 400, sent
        assert caplog.text.count("refused /token") == len(wrong)
        assert code not in caplog.text
        tokens = (await site.post("/token", flow.exchange(code))).json()
        assert await alive(site, tokens["access_token"])
        with caplog.at_level(logging.WARNING):
            again = await site.post("/token", flow.exchange(code))
        assert "replayed" in caplog.text
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        assert not await alive(site, tokens["access_token"]), "a replayed code ends what it led to"


async def test_a_code_runs_out(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        browser = Browser(site)
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        told = await browser.allow("read")
        hall.clock.advance(minutes=5, seconds=1)
        assert (await site.post("/token", flow.exchange(told["code"]))).status_code == 400


async def test_public_clients_give_back_what_they_hold(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        for held in ("access_token", "refresh_token"):
            tokens = await signed_in(site, "eva@work.test")
            stranger = (await site.register())["client_id"]
            await site.post("/revoke", {"token": tokens[held], "client_id": stranger})
            assert await alive(site, tokens["access_token"]), "another client's are not its own"
            answer = await site.post("/revoke", {"token": tokens[held], "client_id": tokens["flow"].client_id})
            assert answer.status_code == 200
            assert not await alive(site, tokens["access_token"])


@pytest.mark.parametrize("method", [None, "client_secret_basic", "client_secret_post"])
async def test_a_secret_in_the_header_alone_is_taken(hall: Hall, eva: Any, method: str | None) -> None:
    async with served(hall) as site:
        client = await site.register(token_endpoint_auth_method=method)
        flow = Flow(client["client_id"])
        browser = Browser(site)
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        sent = flow.exchange((await browser.allow("read"))["code"])
        del sent["client_id"]
        assert (await site.post("/token", {**sent, "client_id": flow.client_id})).status_code == 401
        for secret, status in (("wrong", 401), (client["client_secret"], 200)):
            coded = base64.b64encode(f"{flow.client_id}:{secret}".encode()).decode()
            answer = await site.post("/token", sent, Authorization=f"Basic {coded}")
            assert answer.status_code == status, answer.text
        assert client["client_secret"] not in str(hall.sql("SELECT * FROM oauth_clients"))


async def test_ending_its_session_ends_the_app_for_good(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        renewed = (await site.post("/token", tokens["flow"].renewal(tokens["refresh_token"]))).json()
        (app, *_) = [one for one in (await eva.call("list_my_sessions"))["sessions"] if one["way"] == "app"]
        await eva.call("end_my_session", session_id=app["id"])
        assert not await alive(site, renewed["access_token"])
        assert (await site.post("/token", tokens["flow"].renewal(renewed["refresh_token"]))).status_code == 400


async def test_only_the_operator_learns_what_a_token_is_worth(hall: Hall, eva: Any) -> None:
    boss = await hall.operator()
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test", "read")
        asked = {"token": tokens["access_token"]}
        for key in (None, eva.token, tokens["access_token"]):
            headers = {} if key is None else {"Authorization": f"Bearer {key}"}
            assert (await site.post("/introspect", asked, **headers)).status_code == 401
        told = (await site.post("/introspect", asked, Authorization=f"Bearer {boss.token}")).json()
        assert (told["active"], told["scope"], told["aud"]) == (True, "read", f"{ISSUER}/mcp")
        made_up = await site.post("/introspect", {"token": "hh_app_x"}, Authorization=f"Bearer {boss.token}")
        assert made_up.json() == {"active": False}


async def test_renewing_drops_scopes_that_mean_something_elsewhere(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test", "read", "write")
        sent = tokens["flow"].renewal(tokens["refresh_token"], scope="openid read offline_access")
        assert (await site.post("/token", sent)).json()["scope"] == "read"
