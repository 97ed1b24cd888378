"""What a provider declares, as it is stored."""

from datetime import date
from decimal import Decimal

import pytest

from tools.errors import Invalid
from tools.providers.rules.profiles import home, insurance, names_once, papers, rates, travel


def test_papers_are_kept_once_with_days_as_text():
    given = [
        {"name": "Cabling", "number": "7", "expires": date(2026, 5, 1)}, {"name": "CABLING", "number": "7",
        "expires": date(2026, 5, 1)}, {"name": "Cabling", "number": ""},
    ]  # fmt: skip
    assert papers(given) == [{"name": "Cabling", "number": "7", "expires": "2026-05-01"}, {"name": "Cabling"}]
    assert insurance({"kind": "liability", "amount": Decimal("1E+6"), "expires": date(2027, 1, 1)}) == {
        "kind": "liability",
        "amount": "1000000",
        "expires": "2027-01-01",
    }
    assert names_once(["Ladder", "Van", "LADDER"]) == ["Ladder", "Van"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"latitude": 1.0}, "home.longitude"),
        ({"longitude": 1.0}, "home.latitude"),
        ({"country": "XX"}, "home.country"),
    ],
)
def test_half_a_coordinate_and_no_country_are_refused(given, fault):
    with pytest.raises(Invalid) as no:
        home(given)
    assert list(no.value.fields) == [fault]


def test_a_home_replaces_the_one_before_as_a_whole():
    assert home({"city": "Lyon", "country": "fr", "latitude": 45.75, "longitude": 0.0}) == {
        "city": "Lyon", "state": None, "zip": None, "country": "FR", "latitude_e6": 45_750_000, "longitude_e6": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("given", "kept"), [("80", 80.0), ("40.25", 40.3), ("0.01", 0.1)])
def test_travel_is_kept_to_a_tenth_of_a_kilometre(given, kept):
    assert travel(Decimal(given)) == kept


def test_rates_are_money_and_none_when_0():
    given = {"hourly": {"amount": Decimal("55")}, "device": {"amount": Decimal("0"), "currency": "USD"}}
    assert rates(given, "EUR") == {"hourly": {"amount": "55.00", "currency": "EUR"}}
    with pytest.raises(Invalid) as no:
        rates({"hourly": {"amount": Decimal("55.001")}}, "EUR")
    assert list(no.value.fields) == ["minimum_rates.hourly.amount"]
