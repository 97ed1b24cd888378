"""Apps as they described themselves: registered here, or by a document of theirs."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text


def find_client(tx: Transaction, client_id: str) -> Row | None:
    return tx.one("SELECT * FROM oauth_clients WHERE client_id = :id", id=client_id)


def add_client(tx: Transaction, client_id: str, record: str, secret: str | None, now: datetime) -> None:
    """A client that registered. record: JSON; secret: sealed."""
    tx.insert(
        "oauth_clients",
        client_id=client_id,
        kind="registered",
        record=record,
        secret=secret,
        created_at=utc_text(now),
    )


def keep_document(tx: Transaction, client_id: str, record: str, now: datetime) -> None:
    """What the document at an address says now. record: JSON."""
    tx.run(
        """INSERT INTO oauth_clients (client_id, kind, record, created_at, fetched_at)
           VALUES (:id, 'document', :record, :now, :now)
           ON CONFLICT (client_id) DO UPDATE SET record = excluded.record, fetched_at = excluded.fetched_at""",
        id=client_id,
        record=record,
        now=utc_text(now),
    )


def note_client_use(tx: Transaction, client_id: str, now: datetime) -> None:
    tx.run("UPDATE oauth_clients SET used_at = :now WHERE client_id = :id", id=client_id, now=utc_text(now))


def sweep_clients(tx: Transaction, before: datetime, limit: int) -> int:
    """Forget clients that nobody has used since a moment and that hold nothing which could still be renewed; how many.

    A program with a forgotten registration may never get in again, so none goes that somebody is signed in with."""
    return tx.run(
        """DELETE FROM oauth_clients WHERE id IN (
               SELECT c.id FROM oauth_clients c
               WHERE coalesce(c.used_at, c.fetched_at, c.created_at) < :before AND NOT EXISTS (
                   SELECT 1 FROM oauth_grants g
                   WHERE g.client_id = c.client_id AND g.ended_at IS NULL AND g.expires_at > :before)
               ORDER BY c.id LIMIT :limit)""",
        before=utc_text(before),
        limit=limit,
    )
