from __future__ import annotations

import pytest

from store.types import Money
from tools.tasks.rules.ads import ad_production, needs_label

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


@pytest.mark.parametrize(
    ("price", "sums", "left"),
    [
        ("4200", [4000, 200], "0.00"),
        ("1000", [100, 200, 250], "450.00"),
        ("500", [100, 200, 250], None),
        ("700", [None], "0.00"),
        ("700", [300, None], None),
    ],
)
def test_what_each_price_leaves_after_its_contracts(price: str, sums: list[int | None], left: str | None):
    if left is None:
        with pytest.raises(ValueError):
            ad_production(Money.of(price, "RUB"), sums)
    else:
        assert ad_production(Money.of(price, "RUB"), sums).text == left


@pytest.mark.parametrize(
    ("advertising", "outside", "needed"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_ads_need_a_label_unless_they_are_not_shown_in_russia(advertising: bool, outside: bool, needed: bool):
    assert needs_label(advertising, outside) is needed
