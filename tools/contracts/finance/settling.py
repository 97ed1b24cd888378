"""What makes charges paid: deposits that are made, counted and used, and the escrow that goes out with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from store.contracts import bills, charges, deposits
from store.database import Row
from store.scheduling.transactions import charges_of_deposit, find_deposit, move_transaction, note_answered
from store.types import Money, Owner, utc_text
from tools.call import Call
from tools.contracts.access import Stand, person_of
from tools.contracts.escrow import pay_out, put_aside
from tools.contracts.rules.money import CONTEST_WITHIN
from tools.contracts.transitions import refresh_contract
from tools.errors import Conflict
from tools.rules.sentences import worded
from tools.scheduling.rules.events import COMPLETED, DEPOSIT, PAID, PAYMENT_PENDING, PENDING


def make_deposit(
    call: Call,
    stand: Stand,
    place: Row,
    payer: Owner,
    money: Money,
    *,
    method: str,
    day: date,
    label: str | None,
    counts: bool,
) -> Row:
    """Store a deposit, and hold its money when it is from a balance; the deposit as it stands then.

    counts: at once; else it waits for its receiver."""
    payee, by = person_of(place), stand.caller
    id = deposits.insert_deposit(
        call.tx,
        call.now,
        _event(stand, place, payer, money, day, label)
        | {"status_id": COMPLETED if counts else PENDING, "payment_status_id": PAID if counts else PAYMENT_PENDING},
        contract_id=stand.id,
        participant_id=place["id"],
        payee_type=payee.kind,
        payee_id=payee.id,
        payer_type=payer.kind,
        payer_id=payer.id,
        method=method,
        amount=money.amount,
        currency=money.currency,
        answer_until=None if counts else utc_text(call.now + CONTEST_WITHIN),
        **charges.recorder(by),
    )
    if method == "balance":
        put_aside(call, id, payer, money)
    call.changed("event", id)
    deposit = find_deposit(call.tx, id)
    assert deposit is not None, id
    return deposit


def settle_charges(call: Call, contract_id: int, paid: Sequence[Row], by: Owner) -> None:
    """Charges are paid by what they take of deposits, whose escrow goes out now. Conflict when one was changed meanwhile."""
    for charge in paid:
        move(call, charge, COMPLETED, PAID)
        charges.change_charge(call.tx, charge["event_id"], paid_at=call.stamp)
        call.change("charge.changed", ("event", charge["event_id"]), data={"status_id": COMPLETED})
    ids = [charge["event_id"] for charge in paid]
    taken: dict[int, int] = {}
    for use in deposits.uses_of(call.tx, ids) if ids else []:
        taken[use["deposit_id"]] = taken.get(use["deposit_id"], 0) + use["amount"]
    for deposit_id, amount in taken.items():
        deposit = find_deposit(call.tx, deposit_id)
        assert deposit is not None, deposit_id
        if deposit["method"] == "balance":
            pay_out(call, deposit, amount, deposit["label"])
        deposits.release(call.tx, deposit_id, amount)
    for bill_id in bills.close_paid(call.tx, ids, by, call.now) if ids else []:
        call.changed("contract_bill", bill_id)
    refresh_contract(call, contract_id)


def confirm_deposit(call: Call, deposit: Row) -> list[Row]:
    """A reported payment counts from now on, and what it was meant for is paid; those charges."""
    move(call, deposit, COMPLETED, PAID)
    note_answered(call.tx, deposit["event_id"])
    waited = [row for row in charges_of_deposit(call.tx, deposit["event_id"]) if row["status_id"] != COMPLETED]
    settle_charges(call, deposit["contract_id"], waited, Owner(deposit["payer_type"], deposit["payer_id"]))
    return waited


def move(call: Call, row: Row, status_id: int, payment_status_id: int | None, *, gone: bool = False) -> None:
    """Bring a charge or deposit to another state. Conflict when it is no longer in the one it was read in."""
    if not move_transaction(call.tx, row, call.now, status_id, payment_status_id, gone=gone):
        raise Conflict(
            worded(
                "Transaction {event_id} changed meanwhile. Nothing happened; look at it again.",
                event_id=row["event_id"],
            ),
            code="changed_meanwhile",
            next=("get_event",),
        )
    call.changed("event", row["event_id"])


def _event(stand: Stand, place: Row, payer: Owner, money: Money, day: date, label: str | None) -> dict[str, Any]:
    """The columns of a deposit's event that do not depend on its state."""
    by = stand.caller
    return {
        "owner_type": by.kind,
        "owner_id": by.id,
        "type_id": DEPOSIT,
        "contract_id": stand.id,
        "billable_type": "user" if payer.kind == "person" else None,
        "billable_id": payer.id if payer.kind == "person" else None,
        "benefitable_type": "participant",
        "benefitable_id": place["id"],
        "label": label or "Payment",
        "timezone": stand.contract["timezone"],
        "date": day.isoformat(),
        "amount": money.amount,
        "currency": money.currency,
    }
