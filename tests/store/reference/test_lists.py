"""Exchange rates, fees and insurance as they are shipped and looked up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from store.reference import lists as reference
from store.types import Money
from tests.hall import Hall

NOW = "2026-03-02T09:00:00.000Z"


@pytest.mark.parametrize(
    ("base", "target", "rate", "operation"),
    [
        ("EUR", "RUB", "79.401", "multiply"),
        ("USD", "RUB", "74.329", "multiply"),
        ("EUR", "USD", "1.0576", "multiply"),
        ("RUB", "EUR", "81.8194", "divide"),
        ("RUB", "USD", "76.5928", "divide"),
        ("USD", "EUR", "1.0898", "divide"),
    ],
)
async def test_each_direction_of_a_pair_has_its_own_rate(
    hall: Hall, base: str, target: str, rate: str, operation: str
) -> None:
    found = await hall.app.database.read(lambda tx: reference.exchange_rate(tx, base, target, NOW))
    assert found == (base, target, Decimal(rate), operation)


async def test_the_latest_rate_that_has_begun_is_in_force(hall: Hall) -> None:
    def announce(tx) -> None:  # type: ignore[no-untyped-def]
        for rate, valid_from in (("80.5", "2026-03-01T00:00:00.000Z"), ("99", "2026-03-02T09:00:00.001Z")):
            tx.insert(
                "exchange_rates",
                base_currency="EUR",
                target_currency="RUB",
                rate=rate,
                operation="multiply",
                valid_from=valid_from,
                source="rates.csv",
                created_at="2026-02-28T00:00:00.000Z",
            )

    await hall.app.database.write(announce)
    one = await hall.app.database.read(lambda tx: reference.exchange_rate(tx, "EUR", "RUB", NOW))
    assert one is not None
    assert one.rate == Decimal("80.5")


async def test_there_is_no_rate_before_the_first_or_to_the_same_currency(hall: Hall) -> None:
    before = await hall.app.database.read(lambda tx: reference.exchange_rate(tx, "EUR", "RUB", "2020-01-01"))
    same = await hall.app.database.read(lambda tx: reference.exchange_rate(tx, "EUR", "EUR", NOW))
    assert (before, same) == (None, None)


async def test_insurance_costs_thirty_roubles_and_payouts_nothing(hall: Hall) -> None:
    terms = await hall.app.database.read(reference.insurance_terms)
    assert terms == (Money.of("30.00", "RUB"), False)
    fees = await hall.app.database.read(lambda tx: [reference.payout_fee_percent(tx, method) for method in (1, 2, 6)])
    assert fees == [0, 0, 0]
