"""What becomes of a contract when its people, dates or money change."""

from __future__ import annotations

from store.contracts import contracts, endings, places
from store.types import Money, Owner
from tools.call import Call
from tools.contracts.rules.states import state_of
from tools.paid_work import note_paid_back, note_paid_work
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, DELIVERED


def refresh_contract(call: Call, contract_id: int) -> int:
    """Write the state that follows from participants, dates and money; the state. Call it after any of them changed."""
    row = contracts.find_contract(call.tx, contract_id)
    assert row is not None, contract_id
    ended = row["end_at"] is not None and row["end_at"] <= call.stamp
    participants = [place["status_id"] for place in contracts.participants_of(call.tx, contract_id)]
    # What was done stays done when the last who worked on it leaves.
    done = [COMPLETED] if ended and row["status_id"] in (DELIVERED, COMPLETED) else []
    state = state_of(
        archived=row["deleted_at"] is not None,
        participants=participants + done,
        ended=ended,
        owed=contracts.has_open_charges(call.tx, contract_id) or contracts.clock_runs(call.tx, contract_id),
    )
    if state == COMPLETED:
        places.complete_with_contract(call.tx, contract_id, call.now)
    elif state == CONFIRMED:
        places.resume_with_contract(call.tx, contract_id, call.now)
    if state != row["status_id"]:
        contracts.change_contract(call.tx, contract_id, call.now, status_id=state)
        call.change("contract.changed", ("contract", contract_id), data={"status_id": state})
    _note_work(call, contract_id)
    call.changed("contract", contract_id)
    return state


def _note_work(call: Call, contract_id: int) -> None:
    """Places that ended and were paid are work that its sides may review, as long as anything of it stays paid."""
    for row in endings.ended_and_paid(call.tx, contract_id):
        payer = endings.payer_of_place(call.tx, row["id"])
        if payer is not None:
            worker = Owner(row["user_type"], row["user_id"])
            paid = Money(row["paid"], row["currency"])
            note_paid_work(call, "contract", row["id"], f"{row['label']}: {row['role']}", payer, worker, paid)
    for id in endings.noted_and_unpaid(call.tx, contract_id):
        note_paid_back(call, "contract", id)
