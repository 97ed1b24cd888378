"""For how long a place that became free is kept, and whom it suits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store.types import Money
from tools.scheduling.rules.kept.waiting import closes_at, offer_until, suits

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def euros(text: str) -> Money:
    return Money.of(text, "EUR")


@pytest.mark.parametrize(("starts_in", "minutes", "lasts"), [
    (120, 60, 60), (50, 60, 35), (20, 60, 5), (19, 60, None), (75, 60, 60), (74, 60, 59), (1500, 1440, 1440), (0, 15, None),
])  # fmt: skip
def test_an_offer_lasts_as_said_but_ends_a_quarter_of_an_hour_before_the_start(starts_in, minutes, lasts):
    until = offer_until(TEN, TEN + timedelta(minutes=starts_in), minutes)
    assert until == (None if lasts is None else TEN + timedelta(minutes=lasts))


def test_nobody_waits_any_more_twenty_minutes_before_the_start():
    assert closes_at(TEN) == TEN - timedelta(minutes=20)


@pytest.mark.parametrize(("seats", "limit", "free", "price", "fits"), [
    (2, None, 2, None, True), (2, None, 1, None, False), (100, None, None, None, True),
    (1, "60.00", 1, "60.00", True), (1, "59.99", 1, "60.00", False), (1, "0", 1, None, True), (1, "0", 1, "0.01", False),
])  # fmt: skip
def test_who_wants_more_seats_or_pays_less_is_passed_over(seats, limit, free, price, fits):
    assert suits(seats, limit and euros(limit), free, price and euros(price)) is fits


def test_a_limit_in_another_currency_says_nothing_about_the_price():
    assert not suits(1, Money.of("60.00", "USD"), 1, euros("1.00"))
