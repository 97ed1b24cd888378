"""Ratings of people: scores from 1 to 5, kept as a sum of hundredths and a count."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SCALE = 100


def hundredths(score: Decimal) -> int:
    """A score as it is added to persons.rating_sum."""
    return int((score * SCALE).to_integral_value(rounding=ROUND_HALF_UP))


def mean(sum: int, count: int) -> Decimal | None:
    """The rating of a person, half up to 2 places; None without any."""
    if not count:
        return None
    return (Decimal(sum) / (SCALE * count)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
