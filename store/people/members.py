"""The people of companies as rows: a member is a person with a live membership."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text

_MEMBER = """SELECT p.id, p.email, p.name, p.middle_name, p.last_name, p.phone, m.id AS membership_id, m.company_id,
       c.company_name, m.department, m.role, m.type, m.created_at,
       coalesce(p.last_name, '') AS last_sorted, p.name AS name_sorted
FROM memberships m JOIN persons p ON p.id = m.person_id JOIN companies c ON c.id = m.company_id
WHERE m.deleted_at IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL"""
_REACHABLE = " AND (c.id = :own OR c.created_by_company_id = :own)"
BY_NAME = (("last_sorted", "asc"), ("name_sorted", "asc"), ("id", "asc"))


def find_member(tx: Transaction, own_company_id: int, person_id: int | None, email: str | None) -> Row | None:
    """A member of the own company or of one it made, by person id or by address; the own company's first."""
    condition = "p.id = :person_id" if person_id is not None else "lower(p.email) = lower(:email)"
    return tx.one(
        f"{_MEMBER}{_REACHABLE} AND {condition} ORDER BY (c.id = :own) DESC, m.id LIMIT 1",
        own=own_company_id,
        person_id=person_id,
        email=email,
    )


def members_query(
    company_id: int, query: str | None, role: str | None, department: str | None
) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's members, to be paged BY_NAME, and its parameters."""
    sql, params = f"{_MEMBER} AND m.company_id = :company_id", {"company_id": company_id}
    filters: dict[str, Any] = {}
    if query:
        sql += """ AND (lower(p.email) LIKE :query ESCAPE '!'
            OR lower(p.name || ' ' || coalesce(p.middle_name || ' ', '') || coalesce(p.last_name, ''))
                LIKE :query ESCAPE '!')"""
        filters["query"] = f"%{like_text(query.lower())}%"
    if role:
        sql += " AND m.role = :role"
        filters["role"] = role
    if department:
        sql += " AND lower(m.department) = lower(:department)"
        filters["department"] = department
    return f"SELECT * FROM ({sql}) AS member WHERE 1 = 1", {**params, **filters}


def like_text(text: str) -> str:
    """Text in which the signs of LIKE stand for themselves, with ! as the escape."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def find_company(tx: Transaction, company_id: int) -> Row | None:
    """The company, unless deleted."""
    return tx.one("SELECT * FROM companies WHERE id = :id AND deleted_at IS NULL", id=company_id)


def is_reachable(company: Row, own_company_id: int | None) -> bool:
    """Whether a company is the own one or made by it."""
    return own_company_id is not None and own_company_id in (company["id"], company["created_by_company_id"])


def other_admins(tx: Transaction, company_id: int, person_id: int) -> int:
    """How many admins a company has besides a person."""
    count: int = tx.value(
        """SELECT count(*) FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company AND m.role = 'admin' AND m.person_id <> :person
             AND m.deleted_at IS NULL AND p.deleted_at IS NULL""",
        company=company_id,
        person=person_id,
    )
    return count


def member_count(tx: Transaction, company_id: int) -> int:
    count: int = tx.value(
        "SELECT count(*) FROM memberships WHERE company_id = :company AND deleted_at IS NULL", company=company_id
    )
    return count


def find_membership(tx: Transaction, company_id: int, person_id: int) -> int | None:
    """The id of a person's membership of a company, unless it ended."""
    id: int | None = tx.value(
        "SELECT id FROM memberships WHERE company_id = :company AND person_id = :person AND deleted_at IS NULL",
        company=company_id,
        person=person_id,
    )
    return id


def write_membership(tx: Transaction, membership_id: int, now: datetime, **columns: Any) -> None:
    tx.change("memberships", membership_id, **columns, updated_at=utc_text(now))


def end_membership(tx: Transaction, membership_id: int, now: datetime) -> None:
    tx.change("memberships", membership_id, deleted_at=utc_text(now), updated_at=utc_text(now))


def has_membership(tx: Transaction, person_id: int) -> bool:
    """Whether a person still belongs to any company."""
    found = tx.value(
        "SELECT 1 FROM memberships WHERE person_id = :person AND deleted_at IS NULL LIMIT 1", person=person_id
    )
    return found is not None


def is_member(tx: Transaction, company_id: int, person_id: int) -> bool:
    """Whether a person belongs to a company."""
    found = tx.value(
        "SELECT 1 FROM memberships WHERE company_id = :company AND person_id = :person AND deleted_at IS NULL",
        company=company_id,
        person=person_id,
    )
    return found is not None


def find_former_member(tx: Transaction, company_id: int, email: str) -> Row | None:
    """A deleted person with that address who once belonged to the company."""
    return tx.one(
        """SELECT p.* FROM persons p JOIN memberships m ON m.person_id = p.id
           WHERE lower(p.email) = lower(:email) AND p.deleted_at IS NOT NULL AND m.company_id = :company
           ORDER BY p.id DESC LIMIT 1""",
        email=email,
        company=company_id,
    )
