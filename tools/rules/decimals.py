"""Decimal numbers as text: ASCII digits, one point between digits, and a minus where a number may be below zero."""

from __future__ import annotations

import re
from decimal import Decimal

from tools.rules.sentences import worded

MOST_DIGITS = 12
MOST_PLACES = 18
_UNSIGNED = re.compile(r"[0-9]+(\.[0-9]+)?")
_EXAMPLE = worded('must be a decimal number of the digits 0 to 9, such as "81.00"')


def read_decimal(text: str, signed: bool = False) -> Decimal:
    """The number; ValueError for anything else a decimal may be written as: 1e2, 5_0, .5, 5., +5, other scripts' digits."""
    digits = text.strip()
    below = signed and digits.startswith("-")
    if not _UNSIGNED.fullmatch(digits[1:] if below else digits):
        raise ValueError(_EXAMPLE)
    if len(digits) > 40:
        raise ValueError(worded("has too many digits"))
    number = Decimal(digits)
    if abs(number) > Decimal(10) ** MOST_DIGITS or -number.as_tuple().exponent > MOST_PLACES:  # type: ignore[operator]
        raise ValueError(
            worded(
                "is out of bounds (at most {most_digits} digits before the point and {most_places} behind it)",
                most_digits=MOST_DIGITS,
                most_places=MOST_PLACES,
            )
        )
    return number


def decimal_text(number: int | float) -> str:
    """A JSON number as decimal text: of a broken one the shortest form that is the same number, never 1e-07.

    ValueError for what is no number at all (NaN, infinity)."""
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise ValueError(_EXAMPLE)
    return f"{exact:f}"
