"""Wrong passwords, codes and tokens as rows, by the network address they came from and the name they were tried at.

Names and addresses come as digests."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.types import utc_text, utc_time


def note_try(tx: Transaction, kind: str, name: str | None, origin: str, now: datetime) -> None:
    """Keep a wrong try; kind: password, code or token."""
    tx.insert("wrong_tries", kind=kind, name_digest=name, origin_digest=origin, created_at=utc_text(now))


def newest_tries(
    tx: Transaction, since: datetime, most: int, *, name: str | None = None, origin: str | None = None
) -> list[datetime]:
    """When the newest wrong tries were made, the newest first: of all, or of those at a name, from an address, or both."""
    where = ["created_at > :since"]
    where += ["name_digest = :name"] if name is not None else []
    where += ["origin_digest = :origin"] if origin is not None else []
    rows = tx.all(
        f"SELECT created_at FROM wrong_tries WHERE {' AND '.join(where)} ORDER BY created_at DESC LIMIT :most",
        since=utc_text(since),
        name=name,
        origin=origin,
        most=most,
    )
    return [utc_time(row["created_at"]) for row in rows]


def nth_try(tx: Transaction, since: datetime, nth: int) -> datetime | None:
    """When the nth wrong try in the whole hall, counted from now back to a moment, was made; None: there were fewer."""
    at = tx.value(
        "SELECT created_at FROM wrong_tries WHERE created_at > :since ORDER BY created_at DESC LIMIT 1 OFFSET :skipped",
        since=utc_text(since),
        skipped=nth - 1,
    )
    return utc_time(at) if at is not None else None


def forget_tries(tx: Transaction, name: str, origin: str) -> None:
    """Somebody signed in: the tries at that name from there were theirs."""
    tx.run(
        "DELETE FROM wrong_tries WHERE name_digest = :name AND origin_digest = :origin",
        name=name,
        origin=origin,
    )


def sweep_tries(tx: Transaction, before: datetime) -> int:
    """Forget wrong tries made before a moment; how many."""
    return tx.run("DELETE FROM wrong_tries WHERE created_at < :before", before=utc_text(before))
