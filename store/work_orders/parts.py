"""What hangs on a work order: contacts, checklist, field values, tags, folders, messages, problems, visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.database import Row, Transaction
from store.folding import folded
from store.types import Owner

# What a provider reads of the messages `m`: what was said to all of them, to them, and by them; not what another said who
# left. :person_id is the provider.
FOR_PROVIDER = """((m.to_person_id IS NULL AND m.role <> 'provider') OR m.to_person_id = :person_id
    OR (m.author_type = 'person' AND m.author_id = :person_id))"""
# Whether a message `m` is new to a reader: others wrote it, and the reader has not read it.
UNREAD = """(NOT (m.author_type = :reader_type AND m.author_id = :reader_id)
    AND NOT EXISTS (SELECT 1 FROM work_order_message_marks k WHERE k.message_id = m.id
                    AND k.reader_type = :reader_type AND k.reader_id = :reader_id))"""


def contacts(tx: Transaction, id: int) -> list[Row]:
    """The people to call, in order of creation."""
    return tx.all("SELECT * FROM work_order_contacts WHERE work_order_id = :id ORDER BY id", id=id)


def put_contact(tx: Transaction, id: int, stamp: str, contact_id: int | None, values: dict[str, Any]) -> int:
    """Add a contact, or change one of the order's; its id."""
    if contact_id is None:
        return tx.insert("work_order_contacts", work_order_id=id, **values, created_at=stamp, updated_at=stamp)
    tx.change("work_order_contacts", contact_id, **values, updated_at=stamp)
    return contact_id


def tasks(tx: Transaction, id: int) -> list[Row]:
    """The checklist: prep, onsite, post; in each by position, then id."""
    return tx.all(
        """SELECT * FROM work_order_tasks WHERE work_order_id = :id
           ORDER BY CASE task_group WHEN 'prep' THEN 1 WHEN 'onsite' THEN 2 ELSE 3 END, position, id""",
        id=id,
    )


def put_task(tx: Transaction, id: int, stamp: str, task_id: int | None, values: dict[str, Any]) -> int:
    """Add a step to the checklist, or change one of the order's; its id."""
    if task_id is None:
        return tx.insert("work_order_tasks", work_order_id=id, **values, created_at=stamp, updated_at=stamp)
    tx.change("work_order_tasks", task_id, **values, updated_at=stamp)
    return task_id


def alerts_of(tx: Transaction, task_id: int) -> list[Row]:
    """Whom the completion of a step is mailed to: id, email."""
    return tx.all("SELECT id, email FROM work_order_task_alerts WHERE task_id = :task_id ORDER BY id", task_id=task_id)


def set_alerts(tx: Transaction, task_id: int, emails: list[str], stamp: str) -> None:
    """Replace the alert addresses of a step."""
    tx.run("DELETE FROM work_order_task_alerts WHERE task_id = :task_id", task_id=task_id)
    for email in dict.fromkeys(emails):
        tx.insert("work_order_task_alerts", task_id=task_id, email=email, created_at=stamp)


def reopen_tasks(tx: Transaction, id: int, stamp: str) -> int:
    """Set every completed step back to incomplete; how many."""
    return tx.run(
        """UPDATE work_order_tasks SET status = 'incomplete', completed_at = NULL, completed_by_type = NULL,
               completed_by_id = NULL, signature_id = NULL, shipment_id = NULL, updated_at = :stamp
           WHERE work_order_id = :id AND status = 'complete'""",
        id=id,
        stamp=stamp,
    )


def field_values(tx: Transaction, id: int) -> dict[int, str]:
    """The values of the custom fields that have one, by field."""
    rows = tx.all(
        """SELECT custom_field_id, value FROM work_order_custom_fields
           WHERE work_order_id = :id AND value IS NOT NULL""",
        id=id,
    )
    return {row["custom_field_id"]: row["value"] for row in rows}


def set_field_value(tx: Transaction, id: int, field_id: int, value: str | None, stamp: str, by: Owner) -> None:
    """Store the value of a custom field; None empties it."""
    tx.run(
        """INSERT INTO work_order_custom_fields
               (work_order_id, custom_field_id, value, updated_at, updated_by_type, updated_by_id)
           VALUES (:id, :field_id, :value, :stamp, :by_type, :by_id)
           ON CONFLICT (work_order_id, custom_field_id) DO UPDATE SET value = excluded.value,
               updated_at = excluded.updated_at, updated_by_type = excluded.updated_by_type,
               updated_by_id = excluded.updated_by_id""",
        id=id,
        field_id=field_id,
        value=value,
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
    )


