"""Taxpayer numbers by country."""

from __future__ import annotations

import pytest

from tools.errors import Invalid
from tools.freelancers.rules.tax_documents import COUNTRY_NAMES, TYPES_BY_COUNTRY, checked_number, masked

ALL_TYPES = {type for types in TYPES_BY_COUNTRY.values() for type in types}


CHECKED = [
    ("BY", "UNP", "200988541", "200988541"),
    ("AR", "CUIT/CUIL", "20-05536168-2", "20055361682"),
    ("BR", "CPF", "390.533.447-05", "39053344705"),
    ("BR", "CNPJ", "16.727.230/0001-97", "16727230000197"),
    ("BR", "CNPJ", "12.ABC.345/01DE-35", "12ABC34501DE35"),
    ("CL", "RUT", "12.531.909-2", "125319092"),
    ("CN", "TAXID", "360426199101010071", "360426199101010071"),
    ("CN", "TAXID", "91110000600037341L", "91110000600037341L"),
    ("CO", "NIT", "213.123.432-1", "2131234321"),
    ("CR", "CI", "1-613-584", "0106130584"),
    ("CR", "CJ", "3-101-999999", "3101999999"),
    ("CR", "CR", "155812994816", "155812994816"),
    ("DO", "RN", "1-01-85004-3", "101850043"),
    ("DO", "RN", "00113918205", "00113918205"),
    ("EC", "CI", "171430710-3", "1714307103"),
    ("EC", "RUC", "1792060346001", "1792060346001"),
    ("PE", "DNI", "12345678", "12345678"),
    ("PE", "RUC", "20512333797", "20512333797"),
    ("PY", "RUC", "80028061-0", "800280610"),
    ("UY", "RUT", "21-100342-001-7", "211003420017"),
]
KINDS_CHECKED = {(country, type) for country, type, _, _ in CHECKED} | {("RU", "INN")}


@pytest.mark.parametrize(("country", "type", "written", "stored"), CHECKED)
def test_a_number_with_check_digits_is_taken_in_its_one_form(
    country: str, type: str, written: str, stored: str
) -> None:
    assert checked_number(country, type, f" {written.lower()} ") == checked_number(country, type, stored) == stored


@pytest.mark.parametrize(
    ("country", "type", "number"),
    [
        ("BY", "UNP", "200988542"), ("AR", "CUIT/CUIL", "20-05536168-3"), ("BR", "CPF", "390.533.447-06"),
        ("BR", "CNPJ", "16.727.230/0001-98"), ("CL", "RUT", "12.531.909-3"), ("CN", "TAXID", "360426199101010072"),
        ("CO", "NIT", "213.123.432-2"), ("CR", "CI", "30-1613-0584"), ("CR", "CJ", "3-534-123559"),
        ("CR", "CR", "12345678"), ("DO", "RN", "1-01-85004-4"), ("EC", "CI", "171430710-4"),
        ("EC", "RUC", "1792060347001"), ("PE", "DNI", "1234567"), ("PE", "RUC", "20123456789"),
        ("PY", "RUC", "80028061-1"), ("UY", "RUT", "21-100342-001-8"),
        *[(country, type, "0" * 11) for country, type, _, _ in CHECKED],
    ],
)  # fmt: skip
def test_a_number_whose_check_digits_or_parts_do_not_fit_is_refused(country: str, type: str, number: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_number(country, type, number)
    assert list(refused.value.fields) == ["tax_number"]


@pytest.mark.parametrize(
    ("country", "type"),
    [(country, type) for country, types in TYPES_BY_COUNTRY.items() for type in types
     if (country, type) not in KINDS_CHECKED],
)  # fmt: skip
def test_a_type_without_check_digits_takes_a_plain_number_but_no_zeros(country: str, type: str) -> None:
    assert checked_number(country, type, " 20-12345.6/x ") == "20-12345.6/X"
    with pytest.raises(Invalid, match="only zeros"):
        checked_number(country, type, "00-0000.0")


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
    "number",
    ["709849850607", "709849850616", "7098498506", "70984985060A", "7098498506060", "709 849 850606", "000000000000"],
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


@pytest.mark.parametrize("digit", "123456789")
def test_a_cpf_of_equal_digits_is_nobodys(digit: str) -> None:
    for written in (digit * 11, f"{digit * 3}.{digit * 3}.{digit * 3}-{digit * 2}"):
        with pytest.raises(Invalid, match="all its digits are equal"):
            checked_number("BR", "CPF", written)


@pytest.mark.parametrize(("country", "type", "number"), [("CL", "RUT", "11.111.111-1"), ("PE", "DNI", "44444444")])
def test_equal_digits_that_a_country_gives_out_are_taken(country: str, type: str, number: str) -> None:
    assert len(set(checked_number(country, type, number))) == 1
