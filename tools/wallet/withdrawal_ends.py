"""How a withdrawal ends: the money has left, or it is back."""

from __future__ import annotations

from store.database import Row
from store.types import PLATFORM, Money, Owner
from store.wallet.withdrawals import make_failed, make_final
from tools.call import Call
from tools.rules.sentences import Words, say
from tools.telling import Record


def finish(call: Call, row: Row, transaction_hash: str) -> None:
    """The network has the transfer: amount and fee leave the purse, and the owner is told."""
    currency = row["currency"]
    outside = call.books.account(PLATFORM, "outside", currency)
    fees = call.books.account(PLATFORM, "network_fees", currency)
    parts = [
        (outside, Money(row["amount"], currency), "withdrawal"),
        (fees, Money(row["fee"], currency), "withdrawal_fee"),
    ]
    call.books.post(row["hold_id"], parts, note=f"to {row['address']}")
    make_final(call.tx, row["id"], transaction_hash, call.now)
    owner = Owner(row["owner_type"], row["owner_id"])
    amount = Money(row["amount"], currency)
    call.tell(
        owner,
        "money_out",
        say(
            "Withdrawal {id} is final: {amount} went to {address}, and {fee} were the network's fee.",
            id=row["id"],
            amount=amount,
            address=row["address"],
            fee=Money(row["fee"], currency),
        ),
        record=Record("withdrawal", row["id"], say("Withdrawal {id}", id=row["id"])),
        figures={"amount": str(amount), "fee": str(Money(row["fee"], currency))},
    )
    company_id = owner.id if owner.kind == "company" else None
    call.change(
        "purse.payout", ("withdrawal", row["id"]), company_id=company_id, data={"state": "final", "amount": str(amount)}
    )


def give_back(call: Call, row: Row, why: Words) -> None:
    """The transfer did not happen: amount and fee are available again, and the owner is told. why: a clause, 'the network
    refused it'."""
    call.books.void(row["hold_id"])
    make_failed(call.tx, row["id"], call.now)
    owner, whole = Owner(row["owner_type"], row["owner_id"]), Money(row["amount"] + row["fee"], row["currency"])
    call.tell(
        owner,
        "money_failed",
        say(
            "Withdrawal {id} of {amount} to {address} did not happen: {why}. {whole} are available again.",
            id=row["id"],
            amount=Money(row["amount"], row["currency"]),
            address=row["address"],
            why=why,
            whole=whole,
        ),
        record=Record("withdrawal", row["id"], say("Withdrawal {id}", id=row["id"])),
        figures={"amount": str(whole)},
    )
    company_id = owner.id if owner.kind == "company" else None
    call.change(
        "purse.payout", ("withdrawal", row["id"]), company_id=company_id, data={"state": "failed", "amount": str(whole)}
    )
