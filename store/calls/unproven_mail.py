"""Mail to addresses that somebody else typed: what went out, and which addresses want none. Addresses are digests."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from store.database import Row, Transaction
from store.types import utc_text

STRANGERS = "nobody"


def mailed_address(tx: Transaction, digest: str) -> Row | None:
    """What the owner of an address has said: stopped_at, proven_at."""
    return tx.one("SELECT stopped_at, proven_at FROM mailed_addresses WHERE address_digest = :digest", digest=digest)


def say_of_address(tx: Transaction, digest: str, what: Literal["stopped_at", "proven_at"], now: datetime) -> None:
    """Note what the owner of an address has said now; the first time counts."""
    tx.run(
        "INSERT INTO mailed_addresses (address_digest) VALUES (:digest) ON CONFLICT (address_digest) DO NOTHING",
        digest=digest,
    )
    tx.run(
        f"UPDATE mailed_addresses SET {what} = coalesce({what}, :now) WHERE address_digest = :digest",
        digest=digest,
        now=utc_text(now),
    )


def note_mail(tx: Transaction, address: str, sender: str, origin: str, now: datetime) -> None:
    """One mail goes out. address and origin are digests."""
    tx.insert("unproven_mails", address_digest=address, sender=sender, origin_digest=origin, created_at=utc_text(now))


def mails_since(
    tx: Transaction,
    since: datetime,
    *,
    address: str | None = None,
    sender: str | None = None,
    origin: str | None = None,
) -> int:
    """How many went out after a moment: to an address, by a sender, or from an origin; exactly one of them is given."""
    column, value = next(
        (column, value)
        for column, value in (("address_digest", address), ("sender", sender), ("origin_digest", origin))
        if value is not None
    )
    count: int = tx.value(
        f"SELECT count(*) FROM unproven_mails WHERE {column} = :value AND created_at > :since",
        value=value,
        since=utc_text(since),
    )
    return count


def first_since(tx: Transaction, since: datetime, address: str) -> str | None:
    """When the first mail after a moment went out to an address."""
    moment: str | None = tx.value(
        "SELECT min(created_at) FROM unproven_mails WHERE address_digest = :address AND created_at > :since",
        address=address,
        since=utc_text(since),
    )
    return moment


def mails_in_all(tx: Transaction, since: datetime, *, by_strangers: bool) -> int:
    """How many went out after a moment, caused by callers who are not signed in, or by all others."""
    count: int = tx.value(
        """SELECT count(*) FROM unproven_mails
           WHERE created_at > :since AND CASE WHEN sender = :strangers THEN 1 ELSE 0 END = :by_strangers""",
        since=utc_text(since),
        strangers=STRANGERS,
        by_strangers=int(by_strangers),
    )
    return count


def forget_mails(tx: Transaction, before: datetime) -> int:
    """Let go of what went out before a moment; how many."""
    return tx.run("DELETE FROM unproven_mails WHERE created_at < :before", before=utc_text(before))
