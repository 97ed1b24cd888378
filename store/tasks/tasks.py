"""Tasks as rows: made, found by either side, changed, with their history and the people they concern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.folding import folded_lines
from store.search import trigrams
from store.types import Owner

# Until somebody agrees to be in the team, a task of theirs shows what the company filled in.
_AGREED = "(tm.id IS NULL OR tm.state = 3 OR tm.joined_at IS NOT NULL)"
# A task with all that stands in one row of the records it names. Money in the smallest unit of t.currency.
TASK = f"""
    SELECT t.*, x.description, x.report,
           c.company_name, c.timezone AS company_timezone, c.safe_deal_enabled, c.show_vat, c.vat_percent,
           c.act_for_freelancers,
           w.uuid AS worker_uuid, w.deleted_at AS worker_deleted_at,
           w.email_verified_at AS worker_email_verified_at,
           tm.id IS NOT NULL AND tm.removed_at IS NULL AND {_AGREED} AS worker_in_team,
           CASE WHEN {_AGREED} THEN w.email ELSE tm.invited_email END AS worker_email,
           CASE WHEN {_AGREED} THEN w.name
                ELSE coalesce(tm.first_name, 'Freelancer') END AS worker_first_name,
           CASE WHEN {_AGREED} THEN w.last_name ELSE tm.last_name END AS worker_last_name,
           CASE WHEN {_AGREED} THEN f.verified_at END AS worker_verified_at,
           s.title AS service_title, s.title_en AS service_title_en, s.title_doc AS service_title_doc,
           s.title_doc_en AS service_title_doc_en, s.advertising AS service_advertising,
           k.id AS category_id, k.title AS category_title, k.title_en AS category_title_en,
           coalesce(ca.name, cp.name || coalesce(' ' || cp.last_name, '')) AS creator_name,
           coalesce(pa.name, pp.name || coalesce(' ' || pp.last_name, '')) AS payer_name,
           d.opened_in AS dispute_opened_in, d.opened_at AS dispute_opened_at, d.reason AS dispute_reason
    FROM tasks t
    JOIN task_texts x ON x.task_id = t.id
    JOIN companies c ON c.id = t.company_id
    JOIN persons w ON w.id = t.worker_id
    JOIN services s ON s.id = t.service_id
    JOIN task_categories k ON k.id = s.category_id
    LEFT JOIN freelancer_profiles f ON f.person_id = t.worker_id
    LEFT JOIN team_memberships tm ON tm.company_id = t.company_id AND tm.person_id = t.worker_id
    LEFT JOIN persons cp ON t.creator_type = 'person' AND cp.id = t.creator_id
    LEFT JOIN agents ca ON t.creator_type = 'agent' AND ca.id = t.creator_id
    LEFT JOIN persons pp ON t.payer_type = 'person' AND pp.id = t.payer_id
    LEFT JOIN agents pa ON t.payer_type = 'agent' AND pa.id = t.payer_id
    LEFT JOIN task_disputes d ON d.id = t.active_dispute_id"""

# Who may see a task: the company that ordered it and the person it was ordered from.
_SEEN = "(t.company_id = :company_id OR t.worker_id = :person_id)"


def find_by_id(tx: Transaction, task_id: int, company_id: int | None, person_id: int | None) -> Row | None:
    """The task, if it is the company's or the person's own."""
    return tx.one(f"{TASK} WHERE t.id = :id AND {_SEEN}", id=task_id, company_id=company_id, person_id=person_id)


def find_by_uuid(tx: Transaction, uuid: str, company_id: int | None, person_id: int | None) -> list[Row]:
    """The tasks with that uuid that are the company's or the person's own; companies choose their uuids themselves."""
    return tx.all(
        f"{TASK} WHERE t.uuid = :uuid AND {_SEEN} ORDER BY t.id DESC LIMIT 2",
        uuid=uuid.lower(),
        company_id=company_id,
        person_id=person_id,
    )


def load(tx: Transaction, task_id: int) -> Row:
    """A task whoever it belongs to: for what the system does by itself."""
    row = tx.one(f"{TASK} WHERE t.id = :id", id=task_id)
    if row is None:
        raise LookupError(f"no task {task_id}")
    return row


def load_all(tx: Transaction, task_ids: Sequence[int]) -> list[Row]:
    """These tasks, in the order asked for."""
    if not task_ids:
        return []
    places = ", ".join(str(task_id) for task_id in task_ids)
    rows = {row["id"]: row for row in tx.all(f"{TASK} WHERE t.id IN ({places})")}
    return [rows[task_id] for task_id in task_ids]


def add(tx: Transaction, description: str, **columns: Any) -> int:
    """Store a new task and return its id. columns: those of the table tasks."""
    task_id = tx.insert("tasks", **columns)
    folded = folded_text(columns["title"], description)
    tx.insert("task_texts", task_id=task_id, description=description, folded=folded)
    trigrams.learn(tx, task_id, columns["company_id"], folded)
    return task_id


def change(tx: Transaction, task_id: int, **columns: Any) -> None:
    """Set columns of a task; its texts stand elsewhere."""
    tx.change("tasks", task_id, **columns)


def note_issue(tx: Transaction, task_id: int, code: str) -> None:
    """Keep what went wrong with a task; the next step that succeeds clears it."""
    tx.change("tasks", task_id, issue_code=code)


def note_overdue_told(tx: Transaction, task_id: int) -> None:
    tx.change("tasks", task_id, told_overdue=1)


def note_coming_up_told(tx: Transaction, task_id: int) -> None:
    tx.change("tasks", task_id, told_coming_up=1)


def change_texts(tx: Transaction, task_id: int, title: str, description: str) -> None:
    """Store another description and what searches compare; the title itself stands in tasks."""
    before = tx.one(
        "SELECT t.company_id, x.folded FROM tasks t JOIN task_texts x ON x.task_id = t.id WHERE t.id = :id", id=task_id
    )
    if before is None:
        raise LookupError(f"no task {task_id}")
    folded = folded_text(title, description)
    tx.run(
        "UPDATE task_texts SET description = :description, folded = :folded WHERE task_id = :id",
        id=task_id,
        description=description,
        folded=folded,
    )
    trigrams.forget(tx, task_id, before["company_id"], before["folded"])
    trigrams.learn(tx, task_id, before["company_id"], folded)


def keep_report(tx: Transaction, task_id: int, report: str | None) -> None:
    tx.run("UPDATE task_texts SET report = :report WHERE task_id = :id", id=task_id, report=report)


def add_history(
    tx: Transaction,
    task_id: int,
    from_state: int | None,
    to_state: int,
    at: str,
    actor: Owner | None,
    on_behalf: bool,
    tool: str,
) -> None:
    """Append one step. actor None: the system."""
    tx.insert(
        "task_history",
        task_id=task_id,
        from_state=from_state,
        to_state=to_state,
        at=at,
        actor_type=actor.kind if actor else "system",
        actor_id=actor.id if actor else None,
        on_behalf=int(on_behalf),
        tool=tool,
    )


def history_of(tx: Transaction, task_id: int) -> list[Row]:
    """Every step, oldest first: from_state, to_state, at, actor_type, actor_id, on_behalf, tool."""
    return tx.all("SELECT * FROM task_history WHERE task_id = :id ORDER BY id", id=task_id)


def lapsed(tx: Transaction, stamp: str, most: int) -> list[int]:
    """Tasks whose hard deadline has passed while the work was still to be done, longest ago first."""
    return _due(tx, "state IN (1, 2) AND deadline_type = 2 AND date_end <= :stamp", stamp, most)


def newly_overdue(tx: Transaction, stamp: str, most: int) -> list[int]:
    """Tasks whose soft deadline has passed without anybody having been told."""
    condition = "state IN (1, 2, 13, 16) AND deadline_type <> 2 AND told_overdue = 0 AND date_end <= :stamp"
    return _due(tx, condition, stamp, most)


def newly_coming_up(tx: Transaction, until: str, most: int) -> list[int]:
    """Tasks due by then whose freelancer has not been told; those already late are among them."""
    return _due(tx, "state IN (1, 2, 13, 16) AND told_coming_up = 0 AND date_end < :stamp", until, most)


def in_payment(tx: Transaction, most: int) -> list[Row]:
    """Tasks whose payment waits to be processed, longest waiting first."""
    return tx.all(f"{TASK} WHERE t.state = 12 ORDER BY t.date_pay_at LIMIT :most", most=most)


def note_to_pay_out(tx: Transaction, task_id: int, stamp: str) -> None:
    """A task was paid: its money may go out by itself."""
    tx.insert("tasks_to_pay_out", task_id=task_id, since=stamp)


def to_pay_out(tx: Transaction, most: int) -> list[Row]:
    """Paid tasks whose money may go out by itself and that were not looked at yet, the longest waiting first."""
    return tx.all(f"{TASK} JOIN tasks_to_pay_out q ON q.task_id = t.id ORDER BY q.since, t.id LIMIT :most", most=most)


def forget_to_pay_out(tx: Transaction, task_id: int) -> None:
    tx.run("DELETE FROM tasks_to_pay_out WHERE task_id = :id", id=task_id)


def has_consented_to_insurance(tx: Transaction, company_id: int, person_id: int) -> bool:
    found = tx.value(
        "SELECT 1 FROM insurance_consents WHERE company_id = :company_id AND person_id = :person_id",
        company_id=company_id,
        person_id=person_id,
    )
    return found is not None


def consent_to_insurance(tx: Transaction, company_id: int, person_id: int, stamp: str) -> None:
    tx.run(
        """INSERT INTO insurance_consents (company_id, person_id, agreed_at) VALUES (:company_id, :person_id, :stamp)
           ON CONFLICT (company_id, person_id) DO NOTHING""",
        company_id=company_id,
        person_id=person_id,
        stamp=stamp,
    )


def held_without(tx: Transaction, task_id: int, person_id: int) -> int:
    """The most that was ever held for a task by a call that a person did not make, in the smallest unit."""
    most: int = tx.value(
        """SELECT coalesce(max(h.amount), 0) FROM ledger_holds h LEFT JOIN calls c ON c.id = h.call_id
           WHERE h.record_type = 'task' AND h.record_id = :task
             AND NOT coalesce(c.caller_type = 'person' AND c.caller_id = :person, 1 = 0)""",
        task=task_id,
        person=person_id,
    )
    return most


def setting(tx: Transaction, name: str, default: str) -> str:
    """A setting of the operator's."""
    value: str | None = tx.value("SELECT value FROM settings WHERE name = :name", name=name)
    return default if value is None else value


def folded_text(title: str, description: str) -> str:
    """Title and description as searches compare them."""
    return folded_lines(title, description)


def _due(tx: Transaction, condition: str, stamp: str, most: int) -> list[int]:
    sql = f"SELECT id FROM tasks WHERE {condition} ORDER BY date_end, id LIMIT :most"
    return [row["id"] for row in tx.all(sql, stamp=stamp, most=most)]
