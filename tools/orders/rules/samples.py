"""Data that could be filled into an order of a type, for whoever does it the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from store.types import iso
from tools.orders.rules.fields import Field

TRIES = 200

Taken = Callable[[Field, Any], bool]


def sample_data(fields: Sequence[Field], now: datetime, taken: Taken) -> tuple[dict[str, Any], list[str]]:
    """A value for every field that can have one, and the required fields that only the caller can fill.

    taken: whether an order has a value of a unique field already."""
    data: dict[str, Any] = {}
    missing: list[str] = []
    for field in fields:
        value = field.default if field.default is not None else _sample(field, now, taken)
        if value is not None:
            data[field.name] = value
        elif field.required:
            missing.append(field.name)
    return data, missing


def _sample(field: Field, now: datetime, taken: Taken) -> Any:
    found = next((value for value in _candidates(field, now) if not field.unique or not taken(field, value)), None)
    return [found] if field.multiple and found is not None else found


def _candidates(field: Field, now: datetime) -> Iterator[Any]:
    if field.type == "file":
        return
    if field.options:
        yield from field.options
        return
    for number in range(1, TRIES):
        yield _candidate(field, number, now)


def _candidate(field: Field, number: int, now: datetime) -> Any:
    if field.type == "string":
        text = "Text" if number == 1 else f"Text {number}"
        return text if len(text) <= field.longest else str(number)[-field.longest :]
    day = now + timedelta(days=number)
    values = {
        "number": str(number),
        "boolean": True,
        "date": day.date().isoformat(),
        "datetime": iso(day),
        "json": {"key": "value"},
    }
    return values[field.type]
