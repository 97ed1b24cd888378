"""What a server needs besides where others serve the same hall: one key, one clock, changes that all hear of, rates for all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from server.calls.changes import Changes
from server.calls.throttle import Throttle
from server.parts import Parts
from server.workers.counting import Counting
from server.workers.relay import Relay
from server.workers.shared_clock import SharedClock
from store.shared_key import check_shared_key


@dataclass(frozen=True, slots=True)
class Several:
    """The workers of one of several servers. clock: None where a test has its own."""

    parts: Parts
    relay: Relay
    counting: Counting
    clock: SharedClock | None

    @classmethod
    async def open(cls, parts: Parts, changes: Changes, throttle: Throttle, url: str) -> Several:
        """KeyUnusable when the others have another key."""
        clock = parts.clock if isinstance(parts.clock, SharedClock) else None
        if clock is not None:
            await clock.set(parts.database)
        await check_shared_key(parts.database, parts.key, parts.clock())
        return cls(parts, Relay(parts, changes, url), Counting(parts, throttle), clock)

    async def run(self) -> None:
        """Work for ever."""
        works = [self.relay.run(), self.counting.run()]
        if self.clock is not None:
            works.append(self.clock.run(self.parts.database))
        await asyncio.gather(*works)
