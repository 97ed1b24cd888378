"""Charges of contracts as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import among
from store.scheduling.events import insert_event
from store.scheduling.transactions import CHARGES
from store.types import Owner

# The states in which a charge counts: pending, approved, settled.
_COUNTS = "e.status_id IN (100, 200, 777) AND e.deleted_at IS NULL"


def insert_charge(tx: Transaction, now: datetime, event: dict[str, Any], **columns: Any) -> int:
    """Store a charge and its event; its id. event: the columns that stand there."""
    id = insert_event(tx, now, **event)
    tx.insert("contract_charges", event_id=id, **columns)
    return id


def change_charge(tx: Transaction, id: int, **columns: Any) -> None:
    """Set columns that stand beside the event of a charge."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    tx.run(f"UPDATE contract_charges SET {sets} WHERE event_id = :id", id=id, **columns)


def charges_named(tx: Transaction, contract_id: int, ids: Collection[int]) -> list[Row]:
    """The charges of a contract with these ids, oldest day first; without deleted ones."""
    one_of, params = among(ids)
    return tx.all(
        f"{CHARGES} AND c.contract_id = :contract AND c.event_id {one_of} ORDER BY e.date, c.event_id",
        contract=contract_id,
        **params,
    )


def charge_of_event(tx: Transaction, event_id: int, participant_id: int) -> int | None:
    """The charge that was made for an event and a participant, and was neither refused nor deleted."""
    id: int | None = tx.value(
        f"""SELECT c.event_id FROM contract_charges c JOIN events e ON e.id = c.event_id
            WHERE e.parent_id = :parent AND c.participant_id = :participant AND c.source = 'event' AND {_COUNTS}""",
        parent=event_id,
        participant=participant_id,
    )
    return id


def minutes_between(tx: Transaction, participant_id: int, first: date, last: date, but: int = 0) -> int:
    """The minutes charged for a participant on the days from first to last. but: without this charge."""
    minutes: int = tx.value(
        f"""SELECT coalesce(sum(c.minutes), 0) FROM contract_charges c JOIN events e ON e.id = c.event_id
            WHERE c.participant_id = :id AND e.date BETWEEN :first AND :last AND c.event_id <> :but AND {_COUNTS}""",
        id=participant_id,
        first=first.isoformat(),
        last=last.isoformat(),
        but=but,
    )
    return minutes


def open_charges(tx: Transaction, contract_id: int) -> list[Row]:
    """The approved charges of a contract that are not paid yet."""
    return tx.all(
        f"{CHARGES} AND c.contract_id = :id AND e.status_id = 200 ORDER BY e.date, c.event_id", id=contract_id
    )


def has_unfinished(tx: Transaction, participant_id: int) -> bool:
    """Whether a charge of a participant is pending, or approved and unpaid."""
    found = tx.value(
        """SELECT 1 FROM contract_charges c JOIN events e ON e.id = c.event_id
           WHERE c.participant_id = :id AND e.status_id IN (100, 200) AND e.deleted_at IS NULL""",
        id=participant_id,
    )
    return found is not None


def recorder(by: Owner) -> dict[str, Any]:
    """The columns that say who recorded something."""
    return {"recorded_by_type": by.kind, "recorded_by_id": by.id}
