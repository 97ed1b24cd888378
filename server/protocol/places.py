"""How much of what costs nothing to hold may be held at once: by one holder, and by all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

# Sessions, streams and large bodies; strangers count by the network they come from, known callers by themselves.
STRANGERS_SESSIONS = (20, 1_000)
KNOWN_SESSIONS = (100, 5_000)
STRANGERS_STREAMS = (8, 200)
KNOWN_STREAMS = (50, 1_000)
LARGE_BODIES = (8, 32)
CONNECTIONS = (256, 2_048)


class NoPlace(Exception):
    """Nothing is free. holder: whether it is the holder's own bound that was reached, else that of all."""

    def __init__(self, holder: bool) -> None:
        super().__init__("You hold too many at once." if holder else "Too many are held at once.")
        self.holder = holder


class Places:
    """Counts what is held."""

    def __init__(self, each: int, all: int) -> None:
        self.each, self.all = each, all
        self.held: Counter[str] = Counter()
        self.total = 0

    def take(self, who: str) -> None:
        """One more for this holder; NoPlace when it is one too many."""
        if self.held[who] >= self.each:
            raise NoPlace(holder=True)
        if self.total >= self.all:
            raise NoPlace(holder=False)
        self.held[who] += 1
        self.total += 1

    def is_full_for(self, who: str) -> bool:
        """Whether this holder would get none."""
        return self.held[who] >= self.each or self.total >= self.all

    def give_back(self, who: str) -> None:
        self.held[who] -= 1
        self.total -= 1
        if self.held[who] <= 0:
            del self.held[who]

    @contextmanager
    def taken(self, who: str) -> Iterator[None]:
        """One more for as long as this lasts; NoPlace when it is one too many."""
        self.take(who)
        try:
            yield
        finally:
            self.give_back(who)
