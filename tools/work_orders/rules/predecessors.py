"""What passes from one provider of a work order to the next, and what each does anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Steps that are done by what stays with the order: files, the value of a field, a parcel.
_LASTING = frozenset({5, 6, 7, 12})


def parcel_is_shown(direction: str, entered_at: str, of_earlier: bool, assigned_at: str) -> bool:
    """Whether a provider sees a parcel that somebody else entered: what goes to and from the site is the order's; what went to
    the provider before, or elsewhere for them, is not theirs. of_earlier: a provider before entered it."""
    if direction in ("to_site", "from_site"):
        return True
    return not of_earlier and (direction != "to_provider" or entered_at >= assigned_at)


def is_done_anew(task: Mapping[str, Any], leaves: int) -> bool:
    """Whether a step is open again when the provider who completed it leaves: their word, their arrival, their signature."""
    mine = task["completed_by_type"] == "person" and task["completed_by_id"] == leaves
    return mine and task["status"] == "complete" and task["type_id"] not in _LASTING
