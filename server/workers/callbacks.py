"""Callbacks to agents: a notice goes to the address an agent named, signed as Standard Webhooks 1.0 says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from server.workers.deliverers import Deliverer, Event, Payload, Undeliverable
from server.workers.outgoing import Resolve, looked_up
from server.workers.posting import NotTaken, Poster
from store.database import Row, Transaction
from store.installation_key import InstallationKey
from store.telling import callbacks as store
from store.telling.deliveries import drop, note_failure, note_sent
from store.types import utc_text
from tools.rules.callback_secrets import SECRET_LABEL, signatures

if TYPE_CHECKING:
    import httpx

TOPIC = "notice_callback"
WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
)  # fmt: skip


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

    poster = Poster(resolve, transport)

    async def send(event_id: str, payload: Payload) -> None:
        await _send(payload, clock(), poster)

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


async def _send(payload: Payload, now: datetime, poster: Poster) -> None:
    body, moment = payload["body"].encode(), int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "hiringhall",
        "webhook-id": payload["id"],
        "webhook-timestamp": str(moment),
        "webhook-signature": signatures(payload["secrets"], payload["id"], moment, body),
    }
    status = await poster.post(payload["url"], headers, body)
    if status == 410:
        raise CallbackRefused(payload["url"])
    if not 200 <= status < 300:
        raise NotTaken(f"the server answered {status}")


def _done(tx: Transaction, event: Event, now: datetime) -> None:
    id = event.payload["delivery"]
    note_sent(tx, [id], event.attempts, now)
    store.note_success(tx, id, now)


def _failed(tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
    id = event.payload["delivery"]
    refused_url = error.url if isinstance(error, CallbackRefused) else None
    wait = None if refused_url else plan(event.attempts)
    # What else may be wrong is ours alone to know.
    fault = str(error) if isinstance(error, NotTaken | CallbackRefused) else "it could not be sent"
    note_failure(tx, [id], event.attempts, fault, now + wait if wait else None)
    store.note_failed(tx, id, refused_url, now)
