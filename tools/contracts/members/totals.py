"""What a contract comes to, in few words, for lists."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import TypedDict

from store.types import Money
from tools.contracts.rules.money import Sums


class ShortTotals(TypedDict):
    """charged: approved and settled charges; waiting: pending ones; owed: what was approved and is not paid for yet."""

    charged: str
    waiting: str
    owed: str


def short_totals(sums: Iterable[Sums], currency: str) -> ShortTotals | None:
    """The sums of the participants one may see; None where nothing was charged or put in."""
    each = list(sums)
    together = sum(each, Sums())
    if together == Sums():
        return None
    owed = sum(one.owed for one in each)
    return {
        "charged": Money(together.charged_approved, currency).text,
        "waiting": Money(together.charged_pending, currency).text,
        "owed": Money(owed, currency).text,
    }
