"""Skills by number, name, and what is near a name."""

from __future__ import annotations

from rapidfuzz import process

from store.database import Transaction
from store.people.identity import folded

NEAR_MOST = 5000


def find_skill(tx: Transaction, id: int) -> int | None:
    found: int | None = tx.value("SELECT id FROM skills WHERE id = :id", id=id)
    return found


def skill_named(tx: Transaction, name: str) -> int | None:
    """The skill of that name, compared without case and blanks."""
    id: int | None = tx.value("SELECT id FROM skills WHERE name_folded = :folded", folded=folded(name))
    return id


def skills_like(tx: Transaction, name: str, most: int = 3) -> list[str]:
    """Names near a name, the nearest first; looked for among NEAR_MOST."""
    rows = tx.all("SELECT name FROM skills ORDER BY id LIMIT :most", most=NEAR_MOST)
    near = process.extract(folded(name), [row["name"] for row in rows], processor=folded, limit=most, score_cutoff=60)
    return [found for found, _, _ in near]


def skill_name(tx: Transaction, id: int) -> str:
    """A skill's name as it is shown."""
    name: str = tx.value("SELECT name FROM skills WHERE id = :id", id=id)
    return name
