"""What is charged, put aside and paid, summed by paid place and by contract."""

from __future__ import annotations

from store.database import Row, Transaction

_CHARGED = """SELECT c.participant_id,
        sum(CASE WHEN e.status_id = 100 THEN e.amount ELSE 0 END) AS charged_pending,
        sum(CASE WHEN e.status_id IN (200, 777) THEN e.amount ELSE 0 END) AS charged_approved,
        sum(CASE WHEN e.status_id = 777 THEN e.amount ELSE 0 END) AS paid,
        sum(c.minutes) AS minutes
    FROM contract_charges c JOIN events e ON e.id = c.event_id
    WHERE e.deleted_at IS NULL AND e.status_id IN (100, 200, 777)"""
_DEPOSITED = """SELECT d.participant_id,
        sum(d.amount - d.returned) AS deposited,
        sum(CASE WHEN d.method = 'balance' THEN d.amount - d.released - d.returned ELSE 0 END) AS escrow
    FROM contract_deposits d JOIN events e ON e.id = d.event_id
    WHERE e.deleted_at IS NULL AND e.status_id = 777"""


def sums_of_contract(tx: Transaction, contract_id: int) -> tuple[list[Row], list[Row]]:
    """Sums of charges and of deposits, a row each for every participant that has any."""
    charged = tx.all(f"{_CHARGED} AND c.contract_id = :id GROUP BY c.participant_id", id=contract_id)
    deposited = tx.all(f"{_DEPOSITED} AND d.contract_id = :id GROUP BY d.participant_id", id=contract_id)
    return charged, deposited


def sums_of_participant(tx: Transaction, participant_id: int) -> tuple[list[Row], list[Row]]:
    """The same for one participant."""
    charged = tx.all(f"{_CHARGED} AND c.participant_id = :id GROUP BY c.participant_id", id=participant_id)
    deposited = tx.all(f"{_DEPOSITED} AND d.participant_id = :id GROUP BY d.participant_id", id=participant_id)
    return charged, deposited


def charged_in(tx: Transaction, contract_id: int, but: int = 0) -> int:
    """The sum of all charges of a contract that count or wait for approval. but: without this one."""
    amount: int = tx.value(
        """SELECT coalesce(sum(e.amount), 0) FROM contract_charges c JOIN events e ON e.id = c.event_id
           WHERE c.contract_id = :id AND c.event_id <> :but AND e.status_id IN (100, 200, 777) AND e.deleted_at IS NULL""",
        id=contract_id,
        but=but,
    )
    return amount


def deposited_in(tx: Transaction, contract_id: int, but: int = 0) -> int:
    """The sum of all deposits of a contract that count or wait for their receiver, less what went back. but: without this
    one."""
    amount: int = tx.value(
        """SELECT coalesce(sum(d.amount - d.returned), 0) FROM contract_deposits d JOIN events e ON e.id = d.event_id
           WHERE d.contract_id = :id AND d.event_id <> :but AND e.status_id IN (100, 777) AND e.deleted_at IS NULL""",
        id=contract_id,
        but=but,
    )
    return amount


def approved_in(tx: Transaction, contract_id: int) -> int:
    """The sum of a contract's approved and settled charges, in the smallest unit."""
    amount: int = tx.value(
        """SELECT coalesce(sum(e.amount), 0) FROM events e
           WHERE e.contract_id = :id AND e.type_id = 3 AND e.status_id IN (200, 777) AND e.deleted_at IS NULL""",
        id=contract_id,
    )
    return amount
