"""The terms of a contract as they are checked when it is made and when it changes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from store.types import Money, iso
from tools.errors import Invalid
from tools.rules.sentences import told_by, worded


def check_dates(start: datetime | None, end: datetime | None, zone: str) -> None:
    """Invalid when a contract would end before it begins."""
    if start is not None and end is not None and end <= start:
        raise Invalid({"end": worded("{end} must be after start, {start}", end=iso(end, zone), start=iso(start, zone))})


def money_of(amount: Decimal | None, currency: str, field: str) -> Money | None:
    """An amount in the contract's currency. Invalid when the currency has fewer decimals."""
    try:
        return None if amount is None else Money.of(amount, currency)
    except ValueError as fault:
        raise Invalid({field: told_by(fault)}) from None
