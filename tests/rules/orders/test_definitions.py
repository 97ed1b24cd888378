"""What a definition of a custom field may say."""

from __future__ import annotations

from typing import Any

import pytest

from tools.orders.rules.definitions import definition_faults
from tools.orders.rules.fields import Field


def field(name: str = "one", type: Any = "string", **more: Any) -> Field:
    return Field(name, type, "One", **more)


@pytest.mark.parametrize(
    "fields",
    [
        [],
        [field("employeeFirstName"), field("employeefirstname")],
        [field("a" * 64), field("A_1")],
        [field(max_length=1, options=("a", "b"), default="b")],
        [field(multiple=True, default=["a", "b"])],
        [field(type="number", unique=True), field("two", unique=True), field("three", "date", unique=True)],
        [field(type="boolean", default=False, required=True)],
        [field(type="json", default={"a": 1})],
        [field(type="file", multiple=True)],
    ],
)
def test_definitions_that_can_be(fields: list[Field]) -> None:
    assert definition_faults(fields) == {}


@pytest.mark.parametrize(
    ("fields", "place", "fault"),
    [
        ([field("1st")], "[0].name", "must begin with a letter"),
        ([field("first name")], "[0].name", "must begin with a letter"),
        ([field("größe")], "[0].name", "must begin with a letter"),
        ([field("a" * 65)], "[0].name", "at most 64"),
        ([field("one"), field("two"), field("one")], "[2].name", "one is defined 2 times"),
        ([field(type="number", max_length=5)], "[0].max_length", "one: goes with fields of type string only"),
        ([field(type="number", options=("1",))], "[0].options", "one: go with fields of type string only"),
        ([field(options=("a", "a"))], "[0].options", "one: name 'a' twice"),
        ([field(options=("abc",), max_length=2)], "[0].options", "more than the 2 characters"),
        ([field(type="number", default="five")], "[0].default", "one: must be a decimal number"),
        ([field(options=("a",), default="b")], "[0].default", "one: must be one of a"),
        ([field(max_length=2, default="abc")], "[0].default", "one: has 3 characters"),
        ([field(multiple=True, options=("a",), default=["a", "b"])], "[0].default", "must be one of a"),
        ([field(type="file", default="5")], "[0].default", "does not go with files"),
        ([field(type="boolean", unique=True)], "[0].unique", "goes with strings, numbers, dates and datetimes"),
        ([field(type="json", unique=True)], "[0].unique", "this one is json"),
        ([field(type="file", unique=True)], "[0].unique", "this one is file"),
        ([field(multiple=True, unique=True)], "[0].unique", "does not go with multiple"),
        ([field(unique=True, default="a")], "[0].unique", "does not go with a default"),
    ],
)
def test_definitions_that_cannot_be_say_which_and_why(fields: list[Field], place: str, fault: str) -> None:
    faults = definition_faults(fields)
    assert fault in faults[place]
