"""Lists and objects that come as JSON text where a field takes several values, or any JSON."""

from __future__ import annotations

import json
from typing import Any

from tools.orders.rules.fields import Field
from tools.params import MAX_ID
from tools.rules.sentences import worded
from tools.text import visible

MOST_DEPTH = 10


def unwrapped(field: Field, given: Any) -> Any:
    """The list or object that a text holds, where the field takes one; else what was given. ValueError for broken JSON."""
    opening = {"[", "{"} if field.type == "json" else {"["} if field.multiple else set()
    if not isinstance(given, str) or given.lstrip()[:1] not in opening:
        return given
    try:
        return _cleaned(json.loads(given), MOST_DEPTH)
    except RecursionError:
        raise ValueError(worded("is nested deeper than {most_depth} levels", most_depth=MOST_DEPTH)) from None
    except json.JSONDecodeError:
        raise ValueError(worded("begins like JSON and is none")) from None


def _cleaned(value: Any, levels: int) -> Any:
    """A value as it would have come outside a text: without nulls, and without what nobody can see."""
    if levels < 0:
        raise ValueError(worded("is nested deeper than {most_depth} levels", most_depth=MOST_DEPTH))
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, int | float) and not -MAX_ID <= value <= MAX_ID:
        raise ValueError(worded("holds a number that is out of bounds"))
    if isinstance(value, list):
        return [_cleaned(part, levels - 1) for part in value if part is not None]
    if isinstance(value, dict):
        return {visible(name): _cleaned(part, levels - 1) for name, part in value.items() if part is not None}
    return value
