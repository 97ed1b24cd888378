"""Payouts in answers. The number of the card or account is always masked."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.payouts.rules.payouts import TITLES
from tools.rules.sentences import numbered
from tools.shapes import CurrencyShape, Theirs, currency_shape


class PayoutShape(TypedDict):
    """status: 10 created, 1 in progress, 2 completed, 3 declined, 5 partially completed. base_*: what left the balance;
    target_*: what it was converted to, of which fee is kept. returned_base_amount: what is back on the balance."""

    id: int
    task_id: NotRequired[int | None]
    status: int
    base_amount: str
    base_currency: CurrencyShape
    rate: NotRequired[str | None]
    operation: str
    target_amount: str
    target_currency: CurrencyShape
    fee: str
    paid_target_amount: NotRequired[str | None]
    returned_base_amount: NotRequired[str | None]
    payout_endpoint_type: int
    payout_endpoint_id: int
    number: str
    auto: bool
    sandbox: NotRequired[bool | None]
    created_at: str
    settled_at: NotRequired[str | None]
    decline_reason: NotRequired[Theirs | None]


def payout_shape(row: Row) -> PayoutShape:
    base, target = row["base_currency"], row["target_currency"]
    ended = row["settled_at"] is not None
    returned = Money(row["returned_base_amount"], base)
    return {
        "id": row["id"],
        "task_id": row["task_id"],
        "status": row["status"],
        "base_amount": Money(row["base_amount"], base).text,
        "base_currency": currency_shape(base),
        "rate": row["rate"],
        "operation": row["operation"],
        "target_amount": Money(row["target_amount"], target).text,
        "target_currency": currency_shape(target),
        "fee": Money(row["fee"], target).text,
        "paid_target_amount": Money(row["paid_target_amount"], target).text if ended else None,
        "returned_base_amount": returned.text if returned else None,
        "payout_endpoint_type": row["endpoint_type"],
        "payout_endpoint_id": row["method_id"],
        "number": row["number"],
        "auto": bool(row["auto"]),
        "sandbox": True if row["sandbox"] else None,
        "created_at": iso(row["created_at"]),
        "settled_at": iso(row["settled_at"]) if ended else None,
        "decline_reason": row["decline_reason"],
    }


def state_of(row: Row) -> str:
    """What a refusal calls the state of a payout: 'in_progress (1)'."""
    return numbered(TITLES[row["status"]], row["status"])
