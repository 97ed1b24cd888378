"""Lists of texts that may come as one text with commas between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar


class Readable(Protocol):
    read: Callable[[Any, Any], Any]


Field = TypeVar("Field", bound=Readable)


def parted(field: Field) -> Field:
    """The field of a list, read as one too when it comes as a text with commas; JSON text of a list stays that."""
    read_list = field.read

    def read(value: Any, reading: Any) -> Any:
        if type(value) is str and value.strip() and value.lstrip()[0] != "[":
            value = [part for part in value.split(",") if part.strip()]
        return read_list(value, reading)

    field.read = read
    return field
