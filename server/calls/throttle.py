"""How often a caller may call, by a kept rate-limit library; counted in this process."""

from __future__ import annotations

import hashlib
import os
import time
from functools import cached_property
from typing import TYPE_CHECKING, cast

from tools.errors import RateLimited

if TYPE_CHECKING:
    from threading import Timer

    from limits import RateLimitItem
    from limits.storage import MemoryStorage
    from limits.strategies import RateLimiter

SWEEP_SECONDS = 60.0


class Throttle:
    """Calls a minute for one credential (HIRINGHALL_RATE changes it), and fewer for callers without one, by their origin."""

    def __init__(self, known: str | None = None, unknown: str = "600/minute") -> None:
        self._rates = (known or os.environ.get("HIRINGHALL_RATE") or "6000/minute", unknown)
        self._forgets_at = 0.0

    @cached_property
    def _counts(self) -> MemoryStorage:
        # Made at the first call: a start should not pay for the library.
        from limits.storage import MemoryStorage

        counts = MemoryStorage()
        counts.timer.cancel()
        counts.timer = cast("Timer", _NoTimer())
        return counts

    @cached_property
    def _limiter(self) -> RateLimiter:
        from limits.strategies import SlidingWindowCounterRateLimiter

        return SlidingWindowCounterRateLimiter(self._counts)

    @cached_property
    def _known(self) -> RateLimitItem:
        from limits import parse

        return parse(self._rates[0])

    @cached_property
    def _unknown(self) -> RateLimitItem:
        from limits import parse

        return parse(self._rates[1])

    def check(self, token: str | None, origin: str) -> None:
        """Count one call; RateLimited when it is one too many."""
        limit = self._known if token else self._unknown
        who = hashlib.sha256(token.encode()).hexdigest()[:16] if token else f"origin:{origin}"
        self._forget()
        if not self._limiter.hit(limit, who):
            raise RateLimited(
                f"Too many calls: at most {limit.amount} a minute. Nothing happened.",
                retry_after=10,
            )

    def _forget(self) -> None:
        """Drop the counts of callers who went away, now and then."""
        if (now := time.monotonic()) < self._forgets_at:
            return
        self._forgets_at = now + SWEEP_SECONDS
        for who in list(self._counts.expirations):
            # Looking at a count that has expired removes it.
            self._counts.get(who)


class _NoTimer:
    """Stands in for the library's timer, which would start a thread for every hundredth of a second with a call in it."""

    def is_alive(self) -> bool:
        return True
