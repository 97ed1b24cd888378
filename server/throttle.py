"""How often a caller may call, by a kept rate-limit library; counted in this process."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from typing import TYPE_CHECKING

from tools.errors import RateLimited

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter


class Throttle:
    """Calls a minute for one credential (HIRINGHALL_RATE changes it), and fewer for callers without one, by their origin."""

    def __init__(self, known: str | None = None, unknown: str = "600/minute") -> None:
        self._rates = (known or os.environ.get("HIRINGHALL_RATE") or "6000/minute", unknown)

    @cached_property
    def _limiter(self) -> RateLimiter:
        # Made at the first call: a start should not pay for the library.
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        return SlidingWindowCounterRateLimiter(MemoryStorage())

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
        if not self._limiter.hit(limit, who):
            raise RateLimited(
                f"Too many calls: at most {limit.amount} a minute. Nothing happened.",
                retry_after=10,
            )
