"""The servers of agents and companies that callbacks and webhooks go to: every https address there is, without the internet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpx

from server.workers.callbacks import to_agents
from server.workers.deliverers import Deliverer
from server.workers.posting import Poster
from store.installation_key import InstallationKey

PUBLIC = "93.184.216.34"


class Endpoints:
    """Keeps what arrives and answers as it is told to: a status, or something that breaks the connection."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answer: int | Exception = 200
        self.leads_to = [PUBLIC]

    def deliverer(self, key: InstallationKey, clock: Callable[[], datetime]) -> Deliverer:
        return to_agents(key, clock, self._resolve, httpx.MockTransport(self._take))

    def poster(self) -> Poster:
        return Poster(self._resolve, httpx.MockTransport(self._take))

    async def _resolve(self, host: str, port: int) -> list[str]:
        return self.leads_to

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return httpx.Response(
            self.answer, headers={"Location": "https://elsewhere.example.com/"}, text="a secret " * 99
        )
