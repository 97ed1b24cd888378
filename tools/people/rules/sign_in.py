"""Signing in with user name and password: when a name is locked, from where, and the codes of an authenticator app."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_network
from math import ceil
from urllib.parse import quote

# Wrong tries at a user name from one network address within LOCK.
FAILURES = 5
LOCK = timedelta(minutes=15)
# Wrong tries within an hour: at a name from an address its bearer signs in from, at a name from all other places together,
# from one address at whatever name, and in the whole hall.
HOUR = timedelta(hours=1)
KNOWN_FAILURES = 30
NAME_FAILURES = 50
ORIGIN_FAILURES = 30
HALL_FAILURES = 3000
# How long an address counts as one a person signs in from.
KNOWN_FOR = timedelta(days=30)
STEP_SECONDS = 30
DIGITS = 6


def locked_for(failed_at: Sequence[datetime], now: datetime) -> int:
    """Seconds a user name stays locked after 5 wrong tries within 15 minutes; 0 is open."""
    lately = sorted(at for at in failed_at if at > now - LOCK)
    if len(lately) < FAILURES:
        return 0
    return ceil((lately[-1] + LOCK - now).total_seconds())


def seconds_left(nth_try: datetime | None, span: timedelta, now: datetime) -> int:
    """Seconds until the nth wrong try lies a span back, when there were so many; 0 is now."""
    return 0 if nth_try is None else max(0, ceil((nth_try + span - now).total_seconds()))


def address_allowed(origin: str, allowed: Sequence[str]) -> bool:
    """Whether a client's address, of IPv6 its /64, is among the allowed ones (addresses or networks). No list allows all."""
    if not allowed:
        return True
    try:
        client = ip_network(origin, strict=False)
        entries = [ip_network(entry, strict=False) for entry in allowed]
        return any(entry.version == client.version and client.overlaps(entry) for entry in entries)
    except ValueError:
        return False


def authenticator_code(secret: str, now: datetime, steps: int = 0) -> str:
    """The six digits an authenticator app shows (RFC 6238, SHA-1, 30 seconds), some steps before or after now."""
    counter = int(now.timestamp()) // STEP_SECONDS + steps
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def authenticator_step(secret: str, code: str, now: datetime, used_up_to: int = 0) -> int | None:
    """The time step whose digits these are, a step of clock drift either way; None when wrong or used before."""
    current = int(now.timestamp()) // STEP_SECONDS
    for drift in (0, -1, 1):
        fits = hmac.compare_digest(authenticator_code(secret, now, drift).encode(), code.encode())
        if fits and current + drift > used_up_to:
            return current + drift
    return None


def authenticator_uri(secret: str, account: str) -> str:
    """What an authenticator app reads, as a QR code or typed in."""
    return f"otpauth://totp/{quote(f'Hiring Hall:{account}')}?secret={secret}&issuer={quote('Hiring Hall')}"
