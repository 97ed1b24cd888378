"""What the quick check of answers says yes to, jsonschema does; and it says yes to what operations answer."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.quick_check import fits

TEXT = {"type": "string", "minLength": 2, "maxLength": 3, "description": "Some text."}
KIND = {"type": "string", "enum": ["yes", "no"]}
COUNT = {"type": "integer", "minimum": 0, "maximum": 9}
SHARE = {"type": "number"}
LIST = {"type": "array", "items": COUNT, "minItems": 1, "maxItems": 2}
OPEN = {"type": "object", "properties": {"a": COUNT}}
CLOSED = {"type": "object", "properties": {"a": COUNT, "b": TEXT}, "required": ["a"], "additionalProperties": False}
NAMED = {"type": "object", "additionalProperties": KIND}
NESTED = {"type": "object", "properties": {"rows": {"type": "array", "items": CLOSED}}, "additionalProperties": False}
VALUES: list[Any] = [
    *("", "a", "ab", "abc", "abcd", "yes", "no", "No"),
    *(-1, 0, 9, 10, 2.5, True, False, None),
    *([], [1], [1, 2], [1, 2, 3], [1, "2"], [True], [None]),
    *({}, {"a": 1}, {"a": 10}, {"a": "1"}, {"a": None}, {"b": "ab"}, {"a": 1, "b": "ab"}, {"a": 1, "b": "a"}, {"a": 1, "c": 1}),
    *({"x": "yes"}, {"x": "maybe"}, {"rows": []}, {"rows": [{"a": 1}]}, {"rows": [{"a": 1}, {}]}, {"rows": {"a": 1}}),
]  # fmt: skip


@pytest.mark.parametrize("schema", [TEXT, KIND, COUNT, SHARE, LIST, OPEN, CLOSED, NAMED, NESTED])
def test_it_says_yes_where_jsonschema_does(schema: dict[str, Any]) -> None:
    right, check = jsonschema.Draft202012Validator(schema), fits(schema)
    allowed = [value for value in VALUES if right.is_valid(value)]
    assert allowed, "mend the values"
    assert [value for value in VALUES if check(value)] == allowed


@pytest.mark.parametrize(
    "schema", [{}, {"type": "string", "pattern": "a"}, {"anyOf": [TEXT]}, {"type": "array", "items": {}}]
)
def test_of_what_it_does_not_know_it_is_not_sure(schema: dict[str, Any]) -> None:
    assert not any(fits(schema)(value) for value in ["a", [1]])


def test_a_whole_number_that_is_written_as_a_fraction_is_left_to_jsonschema() -> None:
    assert jsonschema.Draft202012Validator(COUNT).is_valid(1.0)
    assert not fits(COUNT)(1.0)
