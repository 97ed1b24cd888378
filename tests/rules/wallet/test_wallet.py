from __future__ import annotations

from decimal import Decimal

import pytest

from store.types import Money
from tools.wallet.rules.wallet import transaction_type, usd_cents, usd_text, usd_value


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("deposit", "deposit"),
        ("top_up", "deposit"),
        ("charge", "charge"),
        ("refund", "refund"),
        ("task_refund", "refund"),
        ("withdrawal", "transfer"),
        ("booking_payment", "transfer"),
    ],
)
def test_every_kind_of_transfer_has_its_type(kind: str, type: str) -> None:
    assert transaction_type(kind) == type


@pytest.mark.parametrize(
    ("micros", "text"), [(0, "0.00"), (20_000, "0.02"), (1_500_000, "1.50"), (1, "0.000001"), (-20_000, "-0.02")]
)
def test_dollars_have_cents_and_no_needless_zeros(micros: int, text: str) -> None:
    assert usd_text(micros) == text


def test_money_is_worth_its_rate_rounded_half_up() -> None:
    rates = {"EUR": Decimal("1.1"), "USDT": Decimal("0.0000005")}
    assert usd_value(Money.of("2.00", "EUR"), rates) == 2_200_000
    assert usd_value(Money.of("1", "USDT"), rates) == 1


@pytest.mark.parametrize(
    ("micros", "text"), [(0, "0.00"), (4_999, "0.00"), (5_000, "0.01"), (-5_000, "-0.01"), (99_995_000, "100.00")]
)
def test_what_something_is_worth_has_cents(micros: int, text: str) -> None:
    assert usd_cents(micros) == text
