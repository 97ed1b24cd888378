"""What a side may do about the pay of an order now, and which terms an assignee need not accept: pure decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from store.types import Money
from tools.rules.sentences import worded
from tools.work_orders.rules.actions import Side
from tools.work_orders.rules.pay import Calculation, Terms, cancellation_fee
from tools.work_orders.rules.states import STEPS, Status

_TOOLS: Mapping[Side, tuple[str, ...]] = {
    "company": (
        "update_work_order_pay", "create_work_order_bonus", "create_work_order_penalty", "request_work_order_increase",
        "update_work_order_increase", "create_work_order_expense", "update_work_order_expense", "pay_work_order",
    ),
    "assignee": (
        "request_work_order_increase", "update_work_order_increase", "create_work_order_expense",
        "update_work_order_expense", "create_work_order_discount",
    ),
    "provider": (),
}  # fmt: skip


def pay_actions(status: Status, side: Side, open_claims: Mapping[str, bool]) -> list[str]:
    """The tools on the pay that a side may use. open_claims: whether there are increases and expenses to decide or
    correct, by the tool that does it."""
    return [tool for tool in _TOOLS[side] if status in STEPS[tool] and open_claims.get(tool, True)]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a provider accepted with an order: its terms, the fee when it is called off, the days until payment."""

    terms: Terms
    calculation: Calculation
    fee: Decimal
    short_notice: bool
    days: int

    @property
    def cancellation(self) -> Money:
        return cancellation_fee(self.calculation, self.fee, self.terms.maximum)


def worse(before: Promise, after: Promise) -> list[str]:
    """What the provider would lose by other terms, in words; empty when nothing."""
    found = []
    if after.terms.falls_below(before.terms):
        found.append(worded("rates and maximum that are not lower"))
    if after.cancellation.amount < before.cancellation.amount or (before.short_notice and not after.short_notice):
        found.append(worded("a cancellation fee that is not lower"))
    if after.days > before.days:
        found.append(worded("payment that is not later"))
    return found
