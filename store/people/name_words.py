"""The words of people's names, by which they are found: first and last name, folded; the middle name is shown to nobody."""

from __future__ import annotations

from typing import Any

from store.database import Transaction
from store.folding import folded

MOST_WORDS = 10


def words_of(short_name: str) -> list[str]:
    """The words of a folded short name, each once."""
    return list(dict.fromkeys(short_name.split()))


def keep(tx: Transaction, person_id: int, short_name: str) -> None:
    """Replace the words a person is found by with those of a folded short name."""
    tx.run("DELETE FROM person_name_words WHERE person_id = :person_id", person_id=person_id)
    add(tx, person_id, short_name)


def add(tx: Transaction, person_id: int, short_name: str) -> None:
    """Add the words of somebody new."""
    tx.many(
        "INSERT INTO person_name_words (word, person_id) VALUES (:word, :person_id)",
        [{"word": word, "person_id": person_id} for word in words_of(short_name)],
    )


def beginning_with(asked: str, person: str) -> tuple[str, dict[str, Any]]:
    """The condition that a person's name holds a word that begins with each word of what is asked, and its parameters.

    person: the column of the person's number. The longest word, which fewest names hold, leads the search."""
    words = sorted(words_of(folded(asked)), key=len, reverse=True)[:MOST_WORDS]
    conditions, params = [], dict[str, Any]()
    for place, word in enumerate(words):
        # Behind every letter there is.
        params |= {f"word_{place}": word, f"word_{place}_end": f"{word}\U0010ffff"}
        between = f"word >= :word_{place} AND word < :word_{place}_end"
        conditions.append(
            f"{person} IN (SELECT person_id FROM person_name_words WHERE {between})"
            if place == 0
            else f"EXISTS (SELECT 1 FROM person_name_words w WHERE w.person_id = {person} AND w.{between})"
        )
    return " AND ".join(conditions) or "1 = 0", params
