"""Saying early that an order could not be reported done as it is."""

from __future__ import annotations

from store.database import Row
from store.work_orders import parts as work_order_parts
from tools.call import Call
from tools.work_orders.rules.finishing import hurdles


def warn_unfinishable(call: Call, row: Row) -> None:
    """Warn that mark_work_order_complete would refuse this order as it is, and what to change."""
    tasks = [dict(task) for task in work_order_parts.tasks(call.tx, row["id"])]
    found = hurdles(tasks)
    if found:
        call.warn(
            f"As it is, work order {row['id']} can be assigned but never reported done: {'; '.join(found)}. "
            "update_work_order changes it."
        )
