"""What hangs on tasks: attributes, documents, files, groups, ad contracts, messages, change proposals, disputes.

Functions that take several task ids answer {task id: [rows]}, so that a page of tasks takes one query a part."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.types import Owner

Parts = dict[int, list[dict[str, Any]]]

# The chat of :task_id, with names of its authors.
MESSAGES = """
    SELECT m.id, m.task_id, m.author_type, m.author_id, m.side, m.message, m.created_at,
           coalesce(a.name, p.name || coalesce(' ' || p.last_name, '')) AS author_name
    FROM task_messages m
    LEFT JOIN persons p ON m.author_type = 'person' AND p.id = m.author_id
    LEFT JOIN agents a ON m.author_type = 'agent' AND a.id = m.author_id
    WHERE m.task_id = :task_id"""
MESSAGES_ORDER = [("m.id", "asc")]


def set_attributes(tx: Transaction, task_id: int, attributes: Sequence[dict[str, Any]]) -> None:
    """Replace the attributes of a task: [{id, values: [{id, title, title_en}]}]."""
    tx.run("DELETE FROM task_attributes WHERE task_id = :task_id", task_id=task_id)
    rows = [
        {
            "task_id": task_id,
            "position": position,
            "attribute_id": one["id"],
            "chosen": json.dumps(one["values"], ensure_ascii=False),
        }
        for position, one in enumerate(attributes)
    ]
    tx.many(
        """INSERT INTO task_attributes (task_id, position, attribute_id, chosen)
           VALUES (:task_id, :position, :attribute_id, :chosen)""",
        rows,
    )


def attributes_of(tx: Transaction, task_ids: Sequence[int]) -> Parts:
    """Attributes as ordered; chosen is JSON [{id, title, title_en}]."""
    return _by_task(
        tx,
        """SELECT v.task_id, v.chosen,
                  a.id, a.title, a.title_en, a.description, a.description_en, a.type, a.attr_type_id
           FROM task_attributes v JOIN service_attributes a ON a.id = v.attribute_id
           WHERE v.task_id IN ({}) ORDER BY v.task_id, v.position""",
        task_ids,
    )


def ask_to_accept(tx: Transaction, task_id: int, acceptance_file_ids: Sequence[int]) -> None:
    """Note the documents the freelancer has to sign before starting."""
    tx.many(
        "INSERT INTO task_acceptance_files (task_id, acceptance_file_id) VALUES (:task_id, :id)",
        [{"task_id": task_id, "id": one} for one in acceptance_file_ids],
    )


def acceptance_files_of(tx: Transaction, task_ids: Sequence[int]) -> Parts:
    """Documents to be accepted, with when the task's freelancer signed them (null: not yet)."""
    return _by_task(
        tx,
        """SELECT r.task_id, a.id, a.file_id, a.uuid, a.title, a.title_en, g.signed_at
           FROM task_acceptance_files r
           JOIN tasks t ON t.id = r.task_id
           JOIN acceptance_files a ON a.id = r.acceptance_file_id
           LEFT JOIN agreement_signatures g ON g.template_uuid = a.uuid AND g.person_id = t.worker_id
           WHERE r.task_id IN ({}) ORDER BY r.task_id, a.id""",
        task_ids,
    )


def acceptance_file_ids(tx: Transaction, company_id: int) -> set[int]:
    """The documents a company may ask for: its own and those for everybody."""
    rows = tx.all(
        "SELECT id FROM acceptance_files WHERE company_id IS NULL OR company_id = :company_id", company_id=company_id
    )
    return {row["id"] for row in rows}


def add_file(tx: Transaction, task_id: int, file_id: int, type_id: int, stamp: str, for_report: bool = False) -> None:
    """Link a file to a task; a file already there takes the new type."""
    tx.run(
        """INSERT INTO task_files (task_id, file_id, type_id, for_report, created_at)
           VALUES (:task_id, :file_id, :type_id, :for_report, :stamp)
           ON CONFLICT (task_id, file_id) DO UPDATE SET type_id = excluded.type_id, for_report = excluded.for_report""",
        task_id=task_id,
        file_id=file_id,
        type_id=type_id,
        for_report=int(for_report),
        stamp=stamp,
    )


def files_of(tx: Transaction, task_ids: Sequence[int]) -> Parts:
    """Files of tasks: the file's record with its type_id in the task."""
    return _by_task(
        tx,
        """SELECT l.task_id, l.type_id, l.for_report, l.created_at, f.id, f.name, f.owner_type, f.owner_id,
                  f.size_bytes, f.mime_type
           FROM task_files l JOIN files f ON f.id = l.file_id
           WHERE l.task_id IN ({}) ORDER BY l.task_id, l.created_at, f.id""",
        task_ids,
    )


def groups_of(tx: Transaction, task_ids: Sequence[int]) -> Parts:
    return _by_task(
        tx,
        """SELECT l.task_id, g.id, g.title FROM task_group_tasks l JOIN task_groups g ON g.id = l.group_id
           WHERE l.task_id IN ({}) ORDER BY l.task_id, g.id""",
        task_ids,
    )


