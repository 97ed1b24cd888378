"""What answers about purses share."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.call import Call
from tools.wallet.rules.chain_deposits import confirmations


class WithdrawalShape(TypedDict):
    id: int
    status: str
    amount: str
    fee: str
    currency: str
    address: str
    network: str
    transaction_hash: NotRequired[str | None]
    sandbox: bool
    requested_at: str


def withdrawal_shape(row: Row) -> WithdrawalShape:
    return {
        "id": row["id"],
        "status": row["status"],
        "amount": Money(row["amount"], row["currency"]).text,
        "fee": Money(row["fee"], row["currency"]).text,
        "currency": row["currency"],
        "address": row["address"],
        "network": row["network"],
        "transaction_hash": row["transaction_hash"],
        "sandbox": bool(row["sandbox"]),
        "requested_at": iso(row["created_at"]),
    }


class PendingDeposit(TypedDict):
    """Seen on its network, and not in the balance yet."""

    status: str
    amount: str
    currency: str
    network: str
    transaction_hash: str
    confirmations: int
    confirmations_needed: NotRequired[int | None]
    seen_at: str


def pending_deposit(call: Call, row: Row) -> PendingDeposit:
    node = call.chains.nodes.get(row["network"])
    return {
        "status": row["status"],
        "amount": Money(row["amount"], row["currency"]).text,
        "currency": row["currency"],
        "network": row["network"],
        "transaction_hash": row["transaction_hash"],
        "confirmations": confirmations(row["head"] or 0, row["block_height"]),
        "confirmations_needed": node.confirmations if node else None,
        "seen_at": iso(row["seen_at"]),
    }
