"""Other definitions for a type that has orders."""

from __future__ import annotations

from typing import Any

import pytest

from tools.orders.rules.fields import Field
from tools.orders.rules.refitting import refit_between, refitted


def field(type: Any = "string", **more: Any) -> Field:
    return Field("one", type, "One", **more)


@pytest.mark.parametrize(
    ("before", "after", "value", "kept"),
    [
        (field(), field("number"), "5.0", "5.0"),
        (field(), field("number"), "five", None),
        (field(), field("boolean"), "true", True),
        (field(), field("boolean"), "maybe", None),
        (field(), field("date"), "2026-01-01", "2026-01-01"),
        (field(), field("date"), "soon", None),
        (field(), field("datetime"), "2026-01-01T09:00:00Z", "2026-01-01T09:00:00Z"),
        (field(), field("json"), "words", "words"),
        (field(), field("file"), "5", None),
        (field("number"), field("file"), "5", None),
        (field("number"), field(), "1.50", "1.50"),
        (field("number"), field("boolean"), "5", None),
        (field("boolean"), field(), False, "false"),
        (field("boolean"), field("number"), True, None),
        (field("date"), field("datetime"), "2026-01-01", None),
        (field("datetime"), field("date"), "2026-01-01T09:00:00Z", None),
        (field("file"), field("number"), 5, "5"),
        (field("json"), field(), "words", "words"),
        (field("json"), field(), {"a": 1}, None),
        (field("json"), field("number"), 5, None),
        (field(), field(multiple=True), "a", ["a"]),
        (field(multiple=True), field(), ["a"], "a"),
        (field(multiple=True), field(), ["a", "b"], None),
        (field(multiple=True), field("number", multiple=True), ["1", "2"], ["1", "2"]),
        (field(), field(max_length=3), "abc", "abc"),
        (field(), field(max_length=3), "abcd", None),
        (field(), field(options=("Red",)), "red", "Red"),
        (field(), field(options=("Red",)), "blue", None),
        (field(), field(unique=True), "a", "a"),
    ],
)
def test_a_value_under_another_definition(before: Field, after: Field, value: Any, kept: Any) -> None:
    refit = refit_between([before], [after])
    assert refit.altered == ((before, after),)
    data, misfits = refitted(refit, {"one": value, "other": "x"})
    assert misfits == ([] if kept is not None else ["one"])
    if kept is not None:
        assert data == {"one": kept, "other": "x"}


def test_what_is_told_about_a_field_changes_no_value() -> None:
    before = field()
    after = Field("one", "string", "Uno", description="D", required=True, visible=False, editable=False, default="x")
    assert not refit_between([before], [after])


def test_new_fields_bring_their_default_and_removed_ones_go() -> None:
    new = (Field("two", "number", "Two", default="1"), Field("three", "string", "Three"))
    refit = refit_between([field()], new)
    assert refit.removed == ("one",)
    assert [each.name for each in refit.added] == ["two"]
    assert refitted(refit, {"one": "x"}) == ({"two": "1"}, [])
    assert refitted(refit, {}) == ({"two": "1"}, [])


def test_an_order_without_a_value_fits_everything() -> None:
    refit = refit_between([field()], [field("number")])
    assert refitted(refit, {}) == ({}, [])
