"""What goes out of a notice besides the inbox: one row a receiver and channel, with how it fares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from store.database import Transaction
from store.telling.receivers import Receiver
from store.types import utc_text

PutOff = Literal["quiet", "digest"]


def add_delivery(
    tx: Transaction,
    notice_id: int,
    receiver: Receiver,
    channel: str,
    now: datetime,
    *,
    due: datetime | None = None,
    put_off: PutOff | None = None,
    event_id: str | None = None,
    content: str | None = None,
    refused: str | None = None,
) -> int:
    """Note that a notice goes out to somebody by a channel, now or at a moment; its id. refused: why it does not."""
    return tx.insert(
        "notice_deliveries",
        notice_id=notice_id,
        receiver_type=receiver.kind,
        receiver_id=receiver.id,
        address=(receiver.address or "") if receiver.kind == "guest" else "",
        channel=channel,
        status="waiting" if refused is None else "dropped",
        due_at=utc_text(due or now),
        put_off=put_off,
        event_id=event_id,
        last_error=refused,
        content=content,
        created_at=utc_text(now),
    )


def hand_over(tx: Transaction, ids: Sequence[int], event_id: str) -> None:
    """They lie in the outbox from now on, in one event."""
    for id in ids:
        tx.change("notice_deliveries", id, event_id=event_id)


def note_sent(tx: Transaction, ids: Sequence[int], attempts: int, now: datetime) -> None:
    """They were handed over; what they said is kept no longer, but of callbacks."""
    for id in ids:
        tx.run(
            """UPDATE notice_deliveries SET status = 'sent', sent_at = :now, attempts = :attempts, last_error = NULL,
                 content = CASE WHEN channel = 'callback' THEN content ELSE NULL END WHERE id = :id AND status = 'waiting'""",
            id=id,
            attempts=attempts,
            now=utc_text(now),
        )


def note_failure(tx: Transaction, ids: Sequence[int], attempts: int, fault: str, again: datetime | None) -> None:
    """They were not taken, and are tried again at a moment; without one they are given up."""
    for id in ids:
        tx.run(
            """UPDATE notice_deliveries SET attempts = :attempts, last_error = :fault, due_at = coalesce(:again, due_at),
                 status = CASE WHEN :again IS NULL THEN 'failed' ELSE 'waiting' END WHERE id = :id AND status = 'waiting'""",
            id=id,
            attempts=attempts,
            fault=fault,
            again=utc_text(again) if again else None,
        )
