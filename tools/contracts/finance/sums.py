"""Sums of money as they are given."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from store.types import Money
from tools.contracts.access import Stand
from tools.errors import Invalid
from tools.rules.sentences import told_by, worded


def stored_sum(stand: Stand, amount: Decimal, faults: Mapping[str, str]) -> Money:
    """A sum of at least 1 in the contract's currency. Invalid, with the other faults, when it is none."""
    found = dict(faults)
    money = Money(0, stand.currency)
    try:
        money = Money.of(amount, stand.currency)
    except ValueError as fault:
        found["amount"] = told_by(fault)
    if amount < 1:
        found["amount"] = worded("must be at least 1 {currency}", currency=stand.currency)
    if found:
        raise Invalid(found)
    return money
