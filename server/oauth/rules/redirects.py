"""Where an app may be led back to with a code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from tools.rules.sentences import worded

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# What a browser itself would act on, or a program of every machine that is no app of the person's.
UNFIT = frozenset(
    {"about", "blob", "data", "file", "filesystem", "ftp", "javascript", "vbscript", "view-source", "ws", "wss"}
) | {"intent", "ldap", "mailto", "ms-msdt", "search-ms", "smb", "sms", "ssh", "tel", "telnet"}
# It stands in a header of the page, where other characters would mean something.
HOST = re.compile(r"[\w.\-]+|[0-9a-fA-F:.]+")
LONGEST = 2_000


def fault(uri: str) -> str | None:
    """Why an address can be no redirect; None when it can."""
    try:
        parts = urlsplit(uri)
        port_is_odd = parts.port is not None and parts.port == 0
    except ValueError:
        return worded("is no address")
    if len(uri) > LONGEST or not parts.scheme or port_is_odd:
        return worded("is no address")
    if parts.fragment or "#" in uri:
        return worded("has a fragment")
    if parts.username is not None or parts.password is not None:
        return worded("holds a user name")
    if parts.scheme in UNFIT:
        return worded("has the scheme {scheme}", scheme=parts.scheme)
    if parts.scheme == "http" and not is_loopback(parts):
        return worded("is http, which only an address of the person's own machine may be")
    if parts.scheme in ("http", "https") and not parts.hostname:
        return worded("names no host")
    if parts.hostname and parts.scheme in ("http", "https") and not HOST.fullmatch(parts.hostname):
        return worded("is no address")
    return None


def is_loopback(parts: SplitResult) -> bool:
    return parts.hostname in LOOPBACK


def is_among(asked: str, registered: Iterable[str]) -> bool:
    """Whether a redirect is one of those named. The port of a person's own machine is whatever was free just then."""
    return any(asked == one or _same_but_port(asked, one) for one in registered)


def _same_but_port(asked: str, one: str) -> bool:
    here, there = urlsplit(asked), urlsplit(one)
    if here.scheme != "http" or not (is_loopback(here) and is_loopback(there)):
        return False
    return _without_port(here) == _without_port(there)


def _without_port(parts: SplitResult) -> tuple[str, str | None, str, str]:
    return parts.scheme, parts.hostname, parts.path or "/", parts.query


def form_action(uri: str) -> str:
    """What the page's policy lets its form lead on to, besides itself: browsers hold it against redirects too."""
    parts = urlsplit(uri)
    if parts.scheme not in ("http", "https") or ":" in (parts.hostname or ""):
        return f"{parts.scheme}:"
    return f"{parts.scheme}://{parts.netloc}"


def shown_host(uri: str) -> str:
    """What a person is told of where an app is led back to."""
    parts = urlsplit(uri)
    if parts.scheme in ("http", "https"):
        return parts.hostname or ""
    return f"{parts.scheme}:"
