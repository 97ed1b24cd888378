"""Deposits of contracts as rows: what was put aside or paid, and what charges take of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.scheduling.events import insert_event
from store.scheduling.transactions import DEPOSITS
from store.types import Owner, utc_text

_UNUSED = "d.amount - d.used - d.returned"


def insert_deposit(tx: Transaction, now: datetime, event: dict[str, Any], **columns: Any) -> int:
    """Store a deposit and its event; its id. event: the columns that stand there."""
    id = insert_event(tx, now, **event)
    tx.insert("contract_deposits", event_id=id, **columns)
    return id


def change_deposit(tx: Transaction, id: int, **columns: Any) -> None:
    """Set columns that stand beside the event of a deposit."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    tx.run(f"UPDATE contract_deposits SET {sets} WHERE event_id = :id", id=id, **columns)


def deposits_named(tx: Transaction, contract_id: int, ids: Collection[int]) -> list[Row]:
    """The deposits of a contract with these ids; without deleted ones."""
    one_of, params = among(ids)
    return tx.all(
        f"{DEPOSITS} AND d.contract_id = :contract AND d.event_id {one_of} ORDER BY e.date, d.event_id",
        contract=contract_id,
        **params,
    )


def prepaid(tx: Transaction, participant_id: int, *, held_too: bool) -> list[Row]:
    """Settled deposits for a participant that are not used up, oldest first. held_too: also those from a balance."""
    return tx.all(
        f"""{DEPOSITS} AND d.participant_id = :id AND e.status_id = 777 AND {_UNUSED} > 0
              AND (:held = 1 OR d.method = 'external')
            ORDER BY e.date, d.event_id""",
        id=participant_id,
        held=int(held_too),
    )


def use_deposits(tx: Transaction, uses: Iterable[tuple[int, int, int]]) -> None:
    """Let charges take parts of deposits: rows of deposit, charge and amount."""
    for deposit_id, charge_id, amount in uses:
        tx.insert("contract_deposit_uses", deposit_id=deposit_id, charge_id=charge_id, amount=amount)
        tx.run("UPDATE contract_deposits SET used = used + :amount WHERE event_id = :id", id=deposit_id, amount=amount)


def uses_of(tx: Transaction, charge_ids: Collection[int]) -> list[Row]:
    """What charges take of deposits: charge_id, deposit_id, amount."""
    one_of, params = among(charge_ids)
    return tx.all(
        f"SELECT * FROM contract_deposit_uses WHERE charge_id {one_of} ORDER BY charge_id, deposit_id", **params
    )


def release(tx: Transaction, deposit_id: int, amount: int) -> None:
    """A part of a deposit that charges take has gone out."""
    tx.run(
        "UPDATE contract_deposits SET released = released + :amount WHERE event_id = :id", id=deposit_id, amount=amount
    )


def note_returned(tx: Transaction, deposit_id: int, amount: int) -> None:
    """A part of a deposit went back to its payer."""
    tx.run(
        "UPDATE contract_deposits SET returned = returned + :amount WHERE event_id = :id", id=deposit_id, amount=amount
    )


def held_unused(tx: Transaction, contract_id: int) -> list[Row]:
    """The settled deposits from balances of a contract of which something is held and not used, oldest first."""
    return tx.all(
        f"""{DEPOSITS} AND d.contract_id = :id AND e.status_id = 777 AND d.method = 'balance' AND {_UNUSED} > 0
            ORDER BY d.event_id""",
        id=contract_id,
    )


def waiting(tx: Transaction, contract_id: int) -> list[Row]:
    """The reported payments of a contract that wait for their receiver."""
    return tx.all(f"{DEPOSITS} AND d.contract_id = :id AND e.status_id = 100 ORDER BY d.event_id", id=contract_id)


def overdue(tx: Transaction, now: datetime, limit: int) -> list[Row]:
    """Reported payments whose receiver let the time to answer pass."""
    return tx.all(
        f"{DEPOSITS} AND d.answer_until <= :now ORDER BY d.answer_until, d.event_id LIMIT :limit",
        now=utc_text(now),
        limit=limit,
    )


def with_money_here(tx: Transaction, contract_id: int, user: Owner) -> bool:
    """Whether somebody is or was to be paid in a contract, charges and deposits of theirs being there, or put money aside in
    it."""
    found = tx.value(
        """SELECT 1 FROM contract_participants p WHERE p.contract_id = :contract AND p.user_type = :kind AND p.user_id = :id
             AND (EXISTS (SELECT 1 FROM contract_charges c WHERE c.participant_id = p.id)
                  OR EXISTS (SELECT 1 FROM contract_deposits d WHERE d.participant_id = p.id))
           UNION ALL
           SELECT 1 FROM contract_deposits d WHERE d.contract_id = :contract AND d.method = 'balance'
             AND ((d.payer_type = :kind AND d.payer_id = :id) OR (d.recorded_by_type = :kind AND d.recorded_by_id = :id))
           LIMIT 1""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )
    return found is not None


def left_with_money(tx: Transaction, limit: int) -> list[Row]:
    """Participants who were released or left, for whom money is still held and nothing is pending or unpaid:
    participant_id, contract_id."""
    return tx.all(
        f"""SELECT DISTINCT d.participant_id, d.contract_id
            FROM contract_deposits d JOIN events e ON e.id = d.event_id
            JOIN contract_participants p ON p.id = d.participant_id
            WHERE (p.status_id = 444
                   OR (p.status_id = 777
                       AND EXISTS (SELECT 1 FROM contract_users u
                                   WHERE u.contract_id = p.contract_id AND u.user_type = p.user_type
                                     AND u.user_id = p.user_id AND u.left_at IS NOT NULL)))
              AND d.method = 'balance' AND e.status_id = 777 AND e.deleted_at IS NULL
              AND {_UNUSED} > 0
              AND NOT EXISTS (SELECT 1 FROM contract_charges c JOIN events o ON o.id = c.event_id
                              WHERE c.participant_id = p.id AND o.status_id IN (100, 200) AND o.deleted_at IS NULL)
            ORDER BY d.participant_id LIMIT :limit""",
        limit=limit,
    )


def delivered_and_settled(tx: Transaction, limit: int) -> list[int]:
    """Delivered contracts in which nothing is pending or unpaid any more."""
    rows = tx.all(
        """SELECT id FROM contracts k WHERE status_id = 555 AND deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM events e WHERE e.contract_id = k.id AND e.type_id = 3
                               AND e.status_id IN (100, 200) AND e.deleted_at IS NULL)
           ORDER BY id LIMIT :limit""",
        limit=limit,
    )
    return [row["id"] for row in rows]
