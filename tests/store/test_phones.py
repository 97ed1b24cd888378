from __future__ import annotations

import pytest

from store.phones import e164, e164_digits_or_same, e164_or_same, typed_digits


@pytest.mark.parametrize(
    "text",
    [
        "+358401234567",
        "+358 40 123 4567",
        "+358 (0)40 123 4567",
        "+358 (0) 40-123.4567",
        "00358401234567",
        "00358 (0)40 1234567",
        "0035840 1234567",
        "358401234567",
        "\u202a+358 40 123 4567\u202c",
        "+358\u00a040\u00a0123\u20114567",
        "＋３５８４０１２３４５６７",
        "+٣٥٨٤٠١٢٣٤٥٦٧",
    ],
)
def test_one_number_has_one_form_however_it_is_written(text: str) -> None:
    assert e164(text) == "+358401234567"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+39 06 6982", "+39066982"),
        ("+39 (0)6 6982", "+39066982"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+7 999 123-45-67", "+79991234567"),
        ("+229 01 90 01 12 34", "+2290190011234"),
        ("49 (170) 123-45-67", "+491701234567"),
    ],
)
def test_a_zero_of_the_country_goes_where_it_is_none_of_the_number(text: str, number: str) -> None:
    assert e164(text) == number


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("040 123 4567", "FI", "+358401234567"),
        ("(612) 555-0100", "US", "+16125550100"),
        ("1 612 555 0100", "US", "+16125550100"),
        ("8 916 123-45-67", "RU", "+79161234567"),
        ("79161234567", "RU", "+79161234567"),
        ("491701234567", "DE", "+491701234567"),
        ("0170 1234567", "DE", "+491701234567"),
        ("+491701234567", "FI", "+491701234567"),
    ],
)
def test_a_number_without_its_country_code_is_of_the_country_it_was_given_for(
    text: str, region: str, number: str
) -> None:
    assert e164(text, region) == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("+358 40 1234567/8", "'/'"),
        ("+358401234567, +358401234568", "','"),
        ("+358401234567;ext=1", "';'"),
        ("+79991234567 Ivan", "letters"),
        ("+7 999 123-45-67 доб. 123", "letters"),
        ("+1-800-FLOWERS", "letters"),
        ("tel:+358401234567", "letters"),
        ("+358401234567#12", "'#'"),
        ("+358401234567*", "'*'"),
        ("+447700900123", "no number in use"),
        ("+491", "country code"),
        ("+4917", "country code"),
        ("+358401", "country code"),
        ("+35840", "country code"),
        ("+3584012", "too short"),
        ("+3584012345678901", "too long"),
        ("+99912345678", "no country code that exists"),
        ("+0401234567", "no country code that exists"),
        ("0401234567", "with + and the country code"),
        ("+358+401234567", "'+'"),
        ("", "country code"),
        ("+", "country code"),
        ("call me maybe", "letters"),
        ("+7600 123 45 67", "no number in use"),
    ],
)
def test_what_is_not_one_number_in_use_is_refused_with_the_reason(text: str, fault: str) -> None:
    with pytest.raises(ValueError) as no:
        e164(text)
    assert fault in str(no.value)


def test_stored_numbers_get_their_one_form_or_stay() -> None:
    assert e164_or_same("358 (0)40 1234567") == "+358401234567"
    assert e164_or_same("+358 9 1234 ext. 5") == "+358 9 1234 ext. 5"
    assert e164_or_same(None) is None
    assert e164_digits_or_same("3580401234567") == "358401234567"
    assert e164_digits_or_same("4917000000") == "4917000000"
    assert typed_digits("+49 (170) 000000") == "49170000000"