def add_ad_contracts(tx: Transaction, task_id: int, contracts: Sequence[tuple[str, int | None]]) -> None:
    """Note the ad contracts behind a task: (uuid, sum in whole currency units)."""
    tx.many(
        """INSERT INTO task_ad_contracts (task_id, position, contract_uuid, sum)
           VALUES (:task_id, :position, :uuid, :sum)""",
        [
            {"task_id": task_id, "position": position, "uuid": uuid, "sum": amount}
            for position, (uuid, amount) in enumerate(contracts)
        ],
    )


def ad_contracts_of(tx: Transaction, task_ids: Sequence[int]) -> Parts:
    return _by_task(
        tx,
        """SELECT task_id, contract_uuid, sum FROM task_ad_contracts
           WHERE task_id IN ({}) ORDER BY task_id, position""",
        task_ids,
    )


def add_message(tx: Transaction, task_id: int, author: Owner, side: str, message: str, stamp: str) -> int:
    """Post into a task's chat; the message's id."""
    tx.run("UPDATE tasks SET message_count = message_count + 1 WHERE id = :id", id=task_id)
    return tx.insert(
        "task_messages",
        task_id=task_id,
        author_type=author.kind,
        author_id=author.id,
        side=side,
        message=message,
        created_at=stamp,
    )


def last_messages(tx: Transaction, task_id: int, most: int) -> list[Row]:
    """The latest messages, oldest first."""
    rows = tx.all(f"{MESSAGES} ORDER BY m.id DESC LIMIT :most", task_id=task_id, most=most)
    return rows[::-1]


def message(tx: Transaction, task_id: int, message_id: int) -> Row:
    row = tx.one(f"{MESSAGES} AND m.id = :id", task_id=task_id, id=message_id)
    if row is None:
        raise LookupError(f"no message {message_id} in task {task_id}")
    return row


def add_changeset(
    tx: Transaction,
    task_id: int,
    changes: dict[str, Any],
    terms: dict[str, Any],
    comment: str | None,
    proposed_by: Owner,
    stamp: str,
    accepted: bool = False,
) -> int:
    """Store a proposal, pending or accepted at once; its id. changes as people read them, terms as they are stored."""
    return tx.insert(
        "task_changesets",
        task_id=task_id,
        changes=json.dumps(changes, ensure_ascii=False),
        terms=json.dumps(terms, ensure_ascii=False),
        comment=comment,
        status="accepted" if accepted else "pending",
        proposed_by_type=proposed_by.kind,
        proposed_by=proposed_by.id,
        proposed_at=stamp,
        answered_at=stamp if accepted else None,
    )


def answer_changeset(tx: Transaction, changeset_id: int, status: str, answered_by: Owner, stamp: str) -> None:
    """End a pending proposal: accepted, declined or cancelled."""
    tx.change(
        "task_changesets",
        changeset_id,
        status=status,
        answered_by_type=answered_by.kind,
        answered_by=answered_by.id,
        answered_at=stamp,
    )


def changeset(tx: Transaction, changeset_id: int) -> Row:
    row = tx.one("SELECT * FROM task_changesets WHERE id = :id", id=changeset_id)
    if row is None:
        raise LookupError(f"no changeset {changeset_id}")
    return row


def changesets_of(tx: Transaction, task_id: int) -> list[Row]:
    """All proposals, newest first."""
    return tx.all("SELECT * FROM task_changesets WHERE task_id = :id ORDER BY id DESC", id=task_id)


def add_dispute(
    tx: Transaction,
    task_id: int,
    opened_in: int,
    reason: str,
    wanted_price: int | None,
    wanted_deadline: str | None,
    stamp: str,
) -> int:
    """Open a dispute; its id. wanted_price in the smallest unit of the task's currency."""
    return tx.insert(
        "task_disputes",
        task_id=task_id,
        opened_in=opened_in,
        opened_at=stamp,
        reason=reason,
        wanted_price=wanted_price,
        wanted_deadline=wanted_deadline,
        status="open",
    )


def close_dispute(
    tx: Transaction, dispute_id: int, stamp: str, decision: str | None = None, answer: str | None = None
) -> None:
    """Answer an open dispute, or without a decision withdraw it."""
    status = "answered" if decision else "withdrawn"
    tx.change("task_disputes", dispute_id, status=status, decision=decision, answer=answer, closed_at=stamp)


def dispute(tx: Transaction, dispute_id: int) -> Row:
    row = tx.one("SELECT * FROM task_disputes WHERE id = :id", id=dispute_id)
    if row is None:
        raise LookupError(f"no dispute {dispute_id}")
    return row


def _by_task(tx: Transaction, sql: str, task_ids: Sequence[int]) -> Parts:
    found: Parts = {task_id: [] for task_id in task_ids}
    if found:
        for row in tx.all(sql.format(", ".join(str(task_id) for task_id in found))):
            found[row["task_id"]].append(dict(row))
    return found
