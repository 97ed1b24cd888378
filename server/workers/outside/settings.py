"""What the environment says of outside calendars."""

from __future__ import annotations

import os

from tools.rules.outside_calendars import (
    CLIENT_SECRET_VARIABLE,
    CLIENT_VARIABLE,
    GOOGLE_VARIABLE,
    HOSTS_VARIABLE,
    MINUTES_VARIABLE,
    SANDBOX,
    GoogleClient,
    OutsideCalendars,
)


def configured_outside() -> OutsideCalendars:
    """The operator's settings. ValueError when one is set wrongly."""
    minutes = os.environ.get(MINUTES_VARIABLE) or "15"
    if not minutes.isdecimal() or not 1 <= int(minutes) <= 1440:
        raise ValueError(f"{MINUTES_VARIABLE} has to be a number of minutes from 1 to 1440.")
    return OutsideCalendars(_hosts(os.environ.get(HOSTS_VARIABLE) or ""), int(minutes), _google())


def _hosts(named: str) -> frozenset[str]:
    """host:port by commas or blanks."""
    hosts = named.replace(",", " ").lower().split()
    for host in hosts:
        if "/" in host or not host.rpartition(":")[2].isdecimal():
            raise ValueError(f"{HOSTS_VARIABLE} has to name hosts with their ports, such as dav.home.arpa:5232.")
    return frozenset(hosts)


def _google() -> GoogleClient | None:
    client_id, secret = os.environ.get(CLIENT_VARIABLE), os.environ.get(CLIENT_SECRET_VARIABLE) or ""
    elsewhere = (os.environ.get(GOOGLE_VARIABLE) or "").rstrip("/")
    if not client_id:
        return None
    if client_id == SANDBOX:
        return GoogleClient(client_id, secret, consent_url="")
    if not secret:
        raise ValueError(f"{CLIENT_VARIABLE} needs {CLIENT_SECRET_VARIABLE} beside it.")
    if not elsewhere:
        return GoogleClient(client_id, secret)
    at = {"consent_url": "/auth", "token_url": "/token", "revocation_url": "/revoke", "api_url": "/calendar/v3"}
    return GoogleClient(client_id, secret, **{name: elsewhere + path for name, path in at.items()})
