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
    """The hours are the person's who works them; whoever wrote them down has no part in them any more."""
    tx.run("DELETE FROM schedule_users WHERE schedule_id = :id AND role_id = :owner", id=schedule_id, owner=OWNER)
    put_user(tx, schedule_id, person, (OWNER, 2, 3), by, now)
    tx.change("schedules", schedule_id, owner_type=person.kind, owner_id=person.id, updated_at=utc_text(now))


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
