"""One-time codes as rows: written, found and counted. What a try comes to is decided in tools/people/rules/codes.py."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.database import Row, Transaction
from store.secrets import code_matches, hash_code
from store.types import utc_text, utc_time


def sent_lately(tx: Transaction, address: str, purpose: str, now: datetime) -> list[datetime]:
    """When codes went to an address for a purpose within the last hour."""
    rows = tx.all(
        "SELECT created_at FROM codes WHERE address = :address AND purpose = :purpose AND created_at > :since",
        address=address.lower(),
        purpose=purpose,
        since=utc_text(now - timedelta(hours=1)),
    )
    return [utc_time(row["created_at"]) for row in rows]


def store_code(
    tx: Transaction,
    address: str,
    purpose: str,
    code: str,
    now: datetime,
    lifetime: timedelta,
    detail: str | None = None,
) -> datetime:
    """Keep a fresh code, which makes the ones before it worthless; when it runs out."""
    expires_at = now + lifetime
    tx.insert(
        "codes",
        address=address.lower(),
        purpose=purpose,
        code_hash=hash_code(code, _salt(address, purpose, utc_text(now))),
        detail=detail,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )
    return expires_at


def newest_code(tx: Transaction, address: str, purpose: str) -> Row | None:
    """The only code of an address and purpose that can still be right."""
    return tx.one(
        "SELECT * FROM codes WHERE address = :address AND purpose = :purpose ORDER BY created_at DESC, id DESC LIMIT 1",
        address=address.lower(),
        purpose=purpose,
    )


def is_right(row: Row, code: str) -> bool:
    """Whether the code is the one the row was made with; slow on purpose."""
    return code_matches(code, _salt(row["address"], row["purpose"], row["created_at"]), row["code_hash"])


def count_wrong_try(tx: Transaction, code_id: int) -> None:
    tx.run("UPDATE codes SET attempts = attempts + 1 WHERE id = :id", id=code_id)


def use_up(tx: Transaction, code_id: int, now: datetime) -> None:
    tx.change("codes", code_id, used_at=utc_text(now))


def sweep(tx: Transaction, before: datetime, most: int) -> int:
    """Remove codes that ran out before a moment; how many."""
    return tx.run(
        """DELETE FROM codes WHERE id IN
               (SELECT id FROM codes WHERE expires_at < :before ORDER BY expires_at LIMIT :most)""",
        before=utc_text(before),
        most=most,
    )


def _salt(address: str, purpose: str, created_at: str) -> str:
    return f"{address.lower()}|{purpose}|{created_at}"
