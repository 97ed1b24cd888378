"""Which way a rate is applied, and what comes out of it to the smallest unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.errors import Conflict
from tools.payouts.rules.conversion import CURRENCIES, PAIRS, convert, is_crumb, operation_of, spread

# Base, target, amount, rate, operation, result; amounts in cents and kopecks.
AT_THE_SHIPPED_RATES = [
    ("EUR", "RUB", 1000_00, "79.401", "multiply", 79401_00),
    ("USD", "RUB", 1000_00, "74.329", "multiply", 74329_00),
    ("EUR", "USD", 1000_00, "1.0576", "multiply", 1057_60),
    ("RUB", "EUR", 1000_00, "81.8194", "divide", 12_22),
    ("RUB", "USD", 1000_00, "76.5928", "divide", 13_06),
    ("USD", "EUR", 1000_00, "1.0898", "divide", 917_60),
    ("RUB", "RUB", 1000_00, None, "none", 1000_00),
]
OTHERS = [
    # Half a cent goes up, a hair less goes down; the rate is not rounded before.
    ("EUR", "USD", 1, "1.5", "multiply", 2),
    ("EUR", "USD", 1, "1.499999999999999999", "multiply", 1),
    ("USD", "EUR", 5, "2", "divide", 3),
    ("USD", "EUR", 5, "2.000000000000000001", "divide", 2),
    # More digits than a decimal context keeps.
    ("EUR", "RUB", 10**17, "79.123456789012345678", "multiply", 7912345678901234568),
    ("RUB", "EUR", 10**17, "3", "divide", 33333333333333333),
    # Too little to become anything.
    ("RUB", "EUR", 1, "81.8194", "divide", 0),
    ("EUR", "EUR", 7, "2", "none", 7),
]


@pytest.mark.parametrize(("base", "target", "amount", "rate", "operation", "result"), AT_THE_SHIPPED_RATES + OTHERS)
def test_an_amount_becomes(base: str, target: str, amount: int, rate: str | None, operation: str, result: int) -> None:
    made = convert(amount, base, target, None if rate is None else Decimal(rate))
    assert (made.operation, made.target_amount) == (operation, result)
    assert (made.base, made.base_amount, made.target) == (base, amount, target)
    assert made.rate == (None if operation == "none" else Decimal(rate or 0))


def test_the_order_is_a_property_of_the_list_and_not_of_the_number() -> None:
    assert CURRENCIES == ("EUR", "USD", "RUB")
    assert [operation_of("EUR", "USD"), operation_of("USD", "EUR")] == ["multiply", "divide"]
    # A dollar above the euro is still quoted in dollars for a euro.
    assert convert(100_00, "EUR", "USD", Decimal("0.5")).target_amount == 50_00
    assert convert(100_00, "USD", "EUR", Decimal("0.5")).target_amount == 200_00


def test_every_ordered_pair_of_different_currencies_has_a_rate_of_its_own() -> None:
    assert len(PAIRS) == len(set(PAIRS)) == 6
    for base, target in PAIRS:
        with pytest.raises(Conflict) as no:
            convert(1, base, target, None)
        assert (no.value.code, no.value.status) == ("no_exchange_rate", 409)
        assert f"from {base} to {target}" in no.value.message


@pytest.mark.parametrize(
    ("there", "back", "lost"),
    [("1.0576", "1.0898", "2.95"), ("79.401", "81.8194", "2.96"), ("2", "2", "0.00"), ("3", "2", "-50.00")],
)
def test_the_spread_is_what_the_way_there_and_back_takes(there: str, back: str, lost: str) -> None:
    assert f"{spread(Decimal(there), Decimal(back)):.2f}" == lost


@pytest.mark.parametrize(
    ("base", "target", "amount", "rate", "crumb"),
    [
        # Half a cent would be a whole one.
        ("RUB", "EUR", 41, "81.8194", True),
        ("RUB", "EUR", 82, "81.8194", False),
        ("RUB", "EUR", 123, "81.8194", True),
        ("RUB", "EUR", 1000_00, "81.8194", False),
        # From fifty units on rounding adds at most a hundredth.
        ("EUR", "USD", 101, "0.5", False),
        ("EUR", "USD", 97, "0.5", True),
        ("EUR", "RUB", 1, "79.401", False),
        ("RUB", "EUR", 40, "81.8194", False),
    ],
)
def test_what_rounding_makes_too_much_of_is_a_crumb(
    base: str, target: str, amount: int, rate: str, crumb: bool
) -> None:
    assert is_crumb(amount, base, target, Decimal(rate)) is crumb
