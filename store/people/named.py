"""Companies and agents by their names, which more than one may bear, with what tells them apart."""

from __future__ import annotations

from store.database import Row, Transaction
from store.people.identity import folded


def companies_named(tx: Transaction, name: str) -> list[Row]:
    """Every live company of that name, compared without case and blanks, oldest first."""
    return tx.all(
        "SELECT * FROM companies WHERE name_folded = :name AND deleted_at IS NULL ORDER BY id", name=folded(name)
    )


def agents_named(tx: Transaction, name: str) -> list[Row]:
    """Every agent of that name, compared without case and blanks, in whatever status, oldest first."""
    return tx.all("SELECT * FROM agents WHERE name_sorted = :name ORDER BY id", name=folded(name))


def member_lines(tx: Transaction, company_id: int) -> list[str]:
    """The people of a company, as in 'ann@acme.test (admin)', oldest membership first."""
    rows = tx.all(
        """SELECT p.id, p.email, m.role FROM memberships m JOIN persons p ON p.id = m.person_id
           WHERE m.company_id = :company AND m.deleted_at IS NULL AND p.deleted_at IS NULL ORDER BY m.id LIMIT 10""",
        company=company_id,
    )
    return [f"{row['email'] or 'person:' + str(row['id'])} ({row['role']})" for row in rows]
