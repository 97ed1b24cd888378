"""The conversation on a work order: first messages with the replies under them, and who has read which.

to_person_id: the provider whose thread with the company a message belongs to; NULL what the company says to all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner
from store.work_orders.orders import RELATED
from store.work_orders.parts import FOR_PROVIDER, UNREAD

PLATFORM = Owner("platform", 0)
# Of the replies under one message the newest are shown.
MOST_REPLIES = 100

_MESSAGES = f"""
    SELECT m.id, m.work_order_id, m.parent_id, m.role, m.author_type, m.author_id, m.to_person_id, m.problem_id, m.message,
           m.archived_at, m.created_at, coalesce(a.name, p.name || coalesce(' ' || p.last_name, '')) AS author_name,
           CASE WHEN {UNREAD} THEN 0 ELSE 1 END AS is_read
    FROM work_order_messages m
    LEFT JOIN persons p ON m.author_type = 'person' AND p.id = m.author_id
    LEFT JOIN agents a ON m.author_type = 'agent' AND a.id = m.author_id"""
_SEEN = f"(:person_id IS NULL OR {FOR_PROVIDER})"


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads an order's messages, and which of them. person_id: a provider who reads, or whose thread is meant; None: all
    of them. archived, unread: None for both."""

    order_id: int
    reader: Owner
    person_id: int | None = None
    archived: bool | None = False
    unread: bool | None = None

    @property
    def params(self) -> dict[str, object]:
        reader = {"reader_type": self.reader.kind, "reader_id": self.reader.id}
        return {"id": self.order_id, "person_id": self.person_id, **reader}


def order(newest_first: bool) -> Order:
    return [("m.id", "desc" if newest_first else "asc")]


def threads(wanted: Reading, whole_thread: bool) -> tuple[str, dict[str, object]]:
    """The first messages that are wanted, as a SELECT for a page.

    whole_thread: of one provider: what passed between them and the company, without what was said to all."""
    sql = f"{_MESSAGES} WHERE m.work_order_id = :id AND m.parent_id IS NULL AND {_SEEN}"
    if whole_thread:
        sql = f"""{_MESSAGES} WHERE m.work_order_id = :id AND m.parent_id IS NULL AND EXISTS (
            SELECT 1 FROM work_order_messages x WHERE (x.id = m.id OR x.parent_id = m.id)
              AND (x.to_person_id = :person_id OR (x.author_type = 'person' AND x.author_id = :person_id)))"""
    if wanted.archived is not None:
        sql += f" AND m.archived_at IS {'NOT ' if wanted.archived else ''}NULL"
    if wanted.unread is not None:
        new = f"EXISTS (SELECT 1 FROM work_order_messages x WHERE (x.id = m.id OR x.parent_id = m.id) AND {_of('x')})"
        sql += f" AND {new if wanted.unread else f'NOT {new}'}"
    return sql, wanted.params


def _of(alias: str) -> str:
    """The condition that a message is new to its reader, of a message by another name."""
    return f"{_SEEN} AND {UNREAD}".replace("m.", f"{alias}.")


def replies(tx: Transaction, wanted: Reading, first_ids: Sequence[int]) -> dict[int, list[Row]]:
    """What the reader may see of the replies under messages, oldest first: the newest of each."""
    condition, ids = among(first_ids)
    rows = tx.all(
        f"""SELECT * FROM (
                SELECT r.*, row_number() OVER (PARTITION BY r.parent_id ORDER BY r.id DESC) AS place
                FROM ({_MESSAGES} WHERE m.work_order_id = :id AND m.parent_id {condition} AND {_SEEN}) AS r
            ) AS placed WHERE place <= :most ORDER BY id""",
        **wanted.params,
        **ids,
        most=MOST_REPLIES,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["parent_id"], []).append(row)
    return found


