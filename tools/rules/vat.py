"""Value added tax."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from store.types import Money


def vat(net: Money, percent: Decimal) -> Money:
    """Value added tax on a net amount, rounded half up to the smallest unit."""
    return net.percent(percent, ROUND_HALF_UP)
