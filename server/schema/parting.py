"""Lists of texts that may come as one text with commas between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Reading = TypeVar("Reading")


def parted(read: Callable[[Any, Reading], Any]) -> Callable[[Any, Reading], Any]:
    """How such a list is read. read: how it is read that comes as a list, or as the JSON text of one."""

    def read_parted(value: Any, reading: Reading) -> Any:
        if type(value) is str and value.strip() and value.lstrip()[0] != "[":
            value = [part for part in value.split(",") if part.strip()]
        return read(value, reading)

    return read_parted
