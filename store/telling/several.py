"""What servers of one hall tell each other of changes: the feed and the inboxes are read by position, and who waits is woken."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Transaction
from store.telling.feed import newest_change

# On which servers listen to each other, on a PostgreSQL database.
CHANNEL = "hiringhall_changes"
MOST = 500


@dataclass(frozen=True, slots=True)
class Position:
    """The newest change and the newest notice that were seen."""

    change: int
    notice: int


@dataclass(frozen=True, slots=True)
class News:
    """What came after a position, by record ('task', 5) and by whose inbox ('person', 3), and the position after it."""

    records: list[tuple[str, int]]
    inboxes: list[tuple[str, int]]
    position: Position
    more: bool


def newest(tx: Transaction) -> Position:
    """Where whoever begins to look now begins."""
    return Position(newest_change(tx), int(tx.value("SELECT coalesce(max(id), 0) FROM notices")))


def news_after(tx: Transaction, position: Position) -> News:
    """What was committed after a position, at most so much at once. Both are numbered in the order of the commits."""
    changes = tx.all(
        "SELECT id, record_type, record_id FROM changes WHERE id > :after ORDER BY id LIMIT :most",
        after=position.change,
        most=MOST,
    )
    notices = tx.all(
        "SELECT id, owner_type, owner_id FROM notices WHERE id > :after ORDER BY id LIMIT :most",
        after=position.notice,
        most=MOST,
    )
    after = Position(
        changes[-1]["id"] if changes else position.change, notices[-1]["id"] if notices else position.notice
    )
    return News(
        list(dict.fromkeys((row["record_type"], row["record_id"]) for row in changes)),
        list(dict.fromkeys((row["owner_type"], row["owner_id"]) for row in notices)),
        after,
        len(changes) == MOST or len(notices) == MOST,
    )


def wake_others(tx: Transaction, said: list[str]) -> None:
    """Say something to all servers that listen, once this is committed. Never in a call's transaction: those that say
    something are committed one after another. Each text is at most 7,999 bytes."""
    for text in said:
        tx.value("SELECT pg_notify(:channel, :text)", channel=CHANNEL, text=text)
