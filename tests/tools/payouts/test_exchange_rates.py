"""The rates of the hall, and what an amount becomes at them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from store.payouts.rates import add_rate
from tests.hall import Hall, Refused


async def load(hall: Hall, base: str, target: str, rate: str, operation: str, hours: int = 0) -> None:
    now = hall.clock()
    moment = now.replace(hour=now.hour + hours)
    await hall.app.database.write(
        lambda tx: add_rate(tx, base, target, Decimal(rate), operation, moment, "march.csv", now)
    )


async def test_six_rates_are_listed_one_for_each_direction_with_their_day(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    items = (await ann.call("list_exchange_rates"))["items"]
    assert [(it["base"]["currency"], it["target"]["currency"], it["rate"], it["operation"]) for it in items] == [
        ("EUR", "USD", "1.0576", "multiply"),
        ("EUR", "RUB", "79.401", "multiply"),
        ("USD", "EUR", "1.0898", "divide"),
        ("USD", "RUB", "74.329", "multiply"),
        ("RUB", "EUR", "81.8194", "divide"),
        ("RUB", "USD", "76.5928", "divide"),
    ]
    assert items[4]["base"] == {"id": 1, "currency": "RUB"}
    assert {it["valid_from"] for it in items} == {"2025-01-01T00:00:00Z"}
    assert all(it["shipped"] for it in items)


async def test_a_rate_of_the_operator_counts_from_its_moment_on(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await load(hall, "RUB", "EUR", "90", "divide", hours=1)
    wanted = {"amount": "900", "base_currency_id": 1, "target_currency_id": 3}
    assert (await ann.call("preview_currency_conversion", **wanted))["target_amount"] == "11.00"
    hall.clock.advance(hours=1)
    seen = await ann.call("preview_currency_conversion", **wanted)
    assert (seen["target_amount"], seen["valid_from"]) == ("10.00", "2026-03-02T10:00:00Z")
    items = (await ann.call("list_exchange_rates"))["items"]
    assert [it["rate"] for it in items if "shipped" not in it] == ["90"]


async def test_a_preview_says_the_rate_its_day_how_it_is_applied_and_who_bears_the_spread(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    seen = await ann.call("preview_currency_conversion", amount="1000", base_currency_id=1, target_currency_id=3)
    seen.pop("receipt", None)
    assert seen == {
        "amount": "1000.00",
        "base": {"id": 1, "currency": "RUB"},
        "target": {"id": 3, "currency": "EUR"},
        "target_amount": "12.22",
        "rate": "81.8194",
        "operation": "divide",
        "calculation": "1000.00 RUB / 81.8194 = 12.22 EUR",
        "valid_from": "2025-01-01T00:00:00Z",
        "spread": {"percent": "2.96", "borne_by": "freelancer"},
    }
    other_way = await ann.call("preview_currency_conversion", amount="1000", base_currency_id=3, target_currency_id=1)
    assert other_way["calculation"] == "1000.00 EUR * 79.401 = 79401.00 RUB"
    assert other_way["spread"] == seen["spread"]


async def test_within_one_currency_nothing_is_converted(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    seen = await ann.call("preview_currency_conversion", amount="5.10", base_currency_id=2, target_currency_id=2)
    assert (seen["operation"], seen["target_amount"], seen["calculation"]) == (
        "none",
        "5.10",
        "5.10 USD, not converted",
    )
    assert {"rate", "valid_from", "spread"}.isdisjoint(seen)


async def test_what_becomes_nothing_is_said_to(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    seen = await ann.call("preview_currency_conversion", amount="0.10", base_currency_id=1, target_currency_id=3)
    assert seen["target_amount"] == "0.00"
    assert "0.10 RUB is less than the smallest amount of EUR" in str(seen)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"base_currency_id": 4}, "base_currency_id"),
        ({"target_currency_id": 0}, "target_currency_id"),
    ],
)
async def test_what_cannot_be_converted_is_refused(hall: Hall, given: dict[str, object], field: str) -> None:
    ann = await hall.person("ann@work.test")
    wanted = {"amount": "1", "base_currency_id": 1, "target_currency_id": 3, **given}
    with pytest.raises(Refused) as no:
        await ann.call("preview_currency_conversion", **wanted)
    assert (no.value.status, list(no.value.fields)) == (422, [field])
