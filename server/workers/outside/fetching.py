"""Requests to the servers of outside calendars: to checked addresses at every hop, bounded in size and time."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from server.workers.outgoing import ForbiddenTarget, Resolve, Target, certificates, checked_target, looked_up
from server.workers.outside.sources import OutsideFault
from tools.rules.addresses import host_and_port
from tools.rules.sentences import worded

if TYPE_CHECKING:
    import httpx

SECONDS = 20.0
MOST_REDIRECTS = 5
MOST_BYTES = 5 * 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. login: an Authorization header, sent to the host of login_of (default the address itself) and its
    neighbours only."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    login: str | None = None
    login_of: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. url: where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How requests are made: which hosts inside may be asked, how much and how long is waited for."""

    private_hosts: Collection[str] = ()
    most_bytes: int = MOST_BYTES
    seconds: float = SECONDS
    resolve: Resolve = looked_up
    transport: httpx.AsyncBaseTransport | None = None

    async def fetch(self, asked: Asked) -> Fetched:
        """The answer after at most five redirects. OutsideFault when there is none, or it is too large."""
        import httpx

        try:
            async with asyncio.timeout(self.seconds):
                return await self._followed(asked)
        except ForbiddenTarget:
            raise OutsideFault(worded("The address leads to no server on the internet.")) from None
        except (TimeoutError, httpx.TimeoutException):
            raise OutsideFault(
                worded("There was no whole answer within {seconds} seconds.", seconds=round(self.seconds))
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, zlib.error, ssl.SSLError):
            raise OutsideFault(worded("The server could not be reached, or broke off.")) from None

    async def _followed(self, asked: Asked) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._once(asked)
            onward = answer.headers.get("location")
            if answer.status not in REDIRECTS or not onward:
                return answer
            asked = self._redirected(asked, answer.status, urljoin(asked.url, onward))
        raise OutsideFault(worded("The address leads on and on: more than {most} redirects.", most=MOST_REDIRECTS))

    def _redirected(self, asked: Asked, status: int, url: str) -> Asked:
        if asked.url.startswith("https:") and not url.startswith("https:"):
            raise OutsideFault(worded("The server leads from https to an address without it."))
        onward = replace(asked, url=url, login_of=asked.login_of or asked.url)
        return replace(onward, method="GET", content=None) if status == 303 else onward

    async def _once(self, asked: Asked) -> Fetched:
        """One request to the address that was checked."""
        import httpx

        target = await checked_target(asked.url, self.resolve, self.private_hosts)
        client = httpx.AsyncClient(
            trust_env=False, timeout=self.seconds, verify=certificates(), transport=self.transport
        )
        async with (
            client,
            client.stream(
                asked.method,
                target.pinned,
                content=asked.content,
                headers=_headers(asked, target),
                extensions=_extensions(target),
                follow_redirects=False,
            ) as answer,
        ):
            return Fetched(answer.status_code, answer.headers, await self._body(answer), asked.url)

    async def _body(self, answer: httpx.Response) -> bytes:
        """What came, unpacked here: a small answer may unpack to a huge one."""
        packed = answer.headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("identity", "gzip", ""):
            raise OutsideFault(worded("The server packs its answer in a way that was not asked for."))
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed == "gzip" else None
        body = bytearray()
        async for chunk in answer.aiter_raw():
            room = self.most_bytes + 1 - len(body)
            body += chunk if unpack is None else unpack.decompress(chunk, room)
            if len(body) > self.most_bytes:
                raise OutsideFault(
                    worded("It is too large: more than {most} MB.", most=self.most_bytes // (1024 * 1024)), final=True
                )
        return bytes(body)


def _headers(asked: Asked, target: Target) -> dict[str, str]:
    home = urlsplit(asked.login_of or asked.url).hostname or ""
    known = asked.login is not None and _neighbours(home, target.host)
    login = {"Authorization": asked.login or ""} if known else {}
    own = {"User-Agent": "hiringhall", "Accept-Encoding": "gzip"}
    return {**own, **asked.headers, **target.headers, **login}


def _extensions(target: Target) -> dict[str, str]:
    return target.extensions if target.url.startswith("https:") else {}


def _neighbours(host: str, other: str) -> bool:
    """Whether what opens one host is sent to another: the same, or below the same domain, as accounts are spread."""
    parent = host.partition(".")[2]
    return host == other or ("." in parent and not host[-1:].isdigit() and other.endswith(f".{parent}"))


def same_server(url: str, other: str) -> bool:
    """Whether two addresses are of one server."""
    return host_and_port(url) == host_and_port(other)
