"""A change of the pay and the hold that follows it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Row
from store.types import Money
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.rules.sentences import joined, worded
from tools.work_orders.access import reload, write
from tools.work_orders.drafting.leaving import called
from tools.work_orders.money import fee, held, lines, place_hold, range_columns, spends_on, terms
from tools.work_orders.rules.pay import Lines, Terms, hold_amount
from tools.work_orders.rules.states import HOLDING


@dataclass(frozen=True, slots=True)
class HoldChange:
    """What is held for an order before an act and after it."""

    before: Money
    after: Money

    @property
    def rise(self) -> Money | None:
        """What the act would take of the company's balance; None when nothing."""
        more = self.after - self.before
        return more if more.amount > 0 else None


def hold_change(call: Call, row: Row, agreed: Terms | None, added: Lines) -> HoldChange:
    """What other terms or lines would do to the hold; nothing where none is placed."""
    before = held(call, row)
    if agreed is None or row["status"] not in HOLDING:
        return HoldChange(before, before)
    return HoldChange(before, hold_amount(agreed, added, fee(call, row)))


def ask(call: Call, row: Row, act: str, change: HoldChange) -> None:
    """Name the act, and what is held for it, before anything is written."""
    and_hold = worded(" and hold more of the company's balance:") if change.rise else ""
    call.confirm(
        joined((act, and_hold), ""),
        record=f"work_order:{row['id']}",
        amount=change.rise,
        details=(called([row]),),
        spends=spends_on(row, change.rise, row["assignee_id"]),
    )


def settle(
    call: Call,
    row: Row,
    act: str,
    *,
    acting_user_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
    **columns: Any,
) -> Row:
    """Write an act on the pay, and bring range and hold in step with what the lines say by now; the order after it.

    Shortfall when the hold does not reach: nothing of the act stays."""
    write(call, row, act, acting_user_id=acting_user_id, detail=detail, **columns)
    now = reload(call, row)
    work_orders.set_pay_range(call.tx, row["id"], **range_columns(terms(now), lines(call, now)))
    now = reload(call, now)
    if now["status"] in HOLDING:
        place_hold(call, now)
    return now
