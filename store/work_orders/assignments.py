"""Taking a work order: the one statement that decides who has it."""

from __future__ import annotations

from store.database import Transaction
from store.types import Owner


def claim(tx: Transaction, order_id: int, person_id: int, stamp: str) -> bool:
    """Assign a draft, published or routed order; False when somebody was faster or it is not open any more."""
    changed = tx.run(
        """UPDATE work_orders SET status = 3, assignee_id = :person_id, assigned_at = :stamp
           WHERE id = :id AND status IN (1, 2, 9) AND assignee_id IS NULL""",
        id=order_id,
        person_id=person_id,
        stamp=stamp,
    )
    return changed == 1


def people(tx: Transaction, order_id: int) -> set[int]:
    """Everybody an order is or was assigned to."""
    rows = tx.all("SELECT DISTINCT person_id FROM work_order_assignments WHERE work_order_id = :id", id=order_id)
    return {row["person_id"] for row in rows}


def void_time_logs(tx: Transaction, order_id: int, stamp: str) -> int:
    """Take all closed time logs of an order out of its pay; how many there were."""
    return tx.run(
        """UPDATE work_order_time_logs SET void = 1, updated_at = :stamp
           WHERE work_order_id = :id AND void = 0 AND out_at IS NOT NULL""",
        id=order_id,
        stamp=stamp,
    )


def open_problem(tx: Transaction, order_id: int, type_id: int, comments: str, author: Owner, stamp: str) -> int:
    """A problem the system notes on an order; its id."""
    return tx.insert(
        "work_order_problems",
        work_order_id=order_id,
        type_id=type_id,
        comments=comments,
        allowed_resolvers='["buyer"]',
        author_type=author.kind,
        author_id=author.id,
        created_at=stamp,
        updated_at=stamp,
    )


def resolve_problems(
    tx: Transaction, order_id: int, type_id: int, by: Owner, stamp: str, note: str | None
) -> list[int]:
    """Resolve the open problems of a type; their ids."""
    rows = tx.all(
        """UPDATE work_order_problems SET status = 'resolved', resolved_at = :stamp, resolved_by_type = :by_type,
               resolved_by_id = :by_id, resolution_note = :note, updated_at = :stamp
           WHERE work_order_id = :id AND type_id = :type_id AND status = 'open' RETURNING id""",
        id=order_id,
        type_id=type_id,
        stamp=stamp,
        by_type=by.kind,
        by_id=by.id,
        note=note,
    )
    return sorted(row["id"] for row in rows)


def acknowledge_delay(tx: Transaction, order_id: int, condition: str, stamp: str) -> None:
    """Note that the company has seen the delay; the seconds stay."""
    tx.run(
        """UPDATE work_order_etas SET condition = :condition, condition_at = :stamp, condition_before_delay = NULL,
               delay_acknowledged = 1 WHERE work_order_id = :id""",
        id=order_id,
        condition=condition,
        stamp=stamp,
    )


def drop_arrival(tx: Transaction, order_id: int, stamp: str) -> None:
    """Take an arrival back to unconfirmed, with all that was said about it."""
    tx.run(
        """UPDATE work_order_etas SET status = 'unconfirmed', status_updated_at = :stamp, start_at = NULL,
               end_at = NULL, hour_estimate = NULL, condition = 'on_schedule', condition_before_delay = NULL,
               condition_at = NULL, delay_seconds = 0, delay_acknowledged = 0
           WHERE work_order_id = :id""",
        id=order_id,
        stamp=stamp,
    )
    tx.change("work_orders", order_id, confirmed_at=None, on_my_way_at=None)


def confirm_arrival(tx: Transaction, order_id: int, start_at: str, end_at: str, hours: str, stamp: str) -> None:
    """Put an agreed arrival in place of the one before; it is confirmed. hours: decimal text."""
    tx.run(
        """UPDATE work_order_etas SET start_at = :start_at, end_at = :end_at, hour_estimate = :hours,
               status = 'confirmed', status_updated_at = :stamp WHERE work_order_id = :id""",
        id=order_id,
        hours=hours,
        start_at=start_at,
        end_at=end_at,
        stamp=stamp,
    )


def plan_arrival(tx: Transaction, order_id: int, start_at: str, end_at: str, hours: str, stamp: str) -> None:
    """Note when somebody is to come who has not confirmed it. hours: decimal text."""
    tx.run(
        """UPDATE work_order_etas SET start_at = :start_at, end_at = :end_at, hour_estimate = :hours,
               status = 'unconfirmed', status_updated_at = :stamp WHERE work_order_id = :id""",
        id=order_id,
        hours=hours,
        start_at=start_at,
        end_at=end_at,
        stamp=stamp,
    )
