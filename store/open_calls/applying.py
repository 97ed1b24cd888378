"""What limits applications, and what is written when somebody applies."""

from __future__ import annotations

from typing import Any

from store.database import Row, Transaction
from store.open_calls.applications import find
from store.types import Owner


def add(tx: Transaction, **columns: Any) -> int:
    return tx.insert("open_call_applications", **columns)


def load(tx: Transaction, id: int) -> Row:
    """An application that is there, with its person and call."""
    row = find(tx, id)
    if row is None:
        raise LookupError(f"no application {id}")
    return row


def live_of(tx: Transaction, call_id: int, person_id: int) -> Row | None:
    """Somebody's live application for a call; there is one at most."""
    return tx.one(
        """SELECT * FROM open_call_applications WHERE open_call_id = :call AND person_id = :person
           AND status IN ('unsent', 'pending', 'shortlisted')""",
        call=call_id,
        person=person_id,
    )


def running(tx: Transaction, person_id: int, since: str) -> tuple[int, int]:
    """How many live applications somebody has, and how many were made for them since a moment."""
    live: int = tx.value(
        """SELECT count(*) FROM open_call_applications
           WHERE person_id = :person AND status IN ('unsent', 'pending', 'shortlisted')""",
        person=person_id,
    )
    new: int = tx.value(
        "SELECT count(*) FROM open_call_applications WHERE person_id = :person AND created_at > :since",
        person=person_id,
        since=since,
    )
    return live, new


def counted(tx: Transaction, call_id: int) -> int:
    """How many applications count for max_applications."""
    count: int = tx.value(
        """SELECT count(*) FROM open_call_applications
           WHERE open_call_id = :call AND status IN ('pending', 'shortlisted', 'accepted')""",
        call=call_id,
    )
    return count


def sent_since(tx: Transaction, call_id: int, since: str | None) -> int:
    """How many applications for a call were sent after a moment, or ever."""
    count: int = tx.value(
        """SELECT count(*) FROM open_call_applications
           WHERE open_call_id = :call AND sent_at IS NOT NULL AND sent_at > :since""",
        call=call_id,
        since=since or "",
    )
    return count


def note_mailed(tx: Transaction, call_id: int, stamp: str) -> None:
    """The company is mailed of applications now."""
    tx.run(
        "UPDATE open_calls SET applications_mailed_at = :stamp, applications_mail_at = NULL WHERE id = :id",
        id=call_id,
        stamp=stamp,
    )


def mail_later(tx: Transaction, call_id: int, at: str) -> None:
    """The company is mailed then of what came meanwhile, if it is not before."""
    tx.run(
        "UPDATE open_calls SET applications_mail_at = :at WHERE id = :id AND applications_mail_at IS NULL",
        id=call_id,
        at=at,
    )


def to_mail(tx: Transaction, stamp: str, most: int) -> list[int]:
    """Calls of whose applications the company is to be mailed by now, the longest due first."""
    rows = tx.all(
        """SELECT id FROM open_calls WHERE applications_mail_at <= :stamp
           ORDER BY applications_mail_at, id LIMIT :most""",
        stamp=stamp,
        most=most,
    )
    return [row["id"] for row in rows]


def waiting_since(tx: Transaction, call_id: int, since: str) -> int:
    """How many applications for a call that were sent after a moment nobody has decided on."""
    count: int = tx.value(
        """SELECT count(*) FROM open_call_applications
           WHERE open_call_id = :call AND sent_at > :since AND status = 'pending'""",
        call=call_id,
        since=since,
    )
    return count


def due_calls(tx: Transaction, applicant: Owner, stamp: str, most: int) -> list[int]:
    """Calls with which something happens by itself by now and where a person has a live application, or an agent drafted one."""
    column = "person_id" if applicant.kind == "person" else "drafted_by_agent_id"
    rows = tx.all(
        f"""SELECT DISTINCT o.id FROM open_call_applications a JOIN open_calls o ON o.id = a.open_call_id
            WHERE a.{column} = :applicant AND a.status IN ('unsent', 'pending', 'shortlisted')
              AND (o.due_at <= :stamp OR a.send_again_by <= :stamp)
            ORDER BY o.id LIMIT :most""",
        applicant=applicant.id,
        stamp=stamp,
        most=most,
    )
    return [row["id"] for row in rows]
