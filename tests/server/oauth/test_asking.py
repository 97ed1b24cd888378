"""What apps ask for at /authorize and /register, and the pages a person sees."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from tests.hall import Hall
from tests.server.oauth.browsing import ISSUER, REDIRECT, Browser, Flow, answer_in, served, signed_in


@pytest.fixture
async def eva(hall: Hall) -> Any:
    return await hall.person("eva@work.test", company="Brandt")


async def test_pages_are_framed_by_nobody_and_run_nothing(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        browser = Browser(site)
        for act in ("sign in", "consent"):
            page = await browser.open(flow.url)
            if act == "consent":
                await browser.sign_in("eva@work.test")
                page = browser.page
            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src" not in policy
            assert page.headers["x-frame-options"] == "DENY"
            assert page.headers["cache-control"] == "no-store"
            # With no-referrer at all browsers send 'Origin: null' with the form.
            assert page.headers["referrer-policy"] == "same-origin"
            assert "<script" not in page.text
            assert "Claude &lt;i&gt;" in page.text
            assert "127.0.0.1" in page.text
            ids = set(re.findall(r'<(?:input|select) id="([^"]+)"', page.text))
            assert ids <= set(re.findall(r'<label(?: class="tick")? for="([^"]+)"', page.text))
            assert page.text.count("<h1>") == 1
            assert '<html lang="en">' in page.text
        for cookie in page.headers.get_list("set-cookie"):
            assert "HttpOnly" in cookie
            assert "SameSite=lax" in cookie
            assert "Path=/oauth" in cookie


@pytest.mark.parametrize("shown_as", ["iframe", "frame", "embed", "object"])
async def test_a_page_within_another_is_refused_and_logged(
    hall: Hall, eva: Any, shown_as: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        framed = Browser(site, **{"Sec-Fetch-Dest": shown_as})
        with caplog.at_level(logging.WARNING):
            page = await framed.open(flow.url)
        assert (page.status_code, "<form" in page.text) == (403, False)
        assert page.headers["x-frame-options"] == "DENY"
        assert "within another" in caplog.text
        whole = Browser(site, **{"Sec-Fetch-Dest": "document"})
        assert (await whole.open(flow.url)).status_code == 200


async def test_cookies_are_for_https_alone_where_the_hall_is(hall: Hall) -> None:
    async with (
        served(hall, issuer="https://hall.example.com") as site,
        site.client(base="https://hall.example.com") as client,
    ):
        registered = await client.post("/register", json={"redirect_uris": [REDIRECT]})
        page = await client.get(Flow(registered.json()["client_id"], resource=None).url, follow_redirects=True)
    assert page.status_code == 200
    assert all("Secure" in cookie for cookie in page.headers.get_list("set-cookie"))


async def test_a_form_of_another_page_does_nothing_and_is_logged(
    hall: Hall, eva: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        browser, other = Browser(site), Browser(site)
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        await other.open(flow.url)
        action, hidden = browser.form("decide")
        _, foreign = other.form("send")
        sent = {**hidden, "answer": "allow", "scope": "read", "company": str(eva.company)}
        with caplog.at_level(logging.WARNING):
            for wrong in ({**sent, "csrf": foreign["csrf"]}, {**sent, "csrf": ""}):
                assert (await browser.client.post(action, data=wrong)).status_code == 403
            assert (await site.post(action, sent)).status_code == 403, "without the cookies"
            page_of_others = await browser.client.post(action, data=sent, headers={"Origin": "https://evil.test"})
        assert page_of_others.status_code == 403
        assert caplog.text.count("not shown to whoever sent it") == 3
        assert hall.sql("SELECT count(*) FROM oauth_codes") == [(0,)]


async def test_a_form_for_somebody_else_with_a_planted_cookie_says_yes_to_nothing(hall: Hall, eva: Any) -> None:
    """Another port of this machine and a sister host can set this host's cookies."""
    await hall.person("mal@evil.test", company="Mal")
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        browser, attacker = Browser(site), Browser(site)
        await attacker.open(flow.url)
        await attacker.sign_in("mal@evil.test")
        browser.client.cookies.set("hh_form", attacker.client.cookies["hh_form"], domain="127.0.0.1", path="/oauth")
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        assert browser.client.cookies["hh_form"] == attacker.client.cookies["hh_form"]
        action, hidden = attacker.form("decide")
        company = re.search(r'<option value="(\d+)" selected>', browser.page.text)
        sent = {**hidden, "answer": "allow", "scope": "money", "company": company[1] if company else "0"}
        assert (await browser.client.post(action, data=sent)).status_code == 403
        assert hall.sql("SELECT count(*) FROM oauth_codes") == [(0,)]


