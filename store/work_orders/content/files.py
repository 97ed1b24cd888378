"""Folders of a work order and the files in them. The bytes of an attachment are a stored file (files.id)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner

ORDER: Order = [("a.id", "asc")]
_ATTACHMENTS = """
    SELECT a.*, f.mime_type, f.size_bytes, f.sha256, f.kind,
           coalesce(g.name, p.name || coalesce(' ' || p.last_name, '')) AS author_name,
           coalesce(h.name, r.name || coalesce(' ' || r.last_name, '')) AS reviewer_name,
           EXISTS (SELECT 1 FROM work_order_assignments x WHERE x.work_order_id = a.work_order_id
                     AND a.author_type = 'person' AND x.person_id = a.author_id) AS of_provider
    FROM work_order_attachments a JOIN files f ON f.id = a.file_id
    LEFT JOIN persons p ON a.author_type = 'person' AND p.id = a.author_id
    LEFT JOIN agents g ON a.author_type = 'agent' AND g.id = a.author_id
    LEFT JOIN persons r ON a.reviewed_by_type = 'person' AND r.id = a.reviewed_by_id
    LEFT JOIN agents h ON a.reviewed_by_type = 'agent' AND h.id = a.reviewed_by_id"""
# What a provider who is not assigned sees of the files `a`: what is shown to all, and what they handed in themselves.
_SEEN = """(:outsider_id IS NULL OR a.show_before_assignment = 1
    OR (a.author_type = 'person' AND a.author_id = :outsider_id))"""


def folder(tx: Transaction, order_id: int, folder_id: int) -> Row | None:
    return tx.one(
        "SELECT * FROM work_order_folders WHERE id = :id AND work_order_id = :order_id AND deleted_at IS NULL",
        id=folder_id,
        order_id=order_id,
    )


def add_folder(
    tx: Transaction,
    order_id: int,
    name: str,
    type: str,
    stamp: str,
    min_files: int,
    max_files: int,
    max_bytes: int,
    task_id: int | None,
) -> int:
    return tx.insert(
        "work_order_folders",
        work_order_id=order_id,
        name=name,
        type=type,
        is_default=0,
        min_files=min_files,
        max_files=max_files,
        max_bytes=max_bytes,
        task_id=task_id,
        created_at=stamp,
    )


def fill_task_from(tx: Transaction, task_id: int, folder_id: int | None, stamp: str) -> None:
    """Point an upload step of the checklist to the folder that its files go into."""
    tx.change("work_order_tasks", task_id, folder_id=folder_id, updated_at=stamp)


def delete_folder(tx: Transaction, order_id: int, folder_id: int, stamp: str) -> None:
    """Take a folder off; steps of the checklist that point to it point to none."""
    tx.change("work_order_folders", folder_id, deleted_at=stamp)
    tx.run(
        """UPDATE work_order_tasks SET folder_id = NULL, updated_at = :stamp
           WHERE work_order_id = :order_id AND folder_id = :folder_id""",
        order_id=order_id,
        folder_id=folder_id,
        stamp=stamp,
    )


def listed(order_id: int, folder_id: int, status: str | None, outsider_id: int | None) -> tuple[str, dict[str, Any]]:
    """The files of one folder that are shown, as a SELECT for a page."""
    sql = f"""{_ATTACHMENTS} WHERE a.work_order_id = :order_id AND a.folder_id = :folder_id AND a.deleted_at IS NULL
        AND (:status IS NULL OR a.status = :status) AND {_SEEN}"""
    return sql, {"order_id": order_id, "folder_id": folder_id, "status": status, "outsider_id": outsider_id}


def newest_of(
    tx: Transaction, order_id: int, folder_ids: Sequence[int], status: str | None, outsider_id: int | None, most: int
) -> dict[int, list[Row]]:
    """The newest files that are shown of each folder, oldest first."""
    condition, ids = among(folder_ids)
    rows = tx.all(
        f"""SELECT * FROM (
                SELECT x.*, row_number() OVER (PARTITION BY x.folder_id ORDER BY x.id DESC) AS place
                FROM ({_ATTACHMENTS} WHERE a.work_order_id = :order_id AND a.folder_id {condition}
                      AND a.deleted_at IS NULL AND (:status IS NULL OR a.status = :status) AND {_SEEN}) AS x
            ) AS placed WHERE place <= :most ORDER BY id""",
        order_id=order_id,
        status=status,
        outsider_id=outsider_id,
        most=most,
        **ids,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["folder_id"], []).append(row)
    return found


def totals(tx: Transaction, order_id: int, status: str | None, outsider_id: int | None) -> dict[int, int]:
    """How many files are shown of each folder that has some."""
    rows = tx.all(
        f"""SELECT a.folder_id, count(*) AS files FROM work_order_attachments a
            WHERE a.work_order_id = :order_id AND a.deleted_at IS NULL
              AND (:status IS NULL OR a.status = :status) AND {_SEEN}
            GROUP BY a.folder_id""",
        order_id=order_id,
        status=status,
        outsider_id=outsider_id,
    )
    return {row["folder_id"]: row["files"] for row in rows}


def attachment(tx: Transaction, order_id: int, folder_id: int, attachment_id: int) -> Row | None:
    """A file in a folder of an order."""
    return tx.one(
        f"""{_ATTACHMENTS} WHERE a.id = :id AND a.work_order_id = :order_id AND a.folder_id = :folder_id
            AND a.deleted_at IS NULL""",
        id=attachment_id,
        order_id=order_id,
        folder_id=folder_id,
    )


def all_in(tx: Transaction, order_id: int, folder_id: int) -> list[Row]:
    """Every file in a folder: id, name, status, kind, file_id, author_type, author_id; oldest first."""
    return tx.all(
        """SELECT a.id, a.name, a.status, a.file_id, a.author_type, a.author_id, a.task_id, f.kind
           FROM work_order_attachments a JOIN files f ON f.id = a.file_id
           WHERE a.work_order_id = :order_id AND a.folder_id = :folder_id AND a.deleted_at IS NULL ORDER BY a.id""",
        order_id=order_id,
        folder_id=folder_id,
    )


def handed_in(tx: Transaction, order_id: int) -> list[Row]:
    """How many files that were not denied lie in the folders of an order: folder_id, task_id, is_picture, files."""
    return tx.all(
        """SELECT a.folder_id, a.task_id, CASE WHEN f.kind = 'image' THEN 1 ELSE 0 END AS is_picture, count(*) AS files
           FROM work_order_attachments a JOIN files f ON f.id = a.file_id
           WHERE a.work_order_id = :order_id AND a.deleted_at IS NULL AND a.status <> 'denied'
           GROUP BY a.folder_id, a.task_id, CASE WHEN f.kind = 'image' THEN 1 ELSE 0 END""",
        order_id=order_id,
    )


def handed_pieces(tx: Transaction, order_id: int) -> list[Row]:
    """The files that the assignee of an order handed in and that were not denied: id, name, file_id, folder_id, task_id, kind,
    and what its camera noted of each; oldest first."""
    return tx.all(
        """SELECT a.id, a.name, a.file_id, a.folder_id, a.task_id, f.kind, a.taken_at, a.latitude, a.longitude, a.author_id
           FROM work_order_attachments a JOIN files f ON f.id = a.file_id JOIN work_orders w ON w.id = a.work_order_id
           WHERE a.work_order_id = :order_id AND a.deleted_at IS NULL AND a.status <> 'denied'
             AND a.author_type = 'person' AND a.author_id = w.assignee_id
           ORDER BY a.id""",
        order_id=order_id,
    )


def all_files(tx: Transaction, order_id: int) -> set[int]:
    """Every stored file that is or was put on an order."""
    rows = tx.all("SELECT file_id FROM work_order_attachments WHERE work_order_id = :order_id", order_id=order_id)
    return {row["file_id"] for row in rows}


def add_attachment(
    tx: Transaction,
    order_id: int,
    folder_id: int,
    file_id: int,
    name: str,
    status: str,
    by: Owner,
    stamp: str,
    **more: Any,
) -> int:
    """Put a stored file into a folder; its id. more: notes, show_before_assignment, task_id, taken_at, latitude, longitude."""
    return tx.insert(
        "work_order_attachments",
        work_order_id=order_id,
        folder_id=folder_id,
        file_id=file_id,
        name=name,
        status=status,
        author_type=by.kind,
        author_id=by.id,
        created_at=stamp,
        **more,
    )


def change_attachment(tx: Transaction, attachment_id: int, **values: Any) -> None:
    tx.change("work_order_attachments", attachment_id, **values)


def delete_attachment(tx: Transaction, attachment_id: int, stamp: str) -> None:
    """Take a file off: it stays on record, its bytes go once nothing else holds them."""
    tx.change("work_order_attachments", attachment_id, deleted_at=stamp)


def holds_file(tx: Transaction, order_id: int, file_id: int) -> bool:
    """Whether a stored file still stands in some folder of an order."""
    return shows_file(tx, order_id, file_id, None)


def shows_file(tx: Transaction, order_id: int, file_id: int, outsider_id: int | None) -> bool:
    """Whether a stored file stands in a folder of an order and is shown. outsider_id: a provider who is not assigned."""
    found = tx.value(
        f"""SELECT 1 FROM work_order_attachments a
            WHERE a.file_id = :file_id AND a.work_order_id = :order_id AND a.deleted_at IS NULL AND {_SEEN} LIMIT 1""",
        file_id=file_id,
        order_id=order_id,
        outsider_id=outsider_id,
    )
    return found is not None


def downloaded_by(tx: Transaction, order_id: int, attachment_id: int) -> list[int]:
    """The steps of the checklist that tell to download a file."""
    rows = tx.all(
        """SELECT id FROM work_order_tasks
           WHERE work_order_id = :order_id AND attachment_id = :attachment_id AND type_id = 13 ORDER BY id""",
        order_id=order_id,
        attachment_id=attachment_id,
    )
    return [row["id"] for row in rows]
