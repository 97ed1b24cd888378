"""Contracts that are archived and come back, and people who leave them, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def archive(tx: Transaction, id: int, by: Owner, reason: str | None, now: datetime) -> None:
    """Put a contract away. Its state follows when it is looked at next."""
    tx.change(
        "contracts",
        id,
        deleted_at=utc_text(now),
        deleted_by_type=by.kind,
        deleted_by_id=by.id,
        delete_reason=reason,
    )


def bring_back(tx: Transaction, id: int) -> None:
    """A contract as before it was archived, but for its state."""
    tx.change("contracts", id, deleted_at=None, deleted_by_type=None, deleted_by_id=None, delete_reason=None)


def places_to_archive(tx: Transaction, contract_id: int) -> list[Row]:
    """The paid places that end together with their contract: asked for, agreed, or completed with it."""
    return tx.all(
        """SELECT * FROM contract_participants
           WHERE contract_id = :id AND status_id IN (100, 200, 777) AND deleted_at IS NULL ORDER BY id""",
        id=contract_id,
    )


def archived_places(tx: Transaction, contract_id: int) -> list[Row]:
    """The paid places that ended together with their contract."""
    return tx.all(
        """SELECT * FROM contract_participants
           WHERE contract_id = :id AND archived = 1 AND deleted_at IS NULL ORDER BY id""",
        id=contract_id,
    )


def places_to_end(tx: Transaction, contract_id: int, user: Owner) -> list[Row]:
    """The paid places somebody has, is asked to take, or completed with a contract."""
    return tx.all(
        """SELECT * FROM contract_participants
           WHERE contract_id = :contract AND user_type = :kind AND user_id = :id AND invited_key IS NULL
             AND status_id IN (100, 200, 777) AND deleted_at IS NULL ORDER BY id""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def planned(tx: Transaction, contract_id: int, now: datetime, today: date) -> list[Row]:
    """What is planned in a contract: appointments that have not begun, tasks due later. What is booked in schedules is an
    agreement of its own."""
    return tx.all(
        """SELECT * FROM events
           WHERE contract_id = :id AND status_id IN (100, 200) AND kal_schedule_id IS NULL AND deleted_at IS NULL
             AND ((type_id = 1 AND start_at > :now) OR (type_id = 2 AND kind = 'task' AND date > :today))
           ORDER BY id""",
        id=contract_id,
        now=utc_text(now),
        today=today.isoformat(),
    )


def take_off_list(tx: Transaction, event_ids: Sequence[int], user: Owner) -> list[int]:
    """Somebody attends these events no more; those in whose list they were."""
    found = []
    for id in event_ids:
        count = tx.run(
            """DELETE FROM event_attendees
               WHERE event_id = :event AND user_type = :kind AND user_id = :id AND status_id IS NULL
                 AND stands_in_for IS NULL""",
            event=id,
            kind=user.kind,
            id=user.id,
        )
        if count:
            found.append(id)
    return found


def take_out_of_schedules(tx: Transaction, contract_id: int, user: Owner) -> None:
    """The events of a contract show no more in the schedules of somebody."""
    tx.run(
        """DELETE FROM schedule_exports
           WHERE event_id IN (SELECT id FROM events WHERE contract_id = :contract)
             AND schedule_id IN (SELECT id FROM schedules WHERE owner_type = :kind AND owner_id = :id)""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
    )


def leave(tx: Transaction, contract_id: int, user: Owner, now: datetime) -> None:
    """Somebody is a member no more; the row stays."""
    tx.run(
        """UPDATE contract_users SET left_at = :now
           WHERE contract_id = :contract AND user_type = :kind AND user_id = :id AND left_at IS NULL""",
        contract=contract_id,
        kind=user.kind,
        id=user.id,
        now=utc_text(now),
    )


# What charges of the place p are paid with.
_PAID = """(SELECT coalesce(sum(e.amount), 0) FROM contract_charges c JOIN events e ON e.id = c.event_id
            WHERE c.participant_id = p.id AND e.status_id = 777 AND e.deleted_at IS NULL)"""


def ended_and_paid(tx: Transaction, contract_id: int) -> list[Row]:
    """The places of a contract that completed or were cancelled with something paid, and are not noted as such: id, whose,
    role, label and currency of the contract, what was paid."""
    return tx.all(
        f"""SELECT * FROM (
                SELECT p.id, p.user_type, p.user_id, p.role, t.label, t.currency, {_PAID} AS paid
                FROM contract_participants p JOIN contracts t ON t.id = p.contract_id
                WHERE p.contract_id = :id AND p.status_id IN (444, 777) AND p.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM engagements g WHERE g.kind = 'contract' AND g.work_id = p.id)) AS ended
            WHERE paid > 0 ORDER BY id""",
        id=contract_id,
    )


def noted_and_unpaid(tx: Transaction, contract_id: int) -> list[int]:
    """The places of a contract that ended with something paid, of which nothing is paid any more."""
    rows = tx.all(
        f"""SELECT p.id FROM contract_participants p JOIN engagements g ON g.kind = 'contract' AND g.work_id = p.id
            WHERE p.contract_id = :id AND g.status IN ('noted', 'open') AND g.reversed = 0 AND {_PAID} = 0 ORDER BY p.id""",
        id=contract_id,
    )
    return [row["id"] for row in rows]


def payer_of_place(tx: Transaction, participant_id: int) -> Owner | None:
    """Who paid for a place last."""
    row = tx.one(
        """SELECT payer_type, payer_id FROM contract_deposits WHERE participant_id = :id AND released > 0
           ORDER BY event_id DESC LIMIT 1""",
        id=participant_id,
    )
    return None if row is None else Owner(row["payer_type"], row["payer_id"])
