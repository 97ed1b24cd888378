"""Network addresses: what a text names, which ones anybody on the internet may have, and where a notice may be sent."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from tools.rules.sentences import worded

Address = IPv4Address | IPv6Address

HTTP, HTTPS = 80, 443
# Below these lie the ports of other services; what speaks TLS and is no web server has no business with a notice.
FIRST_FREE_PORT = 1024
# Ends of names that lead nowhere, or into a network of one's own.
_PRIVATE_ENDS = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
# What the registries count as public although nobody's public server lies there: old relays, the host of a cloud machine.
_NOT_PUBLIC = (IPv4Network("192.88.99.0/24"), IPv4Network("168.63.129.16/32"))
_TRANSLATED = IPv6Network("64:ff9b::/96")


def address_in(text: str) -> Address | None:
    """The address in '192.0.2.1', '192.0.2.1:443', '2001:db8::1', '[2001:db8::1]:443'; None when there is none.

    An IPv4 address written as IPv6 is that IPv4 address."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def is_loopback(host: str) -> bool:
    """Whether a name or an address leads to this machine only: localhost, ::1 and all of 127.0.0.0/8."""
    address = address_in(host)
    return plain_host(host) == "localhost" if address is None else address.is_loopback


def plain_host(host: str) -> str:
    """A host as it is compared: small letters, without brackets and the dot at its end."""
    return host.lower().strip("[]").rstrip(".")


def is_public_address(address: Address) -> bool:
    """Whether an address is one of the internet's: not private, link-local, loopback, shared, multicast or reserved.

    An IPv6 address that stands for an IPv4 address is as public as that one."""
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is None and address in _TRANSLATED:
            within = IPv4Address(int(address) & 0xFFFF_FFFF)
        if within is not None:
            return is_public_address(within)
        if address.is_site_local or address.teredo is not None:
            return False
    elif any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def host_and_port(url: str) -> str:
    """Where an address leads, as an operator names it: 'dav.home.arpa:5232'; empty when it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (HTTP if parts.scheme == "http" else HTTPS)
    except ValueError:
        return ""
    return f"{plain_host(parts.hostname or '')}:{port}" if parts.scheme in ("http", "https") else ""


# What stands in an address is written into logs and shown again.
NO_NAME = worded("must not hold a user name or password")


def target_fault(url: str) -> str | None:
    """Why nothing can be sent to an address, before its name is looked up; None when it may be possible."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or HTTPS
    except ValueError:
        return worded("must be an https address")
    if parts.scheme != "https" or not host or re.search(r"[\s\\]", url):
        return worded("must be an https address")
    if "@" in parts.netloc:
        return NO_NAME
    if port != HTTPS and not FIRST_FREE_PORT <= port <= 65_535:
        return worded(
            "must have the port {https}, or one from {first_free_port} on", https=HTTPS, first_free_port=FIRST_FREE_PORT
        )
    if not _may_be_public(host, bracketed="[" in parts.netloc):
        return worded("must lead to a server on the internet, not to this machine or a private network")
    return None


def http_url_fault(url: str) -> str | None:
    """Why an address cannot be where this server is reached; None when it can. Plain http only on this machine itself."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return worded("is no address such as https://hall.example.com")
    if host and "@" in parts.netloc:
        return NO_NAME
    bare = not (parts.query or parts.fragment or re.search(r"[\s\\]", url))
    if parts.scheme not in ("http", "https") or not host or not bare:
        return worded("is no address such as https://hall.example.com")
    if parts.scheme == "http" and not is_loopback(host):
        return worded("must begin with https: the secrets of calendar feeds stand in it")
    return None


def _may_be_public(host: str, bracketed: bool) -> bool:
    # As a resolver reads it: full-width digits are digits, an ideographic full stop is a dot.
    name = plain_host(unicodedata.normalize("NFKC", host).replace("\u3002", ".").replace("\uff61", "."))
    if bracketed:
        address = None if "%" in name else address_in(f"[{name}]")
        return address is not None and is_public_address(address)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # Four plain numbers are an address; 127.1, 0x7f000001 and 2130706433 are one to some and a riddle to others.
        address = address_in(name)
        return address is not None and is_public_address(address)
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return not any(name == end or name.endswith(f".{end}") for end in _PRIVATE_ENDS)
