"""How what lies in the outbox reaches the outside world: mail, text messages, or the local mailbox in place of both."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from store.calls.outbox import keep_mail
from store.database import Transaction
from store.telling.deliveries import note_failure, note_sent
from tools.rules.addresses import is_loopback
from tools.rules.mail_addresses import deliverable

Payload = dict[str, Any]
MOST_ATTEMPTS = 12
LONGEST_SUBJECT = 150
SMTP_VARIABLE = "HIRINGHALL_SMTP_URL"
FROM_VARIABLE = "HIRINGHALL_MAIL_FROM"
SMS_VARIABLE = "HIRINGHALL_SMS_URL"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to deliver. attempts: how often it was tried, this time too; lease: until when it is ours, as stored."""

    id: int
    event_id: str
    topic: str
    payload: Payload
    attempts: int
    lease: str = ""


class Undeliverable(Exception):
    """What is wrong with a message that nobody will ever take: it is given up at once."""


def growing(attempts: int) -> timedelta | None:
    """Waits that double, at most an hour; after the twelfth attempt none."""
    return None if attempts >= MOST_ATTEMPTS else timedelta(seconds=min(3600, 2**attempts))


def nothing_more(tx: Transaction, event: Event, now: datetime) -> None:
    """The outbox itself keeps all there is to know of a delivery."""


