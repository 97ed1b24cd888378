"""What time alone does to the money of contracts."""

from __future__ import annotations

from store.contracts import contracts, deposits
from tools.call import Call
from tools.contracts.ending import return_unused
from tools.contracts.finance.settling import confirm_deposit
from tools.contracts.money_notices import called, money_of, payee_of, payer_of, tell_of
from tools.contracts.transitions import refresh_contract
from tools.operation import scheduled

MOST = 200


@scheduled(every=600)
def settle_reported_contract_payments(call: Call) -> int:
    """Payments made elsewhere that their receiver did not contest in time count."""
    due = deposits.overdue(call.tx, call.now, MOST)
    for deposit in due:
        confirm_deposit(call, deposit)
        contract = contracts.find_contract(call.tx, deposit["contract_id"])
        assert contract is not None, deposit["contract_id"]
        text = f"{money_of(deposit)} reported as paid in {called(call, contract)} count as paid: nobody said otherwise in time."
        for one in (payer_of(deposit), payee_of(deposit)):
            tell_of(call, one, text, deposit["event_id"], money_of(deposit), contract)
    return len(due)


@scheduled(every=600)
def settle_what_is_left(call: Call) -> int:
    """Money held for somebody who was released goes back once nothing of theirs is pending or unpaid, and a delivered contract
    completes once nothing in it is."""
    released = deposits.left_with_money(call.tx, MOST)
    for row in released:
        return_unused(call, row["contract_id"], [row["participant_id"]])
    done = deposits.delivered_and_settled(call.tx, MOST)
    for contract_id in done:
        refresh_contract(call, contract_id)
    return len(released) + len(done)
