from __future__ import annotations

import pytest

from store.types import Money
from tools.wallet.rules.activation import deposit_missing


def money(text: str) -> Money:
    amount, currency = text.split()
    return Money.of(amount, currency)


@pytest.mark.parametrize(
    ("currency", "confirmed", "missing"),
    [
        ("USDT", [], "20 USDT"),
        ("USDT", ["19.999999 USDT"], "0.000001 USDT"),
        ("USDT", ["20 USDT"], "0 USDT"),
        ("USDT", ["5 USDT", "15 USDC"], "0 USDT"),
        ("BTC", ["10 USDT"], "0.00025 BTC"),
        ("ETH", ["0.002 ETH", "4 USDC"], "0.006 ETH"),
        ("BTC", ["0.000001 USDT"], "0.0005 BTC"),
        ("USDC", ["1000 EUR"], "20 USDC"),
        ("USDC", ["1000 BTC"], "0 USDC"),
    ],
)
def test_deposits_of_all_currencies_add_up_to_the_activation_amount(
    currency: str, confirmed: list[str], missing: str
) -> None:
    assert deposit_missing(currency, [money(text) for text in confirmed]) == money(missing)
