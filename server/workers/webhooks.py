"""Sends events to the webhooks of companies: those of one webhook one after another, oldest first, webhooks side by side."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.calls.changes import Tell, nobody_listens
from server.parts import Parts
from server.workers.posting import NotTaken, Poster
from store.database import Row, Transaction
from store.types import utc_text
from store.webhooks import webhooks
from tools.rules.addresses import host_and_port
from tools.webhooks import outcomes
from tools.webhooks.rules.signing import SECRET_LABEL, signed_headers

logger = logging.getLogger("hiringhall")

# Longer than one attempt takes; taken anew before each.
LEASE = timedelta(seconds=60)
MOST_AT_ONCE = 32
MOST_IN_A_ROW = 50
OWN_HEADERS = {"Content-Type": "application/json", "User-Agent": "hiringhall"}
PRIVATE_VARIABLE = "HIRINGHALL_WEBHOOKS_ALLOW_PRIVATE"


def private_allowed() -> bool:
    """Whether the operator lets webhooks lead to private addresses, over http too. ValueError when it is set wrongly."""
    said = (os.environ.get(PRIVATE_VARIABLE) or "no").lower()
    if said not in ("yes", "no"):
        raise ValueError(f"{PRIVATE_VARIABLE} is yes or no.")
    return said == "yes"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One attempt: what is sent, and to where. is_signed: there was a secret to sign it with."""

    delivery_id: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    lease: str
    is_signed: bool


class WebhookSender:
    """The worker that empties what waits for webhooks. One that answers slowly keeps nobody else waiting."""

    def __init__(self, parts: Parts, poster: Poster | None = None, tell: Tell = nobody_listens) -> None:
        self._parts = parts
        self.poster = poster or Poster()
        self._tell = tell
        self._under_way: set[asyncio.Task[int]] = set()

    async def run(self) -> None:
        """Look once a second, for ever."""
        try:
            while True:
                await asyncio.sleep(1)
                try:
                    await self._begin()
                except Exception:
                    logger.exception("sending to webhooks failed")
        finally:
            under_way = list(self._under_way)
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def deliver(self) -> int:
        """Send what is due; how many attempts that took."""
        done = 0
        while await self._begin():
            done += sum(await asyncio.gather(*self._under_way))
        return done

    async def _begin(self) -> int:
        """Take webhooks that have something to send, as many as are not too many at once; how many."""
        room = MOST_AT_ONCE - len(self._under_way)
        now = self._parts.clock()
        if room <= 0 or not await self._parts.database.read(lambda tx: webhooks.is_anything_due(tx, now)):
            return 0
        leased = await self._parts.database.write(lambda tx: webhooks.lease_webhooks(tx, now, now + LEASE, room))
        for id in leased:
            task = asyncio.create_task(self._empty(id, utc_text(now + LEASE)))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(leased)

    async def _empty(self, webhook_id: int, lease: str) -> int:
        """Send what is due for one webhook, oldest first, until nothing is, it gives no answer or others are to have a turn;
        how many attempts that took."""
        done, answers = 0, True
        try:
            while parcel := await self._next(webhook_id, lease, answers and done < MOST_IN_A_ROW):
                answers = await self._attempt(parcel)
                lease, done = parcel.lease, done + 1
        except Exception:
            logger.exception("webhook %s could not be sent to", webhook_id)
        return done

    async def _next(self, webhook_id: int, lease: str, goes_on: bool) -> Parcel | None:
        return await self._parts.database.write(lambda tx: self._taken(tx, webhook_id, lease, goes_on))

    def _taken(self, tx: Transaction, webhook_id: int, lease: str, goes_on: bool) -> Parcel | None:
        """What is sent next, read right before. None when nothing is due or it is enough: then the webhook is let go, unless
        somebody else has it by now."""
        now, row = self._parts.clock(), webhooks.webhook_by_id(tx, webhook_id)
        if row is None or row["leased_until"] != lease:
            return None
        due = webhooks.next_due(tx, webhook_id, now) if goes_on else None
        lease = utc_text(now + LEASE)
        webhooks.change_webhook(tx, webhook_id, leased_until=lease if due is not None else None)
        if due is None:
            return None
        body = due["body"].encode()
        signed = signed_headers(row["signature"], self._secrets(row, now), due["event_id"], now, body)
        return Parcel(due["id"], row["url"], {**OWN_HEADERS, **signed}, body, lease, bool(signed))

    def _secrets(self, row: Row, now: datetime) -> list[str]:
        """What it is signed with: the secret, and for a while the one before it. None that can be read: nothing signs it, and
        the attempt fails."""
        sealed = [row["secret"]]
        if row["old_secret"] is not None and row["old_secret_until"] > utc_text(now):
            sealed.append(row["old_secret"])
        opened = [self._parts.key.opened(SECRET_LABEL, each) for each in sealed]
        return [secret for secret in opened if secret] if opened[0] else []

    async def _attempt(self, parcel: Parcel) -> bool:
        """One try, and what came of it; whether there was an answer, whatever it was."""
        started, status, fault = time.monotonic(), None, None
        at = self._parts.clock()
        try:
            status = await self._posted(parcel)
        except NotTaken as said:
            fault = str(said)
        except Exception:
            logger.exception("delivery %s could not be sent", parcel.delivery_id)
            fault = "it could not be sent"
        tried = outcomes.Tried(parcel.url, at, round((time.monotonic() - started) * 1000), status, fault)

        def note(tx: Transaction) -> list[str]:
            call = self._parts.own_call(tx, "webhook", "send")
            outcomes.note_attempt(call, parcel.delivery_id, tried)
            return call.changes

        await self._tell(await self._parts.database.write(note))
        return status is not None

    async def _posted(self, parcel: Parcel) -> int:
        if not parcel.is_signed:
            raise NotTaken("the secret cannot be read: make a new one with rotate_webhook_secret")
        trusted = {host_and_port(parcel.url)} if self._parts.private_webhooks else ()
        return await self.poster.post(parcel.url, parcel.headers, parcel.body, trusted)
