"""What of a calendar's appointments stands in an outside one, and what has to be written there.

Rows come by themselves: triggers note whatever is made, moved or called off in a linked calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.types import utc_text


def add_upcoming(tx: Transaction, link_id: int, kal_id: int, now: datetime) -> int:
    """A new link: what lies ahead in the calendar has to be written; how many."""
    return tx.run(
        """INSERT INTO calendar_exports (link_id, event_id)
           SELECT :link, id FROM events
           WHERE kal_id = :kal AND end_at > :now AND type_id = 1 AND status_id IN (100, 200) AND deleted_at IS NULL""",
        link=link_id,
        kal=kal_id,
        now=utc_text(now),
    )


def to_leave(tx: Transaction, most: int) -> list[int]:
    """Exports to be looked at, of links whose calendar is known; none that lies in the outbox already."""
    rows = tx.all(
        """SELECT x.id FROM calendar_exports x JOIN calendar_links l ON l.id = x.link_id
           JOIN calendars k ON k.id = l.kal_id
           WHERE x.state = 'waiting' AND x.in_outbox = 0 AND l.status IN ('connected', 'failing') AND k.deleted_at IS NULL
           ORDER BY x.id LIMIT :most""",
        most=most,
    )
    return [row["id"] for row in rows]


def note_left(tx: Transaction, export_id: int) -> None:
    """It lies in the outbox now."""
    tx.change("calendar_exports", export_id, in_outbox=1)


def export_to_send(tx: Transaction, export_id: int) -> Row | None:
    """An export of a live link, with its link's and its account's columns; None when the link or its calendar has
    ended."""
    return tx.one(
        """SELECT l.*, a.secret, x.id AS row_id, x.event_id, x.state, x.written_id, x.mark, x.content
           FROM calendar_exports x JOIN calendar_links l ON l.id = x.link_id JOIN calendars k ON k.id = l.kal_id
           LEFT JOIN calendar_accounts a ON a.id = l.account_id
           WHERE x.id = :id AND l.status <> 'disconnected' AND k.deleted_at IS NULL""",
        id=export_id,
    )


def event_to_send(tx: Transaction, event_id: int) -> Row | None:
    """The appointment as it stands now, deleted or not."""
    return tx.one("SELECT * FROM events WHERE id = :id", id=event_id)


def note_sending(tx: Transaction, export_id: int) -> None:
    """What stands here at this moment is written; a change from now on makes it wait again."""
    tx.change("calendar_exports", export_id, state="sending")


def settle(tx: Transaction, export_id: int, state: str, **columns: Any) -> None:
    """It stands outside as it stood here when it was sent; what has changed since waits. columns: written_id, mark and
    content where they are others now."""
    tx.change("calendar_exports", export_id, in_outbox=0, last_error=None, **columns)
    _unless_changed(tx, export_id, state)


def forget(tx: Transaction, export_id: int) -> None:
    """It never stood outside and has no place there."""
    tx.run("DELETE FROM calendar_exports WHERE id = :id", id=export_id)


def note_fault(tx: Transaction, export_id: int, fault: str, *, given_up: bool) -> None:
    """It could not be written; given_up: until its link works again."""
    tx.change("calendar_exports", export_id, last_error=fault)
    if given_up:
        tx.change("calendar_exports", export_id, in_outbox=0)
        _unless_changed(tx, export_id, "failed")


def _unless_changed(tx: Transaction, export_id: int, state: str) -> None:
    tx.run("UPDATE calendar_exports SET state = :state WHERE id = :id AND state = 'sending'", state=state, id=export_id)


def try_again(tx: Transaction, link_id: int) -> int:
    """What was given up has to be written after all; how many there were."""
    return tx.run("UPDATE calendar_exports SET state = 'waiting' WHERE link_id = :id AND state = 'failed'", id=link_id)


def faulty(tx: Transaction, link_id: int) -> bool:
    """Whether something of a link could not be written and still is not."""
    found = tx.value(
        "SELECT 1 FROM calendar_exports WHERE link_id = :id AND last_error IS NOT NULL LIMIT 1", id=link_id
    )
    return found is not None
