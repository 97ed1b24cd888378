"""Conversion of money at the rate of a pair of currencies: which way the rate is applied, and what comes out.

A rate says how many units of the weaker currency stand for one of the stronger; which is stronger is fixed by the list, never
read from the number. The two directions of a pair are rates of their own: what lies between them is the spread."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from store.types import DECIMALS
from tools.errors import Conflict
from tools.rules.sentences import worded

Operation = Literal["multiply", "divide", "none"]

# The currencies with rates, the strongest first.
CURRENCIES = ("EUR", "USD", "RUB")
PAIRS = tuple((base, target) for base in CURRENCIES for target in CURRENCIES if base != target)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an amount becomes. Amounts in the smallest units of their currencies; rate: None within one currency."""

    base: str
    base_amount: int
    target: str
    target_amount: int
    rate: Decimal | None
    operation: Operation


def convert(amount: int, base: str, target: str, rate: Decimal | None) -> Conversion:
    """An amount of base as target, at the rate of exactly that direction; the result is rounded half up, once.

    rate: None when there is none: Conflict, unless nothing is to be converted."""
    operation = operation_of(base, target)
    if operation == "none":
        return Conversion(base, amount, target, amount, None, operation)
    if rate is None:
        raise Conflict(
            worded(
                "There is no exchange rate from {base} to {target} now; nothing was moved.", base=base, target=target
            ),
            code="no_exchange_rate",
            next=("list_exchange_rates",),
        )
    return Conversion(base, amount, target, _half_up(_exact(amount, base, target, rate)), rate, operation)


def is_crumb(amount: int, base: str, target: str, rate: Decimal) -> bool:
    """Whether rounding makes of an amount more than a hundredth above what it is worth: whoever had their money paid out in
    such crumbs would get a multiple of it."""
    exact = _exact(amount, base, target, rate)
    return _half_up(exact) * 100 > exact * 101


def _exact(amount: int, base: str, target: str, rate: Decimal) -> Fraction:
    """An amount in smallest units as unrounded smallest units of another currency."""
    units = Fraction(amount * 10 ** DECIMALS[target], 10 ** DECIMALS[base])
    return units * Fraction(rate) if operation_of(base, target) == "multiply" else units / Fraction(rate)


def operation_of(base: str, target: str) -> Operation:
    """How a rate of that direction is applied. ValueError for a currency without rates."""
    order = CURRENCIES.index(base) - CURRENCIES.index(target)
    return "multiply" if order < 0 else "divide" if order > 0 else "none"


def spread(there: Decimal, back: Decimal) -> Decimal:
    """The part of an amount, in percent, that is lost on the way from a stronger currency to a weaker one and back.

    there: the rate that is multiplied by; back: the one that is divided by. Below 0 where one would gain."""
    return (1 - there / back) * 100


def _half_up(amount: Fraction) -> int:
    """Of an amount that is not below 0."""
    return floor(amount + Fraction(1, 2))
