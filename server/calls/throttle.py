"""How often a caller may call; counted in this process."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable

from server.calls.windows import Rate, Windows
from tools.errors import RateLimited

SWEEP_SECONDS = 60.0


class Throttle:
    """Calls a minute for one credential (HIRINGHALL_RATE changes it), and fewer for callers without one, by their origin."""

    def __init__(
        self, known: str | None = None, unknown: str = "600/minute", clock: Callable[[], float] = time.monotonic
    ) -> None:
        """clock: seconds that only go forward. ValueError when a rate is none."""
        self._known = Rate.parse(known or os.environ.get("HIRINGHALL_RATE") or "6000/minute")
        self._unknown = Rate.parse(unknown)
        self._clock = clock
        self._counts = Windows(clock)
        self._forgets_at = clock() + SWEEP_SECONDS

    def check(self, token: str | None, origin: str) -> None:
        """Count one call; RateLimited when it is one too many."""
        limit = self._known if token else self._unknown
        who = hashlib.sha256(token.encode()).hexdigest()[:16] if token else f"origin:{origin}"
        self._forget()
        if not self._counts.hit(limit, who):
            raise RateLimited(f"Too many calls: at most {limit}. Nothing happened.", retry_after=10)

    def _forget(self) -> None:
        """Drop the counts of callers who went away, now and then."""
        if (now := self._clock()) >= self._forgets_at:
            self._forgets_at = now + SWEEP_SECONDS
            self._counts.forget()
