"""What the feed of changes calls movements of a purse."""

from __future__ import annotations

from collections.abc import Sequence

DEPOSITS = frozenset({"deposit", "top_up"})
CHARGE = "purse.charge"


def change_of(transfers: Sequence[tuple[str, bool]]) -> str | None:
    """The type of change for all transfers of one purse in one call, each with whether it came in; None without any.

    A call's own fee is named only when nothing else was moved."""
    types = [_type(kind, came_in) for kind, came_in in transfers]
    return next((type for type in types if type != CHARGE), types[0] if types else None)


def _type(kind: str, came_in: bool) -> str:
    if kind == "charge":
        return CHARGE
    if came_in and kind in DEPOSITS:
        return "purse.deposit"
    if came_in and "refund" in kind:
        return "purse.refund"
    return "purse.payment"
