"""Slots held for guests until they pass the code that was mailed to them. Origins and codes are digests."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import utc_text


def insert_hold(
    tx: Transaction, booking_id: int, schedule_id: int, origin_digest: str, code_digest: str, now: datetime
) -> None:
    """A booking waits for its code."""
    tx.insert(
        "guest_holds",
        booking_id=booking_id,
        schedule_id=schedule_id,
        origin_digest=origin_digest,
        code_digest=code_digest,
        created_at=utc_text(now),
    )


def holds_since(tx: Transaction, origin_digest: str, since: datetime) -> int:
    """How many bookings guests have made from an origin after a moment."""
    count: int = tx.value(
        "SELECT count(*) FROM guest_holds WHERE origin_digest = :origin AND created_at > :since",
        origin=origin_digest,
        since=utc_text(since),
    )
    return count


def unconfirmed_in(tx: Transaction, schedule_id: int, origin_digest: str, now: datetime) -> int:
    """How many slots of a schedule are held for guests from an origin who have not passed their code."""
    count: int = tx.value(
        """SELECT count(*) FROM guest_holds g JOIN event_attendees a ON a.id = g.booking_id
           WHERE g.schedule_id = :schedule AND g.origin_digest = :origin AND a.unconfirmed = 1 AND a.status_id = 100
             AND a.hold_until > :now""",
        schedule=schedule_id,
        origin=origin_digest,
        now=utc_text(now),
    )
    return count


def waiting_for_code(tx: Transaction, event_id: int, now: datetime) -> list[Row]:
    """booking_id, origin_digest, code_digest, own_tries and other_tries of an event's bookings that wait for a code."""
    return tx.all(
        """SELECT g.booking_id, g.origin_digest, g.code_digest, g.own_tries, g.other_tries
           FROM event_attendees a JOIN guest_holds g ON g.booking_id = a.id
           WHERE a.event_id = :event AND a.unconfirmed = 1 AND a.status_id = 100 AND a.hold_until > :now ORDER BY a.id""",
        event=event_id,
        now=utc_text(now),
    )


def count_try(tx: Transaction, booking_id: int, *, own: bool) -> None:
    """A wrong code, from where the booking was made or from elsewhere."""
    column = "own_tries" if own else "other_tries"
    tx.run(f"UPDATE guest_holds SET {column} = {column} + 1 WHERE booking_id = :id", id=booking_id)


def confirm_booking(tx: Transaction, booking_id: int, token_hash: str) -> None:
    """The guest has passed the code: from now on the token is the key to the booking."""
    tx.change("event_attendees", booking_id, unconfirmed=0, token_hash=token_hash)


def forget_holds(tx: Transaction, before: datetime) -> int:
    """Let go of what bookings waited for before a moment; how many."""
    return tx.run("DELETE FROM guest_holds WHERE created_at < :before", before=utc_text(before))
