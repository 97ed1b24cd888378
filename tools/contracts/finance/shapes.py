"""How charges and deposits look in answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NotRequired

from typing_extensions import TypedDict

from store.contracts.deposits import uses_of
from store.database import Row
from store.scheduling.events import names_of
from store.scheduling.transactions import find_charge, find_deposit
from store.types import Money, Owner, iso
from tools.call import Call
from tools.contracts.money_notices import payee_of, payer_of
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import (
    CANCELLED,
    CHARGE,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DEPOSIT,
    PAYMENTS,
    PENDING,
    TYPES,
)
from tools.shapes import Theirs

# What the states of transactions are called.
NAMES = {PENDING: "pending", CONFIRMED: "approved", DECLINED: "refused", CANCELLED: "deleted", COMPLETED: "settled"}


class TransactionShape(TypedDict):
    """A charge (type_id 3) or a deposit (4); its id is also an event_id.

    Charge: time in minutes, rate an hour as it was when it was made, settled_by the deposits that paid it. Deposit: method,
    payer, what of it charges use and what is unused; confirm_until is when silence of its receiver counts as yes."""

    id: int
    type_id: int
    type: str
    status_id: int
    status: str
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    contract_id: int
    participant_id: int
    benefitable: PartyShape
    date: str
    label: Theirs
    amount: str
    currency: str
    time: NotRequired[int | None]
    rate: NotRequired[str | None]
    fixed: NotRequired[bool | None]
    over_limit: NotRequired[bool | None]
    source: NotRequired[str | None]
    time_log_id: NotRequired[int | None]
    parent_id: NotRequired[int | None]
    bill_id: NotRequired[int | None]
    settled_by: NotRequired[list[int] | None]
    method: NotRequired[str | None]
    payer: NotRequired[PartyShape | None]
    used: NotRequired[str | None]
    unused: NotRequired[str | None]
    returned: NotRequired[str | None]
    confirm_until: NotRequired[str | None]
    recorded_by: PartyShape
    approved_by: NotRequired[PartyShape | None]
    approved_at: NotRequired[str | None]
    paid_at: NotRequired[str | None]
    files: NotRequired[list[int] | None]
    created_at: str
    updated_at: str


class NewDeposit(TypedDict):
    id: int
    participant_id: int
    status_id: int
    amount: str
    currency: str
    method: str
    confirm_until: NotRequired[str | None]


def charge_shape(call: Call, id: int) -> TransactionShape:
    """A charge as it stands now."""
    row = find_charge(call.tx, id)
    assert row is not None, id
    approver = Owner(row["approved_by_type"], row["approved_by_id"]) if row["approved_by_id"] else None
    names = _names(call, row, approver)
    zone, currency = row["timezone"], row["currency"]
    return {
        **_common(row, CHARGE, names),
        "time": row["minutes"],
        "rate": Money(row["rate"], currency).text if row["rate"] is not None else None,
        "fixed": bool(row["fixed"]) or None,
        "over_limit": bool(row["over_limit"]),
        "source": row["source"],
        "time_log_id": row["time_log_id"],
        "parent_id": row["parent_id"],
        "bill_id": row["bill_id"],
        "settled_by": settled_by(call, [id]).get(id) if row["status_id"] == COMPLETED else None,
        "approved_by": party_shape(approver, names) if approver else None,
        "approved_at": iso(row["approved_at"], zone) if row["approved_at"] else None,
        "paid_at": iso(row["paid_at"], zone) if row["paid_at"] else None,
        "files": json.loads(row["files"]) or None,
    }


def deposit_shape(call: Call, id: int) -> TransactionShape:
    """A deposit as it stands now."""
    row = find_deposit(call.tx, id)
    assert row is not None, id
    payer = payer_of(row)
    names = _names(call, row, payer)
    currency = row["currency"]
    return {
        **_common(row, DEPOSIT, names),
        "method": row["method"],
        "payer": party_shape(payer, names),
        "used": Money(row["used"], currency).text,
        "unused": Money(row["amount"] - row["used"] - row["returned"], currency).text,
        "returned": Money(row["returned"], currency).text if row["returned"] else None,
        "confirm_until": iso(row["answer_until"], row["timezone"]) if row["answer_until"] else None,
    }


def new_deposit_shape(call: Call, id: int) -> NewDeposit:
    """A deposit that a payment made, as it stands now."""
    row = find_deposit(call.tx, id)
    assert row is not None, id
    return {
        "id": id,
        "participant_id": row["participant_id"],
        "status_id": row["status_id"],
        "amount": Money(row["amount"], row["currency"]).text,
        "currency": row["currency"],
        "method": row["method"],
        "confirm_until": iso(row["answer_until"], row["timezone"]) if row["answer_until"] else None,
    }


def settled_by(call: Call, charge_ids: Iterable[int]) -> dict[int, list[int]]:
    """The deposits that charges take something of, by the charges' ids."""
    found: dict[int, list[int]] = {}
    for use in uses_of(call.tx, list(charge_ids)):
        found.setdefault(use["charge_id"], []).append(use["deposit_id"])
    return found


def _common(row: Row, type_id: int, names: dict[Owner, str]) -> TransactionShape:
    return {
        "id": row["event_id"],
        "type_id": type_id,
        "type": TYPES[type_id],
        "status_id": row["status_id"],
        "status": NAMES[row["status_id"]],
        "payment_status_id": row["payment_status_id"],
        "payment_status": PAYMENTS.get(row["payment_status_id"] or 0),
        "contract_id": row["contract_id"],
        "participant_id": row["participant_id"],
        "benefitable": party_shape(payee_of(row), names),
        "date": row["date"],
        "label": row["label"],
        "amount": Money(row["amount"], row["currency"]).text,
        "currency": row["currency"],
        "recorded_by": party_shape(_recorder(row), names),
        "created_at": iso(row["created_at"], row["timezone"]),
        "updated_at": iso(row["updated_at"], row["timezone"]),
    }


def _names(call: Call, row: Row, other: Owner | None) -> dict[Owner, str]:
    return names_of(call.tx, [payee_of(row), _recorder(row), *([other] if other else [])])


def _recorder(row: Row) -> Owner:
    return Owner(row["recorded_by_type"], row["recorded_by_id"])
