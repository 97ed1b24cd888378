"""Steps of a checklist: completed, set back, and whom their completion is mailed to."""

from __future__ import annotations

from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import address_key
from store.types import Owner

Made = Literal["work_order_signatures", "work_order_shipments"]


def complete(tx: Transaction, task_id: int, stamp: str, by: Owner, **made: Any) -> None:
    """Mark a step complete. made: the signature_id or shipment_id that completed it."""
    tx.change(
        "work_order_tasks", task_id, status="complete", completed_at=stamp, completed_by_type=by.kind,
        completed_by_id=by.id, updated_at=stamp, **made,
    )  # fmt: skip


def reopen(tx: Transaction, task_id: int, stamp: str) -> None:
    """Set a step back to incomplete; what completed it is forgotten."""
    tx.change(
        "work_order_tasks", task_id, status="incomplete", completed_at=None, completed_by_type=None,
        completed_by_id=None, signature_id=None, shipment_id=None, updated_at=stamp,
    )  # fmt: skip


def member_with_address(tx: Transaction, company_id: int, email: str) -> Row | None:
    """The member of a company who has proven an address: email, language."""
    return tx.one(
        """SELECT p.email, p.language FROM persons p JOIN memberships m ON m.person_id = p.id
           WHERE p.email_key = :key AND p.email_verified_at IS NOT NULL AND p.deleted_at IS NULL
             AND m.company_id = :company_id AND m.deleted_at IS NULL""",
        key=address_key(email),
        company_id=company_id,
    )


def delete(tx: Transaction, id: int, task_id: int) -> None:
    """Take a step off the checklist of an order. Files, signatures and shipments it led to stay."""
    for table in ("work_order_attachments", "work_order_folders", "work_order_signatures", "work_order_shipments"):
        sql = f"UPDATE {table} SET task_id = NULL WHERE work_order_id = :id AND task_id = :task_id"
        tx.run(sql, id=id, task_id=task_id)
    delete_alerts(tx, task_id)
    tx.run("DELETE FROM work_order_tasks WHERE id = :task_id AND work_order_id = :id", id=id, task_id=task_id)


def delete_alerts(tx: Transaction, task_id: int) -> int:
    """Take every alert address off a step; how many there were."""
    return tx.run("DELETE FROM work_order_task_alerts WHERE task_id = :task_id", task_id=task_id)


def delete_alert(tx: Transaction, task_id: int, alert_id: int) -> None:
    """Take one alert address off a step."""
    sql = "DELETE FROM work_order_task_alerts WHERE task_id = :task_id AND id = :alert_id"
    tx.run(sql, task_id=task_id, alert_id=alert_id)


def alerts(tx: Transaction, id: int) -> dict[int, list[Row]]:
    """The alert addresses of an order's steps, by step: id, email."""
    rows = tx.all(
        """SELECT a.id, a.email, a.task_id FROM work_order_task_alerts a
           JOIN work_order_tasks t ON t.id = a.task_id WHERE t.work_order_id = :id ORDER BY a.id""",
        id=id,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["task_id"], []).append(row)
    return found


def files(tx: Transaction, id: int, task_id: int, folder_id: int | None, *, only_pictures: bool = False) -> list[int]:
    """The files that a step led to, or that lie in its folder; denied ones and those taken off are left out."""
    rows = tx.all(
        """SELECT a.id FROM work_order_attachments a JOIN files f ON f.id = a.file_id
           WHERE a.work_order_id = :id AND a.status <> 'denied' AND a.deleted_at IS NULL
             AND (a.task_id = :task_id OR a.folder_id = :folder_id) AND (:any = 1 OR f.kind = 'image')
           ORDER BY a.id""",
        id=id,
        task_id=task_id,
        folder_id=folder_id,
        any=int(not only_pictures),
    )
    return [row["id"] for row in rows]


def min_files(tx: Transaction, id: int, folder_id: int) -> int:
    """How many files a folder of an order has to hold."""
    sql = "SELECT min_files FROM work_order_folders WHERE work_order_id = :id AND id = :folder_id"
    return tx.value(sql, id=id, folder_id=folder_id) or 0


def made_for(tx: Transaction, id: int, task_id: int, table: Made) -> int | None:
    """The newest signature or shipment that was made for a step."""
    sql = f"SELECT max(id) FROM {table} WHERE work_order_id = :id AND task_id = :task_id"
    found: int | None = tx.value(sql, id=id, task_id=task_id)
    return found


def hand_over(tx: Transaction, task_id: int, **made: int) -> None:
    """Another signature or shipment is what completed a step."""
    tx.change("work_order_tasks", task_id, **made)
