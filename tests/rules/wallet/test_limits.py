"""A price fits under a limit, or is refused with the figures."""

from __future__ import annotations

import pytest

from tools.errors import InsufficientFunds
from tools.wallet.rules.limits import refuse_over_limit


@pytest.mark.parametrize(
    ("price", "used", "fits"),
    [
        (1, 0, True),
        (10_000_000, 0, True),
        (10_000_001, 0, False),
        (4_000_000, 6_000_000, True),
        (4_000_000, 6_000_001, False),
        (1, 12_000_000, False),
        (0, 10_000_000, True),
    ],
)
def test_what_is_used_and_the_price_may_together_reach_the_limit(price: int, used: int, fits: bool) -> None:
    if fits:
        refuse_over_limit("it costs", price, "day", 10_000_000, used)
    else:
        with pytest.raises(InsufficientFunds):
            refuse_over_limit("it costs", price, "day", 10_000_000, used)


def test_the_refusal_says_what_is_left_and_never_less_than_nothing() -> None:
    with pytest.raises(InsufficientFunds) as no:
        refuse_over_limit("search_agents costs", 20_000, "month", 10_000_000, 12_500_000)
    assert no.value.message == (
        "search_agents costs 0.02 USD; the limit of 10.00 USD a month has 0.00 USD left. Nothing happened."
    )
    assert no.value.details == {
        "period": "month",
        "amount": "10.00",
        "used": "12.50",
        "price": "0.02",
        "currency": "USD",
    }
