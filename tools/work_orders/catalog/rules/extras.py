"""Bonuses and penalties: an amount in the company's currency, or a percentage of the labour pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from store.types import Money
from tools.errors import Invalid
from tools.rules.sentences import told_by, worded

FIELDS = ("name", "description", "calculation", "modifier", "active")
NEEDED = ("name", "calculation", "modifier")
_PLACE = Decimal("0.01")


def columns(values: Mapping[str, Any], before: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What was given as it is stored. before: the entry as it is, {} for a new one."""
    stored: dict[str, Any] = {"description": values["description"] or None} if "description" in values else {}
    if "calculation" not in values and "modifier" not in values:
        return stored
    calculation = values.get("calculation", before.get("calculation"))
    modifier = _modifier(values.get("modifier") or Decimal(before["modifier"]), calculation, currency)
    return {**stored, "calculation": calculation, "modifier": modifier}


def _modifier(number: Decimal, calculation: str, currency: str) -> str:
    try:
        amount = Money.of(number, currency).decimal if calculation == "fixed" else number
    except ValueError as fault:
        raise Invalid({"values.modifier": told_by(fault)}) from None
    if calculation == "percent" and (number > 100 or number != number.quantize(_PLACE)):
        raise Invalid({"values.modifier": worded("must be at most 100 percent, with at most 2 decimals")})
    return f"{amount:f}"
