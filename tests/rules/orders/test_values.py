"""What fits a custom field, how it is kept, and how values are sorted."""

from __future__ import annotations

from typing import Any

import pytest

from tools.orders.rules.fields import Field
from tools.orders.rules.values import items_of, read_value, sort_key, text_form, texts_of, unique_key


def field(type: Any, **more: Any) -> Field:
    return Field("one", type, "One", **more)


CHOICE = field("string", options=("Red", "Green"))


@pytest.mark.parametrize(
    ("defined", "given", "kept"),
    [
        (field("string"), "James", "James"),
        (field("string"), "  James\nCarter ", "James\nCarter"),
        (field("string"), 123123123, "123123123"),
        (field("string"), 1.5, "1.5"),
        (field("string"), "", None),
        (field("string"), "  ", None),
        (field("string"), None, None),
        (field("string"), [], None),
        (field("string"), ["James"], "James"),
        (field("string"), "x" * 1023, "x" * 1023),
        (field("string", max_length=3), "abc", "abc"),
        (CHOICE, "Red", "Red"),
        (CHOICE, "green", "Green"),
        (field("number"), 5, "5"),
        (field("number"), -5, "-5"),
        (field("number"), 0.1, "0.1"),
        (field("number"), "1.50", "1.50"),
        (field("number"), "007", "7"),
        (field("number"), "-0", "0"),
        (field("number"), "-0.00", "0.00"),
        (field("number"), "", None),
        (field("number"), "999999999999.000000000000000001", "999999999999.000000000000000001"),
        (field("boolean"), True, True),
        (field("boolean"), False, False),
        (field("boolean"), "True", True),
        (field("boolean"), "no", False),
        (field("boolean"), 0, False),
        (field("boolean"), "", None),
        (field("datetime"), "2016-07-15T14:45:03.000+00:00", "2016-07-15T14:45:03.000+00:00"),
        (field("datetime"), " 2016-05-16T13:52:48+03:00 ", "2016-05-16T13:52:48+03:00"),
        (field("datetime"), "2016-05-16 13:52Z", "2016-05-16 13:52Z"),
        (field("date"), "2016-07-15", "2016-07-15"),
        (field("date"), "20160715", "2016-07-15"),
        (field("json"), {"a": [1]}, {"a": [1]}),
        (field("json"), [], []),
        (field("json"), 7, 7),
        (field("json"), "", None),
        (field("file"), 12, 12),
        (field("file"), "12", 12),
        (field("string", multiple=True), ["a", "", None, "b"], ["a", "b"]),
        (field("string", multiple=True), "a", ["a"]),
        (field("string", multiple=True), [], None),
        (field("string", multiple=True), [""], None),
        (field("number", multiple=True), [1, "2.0"], ["1", "2.0"]),
        (field("json", multiple=True), [[1], {"a": 2}], [[1], {"a": 2}]),
    ],
)
def test_a_value_that_fits_is_kept_as_it_is(defined: Field, given: Any, kept: Any) -> None:
    read = read_value(defined, given)
    assert read == kept
    assert type(read) is type(kept)


