"""Charges and deposits of contracts, each with its event, and what an answer to one changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from store.database import Row, Transaction
from store.rows import among
from store.types import utc_text

# What stands in the event of both: its state, its day and its words.
_OF_EVENT = """e.status_id, e.payment_status_id, e.date, e.label, e.files, e.parent_id, e.timezone, e.owner_type, e.owner_id,
               e.created_at, e.updated_at, e.deleted_at"""
CHARGES = f"""
    SELECT c.*, {_OF_EVENT}, e.amount, e.currency, b.bill_id
    FROM contract_charges c JOIN events e ON e.id = c.event_id
    LEFT JOIN contract_bill_charges b ON b.charge_id = c.event_id AND b.live = 1
    WHERE e.deleted_at IS NULL"""
DEPOSITS = f"""
    SELECT d.*, {_OF_EVENT}
    FROM contract_deposits d JOIN events e ON e.id = d.event_id
    WHERE e.deleted_at IS NULL"""


def find_charge(tx: Transaction, event_id: int) -> Row | None:
    """A charge with its event and the bill it is on, unless deleted."""
    return tx.one(f"{CHARGES} AND c.event_id = :id", id=event_id)


def find_deposit(tx: Transaction, event_id: int) -> Row | None:
    """A deposit of a contract with its event, unless deleted."""
    return tx.one(f"{DEPOSITS} AND d.event_id = :id", id=event_id)


def move_transaction(
    tx: Transaction, row: Row, now: datetime, status_id: int, payment_status_id: int | None, *, gone: bool = False
) -> bool:
    """Bring a charge or deposit from the state it was read in to another one; False when it is no longer in that state. The
    event that a charge bills is paid, on its way, or unpaid with it.

    gone: it is deleted by this."""
    changed = tx.run(
        """UPDATE events SET status_id = :status, payment_status_id = :payment, version = version + 1, updated_at = :now,
                  deleted_at = CASE WHEN :gone = 1 THEN :now ELSE NULL END
           WHERE id = :id AND status_id = :was AND coalesce(payment_status_id, 0) = :was_payment AND deleted_at IS NULL""",
        id=row["event_id"],
        status=status_id,
        payment=payment_status_id,
        now=utc_text(now),
        gone=int(gone),
        was=row["status_id"],
        was_payment=row["payment_status_id"] or 0,
    )
    if changed == 1:
        _let_event_follow(tx, row["event_id"], now, 100 if gone or payment_status_id is None else payment_status_id)
    return changed == 1


def _let_event_follow(tx: Transaction, charge_id: int, now: datetime, payment_status_id: int) -> None:
    """Write the payment state of a charge to the event whose own price it bills, for the one who is paid by that event."""
    tx.run(
        """UPDATE events SET payment_status_id = :payment, version = version + 1, updated_at = :now
           WHERE amount IS NOT NULL AND coalesce(payment_status_id, 0) <> :payment
             AND id = (SELECT p.id FROM contract_charges c JOIN events e ON e.id = c.event_id JOIN events p ON p.id = e.parent_id
                       WHERE c.event_id = :id AND c.source = 'event' AND p.contract_id = c.contract_id
                         AND (p.benefitable_id IS NULL
                              OR (p.benefitable_type = 'participant' AND p.benefitable_id = c.participant_id)
                              OR (p.benefitable_type = 'user' AND c.payee_type = 'person' AND p.benefitable_id = c.payee_id)))""",
        id=charge_id,
        payment=payment_status_id,
        now=utc_text(now),
    )


def note_answered(tx: Transaction, deposit_id: int) -> None:
    """A deposit no longer waits for its receiver."""
    tx.run("UPDATE contract_deposits SET answer_until = NULL WHERE event_id = :id", id=deposit_id)


def charges_of_deposit(tx: Transaction, deposit_id: int) -> list[Row]:
    """The charges that take something of a deposit."""
    return tx.all(
        f"""{CHARGES} AND c.event_id IN (SELECT charge_id FROM contract_deposit_uses WHERE deposit_id = :id)
            ORDER BY c.event_id""",
        id=deposit_id,
    )


def free_deposits(tx: Transaction, charge_ids: Collection[int]) -> None:
    """What unpaid charges were to take of deposits is theirs no more."""
    one_of, params = among(charge_ids)
    for use in tx.all(f"SELECT deposit_id, amount FROM contract_deposit_uses WHERE charge_id {one_of}", **params):
        tx.run(
            "UPDATE contract_deposits SET used = used - :amount WHERE event_id = :id",
            id=use["deposit_id"],
            amount=use["amount"],
        )
    tx.run(f"DELETE FROM contract_deposit_uses WHERE charge_id {one_of}", **params)


def reopen_bills(tx: Transaction, charge_ids: Collection[int], now: datetime) -> None:
    """Bills whose payment was reported, and of which a charge turned out unpaid, are open again."""
    one_of, params = among(charge_ids)
    tx.run(
        f"""UPDATE contract_bills SET status_id = 100, paid_by_type = NULL, paid_by_id = NULL, updated_at = :now,
                   version = version + 1
            WHERE status_id = 555
              AND id IN (SELECT bill_id FROM contract_bill_charges WHERE live = 1 AND charge_id {one_of})""",
        now=utc_text(now),
        **params,
    )