def take_marks_back(tx: Transaction, wanted: Reading, call_id: str) -> None:
    """Undo what the same call has marked as read before: a page that was too long is read again, shorter."""
    tx.run(
        """DELETE FROM work_order_message_marks
           WHERE call_id = :call_id AND reader_type = :reader_type AND reader_id = :reader_id
             AND message_id IN (SELECT id FROM work_order_messages WHERE work_order_id = :id)""",
        call_id=call_id,
        id=wanted.order_id,
        reader_type=wanted.reader.kind,
        reader_id=wanted.reader.id,
    )


def mark_read(tx: Transaction, wanted: Reading, first_ids: Sequence[int], call_id: str) -> None:
    """Note that the reader has read messages with what is under them."""
    condition, ids = among(first_ids)
    tx.run(
        f"""INSERT INTO work_order_message_marks (message_id, reader_type, reader_id, call_id)
            SELECT m.id, :reader_type, :reader_id, :call_id FROM work_order_messages m
            WHERE m.work_order_id = :id AND (m.id {condition} OR m.parent_id {condition}) AND {_SEEN} AND {UNREAD}""",
        call_id=call_id,
        **wanted.params,
        **ids,
    )


def find(tx: Transaction, wanted: Reading, message_id: int) -> Row | None:
    """A message of the order that the reader may see."""
    sql = f"{_MESSAGES} WHERE m.id = :message_id AND m.work_order_id = :id AND {_SEEN}"
    return tx.one(sql, message_id=message_id, **wanted.params)


def add(
    tx: Transaction,
    order_id: int,
    role: str,
    by: Owner,
    message: str,
    stamp: str,
    to_person_id: int | None = None,
    parent_id: int | None = None,
    problem_id: int | None = None,
) -> int:
    """Put a message on an order; its id. role: buyer, provider, support or system."""
    return tx.insert(
        "work_order_messages",
        work_order_id=order_id,
        parent_id=parent_id,
        role=role,
        author_type=by.kind,
        author_id=by.id,
        to_person_id=to_person_id,
        problem_id=problem_id,
        message=message,
        created_at=stamp,
    )


def add_of_system(
    tx: Transaction, order_id: int, message: str, stamp: str, to_person_id: int | None, problem_id: int | None = None
) -> int:
    """What the platform itself notes in the conversation; its id. to_person_id: the provider who reads it beside the
    company; None: every provider who sees the order does."""
    return add(tx, order_id, "system", PLATFORM, message, stamp, to_person_id, problem_id=problem_id)


def writers(tx: Transaction, first_id: int) -> list[int]:
    """The providers who wrote the message or replied under it."""
    rows = tx.all(
        """SELECT DISTINCT author_id FROM work_order_messages
           WHERE (id = :id OR parent_id = :id) AND role = 'provider' ORDER BY author_id""",
        id=first_id,
    )
    return [row["author_id"] for row in rows]


def in_the_running(tx: Transaction, order_id: int) -> list[int]:
    """The providers who were offered the order or asked for it, without those who said no, were told no or were taken off."""
    rows = tx.all(
        """SELECT o.person_id FROM (
               SELECT person_id FROM work_order_routes
               WHERE work_order_id = :id AND status NOT IN ('declined', 'removed')
               UNION SELECT person_id FROM work_order_requests
               WHERE work_order_id = :id AND status NOT IN ('declined', 'canceled')) AS o
           WHERE NOT EXISTS (SELECT 1 FROM work_order_exclusions x
                             WHERE x.work_order_id = :id AND x.person_id = o.person_id)
           ORDER BY o.person_id""",
        id=order_id,
    )
    return [row["person_id"] for row in rows]


def among_related(tx: Transaction, order_id: int, person_ids: Collection[int]) -> list[int]:
    """Those of these people who had or have a part in the order and are not blocked, so that they may read of it."""
    related = f"SELECT 1 FROM work_orders w WHERE w.id = :id AND w.status NOT IN (1, 8) AND {RELATED}"
    return [id for id in sorted(set(person_ids)) if tx.value(related, id=order_id, me=id) is not None]


def has_problem(tx: Transaction, order_id: int, problem_id: int) -> bool:
    sql = "SELECT 1 FROM work_order_problems WHERE id = :problem_id AND work_order_id = :id"
    return tx.value(sql, id=order_id, problem_id=problem_id) is not None
