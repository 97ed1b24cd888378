"""Contracts inside contracts: depth and shares."""

from __future__ import annotations

import pytest

from store.types import Money
from tools.contracts.rules.parents import is_too_deep, over_parent


@pytest.mark.parametrize(("above", "too_deep"), [(1, False), (4, False), (5, True), (6, True)])
def test_five_levels_are_the_most(above: int, too_deep: bool) -> None:
    assert is_too_deep(above) is too_deep


def eur(cents: int) -> Money:
    return Money(cents, "EUR")


@pytest.mark.parametrize(
    ("parent", "others", "amount", "over"),
    [
        (eur(10000), 6000, eur(4000), None),
        (eur(10000), 6000, eur(4001), eur(1)),
        (eur(10000), 0, eur(10000), None),
        (None, 6000, eur(999999), None),
        (eur(10000), 6000, None, None),
        (eur(10000), 6000, Money(999999, "USD"), None),
    ],
)
def test_sub_contracts_together_stay_within_their_parent(
    parent: Money | None, others: int, amount: Money | None, over: Money | None
) -> None:
    assert over_parent(parent, others, amount) == over
