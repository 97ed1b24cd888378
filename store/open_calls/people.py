"""What is on record of people who apply for open calls."""

from __future__ import annotations

from store.database import Row, Transaction


def facts(tx: Transaction, person_id: int) -> Row | None:
    """id, name, last_name, country, verified_at, latitude_e6, longitude_e6 of somebody who is there."""
    return tx.one(
        """SELECT p.id, p.name, p.last_name, coalesce(p.country, w.country) AS country, f.verified_at,
                  w.latitude_e6, w.longitude_e6
           FROM persons p LEFT JOIN freelancer_profiles f ON f.person_id = p.id
           LEFT JOIN provider_profiles w ON w.person_id = p.id
           WHERE p.id = :id AND p.deleted_at IS NULL""",
        id=person_id,
    )


def skills(tx: Transaction, person_id: int) -> list[int]:
    rows = tx.all("SELECT skill_id FROM person_skills WHERE person_id = :id ORDER BY skill_id", id=person_id)
    return [row["skill_id"] for row in rows]


def languages(tx: Transaction, person_id: int) -> list[str]:
    rows = tx.all("SELECT code FROM person_languages WHERE person_id = :id ORDER BY code", id=person_id)
    return [row["code"] for row in rows]


def is_blocked(tx: Transaction, company_id: int, person_id: int) -> bool:
    """Whether a company keeps somebody away, or they the company."""
    found = tx.value(
        """SELECT 1 WHERE EXISTS (SELECT 1 FROM blocked_providers
                                  WHERE company_id = :company AND person_id = :person AND active = 1)
           OR EXISTS (SELECT 1 FROM blocked_companies WHERE company_id = :company AND person_id = :person)""",
        company=company_id,
        person=person_id,
    )
    return found is not None
