"""One-time codes: how often one may be sent, how long it lives and what a try with it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

PAUSE = timedelta(seconds=60)
HOUR = timedelta(hours=1)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What a code is for, how long it lives and how many may be sent to an address in an hour."""

    purpose: str
    lifetime: timedelta
    an_hour: int


SIGN_IN = Plan("login", timedelta(minutes=10), 10)
EMAIL_CHANGE = Plan("email_change", timedelta(minutes=10), 10)
AGENT_EMAIL = Plan("agent_email", timedelta(minutes=30), 5)
SECOND_FACTOR = Plan("second_factor", timedelta(minutes=5), 10)


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest code of an address and purpose, as far as judging a try needs it."""

    expires_at: datetime
    attempts: int
    used: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a try comes to: right; wrong with some tries left (none: it ran out or was used); or dead after 5 tries."""

    outcome: Literal["right", "wrong", "dead"]
    tries_left: int = 0
    counts: bool = False


def seconds_to_wait(plan: Plan, sent_at: Sequence[datetime], now: datetime) -> int:
    """Seconds until another code may go to the address; 0 is now. sent_at: when codes went out in the last hour."""
    if not sent_at:
        return 0
    waits = [max(sent_at) + PAUSE - now]
    within_the_hour = sorted(at for at in sent_at if at > now - HOUR)
    if len(within_the_hour) >= plan.an_hour:
        waits.append(within_the_hour[-plan.an_hour] + HOUR - now)
    return max(0, ceil(max(waits).total_seconds()))


def judge(sent: Sent | None, matches: bool, now: datetime) -> Verdict:
    """What a try comes to. A code that never was, is used or has run out is wrong without tries left."""
    if sent is None or sent.used or now >= sent.expires_at:
        return Verdict("wrong")
    if sent.attempts >= TRIES:
        return Verdict("dead")
    if matches:
        return Verdict("right")
    left = TRIES - sent.attempts - 1
    return Verdict("wrong" if left else "dead", left, counts=True)
