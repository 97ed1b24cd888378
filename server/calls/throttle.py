"""How often a caller may call; counted in this process."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

from server.calls.windows import Rate, Windows
from store.secrets import hash_secret
from tools.errors import RateLimited

SWEEP_SECONDS = 60.0
# Credentials that are remembered as somebody's.
REMEMBERED = 100_000


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
        with self._lock:
            self._identified[credential] = None
            if len(self._identified) > REMEMBERED:
                del self._identified[next(iter(self._identified))]

    def unidentified(self, token: str) -> None:
        """The credential is nobody's, or nobody's any more."""
        with self._lock:
            self._identified.pop(hash_secret(token), None)

    def _hit(self, limit: Rate, who: str) -> None:
        if not self._counts.hit(limit, who):
            raise RateLimited(f"Too many calls: at most {limit}. Nothing happened.", retry_after=10)

    def _forget(self) -> None:
        """Drop the counts of callers who went away, now and then."""
        if (now := self._clock()) >= self._forgets_at:
            self._forgets_at = now + SWEEP_SECONDS
            self._counts.forget()
