"""Towns and states as they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.folding import folded


def place_folded(columns: Mapping[str, Any]) -> dict[str, str | None]:
    """The columns by which a town and a state among these are compared."""
    return {
        f"{name}_folded": folded(columns[name]) if columns[name] else None
        for name in ("city", "state")
        if name in columns
    }
