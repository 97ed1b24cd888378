"""What a refresh token is worth when it comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

ACCESS_LIFETIME = timedelta(hours=8)
REFRESH_LIFETIME = timedelta(days=90)
# Answers get lost, and programs renew twice at once: a spent token gives the same pair for so long.
LOST_ANSWER = timedelta(seconds=60)
CODE_LIFETIME = timedelta(minutes=5)

Worth = Literal["fresh", "again", "stolen", "dead"]


def worth(now: datetime, *, ended: bool, expires_at: datetime, spent_at: datetime | None) -> Worth:
    """fresh: renew. again: answer the same once more. stolen: somebody has a copy. dead: it ended or ran out."""
    if ended or expires_at <= now:
        return "dead"
    if spent_at is None:
        return "fresh"
    return "again" if now - spent_at <= LOST_ANSWER else "stolen"
