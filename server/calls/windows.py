"""Rates that hold exactly: in no stretch of time more than so many, and nobody who stays below is refused.

Every hit is remembered until its window has passed. Estimates from two counts would take less memory, but let twice as many
through at the turn of a minute."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_RATE = re.compile(r"\s*([1-9][0-9]{0,11})\s*/\s*(second|minute|hour|day)\s*")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in a stretch of so many seconds."""

    amount: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Rate:
        """From '6000/minute'; ValueError for anything else."""
        found = _RATE.fullmatch(text)
        if found is None:
            raise ValueError(
                f"A rate is a number, a slash and second, minute, hour or day, such as 6000/minute; not {text!r}"
            )
        return cls(int(found[1]), found[2])

    @property
    def seconds(self) -> int:
        return _UNITS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {'an' if self.unit == 'hour' else 'a'} {self.unit}"


class Windows:
    """Hits by whose they are. Not for several threads at once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._hits: dict[str, deque[float]] = {}
        self._longest = 0

    def __len__(self) -> int:
        return len(self._hits)

    def hit(self, rate: Rate, who: str, elsewhere: int = 0) -> bool:
        """Count one; False, and nothing counted, when it is one too many. elsewhere: how many others have counted."""
        now = self._clock()
        hits = self._hits.get(who)
        if hits is None:
            hits = self._hits[who] = deque()
        self._longest = max(self._longest, rate.seconds)
        while hits and hits[0] <= now - rate.seconds:
            hits.popleft()
        if len(hits) + elsewhere >= rate.amount:
            return False
        hits.append(now)
        return True

    def count(self, rate: Rate, who: str) -> int:
        """How many are counted in the window that ends now."""
        hits, before = self._hits.get(who, deque()), self._clock() - rate.seconds
        while hits and hits[0] <= before:
            hits.popleft()
        return len(hits)

    def forget(self) -> None:
        """Drop what has passed of everybody."""
        before = self._clock() - self._longest
        for who in [who for who, hits in self._hits.items() if not hits or hits[-1] <= before]:
            del self._hits[who]
