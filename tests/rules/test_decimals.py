from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from server.naming import OperatorError
from server.operator import parse_money
from tools.params import Amount, Number, PositiveAmount
from tools.rules.decimals import read_decimal

AMOUNT, POSITIVE, NUMBER = (TypeAdapter[Any](kind) for kind in (Amount, PositiveAmount, Number))
NO_AMOUNTS = (
    "", " ", ".", "5_0", "1e2", "1E2", ".5", "5.", "-0", "-0.0", "+5", "-5", "5 0", "5 .0", "1,50", "1.000,50", "1'000", "0x10",
    "５", "１.５", "٥", "५", "1٫5", "−5", "NaN", "Infinity", "-Infinity", "inf", "$5", "5 EUR", "5%",
    "1..5", "1.5.0", "5\n0", "5\x00",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_not_digits_with_one_point_between_them_is_no_amount(text: str) -> None:
    for kind in (AMOUNT, POSITIVE):
        with pytest.raises(ValidationError):
            kind.validate_python(text)
    with pytest.raises(OperatorError):
        parse_money(f"{text} USDT")


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("81.00", "81.00"), ("60.5", "60.5"), ("007", "7"), (" 5 ", "5"), (60.5, "60.5"), (60, "60"), (0.1, "0.1"),
        (1e-7, "0.0000001"), (1e11, "100000000000"), (0.1 + 0.2, "0.30000000000000004"), (5.0, "5.0"),
    ],
)  # fmt: skip
def test_an_amount_is_read_from_text_or_a_number_by_its_shortest_form(given: object, amount: str) -> None:
    assert AMOUNT.validate_python(given) == POSITIVE.validate_python(given) == Decimal(amount)


@pytest.mark.parametrize("given", [float("nan"), float("inf"), -1.5, -1, -0.0, True, 1e300, 10**13, 1e-30, [], {}])
def test_a_number_that_is_no_amount_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        AMOUNT.validate_python(given)


def test_a_number_that_may_be_below_zero_has_a_minus_of_ascii_only() -> None:
    assert NUMBER.validate_python("-4.5") == Decimal("-4.5")
    for text in ("−4.5", "+4.5", "--4", "- 4", "-.5"):
        with pytest.raises(ValidationError):
            NUMBER.validate_python(text)


@given(st.text(max_size=12))
def test_whatever_is_read_says_itself(text: str) -> None:
    try:
        number = read_decimal(text)
    except ValueError:
        return
    assert set(text.strip()) <= set("0123456789.")
    assert number == Decimal(text.strip()) >= 0
