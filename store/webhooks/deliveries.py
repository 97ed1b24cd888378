"""Deliveries of webhooks as rows: what waits, what became of it, and every attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as it is sent: the id receivers know it by, its name, and the exact body."""

    event_id: str
    name: str
    body: str


_DELIVERY = """
    SELECT d.id, d.webhook_id, d.company_id, d.event_id, d.name, d.body, d.status, d.attempts, d.next_attempt_at,
           d.last_http_status, d.last_error, d.delivered_at, d.is_test, d.replay_of, d.created_at, d.gives_up_at,
           w.is_main, w.status AS webhook_status, w.deleted_at AS webhook_deleted_at
    FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id"""
NEWEST_FIRST = (("d.id", "desc"),)


def insert_delivery(
    tx: Transaction,
    webhook_id: int,
    company_id: int,
    event: Event,
    now: datetime,
    gives_up: datetime,
    **more: Any,
) -> int:
    """Leave an event to be sent to a webhook at once; the delivery's id."""
    return tx.insert(
        "webhook_deliveries",
        webhook_id=webhook_id,
        company_id=company_id,
        event_id=event.event_id,
        name=event.name,
        body=event.body,
        next_attempt_at=utc_text(now),
        created_at=utc_text(now),
        gives_up_at=utc_text(gives_up),
        **more,
    )


def delivery(tx: Transaction, company_id: int, id: int) -> Row | None:
    """One of a company's deliveries, with is_main, webhook_status and webhook_deleted_at of its webhook."""
    return tx.one(f"{_DELIVERY} WHERE d.id = :id AND d.company_id = :company", id=id, company=company_id)


def delivery_by_id(tx: Transaction, id: int) -> Row | None:
    """A delivery of whatever company, for the worker."""
    return tx.one(f"{_DELIVERY} WHERE d.id = :id", id=id)


def deliveries_of(company_id: int, **filters: Any) -> tuple[str, dict[str, Any]]:
    """A company's deliveries for a page. filters, None = any: webhook_id, status, name, start, end (stored moments)."""
    sql = f"""{_DELIVERY}
        WHERE d.company_id = :company AND (:webhook_id IS NULL OR d.webhook_id = :webhook_id)
          AND (:status IS NULL OR d.status = :status) AND (:name IS NULL OR d.name = :name)
          AND (:start IS NULL OR d.created_at >= :start) AND (:end IS NULL OR d.created_at < :end)"""
    return sql, {"company": company_id, **filters}


def failed_since(tx: Transaction, webhook_id: int, since: datetime, most: int) -> list[Row]:
    """What a webhook has not been given of what happened since a moment, oldest first; what was sent again meanwhile is left
    out."""
    return tx.all(
        f"""{_DELIVERY} WHERE d.webhook_id = :webhook AND d.status = 'failed' AND d.is_test = 0 AND d.created_at >= :since
              AND NOT EXISTS (SELECT 1 FROM webhook_deliveries r WHERE r.replay_of = d.id)
            ORDER BY d.id LIMIT :most""",
        webhook=webhook_id,
        since=utc_text(since),
        most=most,
    )


def count_pending(tx: Transaction, webhook_id: int) -> int:
    return int(
        tx.value(
            "SELECT count(*) FROM webhook_deliveries WHERE webhook_id = :webhook AND status = 'pending' AND is_test = 0",
            webhook=webhook_id,
        )
    )


def count_tests(tx: Transaction, company_id: int, since: datetime) -> int:
    """How many tests a company has sent since a moment."""
    return int(
        tx.value(
            """SELECT count(*) FROM webhook_deliveries
               WHERE company_id = :company AND is_test = 1 AND created_at > :since""",
            company=company_id,
            since=utc_text(since),
        )
    )


def send_now(tx: Transaction, webhook_id: int, stamp: str) -> None:
    """What waits for a later attempt is tried at once."""
    tx.run(
        """UPDATE webhook_deliveries SET next_attempt_at = :now
           WHERE webhook_id = :webhook AND status = 'pending' AND gives_up_at > :now""",
        webhook=webhook_id,
        now=stamp,
    )


def drop_pending(tx: Transaction, webhook_id: int, why: str) -> int:
    """What waits is not sent any more; how many."""
    return tx.run(
        """UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, last_error = :why
           WHERE webhook_id = :webhook AND status = 'pending'""",
        webhook=webhook_id,
        why=why,
    )


def change_delivery(tx: Transaction, id: int, **values: Any) -> None:
    tx.change("webhook_deliveries", id, **values)


def past_their_time(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Deliveries that wait although their time is over."""
    return tx.all(
        f"{_DELIVERY} WHERE d.status = 'pending' AND d.gives_up_at <= :now ORDER BY d.gives_up_at, d.id LIMIT :most",
        now=utc_text(now),
        most=most,
    )


def insert_attempt(
    tx: Transaction,
    delivery_id: int,
    url: str,
    at: datetime,
    milliseconds: int,
    http_status: int | None,
    error: str | None,
) -> None:
    tx.insert(
        "webhook_attempts",
        delivery_id=delivery_id,
        url=url,
        at=utc_text(at),
        milliseconds=milliseconds,
        http_status=http_status,
        error=error,
    )


def attempts_at(tx: Transaction, delivery_id: int) -> list[Row]:
    """Every try at a delivery, first to last: url, at, milliseconds, http_status, error."""
    return tx.all(
        "SELECT url, at, milliseconds, http_status, error FROM webhook_attempts WHERE delivery_id = :id ORDER BY id",
        id=delivery_id,
    )


def forget_deliveries(tx: Transaction, before: datetime, most: int) -> int:
    """Let go of what ended and was left before a moment, with its attempts; how many."""
    return tx.run(
        """DELETE FROM webhook_deliveries WHERE id IN (
             SELECT id FROM webhook_deliveries WHERE status <> 'pending' AND created_at < :before
             ORDER BY created_at LIMIT :most)""",
        before=utc_text(before),
        most=most,
    )
