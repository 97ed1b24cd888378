"""The clock of the database's server, by which all servers of a hall go: a lease ends for all at the same moment."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta

from store.database import Database, StoreUnavailable
from store.shared_clock import database_time

logger = logging.getLogger("hiringhall")

EVERY_SECONDS = 60.0
TRIES = 3
# Less than that is how long an answer takes on its way.
NOTHING = 0.02


class SharedClock:
    """Now, in UTC, to the millisecond: this machine's clock, set right by the database's."""

    def __init__(self) -> None:
        self._behind = 0.0

    def __call__(self) -> datetime:
        now = datetime.now(UTC) + timedelta(seconds=self._behind)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    async def set(self, database: Database) -> None:
        """Ask what time it is; of several answers the quickest is nearest to the truth."""
        asked = [await _asked(database) for _ in range(TRIES)]
        behind = min(asked)[1]
        if abs(behind - self._behind) > NOTHING:
            self._behind = behind

    async def run(self, database: Database) -> None:
        """Ask once a minute, for ever."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.set(database)
            except StoreUnavailable:
                # It goes on as it was set.
                continue
            except Exception:
                logger.exception("the clock could not be set")


async def _asked(database: Database) -> tuple[float, float]:
    """How long the answer took, and by how much this machine's clock was behind."""
    began = time.time()
    there = await database.read(database_time)
    took = time.time() - began
    return took, there - (began + took / 2)
