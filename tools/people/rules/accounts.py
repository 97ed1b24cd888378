"""A person's own account: the terms, the date of birth, what a contact is first called, what is shown masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from tools.rules.sentences import worded

AGREED = ("accepted", "true", "yes", "1", "on")
NEW_ADDRESSES_A_DAY = 100
# Accounts opened without signing in within SIGN_UP_SPAN, from one network address and in all.
SIGN_UPS = 20
SIGN_UPS_IN_ALL = 1000
SIGN_UP_SPAN = timedelta(hours=1)


def sign_up_wait(opened_at: Sequence[datetime], now: datetime, most: int = SIGN_UPS) -> int:
    """Seconds until another account may be opened where these were opened; 0 is now."""
    lately = sorted(at for at in opened_at if at > now - SIGN_UP_SPAN)
    if len(lately) < most:
        return 0
    return ceil((lately[-most] + SIGN_UP_SPAN - now).total_seconds())


def terms_accepted(answer: str) -> bool:
    """Whether the answer agrees to the terms."""
    return answer.strip().casefold() in AGREED


def birthdate_fault(birthdate: date, now: datetime, zone: str) -> str | None:
    """What is wrong with a date of birth: it may not lie ahead of today where the person is."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return worded("must not be in the future; today is {today}", today=today.isoformat()) if birthdate > today else None


def name_from_address(email: str) -> str:
    """What somebody known by address alone is called: the part before the @, a single letter as an initial. Never the whole
    address, as others read names."""
    local = email.split("@", 1)[0]
    return local if len(local) >= 2 else f"{local}."


def masked_email(email: str) -> str:
    """An address that its owner recognises and nobody else can use: a***@example.com."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}***@{domain}"


def masked_phone(phone: str) -> str:
    """A number with all but its last two digits hidden: ***67."""
    digits = [character for character in phone if character.isdigit()]
    return "***" + "".join(digits[-2:])
