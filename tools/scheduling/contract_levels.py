"""What a contract lets somebody see of an event."""

from __future__ import annotations

from tools.call import Call
from tools.scheduling.rules.events import Levels


def contract_levels(call: Call, contract_id: int | None) -> Levels | None:
    """What the caller may see and do in a contract; None for those who do not belong to it.

    The one place that asks: as long as the hall keeps no contracts, nobody belongs to one."""
    return None
