"""One POST to an address that somebody named: to where it was checked to lead, bounded in time, no redirects followed."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.workers.outgoing import ForbiddenTarget, Resolve, certificates, checked_target, looked_up

if TYPE_CHECKING:
    import httpx

# Looking the name up takes part of it.
SECONDS = 10.0


class NotTaken(Exception):
    """There was no answer. The text goes to whoever named the address, so it tells nothing of what lies inside."""


@dataclass(frozen=True, slots=True)
class Poster:
    """How it is posted. seconds: within which the answer has to begin. certificates: what servers prove themselves with."""

    resolve: Resolve = looked_up
    transport: httpx.AsyncBaseTransport | None = None
    seconds: float = SECONDS
    certificates: ssl.SSLContext | None = None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, private_hosts: Collection[str] = ()) -> int:
        """Post once; the status that was answered. private_hosts: 'host:port' that may lie anywhere, over http too."""
        import httpx

        try:
            async with asyncio.timeout(self.seconds):
                return await self._status_of(url, headers, body, private_hosts)
        except ForbiddenTarget:
            raise NotTaken("the address leads to no server on the internet") from None
        except (TimeoutError, httpx.TimeoutException):
            raise NotTaken(f"no answer within {self.seconds:.0f} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            if _is_about_certificate(error):
                raise NotTaken("its certificate is not valid for the name") from None
            raise NotTaken("the server could not be reached, or broke off") from None

    async def _status_of(
        self, url: str, headers: Mapping[str, str], body: bytes, private_hosts: Collection[str]
    ) -> int:
        """To the address that was checked; what comes back besides the status is not read."""
        import httpx

        target = await checked_target(url, self.resolve, private_hosts)
        trust = self.certificates or certificates()
        client = httpx.AsyncClient(trust_env=False, timeout=self.seconds, verify=trust, transport=self.transport)
        async with (
            client,
            client.stream(
                "POST",
                target.pinned,
                content=body,
                headers={**headers, **target.headers},
                extensions=target.extensions,
                follow_redirects=False,
            ) as answer,
        ):
            return answer.status_code


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
