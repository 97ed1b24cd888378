"""What participants without credit count on: money that is put aside for approved charges stays."""

from __future__ import annotations

from store.scheduling.contract_levels import find_participant
from store.types import Money
from tools.call import Call
from tools.contracts.balances import sums_of
from tools.errors import Conflict
from tools.rules.sentences import worded


def why_needed(call: Call, participant_id: int, amount: int, currency: str) -> str | None:
    """Why so much cannot be taken back; None when it can."""
    place = find_participant(call.tx, participant_id)
    assert place is not None, participant_id
    free = max(0, sums_of(call, participant_id).balance)
    if place["credit"] or amount <= free:
        return None
    return worded(
        "participant {participant_id} works for prepaid money only and counts on it for approved "
        "charges; {money} are free",
        participant_id=participant_id,
        money=Money(free, currency),
    )


def check_not_needed(call: Call, participant_id: int, amount: int, currency: str) -> None:
    """Conflict when somebody without credit counts on the money."""
    why = why_needed(call, participant_id, amount, currency)
    if why is not None:
        raise Conflict(
            worded("Nothing was taken back: {why}.", why=why),
            code="counted_on",
            next=("pay_contract_transactions", "list_participant_transactions"),
        )
