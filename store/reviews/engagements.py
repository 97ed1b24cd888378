"""Paid work that may be reviewed, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import Owner, utc_text

# With how the order of a company was rated when it was approved, and by whom.
_NOTED = """SELECT g.*, w.rating_score, w.rating_comment, w.assignee_id,
                   (SELECT h.actor_type FROM work_order_history h WHERE h.work_order_id = g.work_id AND h.act = 'approved'
                    ORDER BY h.id DESC LIMIT 1) AS rated_by_type,
                   (SELECT h.actor_id FROM work_order_history h WHERE h.work_order_id = g.work_id AND h.act = 'approved'
                    ORDER BY h.id DESC LIMIT 1) AS rated_by_id
            FROM engagements g LEFT JOIN work_orders w ON g.kind = 'work_order' AND w.id = g.work_id
            WHERE g.status = 'noted'"""


def noted(tx: Transaction, most: int) -> list[Row]:
    """Work that ended and was not looked at yet, with how an order was rated: rating_score, rating_comment, rated_by."""
    return tx.all(f"{_NOTED} ORDER BY g.id LIMIT :most", most=most)


def noted_one(tx: Transaction, id: int) -> Row | None:
    return tx.one(f"{_NOTED} AND g.id = :id", id=id)


def due(tx: Transaction, now: datetime, most: int) -> list[Row]:
    """Work whose time for reviews is over, oldest first."""
    return tx.all(
        """SELECT * FROM engagements WHERE status = 'open' AND due_at <= :now ORDER BY due_at, id LIMIT :most""",
        now=utc_text(now),
        most=most,
    )


def reversed_ones(tx: Transaction, most: int) -> list[Row]:
    """Work under review whose payment went back."""
    return tx.all("SELECT * FROM engagements WHERE status = 'open' AND reversed = 1 ORDER BY id LIMIT :most", most=most)


def to_remind(tx: Transaction, now: datetime, until: datetime, most: int) -> list[Row]:
    """Work whose time for reviews ends before a moment, of which nobody was reminded."""
    return tx.all(
        """SELECT * FROM engagements WHERE status = 'open' AND reminded = 0 AND due_at > :now AND due_at <= :until
           ORDER BY due_at, id LIMIT :most""",
        now=utc_text(now),
        until=utc_text(until),
        most=most,
    )


def find(tx: Transaction, kind: str, work_id: int) -> Row | None:
    """Work that ended, by what it was."""
    return tx.one("SELECT * FROM engagements WHERE kind = :kind AND work_id = :id", kind=kind, id=work_id)


def find_by_id(tx: Transaction, id: int) -> Row | None:
    return tx.one("SELECT * FROM engagements WHERE id = :id", id=id)


def load(tx: Transaction, id: int) -> Row:
    row = find_by_id(tx, id)
    assert row is not None, id
    return row


def change(tx: Transaction, id: int, **columns: Any) -> None:
    tx.change("engagements", id, **columns)


def company_of_agent(tx: Transaction, agent_id: int) -> int | None:
    id: int | None = tx.value("SELECT company_id FROM agents WHERE id = :id", id=agent_id)
    return id


def runs(tx: Transaction, company_id: int, person_id: int) -> bool:
    """Whether somebody is an admin of a company, or all there is of it."""
    found = tx.value(
        """SELECT 1 FROM memberships m
           WHERE m.company_id = :company AND m.person_id = :person AND m.deleted_at IS NULL
             AND (m.role = 'admin' OR NOT EXISTS (SELECT 1 FROM memberships o WHERE o.company_id = :company
                                                  AND o.person_id <> :person AND o.deleted_at IS NULL))""",
        company=company_id,
        person=person_id,
    )
    return found is not None


# Which side of g is the caller's: their own before their company's, so that nobody reads what colleagues say of them.
MINE = """((g.worker_type = :me_type AND g.worker_id = :me_id) OR (g.client_type = :me_type AND g.client_id = :me_id)
           OR (g.client_type = 'company' AND g.client_id = :company)
           OR (:me_type = 'person' AND g.client_type = 'agent'
               AND g.client_id IN (SELECT a.id FROM agents a WHERE a.company_id = :company))
           OR (:me_type = 'person' AND g.worker_type = 'agent'
               AND g.worker_id IN (SELECT a.id FROM agents a WHERE a.company_id = :company)))"""
SIDE = """CASE WHEN g.worker_type = :me_type AND g.worker_id = :me_id THEN 'worker'
               WHEN g.client_type = :me_type AND g.client_id = :me_id THEN 'client'
               WHEN g.client_type = 'company' AND g.client_id = :company THEN 'client'
               WHEN g.client_type = 'agent' AND :me_type = 'person'
                    AND g.client_id IN (SELECT a.id FROM agents a WHERE a.company_id = :company) THEN 'client'
               ELSE 'worker' END"""


def me(caller: Owner, company_id: int | None) -> dict[str, Any]:
    """The parameters of MINE and SIDE."""
    return {"me_type": caller.kind, "me_id": caller.id, "company": company_id or 0}


def side_of(tx: Transaction, id: int, caller: Owner, company_id: int | None) -> str | None:
    """On which side of work the caller stands; None on neither."""
    side: str | None = tx.value(
        f"SELECT {SIDE} FROM engagements g WHERE g.id = :id AND {MINE}", id=id, **me(caller, company_id)
    )
    return side


def pending(
    caller: Owner, company_id: int | None, now: datetime, *, side: str | None, kind: str | None, written: bool
) -> tuple[str, dict[str, Any]]:
    """The SELECT of work the caller's side may still review, or has written of and can write anew, and its parameters.

    Rows of engagements with side and review_id, the number of the caller's own."""
    own = "g.id * 2 - CASE WHEN g.side = 'client' THEN 1 ELSE 0 END"
    params: dict[str, Any] = {**me(caller, company_id), "now": utc_text(now)}
    conditions = [f"{'' if written else 'NOT '}EXISTS (SELECT 1 FROM reviews r WHERE r.id = {own})"]
    for name, value in (("side", side), ("kind", kind)):
        if value is not None:
            conditions.append(f"g.{name} = :{name}")
            params[name] = value
    return (
        f"""SELECT g.*, {own} AS review_id
            FROM (SELECT g.*, {SIDE} AS side FROM engagements g
                  WHERE g.status = 'open' AND g.reversed = 0 AND g.due_at > :now AND {MINE}) AS g
            WHERE {" AND ".join(conditions)}""",
        params,
    )
