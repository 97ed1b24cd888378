"""The work with outside calendars: when they are read, and how bookings get there.

What does it is imported when it is first needed: a start should not pay for it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from server.calls.changes import Tell, nobody_listens
from server.parts import Parts
from server.workers.deliverers import Deliverer, Event, Payload
from store.database import Transaction

if TYPE_CHECKING:
    from server.workers.outside.consenting import Consenting
    from server.workers.outside.exporting import Exporting
    from server.workers.outside.opening import Opening
    from server.workers.outside.polling import Polling
    from server.workers.outside.withdrawing import Withdrawing

EXPORTS, CONSENT_ENDS = "calendar_export", "calendar_consent_end"


class Calendars:
    """Outside calendars of one server."""

    def __init__(self, parts: Parts, tell: Tell = nobody_listens) -> None:
        self._parts = parts
        self._tell = tell

    async def run(self) -> None:
        """Look every other second, for ever."""
        await asyncio.sleep(1)
        polling = await asyncio.to_thread(lambda: self.polling)
        await polling.run()

    async def tick(self) -> int:
        """Read what is due; how many calendars and accounts were looked at."""
        return await self.polling.tick()

    def deliverers(self) -> dict[str, Deliverer]:
        """How what lies in the outbox gets to outside calendars, by topic."""
        return {
            EXPORTS: Deliverer(
                send=self._send_export, plan=self._plan_export, ready=self._export_now, failed=self._export_failed
            ),
            CONSENT_ENDS: Deliverer(
                send=self._send_end,
                plan=self._plan_end,
                ready=self._end_now,
                done=self._end_done,
                failed=self._end_failed,
            ),
        }

    @cached_property
    def opening(self) -> Opening:
        from server.workers.outside.fetching import Fetcher
        from server.workers.outside.opening import Opening

        fetcher = Fetcher(self._parts.outside.private_hosts)
        return Opening(self._parts.key, fetcher, self._parts.clock, self._parts.outside)

    @cached_property
    def polling(self) -> Polling:
        from server.workers.outside.polling import Polling
        from server.workers.reading_apart import read_apart

        return Polling(self._parts, self.opening, read_apart, self._tell)

    @cached_property
    def exporting(self) -> Exporting:
        from server.workers.outside.exporting import Exporting

        return Exporting(self._parts, self.opening)

    @cached_property
    def withdrawing(self) -> Withdrawing:
        from server.workers.outside.withdrawing import Withdrawing

        return Withdrawing(self.opening)

    @cached_property
    def consenting(self) -> Consenting:
        """What comes back from Google with a person."""
        from server.workers.outside.consenting import Consenting

        return Consenting(self._parts, self.opening, self._tell)

    async def _send_end(self, event_id: str, payload: Payload) -> None:
        await self.withdrawing.send(payload)

    def _plan_end(self, attempts: int) -> timedelta | None:
        return self.withdrawing.plan(attempts)

    def _end_now(self, tx: Transaction, event: Event, now: datetime) -> Payload | None:
        return self.withdrawing.ready(tx, event, now)

    def _end_done(self, tx: Transaction, event: Event, now: datetime) -> None:
        self.withdrawing.done(tx, event)

    def _end_failed(self, tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
        self.withdrawing.failed(tx, event)

    async def _send_export(self, event_id: str, payload: Payload) -> None:
        await self.exporting.send(payload)

    def _plan_export(self, attempts: int) -> timedelta | None:
        return self.exporting.plan(attempts)

    def _export_now(self, tx: Transaction, event: Event, now: datetime) -> Payload | None:
        return self.exporting.ready(tx, event, now)

    def _export_failed(self, tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
        self.exporting.failed(tx, event, error)
