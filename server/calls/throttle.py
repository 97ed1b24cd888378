"""How often a caller may call; counted in this process, with what other servers say that they counted."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Mapping

from server.calls.windows import Rate, Windows
from store.secrets import hash_secret
from tools.errors import RateLimited
from tools.rules.sentences import worded

SWEEP_SECONDS = 60.0
# Credentials that are remembered as somebody's.
REMEMBERED = 100_000
# Which part of their rate a caller takes before other servers are told.
PART = 20


class Throttle:
    """Calls a minute for one credential (HIRINGHALL_RATE changes it), and fewer by origin for whoever is not identified.

    A credential counts once it was found to be somebody's; until then, and for ever if it is made up, its calls count as
    their origin's, before anybody looks it up."""

    def __init__(
        self, known: str | None = None, unknown: str = "600/minute", clock: Callable[[], float] = time.monotonic
    ) -> None:
        """clock: seconds that only go forward. ValueError when a rate is none."""
        self._known = Rate.parse(known or os.environ.get("HIRINGHALL_RATE") or "6000/minute")
        # Having no credential is never worth more calls than having one.
        self._unknown = min(Rate.parse(unknown), self._known, key=lambda rate: rate.amount / rate.seconds)
        self._clock = clock
        self._counts = Windows(clock)
        self._forgets_at = clock() + SWEEP_SECONDS
        # Oldest first. Calls are identified on the database's threads.
        self._identified: dict[str, None] = {}
        self._lock = threading.Lock()
        # Where several servers count together: who is spoken of, what the others have counted, and who is woken to ask them.
        self._busy: dict[str, Rate] = {}
        self._elsewhere: Mapping[str, int] = {}
        self._wake: asyncio.Event | None = None

    def check(self, token: str | None, origin: str) -> None:
        """Count one call, before anybody looks who makes it; RateLimited when it is one too many."""
        credential = hash_secret(token) if token else ""
        self._forget()
        if credential in self._identified:
            self._hit(self._known, credential)
        else:
            self._hit(self._unknown, f"origin:{origin}")

    def identified(self, token: str) -> None:
        """The credential is somebody's: from now on its calls count as its own."""
        credential = hash_secret(token)
        if credential in self._identified:
            return
        with self._lock:
            self._identified[credential] = None
            if len(self._identified) > REMEMBERED:
                del self._identified[next(iter(self._identified))]

    def unidentified(self, token: str) -> None:
        """The credential is nobody's, or nobody's any more."""
        with self._lock:
            self._identified.pop(hash_secret(token), None)

    @property
    def longest(self) -> int:
        """Seconds after which no call counts any more."""
        return max(self._known.seconds, self._unknown.seconds)

    def share(self) -> asyncio.Event:
        """Count together with other servers from now on; what is set when they should be told at once."""
        self._wake = self._wake or asyncio.Event()
        return self._wake

    def busy(self) -> dict[str, int]:
        """How often those called of late who are worth telling other servers of."""
        counts = {who: self._counts.count(rate, who) for who, rate in self._busy.items()}
        self._busy = {who: rate for who, rate in self._busy.items() if counts[who] >= _part(rate)}
        return {who: counts[who] for who in self._busy}

    def hear(self, elsewhere: Mapping[str, int]) -> None:
        """What other servers have counted."""
        self._elsewhere = elsewhere

    def _hit(self, limit: Rate, who: str) -> None:
        if not self._counts.hit(limit, who, self._elsewhere.get(who, 0)):
            raise RateLimited(_too_many(limit), retry_after=10)
        if self._wake is not None:
            self._note(limit, who, self._wake)

    def _note(self, limit: Rate, who: str, wake: asyncio.Event) -> None:
        count = self._counts.count(limit, who)
        if count >= _part(limit):
            self._busy[who] = limit
            if count % _part(limit) == 0:
                wake.set()

    def _forget(self) -> None:
        """Drop the counts of callers who went away, now and then."""
        if (now := self._clock()) >= self._forgets_at:
            self._forgets_at = now + SWEEP_SECONDS
            self._counts.forget()


def _part(rate: Rate) -> int:
    return max(1, rate.amount // PART)


def _too_many(limit: Rate) -> str:
    amount = limit.amount
    match limit.unit:
        case "second":
            return worded("Too many calls: at most {amount} a second. Nothing happened.", amount=amount)
        case "minute":
            return worded("Too many calls: at most {amount} a minute. Nothing happened.", amount=amount)
        case "hour":
            return worded("Too many calls: at most {amount} an hour. Nothing happened.", amount=amount)
        case _:
            return worded("Too many calls: at most {amount} a day. Nothing happened.", amount=amount)
