"""What an order needs to be reported done for which there is no operation yet: said early, before anybody counts on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tools.work_orders.rules.checklist import CLOSE_OUT_NOTES, still_open

# The operations that would clear the hurdles; a test says when they have come and this file may go.
MISSING = ("update_work_order_task",)

STEP = "steps cannot be ticked off here yet"


def hurdles(tasks: Iterable[Mapping[str, Any]]) -> list[str]:
    """What would keep the order from being reported done, each with the way round it; empty when nothing does."""
    found = []
    steps = [task["id"] for task in still_open(tasks) if task["type_id"] != CLOSE_OUT_NOTES]
    if steps:
        found.append(f"{_numbered(steps)} required, and {STEP}: set required false for it in tasks")
    return found


def _numbered(ids: Sequence[int]) -> str:
    named = ", ".join(str(id) for id in ids[:10])
    return f"step {named} of the checklist is" if len(ids) == 1 else f"steps {named} of the checklist are"
