"""What people have against open calls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from store.database import Row, Transaction
from store.types import Owner


def find(tx: Transaction, call_id: int, reporter: Owner) -> Row | None:
    """Somebody's report on a call."""
    return tx.one(
        """SELECT * FROM open_call_reports
           WHERE open_call_id = :call AND reporter_type = :kind AND reporter_id = :id""",
        call=call_id,
        kind=reporter.kind,
        id=reporter.id,
    )


def keep(
    tx: Transaction,
    call_id: int,
    reporter: Owner,
    reason: str,
    text: str | None,
    file_ids: Sequence[int],
    counts: bool,
    stamp: str,
) -> int:
    """A report, in place of an earlier one of the same on the same call; its id. One that was answered is made anew, another
    keeps its time."""
    said: dict[str, Any] = {
        "reason": reason,
        "text": text,
        "file_ids": json.dumps(list(file_ids)),
        "counts": int(counts),
    }
    before = find(tx, call_id, reporter)
    if before is not None:
        anew = {} if before["answered_at"] is None else {"answered_at": None, "at": stamp}
        tx.change("open_call_reports", before["id"], **said, **anew)
        return int(before["id"])
    return tx.insert(
        "open_call_reports",
        open_call_id=call_id,
        reporter_type=reporter.kind,
        reporter_id=reporter.id,
        at=stamp,
        **said,
    )


def made_since(tx: Transaction, reporter: Owner, since: str) -> int:
    """How many reports somebody made after a moment."""
    count: int = tx.value(
        """SELECT count(*) FROM open_call_reports
           WHERE reporter_type = :kind AND reporter_id = :id AND at > :since""",
        kind=reporter.kind,
        id=reporter.id,
        since=since,
    )
    return count


def open_ones(tx: Transaction, call_id: int) -> list[Row]:
    """The reports on a call that the operator has not answered, with whether their reporter was accepted for it."""
    return tx.all(
        """SELECT r.*, EXISTS (SELECT 1 FROM open_call_applications a WHERE a.open_call_id = r.open_call_id
                               AND r.reporter_type = 'person' AND a.person_id = r.reporter_id
                               AND a.status = 'accepted') AS accepted
           FROM open_call_reports r WHERE r.open_call_id = :call AND r.answered_at IS NULL ORDER BY r.at, r.id""",
        call=call_id,
    )


def answer_all(tx: Transaction, call_id: int, stamp: str) -> None:
    """The operator has answered every reporter of a call."""
    tx.run(
        "UPDATE open_call_reports SET answered_at = :stamp WHERE open_call_id = :call AND answered_at IS NULL",
        call=call_id,
        stamp=stamp,
    )


def waiting_for_operator(tx: Transaction) -> list[Row]:
    """Calls that are suspended or have reports without an answer, suspended ones first, then by the first report."""
    return tx.all(
        """SELECT o.id, o.public_id, o.title, o.status, o.status_reason, o.suspended_at, c.company_name,
                  count(r.id) AS reports, min(r.at) AS first_at
           FROM open_calls o JOIN companies c ON c.id = o.company_id
           LEFT JOIN open_call_reports r ON r.open_call_id = o.id AND r.answered_at IS NULL
           WHERE o.status = 'suspended' OR r.id IS NOT NULL
           GROUP BY o.id, o.public_id, o.title, o.status, o.status_reason, o.suspended_at, c.company_name
           ORDER BY CASE WHEN o.status = 'suspended' THEN 0 ELSE 1 END, min(r.at), o.id"""
    )
