"""The definitions of a type's fields on their way in: read, checked, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tools.errors import Invalid
from tools.orders.json_text import unwrapped
from tools.orders.params import FieldDefinition
from tools.orders.rules.definitions import definition_faults
from tools.orders.rules.fields import Field
from tools.orders.rules.values import read_value
from tools.orders.shapes import stored_fields
from tools.rules.sentences import worded
from tools.text import plain

# Bytes of all definitions of a type: an answer shows them whole, so that a whole new list can be written.
MOST_BYTES = 24_000


def checked_fields(definitions: Sequence[FieldDefinition]) -> tuple[Field, ...]:
    """The fields that are defined. Invalid names every definition that cannot be."""
    faults: dict[str, str] = {}
    fields = tuple(_field(one, index, faults) for index, one in enumerate(definitions))
    faults = {**{place: fault for place, fault in definition_faults(fields).items() if place not in faults}, **faults}
    if faults:
        raise Invalid({f"field_definitions{place}": fault for place, fault in faults.items()})
    size = len(stored_fields(fields).encode())
    if size > MOST_BYTES:
        raise Invalid(
            {
                "field_definitions": worded(
                    "take {size} bytes together; at most {most_bytes} are allowed", size=size, most_bytes=MOST_BYTES
                )
            }
        )
    return tuple(_with_default(field) for field in fields)


def _field(given: FieldDefinition, index: int, faults: dict[str, str]) -> Field:
    """A definition with its default as it was sent, but out of its text."""
    field = Field(
        name=given["name"].strip(),
        type=given["type"],
        label=given["label"],
        description=plain(given.get("description", "")) or None,
        required=given.get("required", False),
        multiple=given.get("multiple", False),
        visible=given.get("visible", True),
        editable=given.get("editable", True),
        unique=given.get("unique", False),
        max_length=given.get("max_length"),
        options=tuple(given.get("options", ())),
    )
    try:
        default = unwrapped(field, given.get("default") or None)
    except ValueError as fault:
        faults[f"[{index}].default"] = f"{field.name[:64]}: {fault}"
        return field
    return _defaulting(field, default)


def _with_default(field: Field) -> Field:
    return field if field.default is None else _defaulting(field, read_value(field, field.default))


def _defaulting(field: Field, default: Any) -> Field:
    return replace(field, default=default)
