"""Which companies' calls somebody is not shown, and for whom an agent may look and apply."""

from __future__ import annotations

from collections.abc import Collection

from store.approvals.freezes import companies_that_froze
from store.database import Transaction
from store.rows import among


def companies_kept_from(tx: Transaction, person_id: int) -> frozenset[int]:
    """Companies whose calls are not for somebody: their own, those they blocked, and those that blocked or froze them."""
    rows = tx.all(
        """SELECT company_id FROM memberships WHERE person_id = :id AND deleted_at IS NULL
           UNION SELECT company_id FROM blocked_companies WHERE person_id = :id
           UNION SELECT company_id FROM blocked_providers WHERE person_id = :id AND active = 1""",
        id=person_id,
    )
    return frozenset(row["company_id"] for row in rows) | companies_that_froze(tx, person_id)


def companies_of(tx: Transaction, person_id: int) -> frozenset[int]:
    """The companies somebody is a member of."""
    rows = tx.all("SELECT company_id FROM memberships WHERE person_id = :id AND deleted_at IS NULL", id=person_id)
    return frozenset(row["company_id"] for row in rows)


def teams_of(tx: Transaction, person_id: int) -> frozenset[int]:
    """Companies in whose team somebody is, agreed or asked."""
    rows = tx.all("SELECT company_id FROM team_memberships WHERE person_id = :id AND removed_at IS NULL", id=person_id)
    return frozenset(row["company_id"] for row in rows)


def belongs_to(tx: Transaction, person_id: int, company_id: int) -> bool:
    """Whether somebody is a member of a company, or a provider of its own."""
    found = tx.value(
        """SELECT 1 FROM persons p WHERE p.id = :person AND p.deleted_at IS NULL AND (
               EXISTS (SELECT 1 FROM memberships m
                       WHERE m.person_id = p.id AND m.company_id = :company AND m.deleted_at IS NULL)
               OR EXISTS (SELECT 1 FROM provider_profiles f WHERE f.person_id = p.id AND f.company_id = :company))""",
        person=person_id,
        company=company_id,
    )
    return found is not None


def applied_for(tx: Transaction, person_id: int, call_ids: Collection[int]) -> set[int]:
    """For which of the calls somebody has a live application, or was accepted."""
    condition, params = among(call_ids)
    rows = tx.all(
        f"""SELECT open_call_id FROM open_call_applications WHERE person_id = :person AND open_call_id {condition}
              AND status IN ('unsent', 'pending', 'shortlisted', 'accepted')""",
        person=person_id,
        **params,
    )
    return {row["open_call_id"] for row in rows}
