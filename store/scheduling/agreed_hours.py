"""Working hours that belong to a paid place on a contract."""

from __future__ import annotations

from datetime import datetime

from store.database import Transaction
from store.scheduling.schedules import OWNER, put_user
from store.types import Owner, utc_text


def give_to_place(tx: Transaction, schedule_id: int, participant_id: int) -> None:
    """Working hours are those of a paid place from now on."""
    tx.change("schedules", schedule_id, participant_id=participant_id)


def hand_over(tx: Transaction, schedule_id: int, person: Owner, by: Owner, now: datetime) -> None:
    """The hours are this person's from now on; whoever had them before has no part in them any more."""
    tx.run("DELETE FROM schedule_users WHERE schedule_id = :id AND role_id = :owner", id=schedule_id, owner=OWNER)
    put_user(tx, schedule_id, person, (OWNER, 2, 3), by, now)
    tx.change("schedules", schedule_id, owner_type=person.kind, owner_id=person.id, updated_at=utc_text(now))


def written_for_others(tx: Transaction, contract_id: int, by: Owner) -> list[int]:
    """The hours in a contract that somebody wrote down for others and still owns: of open offers, and shown for members."""
    rows = tx.all(
        """SELECT id FROM schedules
           WHERE contract_id = :contract AND owner_type = :kind AND owner_id = :id AND deleted_at IS NULL
             AND (participant_id IS NOT NULL OR EXISTS (
               SELECT 1 FROM contract_users u WHERE u.contract_id = :contract AND u.schedule_id = schedules.id
                 AND NOT (u.user_type = :kind AND u.user_id = :id)))
           ORDER BY id""",
        contract=contract_id,
        kind=by.kind,
        id=by.id,
    )
    return [row["id"] for row in rows]


def drop(tx: Transaction, schedule_id: int, now: datetime) -> None:
    """The place ended, so its hours did."""
    tx.run(
        "UPDATE schedules SET deleted_at = :now, updated_at = :now WHERE id = :id AND deleted_at IS NULL",
        id=schedule_id,
        now=utc_text(now),
    )


def bring_back(tx: Transaction, schedule_id: int, now: datetime) -> None:
    """The place works again, and so do its hours."""
    tx.change("schedules", schedule_id, deleted_at=None, updated_at=utc_text(now))
