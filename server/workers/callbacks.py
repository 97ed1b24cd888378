"""Callbacks to agents: a notice goes to the address an agent named, signed as Standard Webhooks 1.0 says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from server.workers.deliverers import Deliverer, Event, Payload, Undeliverable
from server.workers.outgoing import ForbiddenTarget, Resolve, checked_target, looked_up
from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.telling import callbacks as store
from store.telling.deliveries import drop, note_failure, note_sent
from store.types import utc_text
from tools.rules.callback_secrets import SECRET_LABEL, signatures

if TYPE_CHECKING:
    import ssl

    import httpx

TOPIC = "notice_callback"
# Looking the name up takes part of it.
SECONDS = 10.0
WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
)  # fmt: skip


class CallbackFailed(Exception):
    """The address did not take it. The text goes to whoever named the address, so it tells nothing of what lies inside."""


class CallbackRefused(Undeliverable):
    """The address answered that it wants no more (410)."""

    def __init__(self, url: str) -> None:
        super().__init__("the server answered 410: it wants no more until the address or the secret changes")
        self.url = url


def plan(attempts: int) -> timedelta | None:
    """The waits of callbacks; after the ninth attempt none."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def to_agents(
    key: InstallationKey,
    clock: Callable[[], datetime],
    resolve: Resolve = looked_up,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Deliverer:
    """The deliverer of callbacks. The outbox only names the delivery: address, secret and body are read right before."""

    async def send(event_id: str, payload: Payload) -> None:
        await _send(payload, clock(), resolve, transport)

    return Deliverer(
        send=send, plan=plan, done=_done, failed=_failed, ready=lambda tx, event, now: _ready(tx, event, key, now)
    )


def _ready(tx: Transaction, event: Event, key: InstallationKey, now: datetime) -> Payload | None:
    """What is sent now; None when it is wanted no more, or the agent has no way to be called back."""
    row = store.callback_to_send(tx, event.payload["delivery"])
    if row is None or row["status"] != "waiting":
        return None
    if row["agent_status"] == "banned" or row["callback_url"] is None or row["secret"] is None:
        drop(tx, [row["id"]])
        return None
    if row["refused_url"] == row["callback_url"]:
        note_failure(tx, [row["id"]], event.attempts - 1, "the address has answered 410 before", None)
        return None
    secrets = _secrets(row, key, now)
    if not secrets:
        note_failure(tx, [row["id"]], event.attempts - 1, "the secret cannot be read: make a new one", None)
        return None
    return {"url": row["callback_url"], "id": f"notice_{row['notice_id']}", "body": row["content"], "secrets": secrets}


def _secrets(row: Row, key: InstallationKey, now: datetime) -> list[str]:
    """What it is signed with: the secret, and for a day the one before it."""
    sealed = [row["secret"]]
    if row["old_secret"] is not None and row["old_secret_until"] > utc_text(now):
        sealed.append(row["old_secret"])
    return [secret for secret in (key.opened(SECRET_LABEL, each) for each in sealed) if secret]


async def _send(payload: Payload, now: datetime, resolve: Resolve, transport: httpx.AsyncBaseTransport | None) -> None:
    import httpx

    body, moment = payload["body"].encode(), int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "hiringhall",
        "webhook-id": payload["id"],
        "webhook-timestamp": str(moment),
        "webhook-signature": signatures(payload["secrets"], payload["id"], moment, body),
    }
    try:
        async with asyncio.timeout(SECONDS):
            status = await _status_of(payload["url"], headers, body, resolve, transport)
    except ForbiddenTarget:
        raise CallbackFailed("the address leads to no server on the internet") from None
    except (TimeoutError, httpx.TimeoutException):
        raise CallbackFailed(f"no answer within {SECONDS:.0f} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise CallbackFailed("the server could not be reached, or broke off") from None
    if status == 410:
        raise CallbackRefused(payload["url"])
    if not 200 <= status < 300:
        raise CallbackFailed(f"the server answered {status}")


async def _status_of(
    url: str, headers: dict[str, str], body: bytes, resolve: Resolve, transport: httpx.AsyncBaseTransport | None
) -> int:
    """Post once, to the address that was checked; what comes back besides the status is not read."""
    import httpx

    target = await checked_target(url, resolve)
    client = httpx.AsyncClient(trust_env=False, timeout=SECONDS, verify=_certificates(), transport=transport)
    async with (
        client,
        client.stream(
            "POST",
            target.pinned,
            content=body,
            headers={**headers, **target.headers},
            extensions=target.extensions,
            follow_redirects=False,
        ) as answer,
    ):
        return answer.status_code


@cache
def _certificates() -> ssl.SSLContext:
    """Reading them takes longer than most answers, so it is done once."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def _done(tx: Transaction, event: Event, now: datetime) -> None:
    id = event.payload["delivery"]
    note_sent(tx, [id], event.attempts, now)
    store.note_success(tx, id, now)


def _failed(tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
    id = event.payload["delivery"]
    refused_url = error.url if isinstance(error, CallbackRefused) else None
    wait = None if refused_url else plan(event.attempts)
    # What else may be wrong is ours alone to know.
    fault = str(error) if isinstance(error, CallbackFailed | CallbackRefused) else "it could not be sent"
    note_failure(tx, [id], event.attempts, fault, now + wait if wait else None)
    store.note_failed(tx, id, refused_url, now)