@pytest.mark.parametrize(
    ("defined", "given", "fault"),
    [
        (field("string"), True, "must be text"),
        (field("string"), {"a": 1}, "must be text"),
        (field("string"), ["a", "b"], "takes one value, not a list of 2"),
        (field("string"), "x" * 1024, "has 1024 characters; at most 1023"),
        (field("string", max_length=3), "abcd", "has 4 characters; at most 3"),
        (CHOICE, "Blue", "must be one of Red, Green"),
        (field("string", options=("a", "A", "b")), "B ", ""),
        (field("number"), "five", "must be a decimal number"),
        (field("number"), "1,5", "must be a decimal number"),
        (field("number"), "1e3", "must be a decimal number"),
        (field("number"), True, "must be a number"),
        (field("number"), "1234567890123", "is out of bounds"),
        (field("boolean"), "maybe", "must be true or false"),
        (field("boolean"), 2, "must be true or false"),
        (field("boolean"), {}, "must be true or false"),
        (field("datetime"), "2016-07-15", "needs a time with an offset"),
        (field("datetime"), "2016-07-15T14:45:03", "needs an offset"),
        (field("datetime"), "tomorrow", "must be an ISO 8601 moment"),
        (field("datetime"), "1016-07-15T14:45:03Z", "must lie between"),
        (field("datetime"), 5, "must be an ISO 8601 moment"),
        (field("date"), "2016-07-15T14:45:03Z", "is a day without a time: 2016-07-15"),
        (field("date"), "2016-02-30", "must be a date"),
        (field("date"), "9999-12-31", "must lie between"),
        (field("date"), 20160715, "must be a date"),
        (field("file"), "paper.pdf", "must be the number of a file"),
        (field("file"), True, "must be the number of a file"),
        (field("file"), 0, "must be the number of a file"),
        (field("file"), 2**53, "must be the number of a file"),
        (field("string", multiple=True), ["a"] * 101, "takes at most 100 values; there are 101"),
        (field("number", multiple=True), [1, "x"], "must be a decimal number"),
    ],
)
def test_a_value_that_does_not_fit_says_why(defined: Field, given: Any, fault: str) -> None:
    if not fault:
        assert read_value(defined, given) == "b"
        return
    with pytest.raises(ValueError, match=fault.replace("(", r"\(")):
        read_value(defined, given)


def test_a_choice_that_two_options_could_mean_is_neither() -> None:
    assert read_value(field("string", options=("A", "a")), "a") == "a"
    with pytest.raises(ValueError, match="must be one of"):
        read_value(field("string", options=("AB", "ab")), "Ab")


def test_a_long_list_of_options_is_told_in_part() -> None:
    many = field("string", options=tuple(f"Option {number}" for number in range(30)))
    with pytest.raises(ValueError, match=r"Option 19 and 10 more$"):
        read_value(many, "none")


@pytest.mark.parametrize(
    ("type", "rising"),
    [
        (
            "number",
            ["-1000000000000", "-2.5", "-2.4", "-0.000000000000000001", "0", "0.1", "9", "10", "10.5", "1000000000000"],
        ),
        ("datetime", ["2016-07-15T23:30:00+05:00", "2016-07-15T18:30:00.001Z", "2016-07-15T19:00:00+00:00"]),
        ("date", ["1999-12-31", "2000-01-01"]),
        ("boolean", [False, True]),
        ("string", ["ábc", "Abd", "zeta"]),
        ("file", [9, 10, 2**53 - 1]),
    ],
)
def test_sort_keys_are_in_the_order_of_the_values(type: Any, rising: list[Any]) -> None:
    keys = [sort_key(field(type), value) for value in rising]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_the_same_number_or_moment_has_one_key_however_it_is_written() -> None:
    assert sort_key(field("number"), "1.50") == sort_key(field("number"), "1.5")
    moments = ("2016-07-15T14:45:03.000+00:00", "2016-07-15T17:45:03+03:00")
    assert len({sort_key(field("datetime"), moment) for moment in moments}) == 1


@pytest.mark.parametrize(
    ("defined", "value", "key"),
    [
        (field("string"), "a", None),
        (field("string", unique=True), "PO-17", "po-17"),
        (field("string", unique=True), "Café", "café"),
        (field("date", unique=True), "2026-01-01", "2026-01-01"),
    ],
)
def test_what_has_to_be_unique_is_compared_without_case_only(defined: Field, value: str, key: str | None) -> None:
    assert unique_key(defined, value) == key


def test_single_values_and_words() -> None:
    several = field("string", multiple=True)
    assert items_of(several, ["a", "b"]) == ["a", "b"]
    assert items_of(field("json"), [1]) == [[1]]
    assert items_of(several, None) == []
    assert texts_of(several, ["a", "b"]) == ["a", "b"]
    assert texts_of(field("json"), {"a": ["x", 1], "b": {"c": "y"}}) == ["x", "y"]
    assert texts_of(field("number"), "5") == []


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (True, "true"), (["a", "é"], '["a", "é"]'), (5, "5")])
def test_a_value_as_one_text(value: Any, text: str) -> None:
    assert text_form(value) == text
