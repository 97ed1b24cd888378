"""What storing an event of a contract goes by, whoever stores it."""

from __future__ import annotations

from typing import Any

from store.scheduling import events
from tools.call import Call
from tools.contracts.access import Stand


def columns_of(stand: Stand) -> dict[str, Any]:
    """What an event of a contract has from it."""
    return {
        "kal_id": stand.contract["kal_id"],
        "contract_id": stand.id,
        "billable_type": "contract",
        "billable_id": stand.id,
        "currency": stand.currency,
        "capacity": 0,
    }


def say_yes(call: Call, event_id: int) -> None:
    """Whoever puts themselves on a list says yes by that."""
    for row in events.attendees_of(call.tx, event_id):
        if (row["user_type"], row["user_id"]) == (call.caller.kind, call.caller.id) and row["status"] == "needs_action":
            events.answer_invitation(call.tx, row["id"], "accepted", call.now)
