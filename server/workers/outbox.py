"""Delivers what operations left in the outbox: at least once, with a stable id, by topic, again after a failure."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from server.workers.callbacks import TOPIC as CALLBACKS
from server.workers.deliverers import Deliverer, Event, Payload, Undeliverable, configured, fault_of
from store.calls.outbox import finish_event, give_up_event, hold_event, keep_event, lease_events, postpone_event
from store.database import Database, Row, Transaction
from store.types import utc_time

logger = logging.getLogger("hiringhall")

# What goes to servers that nobody knows: each kind by itself, as slow ones keep the others waiting.
CALENDARS = ("calendar_export", "calendar_consent_end")
LANES = ((CALLBACKS,), CALENDARS)
LEASE = timedelta(seconds=30)
# Within which one delivery ends. An event is sent by whoever has it for longer than that, so no two servers send it at once.
SENDING = timedelta(seconds=25)
BATCH = 20
# How soon somebody looks again for a deliverer of a topic that has none.
UNCLAIMED = timedelta(hours=1)


class Outbox:
    """The worker that does after the commit what needs the outside world."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], deliverers: Mapping[str, Deliverer] | None = None
    ) -> None:
        """deliverers: by topic; without them those that the environment configures."""
        self._database = database
        self._clock = clock
        self._deliverers = dict(configured() if deliverers is None else deliverers)

    def use(self, topic: str, deliverer: Deliverer) -> None:
        """Deliver a topic in another way from now on."""
        self._deliverers[topic] = deliverer

    async def run(self) -> None:
        """Deliver once a second, for ever. Servers that nobody knows answer slowly: mail does not wait for them."""
        lanes = (partial(self._deliver_lane, topics) for topics in LANES)
        await asyncio.gather(self._repeat(self._deliver_in_order), *(self._repeat(lane) for lane in lanes))

    async def _repeat(self, work: Callable[[], Awaitable[int]]) -> None:
        while True:
            await asyncio.sleep(1)
            try:
                await work()
            except Exception:
                logger.exception("the outbox failed")

    async def deliver(self) -> int:
        """Deliver what is due; how many events were done."""
        return await self._deliver_in_order() + sum([await self._deliver_lane(topics) for topics in LANES])

    async def _deliver_in_order(self) -> int:
        done = 0
        while leased := await self._database.write(self._lease):
            for row in leased:
                done += await self._deliver_one(_event(row))
        return done

    async def _deliver_lane(self, topics: Sequence[str]) -> int:
        """What goes to servers that nobody knows, a batch at once: the slowest of it takes less than the lease."""
        done = 0
        while leased := await self._database.write(lambda tx: self._lease(tx, topics)):
            done += sum(await asyncio.gather(*(self._deliver_one(_event(row)) for row in leased)))
        return done

    def _lease(self, tx: Transaction, topics: Sequence[str] = ()) -> list[Row]:
        """What is due of some topics; without any, of those that have no lane of their own."""
        now = self._clock()
        apart = [topic for lane in LANES for topic in lane]
        return lease_events(tx, now, now + LEASE, BATCH, topics=topics or apart, but=not topics)

    async def _deliver_one(self, event: Event) -> int:
        deliverer = self._deliverers.get(event.topic)
        if deliverer is None:
            await self._database.write(lambda tx: self._keep(tx, event))
            return 0
        try:
            payload: Payload | None = event.payload
            if deliverer.ready is not None or self._clock() + SENDING > utc_time(event.lease):
                event, payload = await self._database.write(lambda tx: self._ready(tx, event, deliverer))
            if payload is None:
                return 0
            await _sent(deliverer, event.event_id, payload)
            await self._database.write(lambda tx: self._finish(tx, event, deliverer))
        except Exception as error:
            fault = error
            await self._database.write(lambda tx: self._note_failure(tx, event, deliverer, fault))
            return 0
        return 1

    def _ready(self, tx: Transaction, event: Event, deliverer: Deliverer) -> tuple[Event, Payload | None]:
        """What is sent, by whoever has it; an event that nobody wants any more is done."""
        now = self._clock()
        lease = hold_event(tx, event.id, event.lease, now + LEASE)
        if lease is None:
            return event, None
        event = replace(event, lease=lease)
        payload = deliverer.ready(tx, event, now) if deliverer.ready is not None else event.payload
        if payload is None:
            finish_event(tx, event.id, now)
        return event, payload

    def _finish(self, tx: Transaction, event: Event, deliverer: Deliverer) -> None:
        now = self._clock()
        if finish_event(tx, event.id, now):
            deliverer.done(tx, event, now)

    def _note_failure(self, tx: Transaction, event: Event, deliverer: Deliverer, error: Exception) -> None:
        """Unless somebody else has it by now, who will say what became of it."""
        now, fault = self._clock(), fault_of(error)
        wait = None if isinstance(error, Undeliverable) else deliverer.plan(event.attempts)
        if wait is None:
            noted = give_up_event(tx, event.id, event.lease, fault)
        else:
            noted = postpone_event(tx, event.id, event.lease, now + wait, fault)
        if noted:
            deliverer.failed(tx, event, error, now)

    def _keep(self, tx: Transaction, event: Event) -> None:
        """Nobody could have delivered it, so it is no attempt; it waits for a server that can."""
        fault = f"There is no deliverer for the topic {event.topic!r}. It is kept until a server has one."
        logger.warning("event %s waits: %s", event.event_id, fault)
        keep_event(tx, event.id, event.lease, self._clock() + UNCLAIMED, fault)


async def _sent(deliverer: Deliverer, event_id: str, payload: Payload) -> None:
    """Hand over within the time for it; TimeoutError when that is over."""
    try:
        async with asyncio.timeout(SENDING.total_seconds()):
            await deliverer.send(event_id, payload)
    except TimeoutError as slow:
        raise TimeoutError(str(slow) or f"it was not taken within {SENDING.total_seconds():.0f} seconds") from slow


def _event(row: Row) -> Event:
    return Event(
        row["id"], row["event_id"], row["topic"], json.loads(row["payload"]), row["attempts"], row["leased_until"]
    )
