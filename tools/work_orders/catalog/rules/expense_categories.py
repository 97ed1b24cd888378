"""Expense categories: what may be claimed, how much at once, and whether a receipt is needed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from store.types import Money
from tools.errors import Invalid
from tools.rules.sentences import told_by

FIELDS = ("name", "api_code", "description", "max_amount", "receipt_required", "active")


def columns(values: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What was given as it is stored: the limit in the smallest unit of the company's currency, None for 0."""
    stored: dict[str, Any] = {name: values[name] or None for name in ("api_code", "description") if name in values}
    if "receipt_required" in values:
        stored["receipt_required"] = int(values["receipt_required"])
    if "max_amount" in values:
        stored["max_amount"] = _limit(values["max_amount"], currency) or None
    return stored


def _limit(number: Decimal, currency: str) -> int:
    try:
        return Money.of(number, currency).amount
    except ValueError as fault:
        raise Invalid({"values.max_amount": told_by(fault)}) from None