def tags(tx: Transaction, id: int) -> list[Row]:
    """The tags on an order by name: tag_id, name, color, added_at."""
    rows = tx.all(
        """SELECT g.id AS tag_id, g.name, g.color, o.added_at FROM work_order_tags o
           JOIN company_tags g ON g.id = o.tag_id WHERE o.work_order_id = :id""",
        id=id,
    )
    return sorted(rows, key=lambda row: (folded(row["name"]), row["tag_id"]))


def add_tag(tx: Transaction, id: int, tag_id: int, stamp: str, by: Owner) -> bool:
    """Put a tag on an order; whether it was not there yet."""
    added = tx.run(
        """INSERT INTO work_order_tags (work_order_id, tag_id, added_by_type, added_by_id, added_at)
           VALUES (:id, :tag_id, :by_type, :by_id, :stamp) ON CONFLICT (work_order_id, tag_id) DO NOTHING""",
        id=id,
        tag_id=tag_id,
        by_type=by.kind,
        by_id=by.id,
        stamp=stamp,
    )
    return bool(added)


def open_default_folders(tx: Transaction, id: int, stamp: str) -> None:
    """The two folders every order has."""
    for name, type in (("Documents", "document"), ("Misc", "slot")):
        tx.insert("work_order_folders", work_order_id=id, name=name, type=type, is_default=1, created_at=stamp)


def folders(tx: Transaction, id: int, outsider_id: int | None = None) -> list[Row]:
    """The folders of an order, the default ones first: with how many files, and how many of them wait for a look.

    outsider_id: a provider who is not assigned; counted is what they see: what is shown to all, and their own."""
    seen = """AND a.deleted_at IS NULL AND (:outsider_id IS NULL OR a.show_before_assignment = 1
        OR (a.author_type = 'person' AND a.author_id = :outsider_id))"""
    return tx.all(
        f"""SELECT f.*,
                   (SELECT count(*) FROM work_order_attachments a WHERE a.work_order_id = f.work_order_id
                      AND a.folder_id = f.id {seen}) AS files,
                   (SELECT count(*) FROM work_order_attachments a WHERE a.work_order_id = f.work_order_id
                      AND a.folder_id = f.id AND a.status = 'pending' {seen}) AS pending
            FROM work_order_folders f WHERE f.work_order_id = :id AND f.deleted_at IS NULL
            ORDER BY f.is_default DESC, f.id""",
        id=id,
        outsider_id=outsider_id,
    )


def has_folder(tx: Transaction, id: int, folder_id: int) -> bool:
    """Whether a folder is one of the order's."""
    return _has(tx, "work_order_folders", id, folder_id)


def has_attachment(tx: Transaction, id: int, attachment_id: int) -> bool:
    """Whether a file is one of the order's."""
    return _has(tx, "work_order_attachments", id, attachment_id)


def _has(tx: Transaction, table: str, id: int, part_id: int) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE id = :part_id AND work_order_id = :id AND deleted_at IS NULL"
    return tx.value(sql, id=id, part_id=part_id) is not None


def shown_fields(tx: Transaction, id: int) -> set[int]:
    """The custom fields the company chose to show to the assigned provider of this order."""
    rows = tx.all(
        "SELECT custom_field_id FROM work_order_custom_fields WHERE work_order_id = :id AND visible = 1", id=id
    )
    return {row["custom_field_id"] for row in rows}


def requests(tx: Transaction, id: int, person_id: int | None, limit: int) -> list[Row]:
    """Requests for an order, newest first: all, or one person's."""
    return tx.all(
        """SELECT q.*, p.name AS first_name, p.last_name, p.rating_sum, p.rating_count
           FROM work_order_requests q JOIN persons p ON p.id = q.person_id
           WHERE q.work_order_id = :id AND (:person_id IS NULL OR q.person_id = :person_id)
           ORDER BY q.id DESC LIMIT :limit""",
        id=id,
        person_id=person_id,
        limit=limit,
    )


def time_logs(tx: Transaction, id: int) -> list[Row]:
    """The time logs that count, oldest first."""
    return tx.all("SELECT * FROM work_order_time_logs WHERE work_order_id = :id AND void = 0 ORDER BY in_at, id", id=id)


