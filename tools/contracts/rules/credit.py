"""Whether a contract may stop giving credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

CHARGE, DEPOSIT = 3, 4
PENDING, APPROVED, SETTLED = 100, 200, 777


def unbalanced(entries: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """The participants who owe or are owed: what was put in for each less what was charged, in the smallest unit.

    entries: charges and deposits with type_id, status_id, amount and benefitable_id; what is refused counts for nothing, a
    charge that waits counts as owed."""
    sums: dict[int, int] = {}
    for entry in entries:
        who, amount = entry["benefitable_id"], entry["amount"] or 0
        if entry["type_id"] == DEPOSIT and entry["status_id"] == SETTLED:
            sums[who] = sums.get(who, 0) + amount
        elif entry["type_id"] == CHARGE and entry["status_id"] in (PENDING, APPROVED, SETTLED):
            sums[who] = sums.get(who, 0) - amount
    return {who: amount for who, amount in sums.items() if amount}
