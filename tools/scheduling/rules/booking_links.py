"""What a booking link may be, decided without looking anything up."""

from __future__ import annotations

from datetime import datetime, timedelta

from tools.rules.sentences import worded

USUALLY = timedelta(days=7)
MOST_DAYS = 90


def valid_until(now: datetime, asked: datetime | None) -> datetime:
    """When a link made now runs out."""
    return asked or now + USUALLY


def fault_of_times(
    now: datetime, expires_at: datetime | None, first: datetime | None, last: datetime | None
) -> dict[str, str]:
    """What is wrong with the moments asked for, by parameter."""
    faults: dict[str, str] = {}
    if expires_at is not None and not now < expires_at <= now + timedelta(days=MOST_DAYS):
        faults["expires_at"] = worded("must lie ahead, by at most {most_days} days", most_days=MOST_DAYS)
    if first is not None and last is not None and first > last:
        faults["from"] = worded("is later than until")
    return faults
