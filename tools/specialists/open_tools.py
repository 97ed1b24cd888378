"""Which answers to a suggested change of a profile are open to whoever calls."""

from __future__ import annotations

from store.specialists import profile_corrections
from tools.call import Call


def open_tools(call: Call, correction_id: int) -> tuple[str, ...] | None:
    """The vote, for the person it is about while it is open; None when there is no such suggestion."""
    row = profile_corrections.find_correction(call.tx, correction_id)
    if row is None:
        return None
    decides = call.caller.kind == "person" and row["person_id"] == call.caller.id and row["status"] == "pending"
    return ("vote_on_profile_correction",) if decides else ()
