"""Where a call comes from: the address of the connection, or what a trusted proxy says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network

from tools.rules.addresses import address_in

LOCAL = "local"
UNKNOWN = "unknown"
# What one subscriber of IPv6 is given at the least; its addresses are free to choose.
ONE_LINE = 64
MOST_HOPS = 30


@lru_cache(maxsize=4096)
def origin_of(address: str | None) -> str:
    """What is counted by: an IPv4 address as it is, of an IPv6 address its /64. LOCAL without one, as over stdio."""
    if not address:
        return LOCAL
    parsed = address_in(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((int(parsed), ONE_LINE), strict=False))
    return address if parsed is None else str(parsed)


@dataclass(frozen=True, slots=True)
class Proxies:
    """The reverse proxies whose X-Forwarded-For is believed. Without any nobody's is."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def named(cls, text: str | None) -> Proxies:
        """From addresses and networks separated by commas; ValueError when one is neither, or is everybody."""
        networks = []
        for part in (text or "").split(","):
            if not (name := part.strip()):
                continue
            try:
                network = ip_network(name)
            except ValueError:
                raise ValueError(
                    f"--trust-proxy wants addresses or networks such as 127.0.0.1 or 10.0.0.0/8, not {name!r}"
                ) from None
            if network.prefixlen == 0:
                raise ValueError(f"--trust-proxy {name} would believe everybody; name the proxy's own address.")
            networks.append(network)
        return cls(tuple(networks))

    def trusts(self, address: str) -> bool:
        parsed = address_in(address)
        return parsed is not None and any(parsed in network for network in self.networks)

    def client_of(self, peer: str, forwarded: Sequence[str]) -> str:
        """Who is behind a connection. forwarded: the X-Forwarded-For headers, in their order.

        Each proxy puts the address it was called from at the end, so the last one that is not a trusted proxy's is the
        nearest that nobody could invent. What stands before it is only what that client says."""
        if not self.trusts(peer):
            return peer
        nearest = peer
        for hop in reversed(",".join(forwarded).split(",")[-MOST_HOPS:]):
            address = address_in(hop)
            if address is None:
                return nearest
            nearest = str(address)
            if not self.trusts(nearest):
                return nearest
        return nearest
