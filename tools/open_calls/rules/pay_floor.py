"""The least that an hour of work is paid, by country. The floors are data of whoever runs the hall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from store.types import Money

# The floor of every country that has none of its own.
ANYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Floor:
    """country: ISO code, or * for all others. per_hour: in the floor's own currency."""

    country: str
    per_hour: Money


@dataclass(frozen=True, slots=True)
class TooLow:
    """A price below the floor. per_hour and lowest_price: in the currency of the call."""

    country: str
    per_hour: Money
    lowest_price: Money


# Money in another currency, at the operator's rates, rounded half up.
Convert = Callable[[Money, str], Money]


def places(work: str, location_country: str | None, required: Sequence[str]) -> tuple[str, ...]:
    """The countries whose floors count for a call: where it is done, else where people have to be from; () for anywhere."""
    if work == "work_order" and location_country:
        return (location_country.upper(),)
    return tuple(code.upper() for code in required)


def floor_in(countries: Sequence[str], floors: Iterable[Floor], currency: str, convert: Convert) -> Floor | None:
    """The highest floor of the countries, in a currency; of none given that of anywhere. None where no floor is set."""
    by_country = {floor.country: floor for floor in floors}
    meant = [by_country.get(country, by_country.get(ANYWHERE)) for country in countries or (ANYWHERE,)]
    there = [Floor(floor.country, convert(floor.per_hour, currency)) for floor in meant if floor is not None]
    return max(there, key=lambda floor: floor.per_hour.amount, default=None)


def too_low(price: Money, hours: Decimal, floor: Floor | None) -> TooLow | None:
    """What is wrong with a price for so many hours; None when it reaches the floor, to the smallest unit."""
    if floor is None:
        return None
    lowest = lowest_price(hours, floor)
    return TooLow(floor.country, floor.per_hour, lowest) if price < lowest else None


def lowest_price(hours: Decimal, floor: Floor) -> Money:
    """The floor for so many hours, rounded up to the smallest unit."""
    return Money(ceil(Fraction(hours) * floor.per_hour.amount), floor.per_hour.currency)