def problems(tx: Transaction, id: int, limit: int) -> list[Row]:
    """Open problems first, then the newest."""
    return tx.all(
        """SELECT * FROM work_order_problems WHERE work_order_id = :id
           ORDER BY (status = 'open') DESC, id DESC LIMIT :limit""",
        id=id,
        limit=limit,
    )


def shipments(tx: Transaction, id: int, limit: int) -> list[Row]:
    """Shipments to and from the site, newest first."""
    return _newest(tx, "work_order_shipments", id, limit)


def signatures(tx: Transaction, id: int, limit: int) -> list[Row]:
    """What was signed on site, newest first."""
    return _newest(tx, "work_order_signatures", id, limit)


def revisits(tx: Transaction, id: int, limit: int) -> list[Row]:
    """Return visits, newest first."""
    return _newest(tx, "work_order_site_revisits", id, limit)


def _newest(tx: Transaction, table: str, id: int, limit: int) -> list[Row]:
    return tx.all(f"SELECT * FROM {table} WHERE work_order_id = :id ORDER BY id DESC LIMIT :limit", id=id, limit=limit)


def message_counts(tx: Transaction, id: int, reader: Owner, person_id: int | None) -> tuple[int, int]:
    """How many messages a reader may see, and how many of them are new to them.

    person_id: a provider, who sees what is for them; None: the company sees all."""
    row = tx.one(
        f"""SELECT count(*) AS total, coalesce(sum(CASE WHEN {UNREAD} THEN 1 ELSE 0 END), 0) AS unread
            FROM work_order_messages m
            WHERE m.work_order_id = :id AND (:person_id IS NULL OR {FOR_PROVIDER})""",
        id=id,
        reader_type=reader.kind,
        reader_id=reader.id,
        person_id=person_id,
    )
    return (row["total"], row["unread"]) if row is not None else (0, 0)


def attach_bonus(tx: Transaction, id: int, bonus: Mapping[str, Any], stamp: str, by: Owner) -> None:
    """Promise one of the company's bonuses; nothing changes when it is attached already."""
    _attach(tx, "work_order_bonuses", "bonus_id", id, bonus, stamp, by)


def attach_penalty(tx: Transaction, id: int, penalty: Mapping[str, Any], stamp: str, by: Owner) -> None:
    """Announce one of the company's penalties; nothing changes when it is attached already."""
    _attach(tx, "work_order_penalties", "penalty_id", id, penalty, stamp, by)


def _attach(tx: Transaction, table: str, column: str, id: int, entry: Mapping[str, Any], stamp: str, by: Owner) -> None:
    tx.run(
        f"""INSERT INTO {table} (work_order_id, {column}, calculation, modifier, description, charged, author_type,
                author_id, created_at, updated_at)
            VALUES (:id, :entry_id, :calculation, :modifier, :description, 0, :by_type, :by_id, :stamp, :stamp)
            ON CONFLICT (work_order_id, {column}) DO NOTHING""",
        id=id,
        entry_id=entry["id"],
        calculation=entry["calculation"],
        modifier=entry["modifier"],
        description=entry["description"],
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
    )


def say(
    tx: Transaction, id: int, role: str, by: Owner, message: str, stamp: str, to_person_id: int | None = None
) -> int:
    """Put a message on an order; its id. role: buyer, provider, support or system."""
    return tx.insert(
        "work_order_messages",
        work_order_id=id,
        role=role,
        author_type=by.kind,
        author_id=by.id,
        to_person_id=to_person_id,
        message=message,
        created_at=stamp,
    )


def add_revisit(tx: Transaction, id: int, notes: str, stamp: str, by: Owner) -> int:
    """Plan a return visit; its id."""
    return tx.insert(
        "work_order_site_revisits",
        work_order_id=id,
        notes=notes,
        author_type=by.kind,
        author_id=by.id,
        created_at=stamp,
        updated_at=stamp,
    )


def count_contacts(tx: Transaction, id: int) -> int:
    return _count(tx, "work_order_contacts", id)


def count_tags(tx: Transaction, id: int) -> int:
    return _count(tx, "work_order_tags", id)


def _count(tx: Transaction, table: str, id: int) -> int:
    number: int = tx.value(f"SELECT count(*) FROM {table} WHERE work_order_id = :id", id=id)
    return number
