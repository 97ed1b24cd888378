"""Data that could be filled in fits the type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tools.orders.rules.data import first_data
from tools.orders.rules.fields import Field
from tools.orders.rules.samples import sample_data

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERY = tuple(
    Field(f"{type}_{number}", type, "F", required=True, multiple=bool(number))
    for number in (0, 1)
    for type in ("string", "number", "boolean", "datetime", "date", "json")
)


def test_a_value_of_every_type_fits() -> None:
    data, missing = sample_data(EVERY, NOW, lambda field, value: False)
    assert missing == []
    assert data.keys() == {field.name for field in EVERY}
    assert first_data(EVERY, data)[1] == {}


@pytest.mark.parametrize(
    ("field", "taken", "value"),
    [
        (Field("f", "string", "F", default="x"), (), "x"),
        (Field("f", "string", "F", options=("a", "b")), (), "a"),
        (Field("f", "string", "F", options=("a", "b"), unique=True), ("a",), "b"),
        (Field("f", "string", "F", unique=True), ("Text", "Text 2"), "Text 3"),
        (Field("f", "string", "F", max_length=2), (), "1"),
        (Field("f", "number", "F", unique=True), ("1",), "2"),
        (Field("f", "date", "F"), (), "2026-03-03"),
        (Field("f", "datetime", "F"), (), "2026-03-03T09:00:00Z"),
    ],
)
def test_a_sample_is_allowed_and_free(field: Field, taken: tuple[Any, ...], value: Any) -> None:
    assert sample_data([field], NOW, lambda field, value: value in taken) == ({"f": value}, [])


def test_what_nobody_can_know_is_told_when_it_is_needed() -> None:
    full = Field("f", "string", "F", options=("a",), unique=True, required=True)
    fields = [Field("paper", "file", "Paper", required=True), Field("photo", "file", "Photo"), full]
    assert sample_data(fields, NOW, lambda field, value: True) == ({}, ["paper", "f"])
