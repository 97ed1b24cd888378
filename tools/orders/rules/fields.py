"""A field that an order type defines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal["string", "number", "boolean", "datetime", "date", "json", "file"]
MOST_FIELDS = 200
MOST_OPTIONS = 200
MOST_LENGTH = 1023


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an order type. default: a value as it is stored; None: none."""

    name: str
    type: FieldType
    label: str
    description: str | None = None
    required: bool = False
    multiple: bool = False
    visible: bool = True
    editable: bool = True
    unique: bool = False
    default: Any = None
    max_length: int | None = None
    options: tuple[str, ...] = ()

    @property
    def longest(self) -> int:
        """How many characters a text of it may have."""
        return self.max_length or MOST_LENGTH
