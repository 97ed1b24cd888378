"""How deep and how much arguments may be."""

from __future__ import annotations

from typing import Any

from tools.rules.sentences import worded

MAX_DEPTH = 12
# No operation takes nearly as many, and each costs time before anything is known about the caller.
MAX_VALUES = 10_000
_HOLDERS = (dict, list)


def unwieldy(arguments: Any) -> str:
    """Why a list or object is not looked at any further; empty when it is of a reasonable shape."""
    level: list[Any] = [arguments]
    values = 0
    for _ in range(MAX_DEPTH):
        values += sum(map(len, level))
        if values > MAX_VALUES:
            return worded("hold more than {max_values} values", max_values=MAX_VALUES)
        level = [
            part
            for held in level
            for part in (held if isinstance(held, list) else held.values())
            if isinstance(part, _HOLDERS)
        ]
        if not level:
            return ""
    return worded("are nested deeper than {max_depth} levels", max_depth=MAX_DEPTH)
