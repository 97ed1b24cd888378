"""One-time codes as rows: written, found and counted. What a try comes to is decided in tools/people/rules/codes.py.

A code has six digits only, so what is kept of it is a digest with the key of the installation. origin: the digest of the
network address a code was asked for at."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Literal

from store.database import Row, Transaction
from store.folding import address_key
from store.installation_key import InstallationKey
from store.types import utc_text, utc_time

# Who tries: from where the code was asked for, by the request's name, or from elsewhere.
Way = Literal["attempts", "named_attempts", "far_attempts"]


def sent_lately(
    tx: Transaction, address: str, purpose: str, now: datetime, origin: str | None = None
) -> list[datetime]:
    """When codes were asked for an address and purpose within the last hour, at one place or at all."""
    rows = tx.all(
        f"""SELECT created_at FROM codes WHERE address = :address AND purpose = :purpose AND created_at > :since
            {"AND origin_digest = :origin" if origin is not None else ""}""",
        address=address_key(address),
        purpose=purpose,
        since=utc_text(now - timedelta(hours=1)),
        origin=origin,
    )
    return [utc_time(row["created_at"]) for row in rows]


def last_code(tx: Transaction, since: datetime, nth: int, origin: str | None = None) -> datetime | None:
    """When the nth code, counted from now back to a moment, was made, at one place or at all; None: fewer were."""
    at = tx.value(
        f"""SELECT created_at FROM codes
            WHERE created_at > :since {"AND origin_digest = :origin" if origin is not None else ""}
            ORDER BY created_at DESC LIMIT 1 OFFSET :skipped""",
        since=utc_text(since),
        origin=origin,
        skipped=nth - 1,
    )
    return utc_time(at) if at is not None else None


def store_code(
    tx: Transaction,
    key: InstallationKey,
    address: str,
    purpose: str,
    code: str,
    now: datetime,
    lifetime: timedelta,
    *,
    detail: str | None = None,
    request_id: str | None = None,
    origin: str = "",
) -> datetime:
    """Keep a fresh code; when it runs out."""
    expires_at = now + lifetime
    tx.insert(
        "codes",
        address=address_key(address),
        purpose=purpose,
        code_hash=_digest(key, address, purpose, utc_text(now), code),
        detail=detail,
        request_id=request_id,
        origin_digest=origin,
        created_at=utc_text(now),
        expires_at=utc_text(expires_at),
    )
    return expires_at


def newest_code(tx: Transaction, address: str, purpose: str) -> Row | None:
    """The newest code of an address and purpose."""
    return next(iter(newest_codes(tx, address, purpose, 1)), None)


def newest_codes(tx: Transaction, address: str, purpose: str, most: int, origin: str | None = None) -> list[Row]:
    """The newest codes of an address and purpose, of those asked for at one place or of all, the newest first."""
    return tx.all(
        f"""SELECT * FROM codes WHERE address = :address AND purpose = :purpose
            {"AND origin_digest = :origin" if origin is not None else ""}
            ORDER BY created_at DESC, id DESC LIMIT :most""",
        address=address_key(address),
        purpose=purpose,
        origin=origin,
        most=most,
    )


def code_of_request(tx: Transaction, address: str, purpose: str, request_id: str) -> Row | None:
    """The code that a request for an address got."""
    return tx.one(
        "SELECT * FROM codes WHERE address = :address AND purpose = :purpose AND request_id = :request_id",
        address=address_key(address),
        purpose=purpose,
        request_id=request_id,
    )


def is_right(key: InstallationKey, row: Row, code: str) -> bool:
    """Whether the code is the one the row was made with, in constant time."""
    digest = _digest(key, row["address"], row["purpose"], row["created_at"], code)
    return hmac.compare_digest(digest, row["code_hash"])


def count_wrong_try(tx: Transaction, code_id: int, way: Way) -> None:
    tx.run(f"UPDATE codes SET {way} = {way} + 1 WHERE id = :id", id=code_id)


def use_up(tx: Transaction, row: Row, now: datetime) -> None:
    """The code was used, and with it the others of its address and purpose are worthless."""
    tx.run(
        """UPDATE codes SET used_at = :now
           WHERE address = :address AND purpose = :purpose AND used_at IS NULL AND expires_at > :now""",
        address=row["address"],
        purpose=row["purpose"],
        now=utc_text(now),
    )


def sweep(tx: Transaction, before: datetime, most: int) -> int:
    """Remove codes that ran out before a moment; how many."""
    return tx.run(
        """DELETE FROM codes WHERE id IN
               (SELECT id FROM codes WHERE expires_at < :before ORDER BY expires_at LIMIT :most)""",
        before=utc_text(before),
        most=most,
    )


def _digest(key: InstallationKey, address: str, purpose: str, created_at: str, code: str) -> str:
    return key.digest("code", f"{address_key(address)}|{purpose}|{created_at}|{code}")
