"""When a delivery is taken, tried again, given up, and when a company hears that a webhook fails."""

from __future__ import annotations

from datetime import datetime, timedelta

from tools.webhooks.rules.signing import Signature

# How long after its event, or after somebody wanted it again, a delivery is tried.
LASTS = timedelta(hours=24)
# After so many minutes it is tried again; then every hour.
WAITS = (1, 2, 5, 10, 20, 30, 60)
# After so long without a success the company is told.
TOLD_AFTER = timedelta(hours=1)
GONE = 410


def wait_after(attempts: int) -> timedelta:
    """How long after so many attempts that failed the next one is made."""
    return timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1])


def next_attempt(attempts: int, now: datetime, gives_up_at: datetime) -> datetime | None:
    """When it is tried again after an attempt that failed now; None when its time is over before."""
    at = now + wait_after(attempts)
    return at if at < gives_up_at else None


def is_taken(signature: Signature, status: int) -> bool:
    """Whether an answer says that the event arrived: 200 alone; for Standard Webhooks any 2xx, as its receivers answer."""
    return status == 200 or (signature == "standard" and 200 <= status < 300)


def wants_no_more(signature: Signature, status: int | None) -> bool:
    """Whether an answer says that nothing is to be sent any more, as Standard Webhooks has it."""
    return signature == "standard" and status == GONE


def is_long_failing(failing_since: datetime, now: datetime) -> bool:
    return now - failing_since >= TOLD_AFTER
