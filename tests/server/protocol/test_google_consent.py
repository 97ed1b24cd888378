"""The page that Google leads back to: for this host only, and not as often as a stranger likes."""

from __future__ import annotations

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from server.protocol.google_consent import PATH, GoogleConsent
from server.protocol.hosts import Hosts
from server.protocol.network import Network
from tests.hall import Hall


def browser(hall: Hall) -> httpx.AsyncClient:
    page = GoogleConsent(hall.app, lambda: 0.0)
    network = Network(Hosts.of("127.0.0.1", ("hall.example.com",)))
    app = network.guarding(Starlette(routes=[Route(PATH, page.answer)]))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://hall.example.com")


async def test_a_state_that_was_made_up_is_told_nothing(hall: Hall) -> None:
    async with browser(hall) as client:
        for query in ("", "?state=gs_x.y&code=z", "?state=%00&code=%ff", f"?state={'x' * 5000}", "?code=z"):
            answer = await client.get(f"{PATH}{query}")
            assert (answer.status_code, "used already" in answer.text) == (400, True)


async def test_another_host_is_refused(hall: Hall) -> None:
    async with browser(hall) as client:
        answer = await client.get(PATH, headers={"Host": "evil.test"})
    assert answer.status_code == 421


async def test_who_asks_too_often_waits(hall: Hall) -> None:
    async with browser(hall) as client:
        seen = [(await client.get(PATH)).status_code for _ in range(31)]
    assert seen == [400] * 30 + [429]
