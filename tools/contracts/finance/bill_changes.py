"""Another title for a bill, and taking one back that is not paid."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.contracts import bills, charges
from store.contracts.deposits import uses_of
from store.database import Row
from store.types import Money, iso
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.finance.billing import (
    FIND,
    BillShape,
    bill_shape,
    bill_to_change,
    check_open,
    find_in,
    tell_paid,
    tell_paying,
)
from tools.contracts.finance.invoicing import issue_credit_notes
from tools.contracts.finance.params import BillId, BillLabel, ContractId
from tools.contracts.finance.settling import move
from tools.contracts.rules.bills import DELETED
from tools.errors import WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import AND, Several, say, worded
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, UNPAID
from tools.text import plain

TOOLSET = "contract_finance"


class ChangedBill(TypedDict):
    bill: BillShape


class DeletedBill(TypedDict):
    """credit_notes: the numbers of what takes its invoices back."""

    message: str
    bill_id: int
    charges_freed: list[int]
    credit_notes: list[str]


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "rename the invoice",
        "fix a typo in the bill's title",
        "give the bill another heading",
        "the invoice should be called something else",
        "change what a bill is called",
        "correct the name of the March invoice",
        "put the project name into the bill's title",
        "new title for a paid bill",
        "label the invoice differently",
        "edit the heading of a bill",
    ),
)
def update_contract_bill(call: Call, contract_id: ContractId, bill_id: BillId, label: BillLabel) -> ChangedBill:
    """Change the title of a bill, open or paid, as its maker or with write level 4.

    Its lines do not change: delete the open bill and make a new one for that. Nor do its invoices, which say what they said
    when they were issued."""
    stand, bill = bill_to_change(call, contract_id, bill_id, worded("rename bills of others"))
    if bill["status_id"] == DELETED:
        raise WrongState(
            worded(
                "Bill {bill_id} was deleted at {deleted_at}; it keeps its title.",
                bill_id=bill_id,
                deleted_at=iso(bill["deleted_at"], stand.contract["timezone"]),
            ),
            state="deleted",
            next=FIND,
        )
    bills.change_bill(call.tx, bill_id, call.now, label=plain(label))
    call.changed("contract_bill", bill_id)
    return {"bill": bill_shape(call, stand, find_in(call, stand, bill_id))}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "cancel the invoice",
        "take back a bill with a mistake",
        "remove an unpaid bill",
        "withdraw the invoice, I will write a new one",
        "void a bill before it is paid",
        "the invoice has the wrong lines, drop it",
        "credit the invoice I just issued",
        "issue a credit note for a bill",
        "free the charges that are on a bill",
        "storno of an open invoice",
    ),
)
def delete_contract_bill(call: Call, contract_id: ContractId, bill_id: BillId) -> DeletedBill:
    """Withdraw an open bill, as its maker or with write level 4; a credit note is issued for each of its invoices.

    Its charges are approved and unpaid again: create_contract_bill bills them anew, pay_contract_transactions pays them
    singly. A bill that is paid, or reported as paid, stays in the books."""
    stand, bill = bill_to_change(call, contract_id, bill_id, worded("delete bills of others"))
    check_open(call, stand, bill, worded("Nothing was deleted."))
    rows = _charges_to_free(call, stand, bill)
    call.confirm(
        worded(
            "Withdraw bill {bill_id} of contract {id}, and issue a credit note for each of its invoices:",
            bill_id=bill_id,
            id=stand.id,
        ),
        record=f"contract_bill:{bill_id}",
        amount=Money(bill["amount"], bill["currency"]),
        details=(worded("The bill is called {label}", label=quoted(bill["label"])),),
        moves=False,
    )
    numbers = issue_credit_notes(call, stand, bill)
    for row in rows:
        move(call, row, CONFIRMED, UNPAID)
        call.change("charge.changed", ("event", row["event_id"]), data={"payment_status_id": UNPAID})
    bills.free_charges(call.tx, bill_id)
    bills.change_bill(call.tx, bill_id, call.now, status_id=DELETED, deleted_at=call.stamp)
    call.changed("contract_bill", bill_id)
    _tell_withdrawn(call, stand, bill)
    return {
        "message": f"Bill {bill_id} was withdrawn; {len(rows)} charges are approved and unpaid again.",
        "bill_id": bill_id,
        "charges_freed": [row["event_id"] for row in rows],
        "credit_notes": numbers,
    }


def _tell_withdrawn(call: Call, stand: Stand, bill: Row) -> None:
    gone = say("the charges on it are approved and unpaid again")
    theirs = say("Bill {bill} with {amount} for your work in {contract} was withdrawn; {charges}.", charges=gone)
    tell_paid(call, stand, bill, theirs)
    tell_paying(call, stand, bill, say("Bill {bill} of {amount} in {contract} was withdrawn; {charges}.", charges=gone))


def _charges_to_free(call: Call, stand: Stand, bill: Row) -> list[Row]:
    """The charges of an open bill. WrongState when a payment of it was contested and another part is paid or waits."""
    ids = [one["charge_id"] for one in bills.charges_on(call.tx, [bill["id"]])]
    rows = charges.charges_named(call.tx, stand.id, ids)
    done = [row["event_id"] for row in rows if row["status_id"] == COMPLETED]
    waits = sorted({use["charge_id"] for use in uses_of(call.tx, ids)} - set(done))
    if done or waits:
        parts = [worded("charges {done} on it are paid", done=", ".join(map(str, done)))] if done else []
        parts += (
            [worded("charges {waits} on it were reported as paid", waits=", ".join(map(str, waits)))] if waits else []
        )
        raise WrongState(
            worded(
                "Bill {id} stays in the books: {parts}. Nothing was deleted; pay_contract_bill pays what is "
                "left of it.",
                id=bill["id"],
                parts=Several([*parts], AND),
            ),
            state="partly_paid",
            next=("pay_contract_bill", "list_contract_bills"),
        )
    return rows
