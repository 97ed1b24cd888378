"""The least an hour pays: which country's floor counts, and what is too low."""

from decimal import Decimal as D

import pytest

from store.types import Money
from tools.open_calls.rules.pay_floor import Floor, floor_in, lowest_price, places, too_low
from tools.payouts.rules.conversion import convert as at_rate


def money(text):
    amount, currency = text.split()
    return Money.of(amount, currency)


def convert(amount, currency):
    return Money(at_rate(amount.amount, amount.currency, currency, D("1.10")).target_amount, currency)


FLOORS = [
    Floor("US", money("15.00 USD")),
    Floor("DE", money("13.90 EUR")),
    Floor("FI", money("12.00 EUR")),
    Floor("*", money("5.00 USD")),
]


def test_the_place_of_field_work_counts_and_of_a_task_where_people_are_from():
    assert places("work_order", "fi", ["US"]) == ("FI",)
    assert places("task", None, ["us", "DE"]) == ("US", "DE")
    assert places("task", "FI", []) == ()


@pytest.mark.parametrize(
    ("countries", "currency", "country", "per_hour"),
    [
        (["FI"], "EUR", "FI", "12.00 EUR"),
        (["FI"], "USD", "FI", "13.20 USD"),
        (["US", "DE"], "USD", "DE", "15.29 USD"),
        (["US", "FI"], "USD", "US", "15.00 USD"),
        (["JP"], "USD", "*", "5.00 USD"),
        ([], "EUR", "*", "4.55 EUR"),
    ],
)
def test_the_highest_floor_of_the_countries_counts(countries, currency, country, per_hour):
    assert floor_in(countries, FLOORS, currency, convert) == Floor(country, money(per_hour))


def test_no_floor_where_none_is_set():
    assert floor_in(["JP"], FLOORS[:3], "EUR", convert) is None
    assert too_low(money("0.01 EUR"), D(400), None) is None


@pytest.mark.parametrize(
    ("price", "per_hour", "lowest"),
    [
        ("29.99 EUR", "12.00 EUR", "30.00 EUR"),
        ("30.00 EUR", None, None),
        ("32.99 USD", "13.20 USD", "33.00 USD"),
        ("33.00 USD", None, None),
    ],
)
def test_a_price_below_the_floor_names_the_floor_and_the_lowest_price(price, per_hour, lowest):
    given = money(price)
    found = too_low(given, D("2.5"), floor_in(["FI"], FLOORS, given.currency, convert))
    if per_hour is None:
        assert found is None
    else:
        assert (found.country, found.per_hour, found.lowest_price) == ("FI", money(per_hour), money(lowest))


def test_the_lowest_price_is_rounded_up_to_the_cent():
    assert lowest_price(D("0.333"), Floor("FI", money("12.00 EUR"))) == money("4.00 EUR")
    assert lowest_price(D("0.3334"), Floor("FI", money("12.00 EUR"))) == money("4.01 EUR")
