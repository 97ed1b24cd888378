"""Payments for booked time next to their events: what is prepaid, and what they pay for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.scheduling.bookings import BOOKINGS, Booking, read_booking
from store.types import Money, Owner, utc_text


def prepaid(tx: Transaction, schedule_id: int, payer: Owner) -> list[Row]:
    """A payer's payments made elsewhere for a schedule that are not used up, oldest first.

    Rows of event_id, currency and left_over."""
    return tx.all(
        """SELECT event_id, currency, amount - used AS left_over FROM schedule_deposits
           WHERE schedule_id = :schedule AND payer_type = :kind AND payer_id = :id AND status_id = 777
             AND method = 'external' AND used < amount ORDER BY event_id""",
        schedule=schedule_id,
        kind=payer.kind,
        id=payer.id,
    )


def left_over(tx: Transaction, schedule_id: int, payer: Owner, currency: str) -> int:
    """How much of a payer's prepaid money is not used up, in the smallest unit."""
    return sum(row["left_over"] for row in prepaid(tx, schedule_id, payer) if row["currency"] == currency)


def use_prepaid(tx: Transaction, schedule_id: int, payer: Owner, booking_id: int, amount: Money) -> None:
    """Pay a booking out of what its payer has prepaid, the oldest payment first."""
    left = amount.amount
    for row in prepaid(tx, schedule_id, payer):
        if left and row["currency"] == amount.currency:
            part = min(left, row["left_over"])
            use_deposit(tx, row["event_id"], booking_id, part)
            left -= part


def insert_deposit(tx: Transaction, **columns: Any) -> None:
    """Store a payment for booked time next to its event."""
    tx.insert("schedule_deposits", **columns)


def find_deposit(tx: Transaction, event_id: int) -> Row | None:
    return tx.one("SELECT * FROM schedule_deposits WHERE event_id = :id", id=event_id)


def settle_deposit(tx: Transaction, event_id: int, status_id: int) -> bool:
    """End a deposit's wait for its receiver; False when it did not wait any more."""
    changed = tx.run(
        """UPDATE schedule_deposits SET status_id = :status, answer_until = NULL
           WHERE event_id = :id AND status_id = 100""",
        id=event_id,
        status=status_id,
    )
    return changed == 1


def use_deposit(tx: Transaction, deposit_id: int, booking_id: int, amount: int) -> None:
    """Pay a booking, or a part of it, out of a deposit."""
    tx.insert("schedule_deposit_uses", deposit_id=deposit_id, booking_id=booking_id, amount=amount)
    tx.run("UPDATE schedule_deposits SET used = used + :amount WHERE event_id = :id", id=deposit_id, amount=amount)


def unuse_deposits(tx: Transaction, booking_id: int) -> int:
    """Make a booking's part of its deposits prepaid money again; how much it was, in the smallest unit."""
    uses = tx.all("SELECT deposit_id, amount FROM schedule_deposit_uses WHERE booking_id = :id", id=booking_id)
    for use in uses:
        tx.run(
            "UPDATE schedule_deposits SET used = used - :amount WHERE event_id = :id",
            id=use["deposit_id"],
            amount=use["amount"],
        )
    tx.run("DELETE FROM schedule_deposit_uses WHERE booking_id = :id", id=booking_id)
    return sum(use["amount"] for use in uses)


def bookings_of_deposit(tx: Transaction, deposit_id: int) -> list[Booking]:
    """The bookings a deposit pays for."""
    rows = tx.all(
        f"{BOOKINGS} AND a.id IN (SELECT booking_id FROM schedule_deposit_uses WHERE deposit_id = :id) ORDER BY a.id",
        id=deposit_id,
    )
    return [read_booking(row) for row in rows]


def deposits_to_settle(tx: Transaction, now: datetime, limit: int) -> list[int]:
    """Deposits whose receiver let the time to answer pass."""
    rows = tx.all(
        """SELECT event_id FROM schedule_deposits WHERE status_id = 100 AND answer_until <= :now
           ORDER BY answer_until, event_id LIMIT :limit""",
        now=utc_text(now),
        limit=limit,
    )
    return [row["event_id"] for row in rows]
