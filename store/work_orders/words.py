"""The words of work orders, for looking one up by text: whole words without case, each once an order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from store.database import Row, Transaction
from store.folding import folded

MOST_WORDS = 300
LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")


def words_of(text: str) -> list[str]:
    """The distinct words of a text, folded, in order: INC-1001 counts as inc-1001, inc and 1001."""
    found: dict[str, None] = {}
    for word in _WORD.findall(folded(text)):
        found[word[:LONGEST_WORD]] = None
        for part in _PART.findall(word):
            found[part[:LONGEST_WORD]] = None
    return list(found)


def asked_words(text: str) -> list[str]:
    """The words somebody looks for: compounds as a whole, not their parts."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(folded(text))))


def index(tx: Transaction, row: Row) -> None:
    """Replace the words of an order by those of its title, id, incident, city and description."""
    text = " ".join(str(row[name] or "") for name in ("title", "id", "incident_id", "city"))
    words = words_of(f"{text} {html.unescape(_TAG.sub(' ', row['description'] or ''))}")[:MOST_WORDS]
    tx.run("DELETE FROM work_order_words WHERE work_order_id = :id", id=row["id"])
    _insert(tx, row["company_id"], row["id"], words)


def _insert(tx: Transaction, company_id: int, id: int, words: Iterable[str]) -> None:
    tx.many(
        "INSERT INTO work_order_words (company_id, word, work_order_id) VALUES (:company_id, :word, :id)",
        [{"company_id": company_id, "word": word, "id": id} for word in words],
    )
