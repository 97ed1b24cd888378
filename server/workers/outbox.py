"""Delivers what operations left in the outbox: at least once, with a stable id, with retries that grow apart."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from store.database import Database, Row, Transaction
from store.types import utc_text

logger = logging.getLogger("hiringhall")

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 12
BATCH = 20


class Outbox:
    """The worker that does after the commit what needs the outside world."""

    def __init__(self, database: Database, clock: Callable[[], datetime], smtp_url: str | None = None) -> None:
        self._database = database
        self._clock = clock
        self._smtp_url = smtp_url or os.environ.get("HIRINGHALL_SMTP_URL")
        self._sms_url = os.environ.get("HIRINGHALL_SMS_URL")

    async def run(self) -> None:
        """Deliver once a second, for ever."""
        while True:
            await asyncio.sleep(1)
            try:
                await self.deliver()
            except Exception:
                logger.exception("the outbox failed")

    async def deliver(self) -> int:
        """Deliver what is due; how many events were done."""
        done = 0
        while events := await self._database.write(self._lease):
            for event in events:
                done += await self._deliver_one(event)
        return done

    def _lease(self, tx: Transaction) -> list[Row]:
        now = self._clock()
        return tx.all(
            """UPDATE outbox SET leased_until = :until, attempts = attempts + 1
               WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND next_attempt_at <= :now
                            AND (leased_until IS NULL OR leased_until <= :now) ORDER BY id LIMIT :batch)
               RETURNING id, event_id, topic, payload, attempts""",
            until=utc_text(now + LEASE),
            now=utc_text(now),
            batch=BATCH,
        )

    async def _deliver_one(self, event: Row) -> int:
        payload = json.loads(event["payload"])
        try:
            if event["topic"] == "sms" and self._sms_url:
                await send_sms(self._sms_url, event["event_id"], payload)
                await self._database.write(lambda tx: self._finish(tx, event))
            elif event["topic"] == "mail" and self._smtp_url:
                await send_mail(self._smtp_url, event["event_id"], payload)
                await self._database.write(lambda tx: self._finish(tx, event))
            else:
                await self._database.write(lambda tx: self._keep(tx, event, payload))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"[:300]
            await self._database.write(lambda tx: self._postpone(tx, event, fault))
            return 0
        return 1

    def _keep(self, tx: Transaction, event: Row, payload: dict[str, str]) -> None:
        """Local delivery: mail and text messages lie in the database's own mailbox."""
        tx.run(
            """INSERT INTO mailbox (event_id, address, subject, body, created_at)
               VALUES (:event_id, :address, :subject, :body, :now) ON CONFLICT (event_id) DO NOTHING""",
            event_id=event["event_id"],
            address=payload["to"].lower(),
            subject=payload["subject"],
            body=payload["body"],
            now=utc_text(self._clock()),
        )
        self._finish(tx, event)

    def _finish(self, tx: Transaction, event: Row) -> None:
        tx.change("outbox", event["id"], state="done", done_at=utc_text(self._clock()), leased_until=None)

    def _postpone(self, tx: Transaction, event: Row, fault: str) -> None:
        wait = timedelta(seconds=min(3600, 2 ** event["attempts"]))
        state = "dead" if event["attempts"] >= MOST_ATTEMPTS else "waiting"
        tx.change(
            "outbox",
            event["id"],
            state=state,
            next_attempt_at=utc_text(self._clock() + wait),
            leased_until=None,
            last_error=fault,
        )


async def send_mail(smtp_url: str, event_id: str, payload: dict[str, str]) -> None:
    """Send one mail; its Message-ID is the event's, so a repeat is recognised. URL: smtp[s]://user:password@host:port."""
    from urllib.parse import unquote, urlsplit

    import aiosmtplib

    url = urlsplit(smtp_url)
    message = EmailMessage()
    message["From"] = os.environ.get("HIRINGHALL_MAIL_FROM", "hiringhall@localhost")
    message["To"] = payload["to"]
    message["Subject"] = payload["subject"]
    message["Message-ID"] = f"<{event_id}@hiringhall>"
    message.set_content(payload["body"])
    await aiosmtplib.send(
        message,
        hostname=url.hostname or "localhost",
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        timeout=20,
    )


async def send_sms(gateway_url: str, event_id: str, payload: dict[str, str]) -> None:
    """Hand one text message to a gateway: JSON {id, to, text} by POST; a repeat has the same id."""
    import httpx

    message = {"id": event_id, "to": payload["to"], "text": payload["body"]}
    async with httpx.AsyncClient(timeout=20) as client:
        answer = await client.post(gateway_url, json=message, headers={"Idempotency-Key": event_id})
        answer.raise_for_status()
