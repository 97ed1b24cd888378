"""What reviews of people, agents and companies add up to, as it is kept for all who show it or order by it."""

from __future__ import annotations

from collections.abc import Collection

from store.database import Transaction
from store.rows import among

_PREFIX = "reviews."


def settings(tx: Transaction) -> dict[str, str]:
    """What the operator has set, by name without its prefix."""
    rows = tx.all("SELECT name, value FROM settings WHERE name >= 'reviews.' AND name < 'reviews/'")
    return {row["name"].removeprefix(_PREFIX): row["value"] for row in rows}


def sums(tx: Transaction, kind: str, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of those of a kind with these ids who were reviewed: how many reviews count, and the sum of their overall in
    hundredths."""
    one_of, params = among(ids)
    rows = tx.all(
        f"SELECT about_id, count, sum FROM review_subjects WHERE about_type = :kind AND about_id {one_of}",
        kind=kind,
        **params,
    )
    return {row["about_id"]: (row["count"], row["sum"]) for row in rows}


def ranks(tx: Transaction, person_ids: Collection[int]) -> dict[int, int]:
    """How far the scores of those people are from the prior mean, in hundredths; who is not away from it is left out."""
    one_of, params = among(person_ids)
    rows = tx.all(
        f"""SELECT about_id, rank FROM review_subjects
            WHERE about_type = 'person' AND about_id {one_of} AND rank IS NOT NULL""",
        **params,
    )
    return {row["about_id"]: row["rank"] for row in rows}
