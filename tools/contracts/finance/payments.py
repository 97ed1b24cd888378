"""Paying charges that were approved."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import charges, deposits
from store.database import Row
from store.scheduling.transactions import find_charge
from store.types import Money, iso
from tools.call import Call
from tools.contracts.access import Stand, check_write
from tools.contracts.finance.checks import Faults, named, paid_on, steps_to_pay, why_not_payable
from tools.contracts.finance.params import ContractId, Method, Transactions
from tools.contracts.finance.paying import pay_charges, paying_side
from tools.contracts.finance.places import live_money_stand
from tools.contracts.finance.shapes import NAMES, NewDeposit, new_deposit_shape, settled_by
from tools.contracts.money_notices import payee_of
from tools.operation import operation
from tools.params import Day
from tools.rules.sentences import worded
from tools.scheduling.bookings.purse import paying_owner
from tools.scheduling.params import PayFrom
from tools.shapes import MoneyShape, money_shape

TOOLSET = "contract_finance"


class PaidCharge(TypedDict):
    """settled_by: the deposits that paid it, or will once their receiver confirms them."""

    id: int
    participant_id: int
    status_id: int
    status: str
    payment_status_id: NotRequired[int | None]
    amount: str
    currency: str
    settled_by: list[int]
    paid_at: NotRequired[str | None]


class PaidTransactions(TypedDict):
    transactions: list[PaidCharge]
    deposits: list[NewDeposit]
    used_prepaid: MoneyShape
    debited: MoneyShape


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    find=(
        "pay out the accepted hours",
        "settle what we owe the developer",
        "these claims have been paid",
        "send the money for approved charges",
        "pay several workers of the contract at once",
        "use the advance to settle the hours",
        "mark charges as paid by bank transfer",
        "I got the money for my hours elsewhere, note it",
        "clear the open amounts of this contract",
        "pay approved time from the company's balance",
    ),
)
def pay_contract_transactions(
    call: Call,
    contract_id: ContractId,
    transactions: Annotated[Transactions, Field(description="Ids of approved, unpaid charges.")],
    method: Method = "balance",
    date: Annotated[Day, Field(description="external: the day it was paid. Default today.")] | None = None,
    pay_from: PayFrom | None = None,
) -> PaidTransactions:
    """Pay approved charges of a contract: from prepaid deposits first, oldest first, then from your balance.

    All or nothing. balance, with write level 4: what is held goes out to who is paid, and the rest moves from your purse.
    external, by who pays: recorded as paid elsewhere; the charges wait (payment_status 200) until the receiver confirms the
    new deposit, 14 days of silence count as yes. external, by who is paid, for own charges: paid at once. Charges on an open
    bill are paid with pay_contract_bill. Pending ones first: approve_contract_transactions. What is owed to whom:
    list_participant_transactions."""
    stand = live_money_stand(call, contract_id)
    ids = list(dict.fromkeys(transactions))
    rows = charges.charges_named(call.tx, stand.id, ids)
    own = method == "external" and bool(rows) and all(payee_of(row) == stand.caller for row in rows)
    if not own:
        check_write(call, stand, 4, worded("pay charges"))
    _check(call, stand, ids, rows)
    day = paid_on(call, stand, method, date)
    payer = paying_side(call, stand, stand.caller) if own else paying_owner(call, pay_from)
    paid = pay_charges(call, stand, rows, payer, method, day)
    settlers = settled_by(call, ids)
    return {
        "transactions": [_charge(call, id, settlers.get(id, [])) for id in ids],
        "deposits": [new_deposit_shape(call, id) for id in paid.deposits],
        "used_prepaid": money_shape(paid.used_prepaid),
        "debited": money_shape(paid.debited),
    }


def _check(call: Call, stand: Stand, ids: list[int], rows: list[Row]) -> None:
    """Every id that cannot be paid, with its reason."""
    faults: Faults = dict.fromkeys(ids, worded("no charge of this contract"))
    for row in deposits.deposits_named(call.tx, stand.id, ids):
        faults[row["event_id"]] = worded("a deposit, which is a payment itself")
    for row in rows:
        del faults[row["event_id"]]
        if (why := why_not_payable(call, row)) is not None:
            faults[row["event_id"]] = why
    if faults:
        raise named(faults, worded("Nothing was paid"), steps_to_pay(stand.id, rows))


def _charge(call: Call, id: int, settlers: list[int]) -> PaidCharge:
    row = find_charge(call.tx, id)
    assert row is not None, id
    return {
        "id": id,
        "participant_id": row["participant_id"],
        "status_id": row["status_id"],
        "status": NAMES[row["status_id"]],
        "payment_status_id": row["payment_status_id"],
        "amount": Money(row["amount"], row["currency"]).text,
        "currency": row["currency"],
        "settled_by": settlers,
        "paid_at": iso(row["paid_at"], row["timezone"]) if row["paid_at"] else None,
    }
