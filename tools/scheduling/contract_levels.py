"""What a contract lets somebody see of an event."""

from __future__ import annotations

from store.scheduling.contract_levels import member_row
from tools.call import Call
from tools.scheduling.rules.events import Levels


def contract_levels(call: Call, contract_id: int | None) -> Levels | None:
    """What the caller may see and do in a contract; None for those who do not belong to it.

    The one place that asks. In an archived contract everything stays readable and nothing may be changed."""
    if contract_id is None or call.caller.kind == "nobody":
        return None
    row = member_row(call.tx, contract_id, call.caller.owner)
    if row is None:
        return None
    return Levels(row["read"], row["write"] if row["deleted_at"] is None else 0)
