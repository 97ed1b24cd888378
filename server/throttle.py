"""How often a caller may call, by a kept rate-limit library; counted in this process."""

from __future__ import annotations

import hashlib

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from tools.errors import RateLimited


class Throttle:
    """Calls a minute for one credential, and fewer for callers without one, by where they come from."""

    def __init__(self, known: str = "6000/minute", unknown: str = "600/minute") -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._known = parse(known)
        self._unknown = parse(unknown)

    def check(self, token: str | None, origin: str) -> None:
        """Count one call; RateLimited when it is one too many."""
        limit = self._known if token else self._unknown
        who = hashlib.sha256(token.encode()).hexdigest()[:16] if token else f"origin:{origin}"
        if not self._limiter.hit(limit, who):
            raise RateLimited(
                f"Too many calls: at most {limit.amount} a minute. Nothing happened.",
                retry_after=10,
            )
