"""The people of companies as rows: a member is a person with a live membership."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, address_key_or_none, found_in, like_text
from store.folding import folded as folded_text
from store.people.identity import folded
from store.types import utc_text

_MEMBER = """SELECT p.id, p.email, p.name, p.middle_name, p.last_name, p.phone, m.id AS membership_id, m.company_id,
       c.company_name, m.department, m.role, m.type, m.created_at, 'member' AS status, NULL AS invitation_id,
       p.email_key, p.names_folded, m.department_folded,
       coalesce(p.last_name, '') AS last_sorted, p.name AS name_sorted, p.id AS number_sorted
FROM memberships m JOIN persons p ON p.id = m.person_id JOIN companies c ON c.id = m.company_id
WHERE m.deleted_at IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL"""
# Who is asked to become a member. Whether the address has an account is nobody's business before the yes.
_INVITED = """SELECT NULL AS id, m.email, m.name, m.middle_name, m.last_name, m.phone, NULL AS membership_id, m.company_id,
       c.company_name, m.department, m.role, m.type, m.created_at, 'invited' AS status, m.id AS invitation_id,
       m.email_key, m.names_folded, m.department_folded,
       coalesce(m.last_name, '') AS last_sorted, m.name AS name_sorted, -m.id AS number_sorted
FROM company_invitations m JOIN companies c ON c.id = m.company_id
WHERE m.state = 'open' AND m.expires_at > :now AND c.deleted_at IS NULL"""
_REACHABLE = " AND (c.id = :own OR c.created_by_company_id = :own)"
BY_NAME = (("last_sorted", "asc"), ("name_sorted", "asc"), ("number_sorted", "asc"))


def find_member(tx: Transaction, own_company_id: int, person_id: int | None, email: str | None) -> Row | None:
    """A member of the own company or of one it made, by person id or by address; the own company's first."""
    condition = "p.id = :person_id" if person_id is not None else "p.email_key = :key"
    return tx.one(
        f"{_MEMBER}{_REACHABLE} AND {condition} ORDER BY (c.id = :own) DESC, m.id LIMIT 1",
        own=own_company_id,
        person_id=person_id,
        key=address_key_or_none(email),
    )


def find_invited(tx: Transaction, own_company_id: int, email: str, now: datetime) -> Row | None:
    """Who is invited to the own company or to one it made, by address, as find_member answers members."""
    return tx.one(
        f"{_INVITED}{_REACHABLE} AND m.email_key = :key ORDER BY (c.id = :own) DESC, m.id LIMIT 1",
        own=own_company_id,
        key=address_key(email),
        now=utc_text(now),
    )


def find_invited_to(tx: Transaction, company_id: int, email: str, now: datetime) -> Row | None:
    """Who is invited to a company, by address."""
    return tx.one(
        f"{_INVITED} AND m.company_id = :company AND m.email_key = :key",
        company=company_id,
        key=address_key(email),
        now=utc_text(now),
    )


def members_query(
    company_id: int, query: str | None, role: str | None, department: str | None, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The SELECT of a company's members and of those it has invited, to be paged BY_NAME, and its parameters."""
    sql = f"{_MEMBER} AND m.company_id = :company_id UNION ALL {_INVITED} AND m.company_id = :company_id"
    params: dict[str, Any] = {"company_id": company_id, "now": utc_text(now)}
    filters = ""
    if query:
        filters += " AND (email_key LIKE :address ESCAPE '!' OR names_folded LIKE :query ESCAPE '!')"
        params |= {"query": found_in(query), "address": f"%{like_text(address_key(query.strip()))}%"}
    if role:
        filters += " AND role = :role"
        params["role"] = role
    if department:
        filters += " AND department_folded = :department"
        params["department"] = folded_text(department)
    return f"SELECT * FROM ({sql}) AS listed WHERE 1 = 1{filters}", params


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


def find_membership_row(tx: Transaction, membership_id: int | None, person_id: int) -> Row | None:
    """A membership by its id, unless it ended or is somebody else's."""
    return tx.one(
        "SELECT * FROM memberships WHERE id = :id AND person_id = :person AND deleted_at IS NULL",
        id=membership_id,
        person=person_id,
    )


def write_membership(tx: Transaction, membership_id: int, now: datetime, **columns: Any) -> None:
    if "department" in columns:
        columns["department_folded"] = folded_text(columns["department"] or "")
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


def is_member_by_email(tx: Transaction, company_id: int, email: str) -> bool:
    """Whether an address belongs to a member of a company."""
    found = tx.value(
        """SELECT 1 FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company AND m.deleted_at IS NULL AND p.deleted_at IS NULL
             AND p.email_key = :key""",
        company=company_id,
        key=address_key(email),
    )
    return found is not None


def find_company_of_ours(tx: Transaction, own_company_id: int, name: str) -> Row | None:
    """The own company, or the oldest it made, of that name, compared without case and blanks."""
    return tx.one(
        """SELECT * FROM companies c WHERE c.name_folded = :name AND c.deleted_at IS NULL
             AND (c.id = :own OR c.created_by_company_id = :own) ORDER BY (c.id = :own) DESC, c.id LIMIT 1""",
        name=folded(name),
        own=own_company_id,
    )


def founded_lately(tx: Transaction, person_id: int, since: datetime) -> int:
    """How many companies made since a moment a person belongs to as admin."""
    count: int = tx.value(
        """SELECT count(*) FROM memberships m JOIN companies c ON c.id = m.company_id
           WHERE m.person_id = :person AND m.role = 'admin' AND c.created_at > :since AND m.created_at = c.created_at""",
        person=person_id,
        since=utc_text(since),
    )
    return count
