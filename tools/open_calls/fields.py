"""The fields of an open call between their three forms: as values, as JSON of a template, and as columns of the row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from store.database import Row
from store.types import Money, iso, utc_text
from tools.open_calls.params import Fields

# Kept as JSON, each in a column of its own.
AS_JSON = ("attributes", "types_of_work", "location", "schedule", "requirements", "done", "questions")
_EMPTY: Mapping[str, Any] = {"requirements": {}, "location": None, "schedule": None}
_AS_THEY_ARE = (
    "work", "title", "description", "start_instructions", "category_id", "seats", "deadline_hours", "sla_hours",
    "max_applications", "visibility",
)  # fmt: skip
_MOMENTS = ("deadline", "apply_until")
_PRICES = ("price_min", "price_max")


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[Fields]:
    return TypeAdapter(Fields)


def as_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as plain JSON values."""
    text = adapter().dump_json(fields, warnings=False, exclude_none=True)  # type: ignore[arg-type]
    values: dict[str, Any] = json.loads(text)
    return values


def from_json(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Fields out of plain JSON values, and what is wrong with them, by their path."""
    try:
        return dict(adapter().validate_json(json.dumps(dict(values)))), {}
    except ValidationError as error:
        return {}, {".".join(map(str, one["loc"])): one["msg"] for one in error.errors()}


def fields_of(row: Row | Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a stored call as values; what is not set is left out."""
    values: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE}
    values |= {name: json.loads(row[name]) if row[name] else None for name in AS_JSON}
    values |= {name: iso(row[name]) if row[name] else None for name in _MOMENTS}
    values |= {name: _price(row, name) for name in _PRICES}
    values |= {"counter_price": bool(row["counter_price"]), "estimated_hours": row["estimated_hours"]}
    found, faults = from_json({name: value for name, value in values.items() if value not in (None, [], {})})
    if faults:
        raise AssertionError(f"open call {row['id']} is stored with {faults}")
    return found


def stored_columns(fields: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The columns that hold fields which were checked; what is left out is empty."""
    plain = as_json(fields)
    columns: dict[str, Any] = {name: fields.get(name) for name in _AS_THEY_ARE}
    for name in AS_JSON:
        value = plain.get(name, _EMPTY.get(name, []))
        columns[name] = None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    columns |= {name: utc_text(fields[name]) if fields.get(name) else None for name in _MOMENTS}
    for name in _PRICES:
        columns[name] = Money.of(fields[name], currency).amount if fields.get(name) is not None else None
    hours = fields.get("estimated_hours")
    columns["estimated_hours"] = None if hours is None else f"{Decimal(hours).normalize():f}"
    columns["counter_price"] = int(fields["counter_price"])
    return columns


def _price(row: Row | Mapping[str, Any], name: str) -> str | None:
    return None if row[name] is None else Money(row[name], row["currency"]).text
