"""Rates that hold for all servers of a hall together: each counts by itself, and says what it counted.

Who takes less than a twentieth of their rate at a server is not spoken of, so a call costs nothing more, and a quiet hall writes
nothing. Of who takes more, each server says how much: every second, and at once after every further twentieth. What
comes through beyond a rate is what the other servers let through in the tenth of a second in between, and a twentieth for
each of them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import timedelta

from server.calls.throttle import Throttle
from server.parts import Parts
from store.calls.counts import counted_elsewhere, tell_counts
from store.database import StoreUnavailable, Transaction
from store.types import utc_text

logger = logging.getLogger("hiringhall")

EVERY_SECONDS = 1.0
REST_SECONDS = 0.1


class Counting:
    """What one server says of its callers, and hears of the others'."""

    def __init__(self, parts: Parts, throttle: Throttle) -> None:
        self._parts = parts
        self._throttle = throttle
        self._name = secrets.token_hex(8)
        self._has_said = False

    async def run(self) -> None:
        """Say and hear, for ever."""
        wake = self._throttle.share()
        while True:
            try:
                await self.exchange()
            except StoreUnavailable as unavailable:
                logger.warning("rates hold for each server by itself: %s", unavailable)
            except Exception:
                logger.exception("counts of calls could not be exchanged")
            await asyncio.sleep(REST_SECONDS)
            try:
                async with asyncio.timeout(EVERY_SECONDS):
                    await wake.wait()
            except TimeoutError:
                pass
            wake.clear()

    async def exchange(self) -> None:
        """Say what was counted here, and hear what was counted elsewhere."""
        mine = self._throttle.busy()
        if mine or self._has_said:
            elsewhere = await self._parts.database.write(lambda tx: self._said(tx, mine), durable=False)
        else:
            elsewhere = await self._parts.database.read(self._elsewhere)
        self._has_said = bool(mine)
        self._throttle.hear(elsewhere)

    def _said(self, tx: Transaction, mine: dict[str, int]) -> dict[str, int]:
        now = self._parts.clock()
        outdated = now - 2 * timedelta(seconds=self._throttle.longest)
        tell_counts(tx, self._name, mine, utc_text(now), utc_text(outdated))
        return self._elsewhere(tx)

    def _elsewhere(self, tx: Transaction) -> dict[str, int]:
        """What a server said that is gone by now counts until its calls are out of the window."""
        since = self._parts.clock() - timedelta(seconds=self._throttle.longest)
        return counted_elsewhere(tx, self._name, utc_text(since))
