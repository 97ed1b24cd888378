"""Taxpayer numbers by country."""

from __future__ import annotations

import pytest

from tools.errors import Invalid
from tools.freelancers.rules.tax_documents import COUNTRY_NAMES, TYPES_BY_COUNTRY, checked_number, masked

ALL_TYPES = {type for types in TYPES_BY_COUNTRY.values() for type in types}


@pytest.mark.parametrize(
    ("country", "type"),
    [(country, type) for country, types in TYPES_BY_COUNTRY.items() for type in types if type != "INN"],
)
def test_every_type_of_a_country_takes_a_plain_number(country: str, type: str) -> None:
    assert checked_number(country, type, " 20-12345.6/x ") == "20-12345.6/X"


@pytest.mark.parametrize("country", sorted(TYPES_BY_COUNTRY))
def test_types_of_other_countries_are_refused_with_the_ones_in_use(country: str) -> None:
    for type in ALL_TYPES - set(TYPES_BY_COUNTRY[country]):
        with pytest.raises(Invalid) as refused:
            checked_number(country, type, "12345678")
        for used in TYPES_BY_COUNTRY[country]:
            assert used in refused.value.fields["type"]


@pytest.mark.parametrize("country", ["DE", "US", None])
def test_a_country_without_tax_documents_names_those_that_have_them(country: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        checked_number(country, "INN", "709849850606")
    assert all(code in refused.value.fields["type"] for code in TYPES_BY_COUNTRY)


def test_every_country_has_a_name() -> None:
    assert set(COUNTRY_NAMES) == set(TYPES_BY_COUNTRY)


def test_an_inn_with_right_check_digits_is_taken() -> None:
    assert checked_number("RU", "INN", "709849850606") == "709849850606"
    assert checked_number("RU", "INN", "500100732259") == "500100732259"


@pytest.mark.parametrize(
    "number", ["709849850607", "709849850616", "7098498506", "70984985060A", "7098498506060", "709 849 850606"]
)
def test_a_wrong_inn_is_refused(number: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_number("RU", "INN", number)
    assert list(refused.value.fields) == ["tax_number"]


@pytest.mark.parametrize("number", ["123", "123456789012345678901", "12_45678", "١٢٣٤٥"])
def test_a_malformed_number_is_refused(number: str) -> None:
    with pytest.raises(Invalid):
        checked_number("PE", "DNI", number)


def test_only_the_last_four_characters_are_shown() -> None:
    assert masked("709849850606") == "********0606"
    assert masked("1234") == "1234"
