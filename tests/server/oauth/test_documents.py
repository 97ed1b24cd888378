"""Apps that describe themselves by a document: fetched from the internet alone, small, once a day."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx
import pytest

from server.oauth.documents import Documents, is_document
from tests.endpoints import PUBLIC as SOMEWHERE
from tests.hall import Hall
from tests.server.oauth.browsing import Flow, served, signed_in

CLIENT = "https://app.example.com/oauth/client.json"
REDIRECT = "http://localhost:9999/callback"
TOLD = {"client_id": CLIENT, "client_name": "Example", "redirect_uris": [REDIRECT]}


class Internet:
    """Answers every document alike. leads_to: what names resolve to."""

    def __init__(self, told: Any = TOLD, status: int = 200, leads_to: str = SOMEWHERE) -> None:
        self.told, self.status, self.leads_to = told, status, leads_to
        self.asked: list[str] = []

    def documents(self) -> Documents:
        return Documents(self._resolve, lambda: httpx.MockTransport(self._take))

    async def _resolve(self, host: str, port: int) -> list[str]:
        return [self.leads_to]

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.url.host} {request.headers['host']}")
        text = self.told if isinstance(self.told, str) else json.dumps(self.told)
        return httpx.Response(self.status, text=text, headers={"Location": "http://127.0.0.1/"})


async def test_an_app_signs_in_by_its_document_which_is_read_once_a_day(hall: Hall) -> None:
    await hall.person("eva@work.test", company="Brandt")
    internet = Internet()
    async with served(hall, documents=internet.documents()) as site:
        # Another port than the document's, as programs take it that listen where there is room.
        flow = Flow(CLIENT, "http://localhost:50123/callback")
        tokens = await signed_in(site, "eva@work.test", "read", flow=flow)
        assert internet.asked == [f"{SOMEWHERE} app.example.com"]
        hall.clock.advance(hours=25)
        internet.status = 500
        assert (await site.post("/token", flow.renewal(tokens["refresh_token"]))).status_code == 200
        assert len(internet.asked) > 1, "asked again, and what it said yesterday still holds"
        hall.clock.advance(days=8)
        assert (await site.get(flow.url)).status_code == 400


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.1.1", "::1", "fd00::1"])
async def test_nothing_is_fetched_from_a_private_address(
    hall: Hall, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    internet = Internet(leads_to=address)
    async with served(hall, documents=internet.documents()) as site:
        with caplog.at_level(logging.WARNING):
            answer = await site.get(Flow(CLIENT, REDIRECT).url)
        assert (answer.status_code, internet.asked) == (400, [])
        assert "nothing is fetched from" in caplog.text
        assert hall.sql("SELECT count(*) FROM oauth_clients") == [(0,)]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({**TOLD, "client_id": "https://app.example.com/another.json"}, 200),
        ({**TOLD, "redirect_uris": []}, 200),
        ({**TOLD, "redirect_uris": ["http://elsewhere.test/"]}, 200),
        ({**TOLD, "token_endpoint_auth_method": "client_secret_post"}, 200),
        ({**TOLD, "client_name": "x" * 70_000}, 200),
        ("no JSON", 200),
        ("[]", 200),
        (TOLD, 302),
    ],
    ids=["other id", "no redirect", "wrong redirect", "secret", "long", "text", "list", "led on"],
)
async def test_a_document_that_describes_no_client_is_none(hall: Hall, told: Any, status: int) -> None:
    internet = Internet(told, status)
    async with served(hall, documents=internet.documents()) as site:
        answer = await site.get(Flow(CLIENT, REDIRECT).url)
    assert (answer.status_code, len(internet.asked) >= 1) == (400, True)


def test_only_an_https_address_with_a_path_is_a_document() -> None:
    assert is_document(CLIENT)
    wrong = (
        "nobody",
        "http://app.example.com/client.json",
        "https://app.example.com",
        "https://app.example.com/",
        "https://app.example.com/a/../b.json",
        "https://u:p@app.example.com/c.json",
        "https://app.example.com/c.json#x",
        f"https://app.example.com/{'x' * 600}",
    )
    assert [one for one in wrong if is_document(one)] == []
