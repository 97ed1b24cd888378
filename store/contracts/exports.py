"""Events of contracts shown in schedules, as rows: one for an event and a schedule, kept when it is taken out again."""

from __future__ import annotations

from datetime import datetime

from store.database import Row, Transaction
from store.types import Owner, utc_text


def find_export(tx: Transaction, id: int) -> Row | None:
    """An export, also one that was taken out again."""
    return tx.one("SELECT * FROM schedule_exports WHERE id = :id", id=id)


def export_between(tx: Transaction, event_id: int, schedule_id: int) -> Row | None:
    """The export of an event to a schedule, also one that was taken out again."""
    return tx.one(
        "SELECT * FROM schedule_exports WHERE event_id = :event AND schedule_id = :schedule",
        event=event_id,
        schedule=schedule_id,
    )


def put_export(tx: Transaction, event: Row, schedule: Row, by: Owner, now: datetime, *, show: str, block: bool) -> int:
    """Show an event in a schedule like this, whether it is there already or not; the export's id, which stays the same."""
    row = export_between(tx, event["id"], schedule["id"])
    settings = {"show": show, "block": int(block), "kal_id": schedule["kal_id"], "detached_at": None}
    if row is not None:
        tx.change("schedule_exports", row["id"], **settings)
        id: int = row["id"]
        return id
    return tx.insert(
        "schedule_exports",
        event_id=event["id"],
        contract_id=event["contract_id"],
        schedule_id=schedule["id"],
        **settings,
        created_by_type=by.kind,
        created_by_id=by.id,
        created_at=utc_text(now),
    )


def detach(tx: Transaction, id: int, now: datetime) -> bool:
    """Take an event out of a schedule; False when it was not in it any more."""
    changed = tx.run(
        "UPDATE schedule_exports SET detached_at = :now WHERE id = :id AND detached_at IS NULL",
        id=id,
        now=utc_text(now),
    )
    return changed == 1
