"""Contracts inside contracts: how deep they go, and what their ceilings may sum to."""

from __future__ import annotations

from store.types import Money

DEEPEST = 5


def is_too_deep(levels_above: int) -> bool:
    """Whether a contract below so many others would be one level too many."""
    return levels_above + 1 > DEEPEST


def over_parent(parent: Money | None, others: int, amount: Money | None) -> Money | None:
    """By how much a sub-contract's ceiling would exceed what its parent's has left; None when it fits or nothing is to be
    summed: no ceiling, or another currency. others: the ceilings of the parent's other live sub-contracts."""
    if parent is None or amount is None or parent.currency != amount.currency:
        return None
    over = Money(others, parent.currency) + amount - parent
    return over if over.amount > 0 else None
