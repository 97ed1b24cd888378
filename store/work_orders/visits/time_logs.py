"""Check-ins and check-outs of a work order, and what was corrected in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.database import Row, Transaction
from store.types import Owner

_LOG = """SELECT l.*, p.name AS first_name, p.last_name
          FROM work_order_time_logs l JOIN persons p ON p.id = l.person_id"""


def logs(tx: Transaction, order_id: int, person_id: int | None = None, include_void: bool = False) -> list[Row]:
    """The time logs of an order, oldest first: all, or one person's."""
    return tx.all(
        f"""{_LOG} WHERE l.work_order_id = :id AND (:person_id IS NULL OR l.person_id = :person_id)
            AND (l.void = 0 OR :include_void = 1) ORDER BY l.in_at, l.id""",
        id=order_id,
        person_id=person_id,
        include_void=int(include_void),
    )


def insert(tx: Transaction, order_id: int, person_id: int, by: Owner, stamp: str, **values: Any) -> int:
    """A new time log; its id."""
    return tx.insert(
        "work_order_time_logs",
        work_order_id=order_id,
        person_id=person_id,
        logged_by_type=by.kind,
        logged_by_id=by.id,
        created_at=stamp,
        updated_at=stamp,
        **values,
    )


def change(tx: Transaction, log_id: int, stamp: str, **values: Any) -> None:
    """Write columns of a time log."""
    tx.change("work_order_time_logs", log_id, updated_at=stamp, **values)


def correct(
    tx: Transaction,
    log_id: int,
    stamp: str,
    by: Owner,
    acting_user_id: int | None,
    reason: str | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any] | None,
) -> None:
    """Keep what a log said before and after a correction. after None: it was taken away."""
    tx.insert(
        "work_order_time_log_corrections",
        time_log_id=log_id,
        at=stamp,
        by_type=by.kind,
        by_id=by.id,
        acting_user_id=acting_user_id,
        reason=reason,
        before=json.dumps(before, ensure_ascii=False),
        after=json.dumps(after, ensure_ascii=False) if after is not None else None,
    )


def corrections(tx: Transaction, order_id: int) -> dict[int, list[Row]]:
    """What was corrected in the logs of an order, oldest first, by log."""
    rows = tx.all(
        """SELECT c.* FROM work_order_time_log_corrections c
           JOIN work_order_time_logs l ON l.id = c.time_log_id WHERE l.work_order_id = :id ORDER BY c.id""",
        id=order_id,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["time_log_id"], []).append(row)
    return found
