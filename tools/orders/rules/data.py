"""The data of an order: its custom fields as they are first filled in, and as they are changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tools.orders.rules.fields import Field
from tools.orders.rules.values import read_value
from tools.rules.sentences import told_by, worded

# Bytes of an order's data as JSON: an answer holds it whole.
MOST_BYTES = 30_000
NAMES_TOLD = 40

Data = dict[str, Any]
Faults = dict[str, str]


def first_data(fields: Sequence[Field], given: Mapping[str, Any]) -> tuple[Data, Faults]:
    """The data of a new order, or of one that gets another type: what is given, and the defaults of what is not."""
    read, faults = _read(fields, given)
    data = {field.name: read.get(field.name) if field.name in read else field.default for field in fields}
    for field in fields:
        if field.required and data[field.name] is None:
            faults.setdefault(f"data.{field.name}", "is required by the order type")
    return _kept(data, faults)


def changed_data(
    fields: Sequence[Field], stored: Mapping[str, Any], given: Mapping[str, Any], may_edit_all: bool
) -> tuple[Data, Faults]:
    """The data of an order after a change: what is given takes the place of what is stored, field by field.

    Once data is changed, every required field needs a value, also one that was defined later. may_edit_all: fields that are
    not editable may be changed even when they have a value."""
    read, faults = _read(fields, given)
    data = {field.name: read.get(field.name, stored.get(field.name)) for field in fields}
    for field in fields:
        name, before = field.name, stored.get(field.name)
        if data[name] != before and before is not None and not field.editable and not may_edit_all:
            faults.setdefault(f"data.{name}", "is not editable once it has a value; an admin may change it")
        if field.required and data[name] is None:
            fault = (
                worded("is required and cannot be emptied")
                if before is not None
                else worded("is required; the order has none yet")
            )
            faults.setdefault(f"data.{name}", fault)
    return _kept(data, faults)


def changed_names(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields that have another value than before, in the order of what they have by now."""
    names = dict.fromkeys([*after, *before])
    return [name for name in names if after.get(name) != before.get(name)]


def in_order(fields: Sequence[Field], data: Mapping[str, Any]) -> Data:
    """The data as it is answered: every field of the type, in the order of their definitions."""
    return {field.name: data.get(field.name) for field in fields}


def _read(fields: Sequence[Field], given: Mapping[str, Any]) -> tuple[Data, Faults]:
    """The given values as they are kept, and what is wrong with the others."""
    known = {field.name: field for field in fields}
    data: Data = {}
    faults: Faults = {}
    for name, value in given.items():
        field = known.get(name)
        if field is None:
            faults[f"data.{name[:64]}"] = worded("is no field of this order type; it has {names}", names=_names(fields))
            continue
        try:
            data[name] = read_value(field, value)
        except ValueError as fault:
            faults[f"data.{name}"] = told_by(fault)
    return data, faults


def _names(fields: Sequence[Field]) -> str:
    named = ", ".join(field.name for field in fields[:NAMES_TOLD]) or worded("none")
    more = len(fields) - NAMES_TOLD
    return worded("{named} and {more} more", named=named, more=more) if more > 0 else named


def _kept(data: Data, faults: Faults) -> tuple[Data, Faults]:
    """The fields that have a value, when they are not too much together."""
    kept = {name: value for name, value in data.items() if value is not None}
    size = len(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MOST_BYTES:
        faults.setdefault("data", f"would take {size} bytes as JSON; an order holds at most {MOST_BYTES}")
    return kept, faults
