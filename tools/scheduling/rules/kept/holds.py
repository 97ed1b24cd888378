"""Kept slots: until when one is kept, and how far that can be put off."""

from __future__ import annotations

from datetime import datetime, timedelta

FEWEST_MINUTES, MOST_MINUTES, USUAL_MINUTES = 5, 30, 10
LONGEST = timedelta(hours=1)


def kept_until(now: datetime, start: datetime, minutes: int) -> tuple[datetime, datetime]:
    """When a hold made now ends, and when at the latest; never after the start of its slot."""
    return min(now + timedelta(minutes=minutes), start), min(now + LONGEST, start)


def extended(now: datetime, minutes: int, expires_at: datetime, latest_expiry: datetime) -> datetime:
    """When a hold ends that is kept so many minutes from now: not after its latest moment, and not earlier than before."""
    return max(expires_at, min(now + timedelta(minutes=minutes), latest_expiry))
