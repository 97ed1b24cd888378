"""The steps of a work order's checklist that the items of a definition of done become, and which step is which item's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

# The type of step of an item by its evidence. A gps item is no step: it asks for a position at check-in instead.
_TYPES = {"photo": 6, "file": 5, "text": 10, "link": 10}


def step_of(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The step of an item as create_work_order takes it; None for a gps item."""
    if item["evidence"] not in _TYPES:
        return None
    count = item.get("count", 1)
    return {
        "group": "onsite",
        "type_id": _TYPES[item["evidence"]],
        "label": item["text"] if count == 1 else f"{item['text']} ({count} of them)",
        "required": bool(item.get("required", True)),
    }


def steps_by_key(items: Iterable[Mapping[str, Any]], steps: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The step of each item, by the item's key: of its type and label; of several alike the first is the first item's.

    A step that the company named anew or took off stands for no item any more."""
    alike: dict[tuple[int, str | None], list[int]] = {}
    for step in sorted(steps, key=lambda each: int(each["id"])):
        alike.setdefault((step["type_id"], step["label"]), []).append(step["id"])
    found: dict[str, int] = {}
    seen: Counter[tuple[int, str]] = Counter()
    for item in items:
        made = step_of(item)
        if made is None:
            continue
        like = (made["type_id"], made["label"])
        ids = alike.get(like, [])
        if seen[like] < len(ids):
            found[item["key"]] = ids[seen[like]]
        seen[like] += 1
    return found
