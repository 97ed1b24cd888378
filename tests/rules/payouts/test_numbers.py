"""Numbers of cards, accounts and wallets: which are taken, and what they tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tools.payouts.rules import numbers


@pytest.mark.parametrize(
    ("digits", "fits"),
    [
        ("79927398713", True),
        ("79927398710", False),
        ("4111111111111111", True),
        ("4111111111111112", False),
        ("1411111111111111", False),
        ("5500005555555559", True),
        ("0", True),
        ("18", True),
        ("59", True),
    ],
)
def test_the_check_digit_is_luhns(digits: str, fits: bool) -> None:
    assert numbers.has_check_digit(digits) is fits


@pytest.mark.parametrize(
    ("leading", "type"),
    [
        ("2199", 0), ("2200", 8), ("2202", 8), ("2204", 8), ("2205", 0),
        ("2220", 0), ("2221", 2), ("2500", 2), ("2720", 2), ("2721", 0),
        ("3782", 0), ("4000", 1), ("4999", 1),
        ("5000", 3), ("5099", 3), ("5100", 2), ("5599", 2), ("5600", 3), ("5899", 3), ("5900", 0),
        ("6011", 3), ("6304", 3), ("6999", 3), ("7000", 0), ("0000", 0), ("9999", 0),
    ],
)  # fmt: skip
def test_the_kind_of_a_card_follows_from_its_leading_digits(leading: str, type: int) -> None:
    assert numbers.card_type(leading + "000000000000") == type


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("4111111111111111", "4111111111111111"),
        ("4111 1111 1111 1111", "4111111111111111"),
        ("4111-1111-1111-1111", "4111111111111111"),
        (" 4111111111111111 ", "4111111111111111"),
        ("4222222222222", "4222222222222"),
        ("378282246310005", "378282246310005"),
        ("6011000990139424", "6011000990139424"),
        ("2200000000000004", "2200000000000004"),
        ("6304000000000000018", "6304000000000000018"),
    ],
)
def test_a_card_number_is_taken_as_it_is_written(number: str, digits: str) -> None:
    assert numbers.card_number(number) == digits


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111112", "411111111111", "41111111111111111111", "", "4111 1111 1111 111x",
        "４１１１１１１１１１１１１１１１", "DE89370400440532013000",
    ],
)  # fmt: skip
def test_no_card_number_is_refused_and_not_repeated(number: str) -> None:
    with pytest.raises(ValueError, match="digit") as no:
        numbers.card_number(number)
    assert not number or number not in str(no.value)


@pytest.mark.parametrize(
    ("expire", "today", "last"),
    [
        ("03/26", date(2026, 3, 2), date(2026, 3, 31)),
        ("03/26", date(2026, 3, 31), date(2026, 3, 31)),
        ("02/28", date(2026, 3, 2), date(2028, 2, 29)),
        ("02/27", date(2026, 3, 2), date(2027, 2, 28)),
        ("12/26", date(2026, 12, 31), date(2026, 12, 31)),
        (" 11 / 30 ", date(2026, 3, 2), date(2030, 11, 30)),
        ("12/46", date(2026, 3, 2), date(2046, 12, 31)),
    ],
)
def test_a_card_is_good_to_the_end_of_its_month(expire: str, today: date, last: date) -> None:
    assert numbers.last_day(expire, today) == last


@pytest.mark.parametrize(
    ("expire", "today", "why"),
    [
        ("03/26", date(2026, 4, 1), "passed"),
        ("02/26", date(2026, 3, 2), "passed"),
        ("12/25", date(2026, 1, 1), "passed"),
        ("01/47", date(2026, 3, 2), "20 years"),
        ("01/99", date(2026, 3, 2), "20 years"),
        ("13/26", date(2026, 3, 2), "MM/YY"),
        ("00/26", date(2026, 3, 2), "MM/YY"),
        ("3/26", date(2026, 3, 2), "MM/YY"),
        ("03/2026", date(2026, 3, 2), "MM/YY"),
        ("0326", date(2026, 3, 2), "MM/YY"),
        ("", date(2026, 3, 2), "MM/YY"),
    ],
)
def test_a_card_that_has_run_out_is_refused(expire: str, today: date, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        numbers.last_day(expire, today)


def test_an_expiry_is_shown_as_on_the_card() -> None:
    assert numbers.expiry_text(date(2026, 3, 31)) == "03/26"
    assert numbers.expiry_text(date(2030, 11, 30)) == "11/30"


@pytest.mark.parametrize(
    ("number", "compact"),
    [
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("de89370400440532013000", "DE89370400440532013000"),
        ("FI2112345600000785", "FI2112345600000785"),
        ("GB29NWBK60161331926819", "GB29NWBK60161331926819"),
        ("NO9386011117947", "NO9386011117947"),
        ("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
        ("RS35260005601001611379", "RS35260005601001611379"),
        ("ME25505000012345678951", "ME25505000012345678951"),
        ("AL47212110090000000235698741", "AL47212110090000000235698741"),
        ("MK07250120000058984", "MK07250120000058984"),
        ("MD24AG000225100013104168", "MD24AG000225100013104168"),
    ],
)
def test_an_iban_within_sepa_is_taken(number: str, compact: str) -> None:
    assert numbers.sepa_iban(number) == compact


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("DE89370400440532013001", "check digits"),
        ("DE8937040044053201300", "as long"),
        ("DE893704004405320130000", "as long"),
        ("DE8937040044053201300A", "as long"),
        ("ZZ82370400440532013000", "country"),
        ("40817810099910004312", "IBAN"),
        ("", "IBAN"),
        ("XK051212012345678906", "outside SEPA"),
        ("TR330006100519786457841326", "outside SEPA"),
        ("SA0380000000608010167519", "outside SEPA"),
        # Nobody has registered IBANs of Algeria.
        ("DZ580002100001113000000570", "outside SEPA"),
    ],
)
def test_no_iban_or_one_outside_sepa_is_refused_and_not_repeated(number: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as no:
        numbers.sepa_iban(number)
    assert not number or number[4:] not in str(no.value)


@pytest.mark.parametrize(
    ("number", "compact"),
    [
        ("123456789", "123456789"),
        ("0012-345-678", "0012345678"),
        ("XK05 1212 0123 4567 8906", "XK051212012345678906"),
        ("TR330006100519786457841326", "TR330006100519786457841326"),
        ("DE89370400440532013000", "DE89370400440532013000"),
        # Banks of Algeria and Morocco call their numbers so; no check digits are agreed on.
        ("DZ580002100001113000000570", "DZ580002100001113000000570"),
        ("DZ590002100001113000000570", "DZ590002100001113000000570"),
        ("KZ86125KZT5004100100", "KZ86125KZT5004100100"),
        ("ZZ12345678", "ZZ12345678"),
    ],
)
def test_an_account_anywhere_is_an_iban_or_what_the_bank_calls_it(number: str, compact: str) -> None:
    assert numbers.swift_account(number) == compact


@pytest.mark.parametrize(
    "number",
    ["123", "ABCDEFGH", "1" * 35, "12#456", "DE89370400440532013001", "TR330006100519786457841327", ""],
)
def test_no_account_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=r"IBAN"):
        numbers.swift_account(number)


@pytest.mark.parametrize(
    ("bic", "compact"),
    [
        ("DEUTDEFF", "DEUTDEFF"),
        ("deut de ff 500", "DEUTDEFF500"),
        ("NDEAFIHH", "NDEAFIHH"),
        ("SABRRUMM", "SABRRUMM"),
        ("NCBVXKPR", "NCBVXKPR"),
        ("NCBVXKPRXXX", "NCBVXKPRXXX"),
    ],
)
def test_a_bic_has_8_or_11_characters_and_a_country(bic: str, compact: str) -> None:
    assert numbers.swift_bic(bic) == compact


@pytest.mark.parametrize("bic", ["DEUTDEF", "DEUTDEFF5", "DEUTDEFF5000", "DEUTZZFF", "044525225", "1234DEFF", ""])
def test_no_bic_is_refused(bic: str) -> None:
    with pytest.raises(ValueError, match=r"BIC|country"):
        numbers.swift_bic(bic)


def test_the_bank_of_an_iban_is_known_in_some_countries() -> None:
    assert numbers.bank_of("DE89370400440532013000") == ("COBADEFFXXX", "Commerzbank")
    assert numbers.bank_of("XK051212012345678906") == (None, None)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (
            numbers.russian_account,
            "4081 7810 0999 1000 4312",
            ["4081781009991000431", "408178100999100043120", "4081781009991000431A", ""],
        ),
        (numbers.russian_bic, "044525225", ["04452522", "0445252250", "DEUTDEFF", ""]),
        (
            numbers.wallet_number,
            "Z123456789012",
            ["Z123456", "Z12345678901234567890", "Z1234_6789", "１２３４５６７８", ""],
        ),
    ],
)
def test_numbers_in_russia_and_of_wallets_have_their_length(
    check: Callable[[str], str], right: str, wrong: list[str]
) -> None:
    assert check(right) == right.replace(" ", "")
    for number in wrong:
        with pytest.raises(ValueError, match="must be"):
            check(number)


def test_one_digit_of_ten_makes_the_key_fit() -> None:
    for bic in ("044525225", "044525000"):
        keys = [numbers.has_russian_key(f"40817810{key}00000000001", bic) for key in range(10)]
        assert keys.count(True) == 1
