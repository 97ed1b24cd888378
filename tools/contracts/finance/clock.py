"""What time alone does to the money of contracts."""

from __future__ import annotations

from store.contracts import contracts, deposits
from store.database import Row
from tools.call import Call
from tools.contracts.ending import return_unused
from tools.contracts.finance.settling import confirm_deposit
from tools.contracts.money_notices import called, money_of, payee_of, payer_of, tell_of
from tools.contracts.transitions import refresh_contract
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.sentences import say

MOST = 200


@scheduled(every=600)
def settle_reported_contract_payments(call: Call) -> int:
    """Payments made elsewhere that their receiver did not contest in time count."""
    return one_by_one(call, deposits.overdue(call.tx, call.now, MOST), _confirm)


def _confirm(call: Call, deposit: Row) -> None:
    confirm_deposit(call, deposit)
    contract = contracts.find_contract(call.tx, deposit["contract_id"])
    assert contract is not None, deposit["contract_id"]
    text = say(
        "{amount} reported as paid in {contract} count as paid: nobody said otherwise in time.",
        amount=money_of(deposit),
        contract=called(call, contract),
    )
    for one in (payer_of(deposit), payee_of(deposit)):
        tell_of(call, one, text, deposit["event_id"], money_of(deposit), contract)


@scheduled(every=600)
def settle_what_is_left(call: Call) -> int:
    """Money held for somebody who was released goes back once nothing of theirs is pending or unpaid, and a delivered contract
    completes once nothing in it is."""
    returned = one_by_one(call, deposits.left_with_money(call.tx, MOST), _return)
    return returned + one_by_one(call, deposits.delivered_and_settled(call.tx, MOST), _complete)


def _return(call: Call, row: Row) -> None:
    return_unused(call, row["contract_id"], [row["participant_id"]])


def _complete(call: Call, contract_id: int) -> None:
    refresh_contract(call, contract_id)
