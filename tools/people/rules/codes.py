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
# Of such codes, times an hour's number that go to one address whatever place they are asked for at.
PLACES = 3
# Codes asked for in an hour at one place, and in the whole hall.
CODES_OF_ORIGIN = 60
CODES_IN_ALL = 3000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a code is for, how long it lives and how many may be sent to an address in an hour.

    open: anybody may ask for one, so those asked for at different network addresses are counted apart. live: how many
    asked for in one place are good at a time, the newest ones."""

    purpose: str
    lifetime: timedelta
    an_hour: int
    open: bool = False
    live: int = 1


SIGN_IN = Plan("login", timedelta(minutes=10), 10, open=True, live=2)
EMAIL_CHANGE = Plan("email_change", timedelta(minutes=10), 10)
PRESENT_CONTACT = Plan("present_contact", timedelta(minutes=10), 10)
AGENT_EMAIL = Plan("agent_email", timedelta(minutes=30), 5, open=True)
SECOND_FACTOR = Plan("second_factor", timedelta(minutes=5), 10)


@dataclass(frozen=True, slots=True)
class Sent:
    """A code, as far as judging a try needs it. attempts: the wrong ones of those who try in the same way."""

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


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """What a try comes to that may mean any of some codes: of none of them it is wrong without tries left."""
    if any(verdict.outcome == "right" for verdict in verdicts):
        return Verdict("right")
    left = max((verdict.tries_left for verdict in verdicts), default=0)
    dead = bool(verdicts) and not left and any(verdict.outcome == "dead" for verdict in verdicts)
    return Verdict("dead" if dead else "wrong", left)
