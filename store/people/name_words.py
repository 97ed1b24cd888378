"""The words of people's names, by which they are found: first and last name, folded; the middle name is shown to nobody."""

from __future__ import annotations

from store.database import Transaction

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
