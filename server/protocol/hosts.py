"""Which Host and Origin a server answers to, so that no page of another site reaches it through somebody's browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tools.rules.addresses import address_in, is_loopback, plain_host

# A name or an address, in brackets when it has colons, and a port.
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]?#\\]+)(:(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Hosts:
    """bound: the address served at; names: what the operator allows besides, each with a port or for every port."""

    bound: str
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, bound: str, names: tuple[str, ...]) -> Hosts:
        """ValueError for what is no name of a host."""
        for name in names:
            if not _HOST.fullmatch(name):
                raise ValueError(f"--allowed-host wants a name such as hall.example.com, not {name!r}")
        return cls(bound, frozenset(plain_host(name) for name in names))

    @property
    def loopback(self) -> bool:
        return is_loopback(self.bound)

    @lru_cache(maxsize=256)  # noqa: B019 - a server has one of these
    def takes(self, host: str | None, local: str | None) -> bool:
        """Whether a Host header names this server. local: the address at which the connection arrived."""
        found = _HOST.fullmatch(host or "")
        if found is None:
            return False
        name = plain_host(found["name"])
        if name in self.names or f"{name}:{found['port']}" in self.names or name == plain_host(self.bound):
            return not _is_wildcard(name)
        address = address_in(name)
        if name == "localhost" or (address is not None and address.is_loopback):
            return self.loopback or is_loopback(local or self.bound)
        # A page can make its own name lead here, but not an address that is not its own.
        return address is not None and address == address_in(local or self.bound) and not _is_wildcard(name)

    def takes_origin(self, origin: str, local: str | None) -> bool:
        """Whether an Origin header is of a page that this server itself could have served."""
        scheme, _, host = origin.partition("://")
        return scheme.lower() in ("http", "https") and self.takes(host, local)


def _is_wildcard(name: str) -> bool:
    address = address_in(name)
    return address is not None and address.is_unspecified
