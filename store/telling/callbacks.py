"""Callbacks to agents as rows: what is sent now, and how an agent's address fares."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text


def callback_to_send(tx: Transaction, delivery_id: int) -> Row | None:
    """A delivery with what it takes to send it: id, notice_id, status, content, agent_status, callback_url, secret,
    old_secret, old_secret_until, refused_url."""
    return tx.one(
        """SELECT d.id, d.notice_id, d.status, d.content, a.status AS agent_status, a.callback_url, c.secret, c.old_secret,
                  c.old_secret_until, c.refused_url
           FROM notice_deliveries d JOIN agents a ON a.id = d.receiver_id LEFT JOIN agent_callbacks c ON c.agent_id = a.id
           WHERE d.id = :id AND d.channel = 'callback' AND d.receiver_type = 'agent'""",
        id=delivery_id,
    )


def note_success(tx: Transaction, delivery_id: int, now: datetime) -> None:
    """The address of a delivery's agent took it."""
    tx.run(
        f"UPDATE agent_callbacks SET last_success = :now WHERE agent_id = {_AGENT}", id=delivery_id, now=utc_text(now)
    )


def note_failed(tx: Transaction, delivery_id: int, refused_url: str | None, now: datetime) -> None:
    """It did not. refused_url: the address that answered that it wants no more."""
    tx.run(
        f"""UPDATE agent_callbacks SET last_failure = :now, refused_url = coalesce(:refused, refused_url)
            WHERE agent_id = {_AGENT}""",
        id=delivery_id,
        refused=refused_url,
        now=utc_text(now),
    )


_AGENT = "(SELECT receiver_id FROM notice_deliveries WHERE id = :id)"


def forget_refusal(tx: Transaction, agent_id: int) -> None:
    """The agent named another address, which has refused nothing."""
    tx.run("UPDATE agent_callbacks SET refused_url = NULL WHERE agent_id = :id", id=agent_id)
