"""Filters by custom fields."""

from __future__ import annotations

from typing import Any

import pytest

from tools.orders.rules.fields import Field
from tools.orders.rules.finding import can_sort, sought
from tools.orders.rules.values import sort_key

BERLIN = "Europe/Berlin"


def field(type: Any, **more: Any) -> Field:
    return Field("one", type, "One", **more)


def holds(defined: Field, value: Any, operator: Any, asked: str | None) -> bool:
    """Whether an order with one value is found."""
    wish, key = sought(defined, operator, asked, BERLIN), sort_key(defined, value)
    found = (
        (wish.part is None or wish.part in key)
        and (wish.low is None or key >= wish.low)
        and (wish.high is None or key < wish.high)
    )
    return found != wish.without


@pytest.mark.parametrize(
    ("type", "value", "operator", "asked", "found"),
    [
        ("string", "Émile", "equals", "emile", True),
        ("string", "Emiles", "equals", "emile", False),
        ("string", "Emil", "equals", "emile", False),
        ("string", "Émile", "not_equals", "emile", False),
        ("string", "Émile", "contains", "MIL", True),
        ("string", "Anna", "contains", "mil", False),
        ("number", "10", "at_least", "9.5", True),
        ("number", "9.5", "at_least", "9.50", True),
        ("number", "9.5", "at_most", "9.5", True),
        ("number", "-3", "at_most", "-2", True),
        ("number", "9.51", "at_most", "9.5", False),
        ("number", "1.50", "equals", "1.5", True),
        ("boolean", True, "equals", "true", True),
        ("boolean", False, "equals", "true", False),
        ("date", "2026-07-01", "at_least", "2026-07-01", True),
        ("date", "2026-06-30", "at_least", "2026-07-01", False),
        ("datetime", "2026-07-01T00:00:00+02:00", "at_least", "2026-07-01", True),
        ("datetime", "2026-06-30T23:59:59+02:00", "at_least", "2026-07-01", False),
        ("datetime", "2026-07-01T23:59:59+02:00", "at_most", "2026-07-01", True),
        ("datetime", "2026-07-02T00:00:00+02:00", "at_most", "2026-07-01", False),
        ("datetime", "2026-07-01T12:00:00Z", "equals", "2026-07-01", True),
        ("datetime", "2026-07-01T12:00:00Z", "equals", "2026-07-01T14:00:00+02:00", True),
        ("file", 12, "equals", "12", True),
        ("json", {"a": 1}, "filled", None, True),
        ("json", {"a": 1}, "empty", None, False),
        ("number", "0", "filled", None, True),
    ],
)
def test_what_a_filter_finds(type: Any, value: Any, operator: Any, asked: str | None, found: bool) -> None:
    assert holds(field(type), value, operator, asked) is found


@pytest.mark.parametrize(
    ("defined", "operator", "asked", "fault"),
    [
        (field("string"), "equals", None, "is needed with equals"),
        (field("string"), "contains", " ", "is needed with contains"),
        (field("string"), "at_least", "a", "one is string; at_least goes with numbers"),
        (field("number"), "contains", "5", "one is number; contains goes with strings"),
        (field("number"), "equals", "five", "must be a decimal number"),
        (field("boolean"), "at_most", "true", "one is boolean"),
        (field("json"), "equals", "{}", "can only be empty or filled"),
        (field("date"), "equals", "soon", "must be a date"),
        (field("datetime"), "at_least", "2026-07-01T09:00", "needs an offset"),
        (field("datetime"), "at_least", "9999-12-31", "must lie between"),
        (field("string", options=("a",), multiple=True), "at_most", "a", "one is string"),
    ],
)
def test_a_filter_that_cannot_be_says_why(defined: Field, operator: Any, asked: str | None, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        sought(defined, operator, asked, BERLIN)


def test_a_filter_of_a_field_that_takes_several_asks_for_one_of_them() -> None:
    wish = sought(field("number", multiple=True), "equals", "5", BERLIN)
    assert wish.low == sort_key(field("number"), "5")


def test_only_json_has_no_order() -> None:
    assert not can_sort(field("json"))
    assert all(can_sort(field(type)) for type in ("string", "number", "boolean", "datetime", "date", "file"))
