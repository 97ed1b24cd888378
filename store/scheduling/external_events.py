"""What was read in outside calendars: occurrences as rows, and the time they take."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.rows import Order, among
from store.types import Owner, utc_text

SOURCE = "external_event"
BY_TIME: Order = (("start_at", "asc"), ("id", "asc"))


@dataclass(frozen=True, slots=True)
class Import:
    """Where what is read belongs: the link it comes in by, its calendar, whose time it takes."""

    link_id: int
    kal_id: int
    owner: Owner


def events_of_link(tx: Transaction, link_id: int) -> list[Row]:
    """Everything that was read by a link."""
    return tx.all("SELECT * FROM external_events WHERE link_id = :id", id=link_id)


def events_in(kal_id: int, start: datetime, end: datetime) -> tuple[str, dict[str, Any]]:
    """The SELECT of an imported calendar's events in [start, end), to be paged BY_TIME."""
    sql = "SELECT * FROM external_events WHERE kal_id = :kal AND end_at > :start AND start_at < :end"
    return sql, {"kal": kal_id, "start": utc_text(start), "end": utc_text(end)}


def summary_of(tx: Transaction, id: int) -> str:
    """What an occurrence is called; empty when it has no name."""
    return str(tx.value("SELECT summary FROM external_events WHERE id = :id", id=id) or "")


def ahead(tx: Transaction, link_id: int, now: datetime) -> list[Row]:
    """What was read by a link, takes time and is not over."""
    return tx.all(
        "SELECT * FROM external_events WHERE link_id = :id AND busy = 1 AND end_at > :now ORDER BY start_at, id",
        id=link_id,
        now=utc_text(now),
    )


def add_event(tx: Transaction, to: Import, now: datetime, values: Mapping[str, Any]) -> int:
    """Store an occurrence and the time it takes; its id."""
    stamp = utc_text(now)
    id = tx.insert(
        "external_events", link_id=to.link_id, kal_id=to.kal_id, **values, created_at=stamp, updated_at=stamp
    )
    _occupy(tx, to, id, values)
    return id


def change_event(tx: Transaction, to: Import, id: int, now: datetime, values: Mapping[str, Any]) -> None:
    """An occurrence has other values now, and takes its time by them."""
    tx.change("external_events", id, **values, updated_at=utc_text(now))
    tx.run("DELETE FROM busy_blocks WHERE source_type = :source AND source_id = :id", source=SOURCE, id=id)
    _occupy(tx, to, id, values)


def remove_events(tx: Transaction, ids: Collection[int]) -> None:
    """Occurrences that are there no more, and their time is free."""
    numbers = sorted(ids)
    for first in range(0, len(numbers), MOST_AT_ONCE):
        one_of, params = among(numbers[first : first + MOST_AT_ONCE])
        tx.run(f"DELETE FROM busy_blocks WHERE source_type = :source AND source_id {one_of}", source=SOURCE, **params)
        tx.run(f"DELETE FROM external_events WHERE id {one_of}", **params)


MOST_AT_ONCE = 500


def _occupy(tx: Transaction, to: Import, id: int, values: Mapping[str, Any]) -> None:
    if values["busy"]:
        tx.insert(
            "busy_blocks",
            owner_type=to.owner.kind,
            owner_id=to.owner.id,
            start_at=values["start_at"],
            end_at=values["end_at"],
            kal_id=to.kal_id,
            source_type=SOURCE,
            source_id=id,
        )
