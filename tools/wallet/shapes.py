"""What answers about purses share."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso


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
