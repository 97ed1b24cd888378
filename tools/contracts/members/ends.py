"""What time alone does to contracts."""

from __future__ import annotations

from store.contracts import contracts
from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.contracts.transitions import refresh_contract
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.unproven_mail import quote
from tools.scheduling.rules.events import DELIVERED
from tools.telling import Record

MOST = 200


@scheduled(every=60)
def end_contracts(call: Call) -> int:
    """Contracts whose end has passed are delivered while money is open, else completed; their people are told."""
    return one_by_one(call, contracts.contracts_that_ended(call.tx, call.now, MOST), _end)


def _end(call: Call, row: Row) -> None:
    state = refresh_contract(call, row["id"])
    waits = "charges of it are still pending or unpaid" if state == DELIVERED else "nothing of it is left to pay"
    text = f"The end of contract {row['id']} {quote(row['label'])} has passed; {waits}."
    for user in contracts.users_of(call.tx, row["id"]):
        who = Owner(user["user_type"], user["user_id"])
        call.tell(who, "contract_step", text, record=Record("contract", row["id"], f"Contract {row['id']}"))
