"""Lists of texts that may come as one text with commas between them, and words in another case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Reading = TypeVar("Reading")


def parted(read: Callable[[Any, Reading], Any]) -> Callable[[Any, Reading], Any]:
    """How such a list is read. read: how it is read that comes as a list, or as the JSON text of one."""

    def read_parted(value: Any, reading: Reading) -> Any:
        if type(value) is str and value.strip() and value.lstrip()[0] != "[":
            value = [part for part in value.split(",") if part.strip()]
        return read(value, reading)

    return read_parted


def as_listed(value: Any, words: Sequence[str]) -> Any:
    """The one of some words that a text is but for upper and lower case; else the value as it is."""
    if not isinstance(value, str) or value in words:
        return value
    same = [word for word in words if word.lower() == value.lower()]
    return same[0] if len(same) == 1 else value