@pytest.mark.parametrize("site_of_sender", ["same-site", "cross-site"])
async def test_a_form_that_the_browser_says_came_from_elsewhere_does_nothing(
    hall: Hall, eva: Any, site_of_sender: str
) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        browser = Browser(site)
        await browser.open(flow.url)
        await browser.sign_in("eva@work.test")
        action, hidden = browser.form("decide")
        sent = {**hidden, "answer": "allow", "scope": "read", "company": browser.company}
        elsewhere = {"Sec-Fetch-Site": site_of_sender}
        assert (await browser.client.post(action, data=sent, headers=elsewhere)).status_code == 403
        assert hall.sql("SELECT count(*) FROM oauth_codes") == [(0,)]
        own = await browser.client.post(action, data=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.is_redirect


async def test_odd_characters_are_refused_as_what_is_not_known(hall: Hall) -> None:
    async with served(hall) as site:
        page = await site.get("/oauth/consent?request=%F0%9F%98%80")
        assert (page.status_code, "text/html" in page.headers["content-type"]) == (400, True)
        for name in ("%00", "https://app.test/%00"):
            assert (await site.get(f"/authorize?response_type=code&client_id={name}")).status_code == 400
        for path in ("/token", "/revoke"):
            sent = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x", "client_id": "a\0b"}
            assert (await site.post(path, sent)).status_code == 401


@pytest.mark.parametrize("challenge", ["", "short", "x" * 44, "\0" * 43, "ü" * 43, "x" * 42 + "="])
async def test_a_proof_key_that_no_secret_can_have_goes_back_to_the_app(hall: Hall, challenge: str) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"], code_challenge=challenge)
        told = answer_in((await site.get(flow.url)).headers["location"])
    assert (told["error"], told["iss"]) == ("invalid_request", ISSUER)


async def test_an_apps_token_consents_to_nothing(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test")
        browser = Browser(site, Cookie=f"hh_signed_in={tokens['access_token']}")
        page = await browser.open(tokens["flow"].url)
    assert 'name="email"' in page.text


async def test_a_no_is_told_to_the_app_with_whose_answer_it_is(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.sign_in("eva@work.test")
        await browser.send("decide", answer="deny")
        told = browser.answer()
    assert (told["error"], told["iss"], told["state"]) == ("access_denied", ISSUER, "s-1")


async def test_somebody_without_a_choice_or_from_another_company_allows_nothing(hall: Hall, eva: Any) -> None:
    other = await hall.person("sam@other.test", company="Other")
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"], scope="read").url)
        await browser.sign_in("eva@work.test")
        assert (await browser.send("decide", answer="allow", company=str(eva.company))).status_code == 422
        page = await browser.send("decide", answer="allow", scopes=["read"], company=str(other.company))
        assert page.status_code == 422
        # What the app did not ask for is not given either.
        assert (
            await browser.send("decide", answer="allow", scopes=["money"], company=str(eva.company))
        ).status_code == 422


async def test_a_cap_on_what_is_spent_a_day_is_set_with_the_consent(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.sign_in("eva@work.test")
        await browser.allow("read", "money", cap="12.50")
    limits = (await eva.call("get_spending_limit"))["limits"]
    assert [(limit["period"], limit["amount"]) for limit in limits] == [("day", "12.50")] or "12.5" in str(limits)


@pytest.mark.parametrize(
    "scope", [None, "", "openid email profile", "read nonsense", "offline_access read write money"]
)
async def test_odd_scopes_are_no_reason_to_refuse(hall: Hall, eva: Any, scope: str | None) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register(**({} if scope is None else {"scope": scope})))["client_id"], scope=scope)
        tokens = await signed_in(site, "eva@work.test", "read", flow=flow)
    assert tokens["scope"] == "read"


@pytest.mark.parametrize("resource", [None, ISSUER, f"{ISSUER}/", f"{ISSUER}/mcp", f"{ISSUER}/mcp/"])
async def test_every_spelling_of_this_server_is_its_own(hall: Hall, resource: str | None) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"], resource=resource)
        assert "/oauth/consent" in (await site.get(flow.url)).headers["location"]


async def test_errors_go_back_to_the_app_with_whose_answer_they_are(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        client_id = (await site.register())["client_id"]
        wrong = {
            "invalid_target": Flow(client_id, resource="https://elsewhere.test/mcp"),
            "invalid_request": Flow(client_id, code_challenge_method="plain"),
            "unsupported_response_type": Flow(client_id, response_type="token"),
        }
        for error, flow in wrong.items():
            with caplog.at_level(logging.WARNING):
                answer = await site.get(flow.url)
            told = answer_in(answer.headers["location"])
            assert (answer.status_code, told["error"], told["iss"]) == (302, error, ISSUER)
        assert caplog.text.count("with an error") == 3


async def test_a_forgotten_app_and_a_wrong_redirect_get_a_page_for_a_person(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(hall) as site:
        unknown = await site.get(Flow("nobody").url)
        assert unknown.status_code == 400
        assert unknown.headers["content-type"].startswith("text/html")
        assert "Remove the login that your app has stored" in unknown.text
        known = (await site.register())["client_id"]
        with caplog.at_level(logging.WARNING):
            for redirect in (
                "https://evil.test/callback",
                "http://127.0.0.1:3030/other",
                "http://localhost:3030/callback",
            ):
                answer = await site.get(Flow(known, redirect).url)
                assert (answer.status_code, "not among its own" in answer.text) == (400, True)
                assert "location" not in answer.headers
        assert caplog.text.count("refused a request to sign in") == 4


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_the_port_of_a_persons_own_machine_is_any(hall: Hall, eva: Any, host: str) -> None:
    async with served(hall) as site:
        client = await site.register(redirect_uris=[f"http://{host}:5000/callback"])
        flow = Flow(client["client_id"], f"http://{host}:61234/callback")
        assert (await signed_in(site, "eva@work.test", "read", flow=flow))["scope"] == "read"


@pytest.mark.parametrize(
    "redirect",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:mal@evil.test",
        "intent://done",
        "http://hall.test/cb",
        "https://a.test/cb#x",
        "https://u:p@a.test/cb",
        "https://a;sandbox/cb",
        "https://a,b/cb",
        "https://*/cb",
    ],
)
async def test_nobody_is_led_to_such_an_address(hall: Hall, redirect: str) -> None:
    async with served(hall) as site, site.client() as client:
        answer = await client.post("/register", json={"redirect_uris": [redirect]})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_redirect_uri")


async def test_a_registration_holds_every_kind_of_scope_and_bounds_hold(hall: Hall) -> None:
    async with served(hall) as site:
        assert (await site.register(scope="read"))["scope"] == "read write destructive money"
        async with site.client() as client:
            long = await client.post("/register", json={"redirect_uris": [REDIRECT], "client_name": "x" * 40_000})
            assert long.status_code == 413
            seen = {(await client.post("/register", content=b"{")).status_code for _ in range(130)}
        assert seen == {400, 429}
        assert (await site.get("/.well-known/oauth-protected-resource/mcp")).status_code == 200, "no bound on these"


async def test_pages_are_read_in_the_language_of_the_browser_or_the_person(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        flow = Flow((await site.register())["client_id"])
        titles = {
            "fi-FI,fi;q=0.9,en;q=0.5": "Kirjaudu palveluun Hiring Hall",
            "de,ru;q=0.4": "Вход в Hiring Hall",
            "de": "Sign in to Hiring Hall",
        }
        for accept, title in titles.items():
            browser = Browser(site, **{"Accept-Language": accept})
            assert title in (await browser.open(flow.url)).text
        for language, allow in (("ru", "Разрешить"), ("fi", "Salli")):
            await eva.call("set_my_language", language=language)
            browser = Browser(site)
            await browser.open(flow.url)
            await browser.sign_in("eva@work.test")
            assert allow in browser.page.text


@pytest.mark.parametrize(
    ("accept", "language", "code_is"),
    [("fi,en;q=0.5", "fi", "Kirjautumiskoodisi"), ("ru", "ru", "Ваш код для входа"), ("de", "en", "")],
)
async def test_an_account_begins_in_the_language_of_the_browser(
    hall: Hall, accept: str, language: str, code_is: str
) -> None:
    await hall.nobody().call("register_account", email="kai@new.test", name="Kai", terms="accepted")
    async with served(hall) as site:
        browser = Browser(site, **{"Accept-Language": accept})
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.sign_in("kai@new.test")
        assert f'<html lang="{language}">' in browser.page.text
    assert code_is in (await hall.mails("kai@new.test"))[-1].subject
    assert hall.sql("SELECT language FROM persons WHERE email = 'kai@new.test'") == [(language,)]


async def test_a_founders_account_begins_in_it_too(hall: Hall) -> None:
    await hall.nobody().call("create_user", email="kai@new.test", name="Kai", company_name="Kai Oy")
    code = re.search(r"\d{6}", (await hall.mails("kai@new.test"))[-1].body)
    assert code is not None
    async with served(hall) as site:
        browser = Browser(site, **{"Accept-Language": "fi"})
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.send("send", email="kai@new.test", has_code="yes")
        assert (await browser.send("code", code="000000")).status_code == 401
        await browser.send("code", code=code[0])
        assert "Kai Oy" in browser.page.text
    assert hall.sql("SELECT language FROM persons WHERE email = 'kai@new.test'") == [("fi",)]


async def test_whoever_joined_keeps_what_they_wrote_by_the_code_they_have(hall: Hall) -> None:
    await hall.nobody().call("register_account", email="kai@new.test", name="Kai Aalto", terms="accepted")
    code = re.search(r"\d{6}", (await hall.mails("kai@new.test"))[-1].body)
    assert code is not None
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.send("send", email="kai@new.test", has_code="yes")
        await browser.send("code", code=code[0])
    assert hall.sql("SELECT name FROM persons WHERE email = 'kai@new.test'") == [("Kai Aalto",)]


async def test_an_account_that_has_an_owner_keeps_its_language(hall: Hall, eva: Any) -> None:
    await eva.call("set_my_language", language="RU")
    async with served(hall) as site:
        browser = Browser(site, **{"Accept-Language": "fi"})
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.sign_in("eva@work.test")
        assert '<html lang="fi">' in browser.page.text
    assert hall.sql("SELECT language FROM persons WHERE email = 'eva@work.test'") == [("ru",)]


async def test_wrong_codes_are_counted_as_elsewhere(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"]).url)
        await browser.send("send", email="eva@work.test")
        seen = [(await browser.send("code", code="000000")).status_code for _ in range(5)]
        assert seen[0] == 401
        assert 429 in seen
        assert 'role="alert"' in browser.page.text


async def test_an_old_page_sends_a_person_back_to_the_app(hall: Hall, eva: Any) -> None:
    async with served(hall) as site:
        browser = Browser(site)
        await browser.open(Flow((await site.register())["client_id"]).url)
        hall.clock.advance(minutes=31)
        page = await browser.send("send", email="eva@work.test")
        assert (page.status_code, "Go back to the app" in page.text) == (400, True)
        assert (await site.get("/oauth/consent?request=made-up")).status_code == 400
