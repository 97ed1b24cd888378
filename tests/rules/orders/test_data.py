"""The data of an order: filled in the first time, changed later."""

from __future__ import annotations

from typing import Any

import pytest

from tools.orders.rules.data import MOST_BYTES, changed_data, changed_names, first_data, in_order
from tools.orders.rules.fields import Field

FIELDS = (
    Field("first", "string", "First", required=True),
    Field("days", "number", "Days", default="1"),
    Field("kind", "string", "Kind", options=("paid", "unpaid"), required=True, default="paid"),
    Field("fixed", "string", "Fixed", editable=False),
    Field("note", "string", "Note"),
)
UNKNOWN = "is no field of this order type; it has first, days, kind, fixed, note"


@pytest.mark.parametrize(
    ("given", "data", "faults"),
    [
        ({"first": "Ann"}, {"first": "Ann", "days": "1", "kind": "paid"}, {}),
        ({"first": "Ann", "days": "", "note": "x"}, {"first": "Ann", "kind": "paid", "note": "x"}, {}),
        ({}, None, {"data.first": "is required by the order type"}),
        ({"first": " "}, None, {"data.first": "is required by the order type"}),
        ({"first": "Ann", "kind": ""}, None, {"data.kind": "is required by the order type"}),
        ({"first": "Ann", "First": "Bob"}, None, {"data.First": UNKNOWN}),
        ({"first": True}, None, {"data.first": "must be text"}),
        ({"first": "Ann", "kind": "half", "days": "x"}, None, {"data.kind", "data.days"}),
    ],
)  # fmt: skip
def test_the_first_data(given: dict[str, Any], data: dict[str, Any] | None, faults: Any) -> None:
    found, wrong = first_data(FIELDS, given)
    assert wrong == faults if isinstance(faults, dict) else wrong.keys() == faults
    assert data is None or found == data


STORED = {"first": "Ann", "kind": "paid", "fixed": "x"}


@pytest.mark.parametrize(
    ("stored", "given", "admin", "data", "faults"),
    [
        (STORED, {"note": "y"}, False, {**STORED, "note": "y"}, {}),
        (STORED, {"days": "2"}, False, {**STORED, "days": "2"}, {}),
        ({**STORED, "note": "y"}, {"note": ""}, False, STORED, {}),
        (STORED, {"first": ""}, False, None, {"data.first": "is required and cannot be emptied"}),
        (STORED, {"fixed": "x"}, False, STORED, {}),
        (STORED, {"fixed": "y"}, False, None, {"data.fixed": "is not editable once it has a value; an admin may change it"}),
        (STORED, {"fixed": ""}, False, None, {"data.fixed": "is not editable once it has a value; an admin may change it"}),
        (STORED, {"fixed": "y"}, True, {**STORED, "fixed": "y"}, {}),
        ({"first": "Ann", "kind": "paid"}, {"fixed": "y"}, False, {"first": "Ann", "kind": "paid", "fixed": "y"}, {}),
        ({"kind": "paid"}, {"note": "y"}, True, None, {"data.first": "is required; the order has none yet"}),
        ({"kind": "paid"}, {"first": "Ann"}, True, {"kind": "paid", "first": "Ann"}, {}),
        (STORED, {"nothing": 1}, True, None, {"data.nothing": UNKNOWN}),
    ],
)  # fmt: skip
def test_changed_data(
    stored: dict[str, Any], given: dict[str, Any], admin: bool, data: Any, faults: dict[str, str]
) -> None:
    found, wrong = changed_data(FIELDS, stored, given, admin)
    assert wrong == faults
    assert data is None or found == data


def test_data_has_a_bound() -> None:
    fields = tuple(Field(f"f{number}", "string", "F") for number in range(40))
    data = {field.name: "x" * 1000 for field in fields}
    _, wrong = first_data(fields, data)
    assert wrong.keys() == {"data"}
    assert str(MOST_BYTES) in wrong["data"]


def test_the_names_that_differ_and_the_order_of_answers() -> None:
    assert changed_names({"a": "1", "b": "2"}, {"b": "3", "a": "1", "c": "4"}) == ["b", "c"]
    assert changed_names({"a": "1"}, {}) == ["a"]
    assert list(in_order(FIELDS, {"note": "y", "first": "Ann"})) == ["first", "days", "kind", "fixed", "note"]
