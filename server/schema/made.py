"""Tools as they were generated: deriving a schema from types takes longer than most calls."""

from __future__ import annotations

import json
from typing import Any

from server.startup_index import current_index
from tools.operation import Operation


def made_tool(operation: Operation) -> dict[str, Any] | None:
    """An operation as tools/list shows it, a new object each time; None where it is to be derived: when what was generated
    is older than the sources, or this is another operation of that name."""
    index = current_index()
    if index is None or index.lines is None:
        return None
    card = index.cards.get(operation.name)
    if card is None or card.module != operation.function.__module__:
        return None
    made: dict[str, Any] = json.loads(index.lines[operation.name])
    return made
