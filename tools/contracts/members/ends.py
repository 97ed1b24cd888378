"""What time alone does to contracts and their invitations."""

from __future__ import annotations

from store.contracts import contracts, places
from store.database import Row
from store.scheduling.contract_levels import note_told
from store.types import Owner
from tools.call import Call
from tools.contracts.members.notices import invitation
from tools.contracts.transitions import refresh_contract
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.sentences import say
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
    text = say("The end of contract {id} {label} has passed; nothing of it is left to pay.")
    if state == DELIVERED:
        text = say("The end of contract {id} {label} has passed; charges of it are still pending or unpaid.")
    text = text.using(id=row["id"], label=quote(row["label"]))
    for user in contracts.users_of(call.tx, row["id"]):
        who = Owner(user["user_type"], user["user_id"])
        call.tell(who, "contract_step", text, record=Record("contract", row["id"], say("Contract {id}", id=row["id"])))


@scheduled(every=15)
def tell_invited_addresses(call: Call) -> int:
    """Who was invited by an address, and has proven it by signing in, finds the invitation in their inbox."""
    return one_by_one(call, places.proven_since(call.tx, MOST), _tell_invited)


def _tell_invited(call: Call, place: Row) -> None:
    contract = contracts.find_contract(call.tx, place["contract_id"])
    assert contract is not None, place["id"]
    record = Record("contract", contract["id"], say("Contract {id}", id=contract["id"]))
    person = Owner("person", place["person_id"])
    # It was mailed to this address when it was written.
    call.tell(person, "contract_step", invitation(contract, place), record=record, inbox_only=True)
    note_told(call.tx, place["id"], call.now)
