"""Requests to addresses that callers named: to servers on the internet only, to the address that was checked, once."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit, urlunsplit

from tools.rules.addresses import HTTP, HTTPS, Address, address_in, host_and_port, is_public_address, target_fault

Resolve = Callable[[str, int], Awaitable[list[str]]]
MOST_RESOLVING = 10.0


@cache
def certificates() -> ssl.SSLContext:
    """Who is believed over https. Reading them takes longer than most answers, on the loop's thread, so it is done once."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


class ForbiddenTarget(Exception):
    """Nothing is sent there. The text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. A name may lead elsewhere a moment later, so the request is made to the address itself:

        await client.post(target.pinned, headers=target.headers, extensions=target.extensions, follow_redirects=False)

    with a client made with trust_env=False; the certificate is still checked against the name."""

    url: str
    host: str
    port: int
    address: Address

    @property
    def pinned(self) -> str:
        """The URL with the address in place of the name."""
        parts = urlsplit(self.url)
        host = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return urlunsplit(parts._replace(netloc=f"{host}:{self.port}", fragment=""))

    @property
    def headers(self) -> dict[str, str]:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = HTTP if self.url.startswith("http:") else HTTPS
        return {"Host": host if self.port == usual else f"{host}:{self.port}"}

    @property
    def extensions(self) -> dict[str, str]:
        """Which name TLS is made with."""
        return {"sni_hostname": self.host}


async def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine's resolver has them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


async def checked_target(url: str, resolve: Resolve = looked_up, private_hosts: Collection[str] = ()) -> Target:
    """Where a URL leads now. ForbiddenTarget when it is no https address of the internet, whatever its name promises.

    Ask again for each attempt, and follow no redirects: a target holds for one request. private_hosts: 'host:port' that
    the operator trusts, wherever they lie, over http too."""
    parts = urlsplit(url)
    trusted = host_and_port(url) in private_hosts
    if not trusted and (fault := target_fault(url)):
        raise ForbiddenTarget(f"The address {fault}.")
    host, port = _ascii(parts.hostname or ""), parts.port or (HTTP if parts.scheme == "http" else HTTPS)
    try:
        names = await asyncio.wait_for(resolve(host, port), MOST_RESOLVING)
    except (OSError, TimeoutError, UnicodeError):
        raise ForbiddenTarget(f"The name {host} leads nowhere.") from None
    addresses = [address_in(name) for name in names]
    if trusted and addresses and addresses[0] is not None:
        return Target(url, host, port, addresses[0])
    # One private address among public ones is how a name is made to lead inside: none of them is used.
    public = [address for address in addresses if address is not None and is_public_address(address)]
    if not public or len(public) != len(addresses):
        raise ForbiddenTarget(f"The name {host} does not lead to servers on the internet only.")
    return Target(url, host, port, public[0])


def _ascii(host: str) -> str:
    """A name as resolvers and certificates have it. ForbiddenTarget when it has no such form."""
    if host.isascii():
        return host.rstrip(".")
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError:
        raise ForbiddenTarget(f"{host!r} is no name of a host.") from None
