"""Who was shown whose address or number in full."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text, utc_time


def find_reveal(tx: Transaction, viewer: Owner, person_id: int, channel: str) -> Row | None:
    return tx.one(
        """SELECT * FROM contact_reveals
           WHERE viewer_type = :kind AND viewer_id = :id AND person_id = :person_id AND channel = :channel""",
        kind=viewer.kind,
        id=viewer.id,
        person_id=person_id,
        channel=channel,
    )


def add_reveal(tx: Transaction, viewer: Owner, person_id: int, channel: str, origin: str, now: datetime) -> None:
    """origin: the digest of the network address it was shown at."""
    tx.insert(
        "contact_reveals",
        viewer_type=viewer.kind,
        viewer_id=viewer.id,
        person_id=person_id,
        channel=channel,
        origin_digest=origin,
        created_at=utc_text(now),
    )


def revealed_channels(tx: Transaction, viewer: Owner, person_id: int) -> set[str]:
    """What of a person's contact the viewer was shown."""
    rows = tx.all(
        "SELECT channel FROM contact_reveals WHERE viewer_type = :kind AND viewer_id = :id AND person_id = :person_id",
        kind=viewer.kind,
        id=viewer.id,
        person_id=person_id,
    )
    return {row["channel"] for row in rows}


def reveals_since(tx: Transaction, viewer: Owner, since: datetime, most: int) -> list[datetime]:
    """When the viewer was shown something since a moment, newest first."""
    rows = tx.all(
        """SELECT created_at FROM contact_reveals WHERE viewer_type = :kind AND viewer_id = :id AND created_at > :since
           ORDER BY created_at DESC LIMIT :most""",
        kind=viewer.kind,
        id=viewer.id,
        since=utc_text(since),
        most=most,
    )
    return [utc_time(row["created_at"]) for row in rows]


def reveals_at(tx: Transaction, origin: str, since: datetime, most: int) -> list[datetime]:
    """When anybody was shown something at a network address since a moment, newest first."""
    rows = tx.all(
        """SELECT created_at FROM contact_reveals WHERE origin_digest = :origin AND created_at > :since
           ORDER BY created_at DESC LIMIT :most""",
        origin=origin,
        since=utc_text(since),
        most=most,
    )
    return [utc_time(row["created_at"]) for row in rows]