def no_other_trace(tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
    """The outbox itself keeps all there is to know of a failure."""


def fault_of(error: Exception) -> str:
    """What is kept of a failure."""
    return f"{type(error).__name__}: {error}"[:300]


@dataclass(frozen=True, slots=True)
class Deliverer:
    """What the outbox does with the events of one topic.

    send: hands over the payload, with an id that is the same when it is sent again; raises when it was not taken.
    plan: when to try again after so many attempts that failed; None gives up.
    done, failed: what is stored besides, in the transaction that notes the delivery or the failure.
    ready: makes of the payload what is sent, right before it is, in a transaction; None when it is wanted no more."""

    send: Callable[[str, Payload], Awaitable[None]]
    plan: Callable[[int], timedelta | None] = growing
    done: Callable[[Transaction, Event, datetime], None] = nothing_more
    failed: Callable[[Transaction, Event, Exception, datetime], None] = no_other_trace
    ready: Callable[[Transaction, Event, datetime], Payload | None] | None = None


def wants_starttls(smtp_url: str) -> bool:
    """Whether mail goes to another machine over a connection that is not encrypted from its first byte."""
    url = urlsplit(smtp_url)
    return url.scheme == "smtp" and not is_loopback(url.hostname or "localhost") and not _is_told_to_be_open(url)


def mail_fault(smtp_url: str | None) -> str | None:
    """What is wrong with the mail server's address; None when nothing is, or there is none."""
    if not smtp_url:
        return None
    url = urlsplit(smtp_url)
    if url.scheme not in ("smtp", "smtps"):
        return f"{SMTP_VARIABLE} has to begin with smtp:// or smtps://."
    if url.password and _is_told_to_be_open(url) and not is_loopback(url.hostname or "localhost"):
        return f"{SMTP_VARIABLE} has a password, which does not leave this machine without TLS: take out starttls=no."
    return None


def sms_fault(gateway_url: str | None) -> str | None:
    """What is wrong with the gateway's address; None when nothing is, or there is none."""
    if not gateway_url:
        return None
    url = urlsplit(gateway_url)
    if url.scheme == "https" or (url.scheme == "http" and is_loopback(url.hostname or "")):
        return None
    return f"{SMS_VARIABLE} has to begin with https://, unless the gateway is on this machine."


def _is_told_to_be_open(url: SplitResult) -> bool:
    return url.query == "starttls=no"


def configured() -> dict[str, Deliverer]:
    """The deliverer of each topic, as the environment says. ValueError when messages would be read on the way."""
    smtp_url, sms_url = os.environ.get(SMTP_VARIABLE), os.environ.get(SMS_VARIABLE)
    for fault in (mail_fault(smtp_url), sms_fault(sms_url)):
        if fault:
            raise ValueError(fault)
    by_mail, by_sms = mail(smtp_url) if smtp_url else MAILBOX, sms(sms_url) if sms_url else MAILBOX
    return {"mail": by_mail, "sms": by_sms, "notice_mail": of_notices(by_mail), "notice_sms": of_notices(by_sms)}


def has_gateway() -> bool:
    """Whether text messages reach anybody: through a gateway, or the local mailbox of a hall that sends nothing."""
    return bool(os.environ.get(SMS_VARIABLE)) or not os.environ.get(SMTP_VARIABLE)


# After how many minutes a mail or text message of a notice is tried again.
NOTICE_WAITS = (1, 2, 5, 15, 30, 60, 120, 240, 360, 360, 360)


def patient(attempts: int) -> timedelta | None:
    """The waits of notices; after the twelfth attempt none."""
    return timedelta(minutes=NOTICE_WAITS[attempts - 1]) if attempts <= len(NOTICE_WAITS) else None


def of_notices(way: Deliverer) -> Deliverer:
    """The same way for mails and text messages of notices, whose payload names the deliveries they end."""

    def done(tx: Transaction, event: Event, now: datetime) -> None:
        way.done(tx, event, now)
        note_sent(tx, event.payload["deliveries"], event.attempts, now)

    def failed(tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
        way.failed(tx, event, error, now)
        wait = patient(event.attempts)
        note_failure(tx, event.payload["deliveries"], event.attempts, fault_of(error), now + wait if wait else None)

    return Deliverer(send=way.send, plan=patient, done=done, failed=failed)


def mail(smtp_url: str) -> Deliverer:
    """Through a mail server, smtp[s]://user:password@host:port. Off this machine never without TLS, unless a relay without
    a password is told so with ?starttls=no."""
    return Deliverer(send=lambda event_id, payload: send_mail(smtp_url, event_id, payload))


def sms(gateway_url: str) -> Deliverer:
    """Through a gateway that takes JSON by POST."""
    return Deliverer(send=lambda event_id, payload: send_sms(gateway_url, event_id, payload))


async def send_mail(smtp_url: str, event_id: str, payload: Payload) -> None:
    """Send one mail; its Message-ID is the event's, so a repeat is recognised. Undeliverable: no repeat will help."""
    import aiosmtplib

    url = urlsplit(smtp_url)
    message = _message(event_id, payload)
    try:
        await aiosmtplib.send(
            message,
            hostname=url.hostname or "localhost",
            port=url.port or (465 if url.scheme == "smtps" else 25),
            username=unquote(url.username) if url.username else None,
            password=unquote(url.password) if url.password else None,
            use_tls=url.scheme == "smtps",
            # By itself the library goes on in plain text when whoever stands between says that there is no TLS.
            start_tls=wants_starttls(smtp_url),
            timeout=20,
        )
    except aiosmtplib.SMTPNotSupported:
        if payload["to"].rpartition("@")[0].isascii():
            raise
        raise Undeliverable(
            "the name before the @ has letters beyond ASCII, and the mail server does not take such (SMTPUTF8)"
        ) from None


def _message(event_id: str, payload: Payload) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"] = _sender(os.environ.get(FROM_VARIABLE) or "hiringhall@localhost")
        message["To"] = _address("", payload["to"])
        message["Subject"] = _one_line(payload["subject"])
        message["Message-ID"] = f"<{event_id}@hiringhall>"
        message.set_content(payload["body"])
    except (ValueError, UnicodeError, MessageError) as error:
        raise Undeliverable(f"it cannot be written as a mail: {error}") from None
    return message


def _sender(configured: str) -> Address:
    """Who the mail is from, such as 'Hiring Hall, Helsinki <hall@example.com>', whatever signs the name has."""
    name, _, address = _one_line(configured).rpartition("<")
    return _address(name.strip().strip('"'), address.rstrip("> "))


def _address(name: str, address: str) -> Address:
    local, _, domain = deliverable(address).rpartition("@")
    return Address(name, local, domain)


def _one_line(subject: str) -> str:
    """A subject as a header takes it, whatever stands in it."""
    line = " ".join("".join(character if character.isprintable() else " " for character in subject).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


async def send_sms(gateway_url: str, event_id: str, payload: Payload) -> None:
    """Hand one text message to a gateway: JSON {id, to, text} by POST; a repeat has the same id."""
    import httpx

    message = {"id": event_id, "to": payload["to"], "text": payload["body"]}
    async with httpx.AsyncClient(timeout=20) as client:
        answer = await client.post(gateway_url, json=message, headers={"Idempotency-Key": event_id})
        answer.raise_for_status()


async def _stays_here(event_id: str, payload: Payload) -> None:
    """Nothing leaves the machine."""


def _keep(tx: Transaction, event: Event, now: datetime) -> None:
    keep_mail(tx, event.event_id, event.payload["to"], event.payload["subject"], event.payload["body"], now)


# Local delivery: mail and text messages lie in the database's own mailbox.
MAILBOX = Deliverer(send=_stays_here, done=_keep)
