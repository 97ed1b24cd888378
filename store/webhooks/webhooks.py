"""Webhooks as rows: one is the company's main one, the others were added beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text

# As every function here answers a webhook.
_WEBHOOK = """
    SELECT id, company_id, is_main, name, url, status, signature, events, in_order, secret, old_secret, old_secret_until,
           last_triggered, last_error, last_error_reason, failing_since, told, leased_until, created_at, updated_at
    FROM webhooks"""


def main_webhook(tx: Transaction, company_id: int) -> Row | None:
    """The one a company sets with set_webhook."""
    return tx.one(f"{_WEBHOOK} WHERE company_id = :company AND is_main = 1 AND deleted_at IS NULL", company=company_id)


def webhook(tx: Transaction, company_id: int, id: int) -> Row | None:
    """One of a company's webhooks."""
    return tx.one(
        f"{_WEBHOOK} WHERE id = :id AND company_id = :company AND deleted_at IS NULL", id=id, company=company_id
    )


def webhook_by_id(tx: Transaction, id: int) -> Row | None:
    """A webhook of whatever company, for the worker."""
    return tx.one(f"{_WEBHOOK} WHERE id = :id AND deleted_at IS NULL", id=id)


def webhooks_of(tx: Transaction, company_id: int) -> list[Row]:
    """A company's webhooks, the main one first, then by age."""
    return tx.all(
        f"{_WEBHOOK} WHERE company_id = :company AND deleted_at IS NULL ORDER BY is_main DESC, id", company=company_id
    )


def insert_webhook(tx: Transaction, company_id: int, stamp: str, **values: Any) -> int:
    return tx.insert("webhooks", company_id=company_id, created_at=stamp, updated_at=stamp, **values)


def change_webhook(tx: Transaction, id: int, **values: Any) -> None:
    tx.change("webhooks", id, **values)


def delete_webhook(tx: Transaction, id: int, stamp: str) -> None:
    """It is gone; its secrets are erased, the log of what was sent stays."""
    gone = {"deleted_at": stamp, "updated_at": stamp, "status": "disabled", "leased_until": None}
    tx.change("webhooks", id, secret=None, old_secret=None, old_secret_until=None, **gone)


# What is due: of an enabled webhook, and where order is wanted the oldest that waits; a test in any case.
_DUE = """
    d.status = 'pending' AND d.next_attempt_at <= :now AND w.deleted_at IS NULL
    AND (d.is_test = 1 OR (w.status = 'enabled' AND (w.in_order = 0 OR NOT EXISTS (
        SELECT 1 FROM webhook_deliveries e
        WHERE e.webhook_id = d.webhook_id AND e.id < d.id AND e.status = 'pending' AND e.is_test = 0))))"""


def is_anything_due(tx: Transaction, now: datetime) -> bool:
    """Whether a webhook that nobody is sending to has something to send."""
    return (
        tx.value(
            f"""SELECT 1 FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
                WHERE {_DUE} AND (w.leased_until IS NULL OR w.leased_until <= :now) LIMIT 1""",
            now=utc_text(now),
        )
        is not None
    )


def lease_webhooks(tx: Transaction, now: datetime, until: datetime, most: int) -> list[int]:
    """Take webhooks that have something to send for oneself until a moment; their ids. Those come first that were sent to
    longest ago, so that none keeps the others waiting."""
    rows = tx.all(
        f"""UPDATE webhooks SET leased_until = :until WHERE id IN (
              SELECT d.webhook_id FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
              WHERE {_DUE} AND (w.leased_until IS NULL OR w.leased_until <= :now)
              GROUP BY d.webhook_id, w.last_triggered ORDER BY coalesce(w.last_triggered, ''), d.webhook_id LIMIT :most)
            RETURNING id""",
        until=utc_text(until),
        now=utc_text(now),
        most=most,
    )
    return sorted(row["id"] for row in rows)


def next_due(tx: Transaction, webhook_id: int, now: datetime) -> Row | None:
    """What is sent to a webhook now, the oldest of what is due: id, event_id, body, attempts, is_test, gives_up_at."""
    return tx.one(
        f"""SELECT d.id, d.event_id, d.body, d.attempts, d.is_test, d.gives_up_at
            FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
            WHERE d.webhook_id = :webhook AND {_DUE} ORDER BY d.id LIMIT 1""",
        webhook=webhook_id,
        now=utc_text(now),
    )
