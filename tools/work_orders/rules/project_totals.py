"""What the states of a project's work orders come to: how many there are, are still to be done, and are done."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import TypedDict

from tools.work_orders.rules.states import APPROVED, ASSIGNED, DRAFT, OPEN, PAID, WORK_DONE

TO_DO = frozenset({DRAFT, *OPEN, ASSIGNED})
DONE = frozenset({WORK_DONE, APPROVED, PAID})


class TotalShape(TypedDict):
    total: int


class OrderTotals(TotalShape):
    """total counts canceled orders too; deleted ones count nowhere."""

    open: int
    done: int


def order_totals(counts: Mapping[int, int]) -> OrderTotals:
    """counts: orders by the number of their state, without the deleted ones."""
    return {
        "total": sum(counts.values()),
        "open": sum(number for status, number in counts.items() if status in TO_DO),
        "done": sum(number for status, number in counts.items() if status in DONE),
    }
