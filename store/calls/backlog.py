"""How much waits to be done beside the calls."""

from __future__ import annotations

from store.database import Transaction


def backlog(tx: Transaction) -> dict[str, int]:
    """By queue: messages to send, messages given up, webhooks to deliver, background calls."""
    row = tx.one(
        """SELECT (SELECT count(*) FROM outbox WHERE state = 'waiting') AS outbox,
                  (SELECT count(*) FROM outbox WHERE state = 'dead') AS outbox_given_up,
                  (SELECT count(*) FROM webhook_deliveries WHERE status = 'pending') AS webhooks,
                  (SELECT count(*) FROM jobs WHERE state = 'queued') AS jobs"""
    )
    return {} if row is None else {name: row[name] for name in ("outbox", "outbox_given_up", "webhooks", "jobs")}
