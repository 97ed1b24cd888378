"""Paying a whole bill."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import bills, charges
from store.contracts.deposits import uses_of
from store.database import Row
from store.scheduling.events import name_of
from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand, check_write
from tools.contracts.finance.billing import BillShape, bill_shape, check_open, find_in, tell_paying
from tools.contracts.finance.checks import paid_on
from tools.contracts.finance.params import BillId, ContractId, Method
from tools.contracts.finance.paying import pay_charges, paying_side
from tools.contracts.finance.places import live_money_stand
from tools.contracts.finance.shapes import NewDeposit, new_deposit_shape
from tools.contracts.money_notices import payee_of
from tools.contracts.rules.bills import PAID, REPORTED
from tools.errors import WrongState
from tools.operation import operation
from tools.params import Day
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.purse import paying_owner
from tools.scheduling.params import PayFrom
from tools.scheduling.rules.events import COMPLETED
from tools.shapes import MoneyShape, money_shape

TOOLSET = "contract_finance"


class PaidBill(TypedDict):
    """deposits: one for each who is paid, of what was not prepaid."""

    bill: BillShape
    deposits: list[NewDeposit]
    used_prepaid: MoneyShape
    debited: MoneyShape


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    find=(
        "settle the invoice",
        "pay everyone on this bill at once",
        "record that we transferred the invoice sum",
        "pay the bill for last month",
        "pay an invoice from the company's balance",
        "the client paid my invoice by bank transfer",
        "clear the open bill of the contract",
        "mark the invoice as paid elsewhere",
        "send the money for a bill",
        "pay what is due on the invoice",
    ),
)
def pay_contract_bill(
    call: Call,
    contract_id: ContractId,
    bill_id: BillId,
    method: Method = "balance",
    date: Annotated[Day, Field(description="external: the day it was paid. Default today.")] | None = None,
    pay_from: PayFrom | None = None,
) -> PaidBill:
    """Pay a whole bill: every charge on it, prepaid deposits first, and one new deposit for each who is paid.

    All or nothing. balance, with write level 4: the rest moves from your purse to theirs now. external, by who pays: recorded
    as paid elsewhere; the bill is payment_reported until each receiver confirms their deposit (approve_contract_transactions)
    or 14 days pass; decline_event says that it never came and opens the bill again. external, by the one whom all of it
    pays: paid at once."""
    stand = live_money_stand(call, contract_id)
    bill = find_in(call, stand, bill_id)
    ids = [one["charge_id"] for one in bills.charges_on(call.tx, [bill_id])]
    rows = charges.charges_named(call.tx, stand.id, ids)
    own = method == "external" and all(payee_of(row) == stand.caller for row in rows)
    if not own:
        check_write(call, stand, 4, worded("pay bills"))
    check_open(call, stand, bill, worded("Nothing was paid."))
    due = _due(call, bill, rows)
    day = paid_on(call, stand, method, date)
    payer = paying_side(call, stand, stand.caller) if own else paying_owner(call, pay_from)
    paid = pay_charges(
        call,
        stand,
        due,
        payer,
        method,
        day,
        worded("Pay bill {bill_id} of contract {id}:", bill_id=bill_id, id=stand.id),
    )
    _close(call, stand, bill, payer, own)
    return {
        "bill": bill_shape(call, stand, find_in(call, stand, bill_id)),
        "deposits": [new_deposit_shape(call, id) for id in paid.deposits],
        "used_prepaid": money_shape(paid.used_prepaid),
        "debited": money_shape(paid.debited),
    }


def _due(call: Call, bill: Row, rows: list[Row]) -> list[Row]:
    """The charges that are still to be paid: all, unless a payment was reported of which some came and some did not."""
    unpaid = [row for row in rows if row["status_id"] != COMPLETED]
    reported = {use["charge_id"] for use in uses_of(call.tx, [row["event_id"] for row in unpaid])}
    due = [row for row in unpaid if row["event_id"] not in reported]
    if not due:
        raise WrongState(
            worded(
                "What is unpaid of bill {id} was reported as paid; its receivers answer first. Nothing was paid.",
                id=bill["id"],
            ),
            state="payment_reported",
            next=("list_contract_bills",),
        )
    return due


def _close(call: Call, stand: Stand, bill: Row, payer: Owner, own: bool) -> None:
    """The bill is paid, or reported as paid while a receiver has to answer; the side that pays hears of it."""
    now = bills.find_bill(call.tx, bill["id"])
    assert now is not None, bill["id"]
    if now["status_id"] != PAID:
        by = {"paid_by_type": payer.kind, "paid_by_id": payer.id}
        bills.change_bill(call.tx, bill["id"], call.now, status_id=REPORTED, **by)
    call.changed("contract_bill", bill["id"])
    who = quoted(name_of(call.tx, payer) or str(payer))
    if not own:
        # Of what a receiver records the payment itself has told them.
        said = say("Bill {bill} of {amount} in {contract} was reported as paid by {who}.", who=who)
        if now["status_id"] == PAID:
            said = say("Bill {bill} of {amount} in {contract} was paid by {who}.", who=who)
        tell_paying(call, stand, bill, said)
