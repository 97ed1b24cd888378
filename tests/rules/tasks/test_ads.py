from __future__ import annotations

import pytest

from store.types import Money
from tools.tasks.rules.ads import ad_production

PRICE = Money.of("1000.00", "RUB")


@pytest.mark.parametrize(
    ("sums", "left"),
    [([100, 200, 250], "450.00"), ([None], "0.00"), ([1000], "0.00"), ([400], "600.00")],
)
def test_what_the_contracts_leave_is_ad_production(sums: list[int | None], left: str):
    assert ad_production(PRICE, sums).text == left


@pytest.mark.parametrize(
    ("sums", "fault"),
    [
        ([], "at least one contract"),
        ([100, None], "each needs a sum"),
        ([600, 401], "1001.00 RUB, more than the price"),
        ([1001], "more than the price"),
    ],
)
def test_contracts_that_do_not_fit_the_price_are_refused(sums: list[int | None], fault: str):
    with pytest.raises(ValueError, match=fault):
        ad_production(PRICE, sums)
