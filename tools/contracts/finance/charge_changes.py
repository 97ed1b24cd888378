"""Correcting charges that are not paid yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import charges
from store.database import Row
from store.scheduling.events import change_event
from store.scheduling.transactions import find_charge, find_deposit
from store.types import Money
from store.uploads import files as stored_files
from tools.call import Call
from tools.contracts.access import Stand, check_write, live_contract, person_of, place_in
from tools.contracts.bounds import check_charge_fits
from tools.contracts.charging import check_may_charge, check_minutes_fit, note_charge, rate_of
from tools.contracts.finance.params import (
    ChargeFiles,
    ChargeLabel,
    ContractId,
    ParticipantId,
    TransactionId,
    WorkedOn,
    WorkTime,
    day_in,
)
from tools.contracts.finance.places import account_of, live_place
from tools.contracts.finance.settling import move
from tools.contracts.finance.shapes import TransactionShape, charge_shape
from tools.contracts.money_notices import payee_of, tell_charged
from tools.contracts.rules.money import charge_amount, is_over_limit, week_of
from tools.errors import Invalid, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable, Id
from tools.rules.sentences import told_by, worded
from tools.scheduling.availability.checks import check_files
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, DECLINED, PAYMENT_PENDING, PENDING, UNPAID
from tools.text import plain

TOOLSET = "contract_finance"


NewFiles = Annotated[ChargeFiles, Field(description="Replaces the file list.")]


class PreviousCharge(TypedDict):
    date: str
    time: NotRequired[int | None]
    amount: str
    participant_id: int


class ChangedCharge(TypedDict):
    """needs_approval: it is pending now and waits for the side that pays."""

    event: TransactionShape
    previous: PreviousCharge
    needs_approval: bool


class ChangedParticipantCharge(TypedDict):
    transaction: TransactionShape
    previous: PreviousCharge
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a charge is to be. None: as it is. amount: set by hand, whatever the time."""

    place: Row
    day: Date | None = None
    minutes: int | None = None
    label: str | None = None
    files: list[int] | None = None
    amount: Decimal | None = None


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"date": "2026-03-01", "time": 60, "label": "Work"},
    find=(
        "it was two hours, not three",
        "move the billed time to another day",
        "correct what was claimed",
        "bill the hours to somebody else on the contract",
        "change the text of a charge",
        "hand in a refused claim again, corrected",
        "fix the minutes on a billed entry",
        "attach a receipt to charged time",
        "the charge has the wrong date",
        "amend worked hours before they are paid",
    ),
)
def update_contract_charge(
    call: Call,
    contract_id: ContractId,
    transaction_id: TransactionId,
    date: WorkedOn,
    time: WorkTime,
    label: ChargeLabel,
    participant_id: Annotated[ParticipantId, Field(description="Who is paid.")],
    files: Clearable[NewFiles] | None = None,
) -> ChangedCharge:
    """Correct a charge that is not paid: day, minutes, text, participant or files. The amount follows from the minutes.

    Own charges need write level 1, others' level 4. An approved one is pending again when day, time or participant change;
    text and files change nothing of that. The same participant keeps the rate of the charge, another one brings their own.
    A refused charge is pending again. One on an open bill: delete_contract_bill first. To change single fields or set an
    amount: update_participant_charge."""
    stand = live_contract(call, contract_id)
    charge = _charge_of(call, stand, transaction_id)
    place = place_in(call, stand, participant_id)
    day = day_in(stand.contract, date)
    after = _change(call, stand, charge, Wanted(place, day, time, label, _list(files)))
    return {
        "event": charge_shape(call, transaction_id),
        "previous": _previous(charge),
        "needs_approval": after == PENDING,
    }


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "Work"},
    find=(
        "lower the billed hours of this worker",
        "change the sum claimed for one day",
        "edit a hand-entered time record",
        "set a fixed amount for one claim",
        "shorten the charged time of a participant",
        "shift one worker's charge to yesterday",
        "rename a participant's time entry",
        "reduce a claim before approving it",
        "put another price on one piece of work",
        "correct only the label of a worker's charge",
    ),
)
def update_participant_charge(
    call: Call,
    participant_id: ParticipantId,
    event_id: Annotated[Id, Field(description="The charge.")],
    time: WorkTime | None = None,
    amount: Annotated[Amount, Field(description="A fixed amount instead of time times rate; write level 4.")]
    | None = None,
    date: WorkedOn | None = None,
    label: ChargeLabel | None = None,
    files: Clearable[NewFiles] | None = None,
) -> ChangedParticipantCharge:
    """Change a charge of one participant; only the fields you send are changed, at least one of them.

    As update_contract_charge. amount sets a fixed sum, with write level 4; sent together with time it wins."""
    if all(value is None for value in (time, amount, date, label, files)):
        raise Invalid({"time": worded("send at least one of time, amount, date, label, files")})
    stand, place = live_place(call, participant_id)
    charge = _charge_of(call, stand, event_id, place)
    if amount is not None:
        check_write(call, stand, 4, worded("set an amount by hand"))
    day = day_in(stand.contract, date) if date is not None else None
    after = _change(call, stand, charge, Wanted(place, day, time, label, _list(files), amount))
    return {
        "transaction": charge_shape(call, event_id),
        "previous": _previous(charge),
        "needs_approval": after == PENDING,
    }


def _list(files: list[int] | None) -> list[int] | None:
    return [] if files is CLEARED else files


def _charge_of(call: Call, stand: Stand, id: int, place: Row | None = None) -> Row:
    """A charge the caller may change. NotFound for one of another contract or participant, and for what they do not see;
    Invalid for a deposit; WrongState when it is paid, on a bill, or reported as paid."""
    charge = find_charge(call.tx, id)
    if charge is None and (deposit := find_deposit(call.tx, id)) is not None and deposit["contract_id"] == stand.id:
        tool = "update_contract_deposit" if place is None else "update_participant_deposit"
        field = "transaction_id" if place is None else "event_id"
        raise Invalid(
            {field: worded("transaction {id} is a deposit; {tool} changes it", id=id, tool=tool)},
            next=(Step(tool, {field: id}),),
        )
    fits = charge is not None and (place is None or place["id"] == charge["participant_id"])
    if charge is None or charge["contract_id"] != stand.id or not fits:
        raise NotFound("charge", id, next=account_of(place))
    own = payee_of(charge) == stand.caller
    if not own and max(stand.read, stand.write) < 4:
        raise NotFound("charge", id, next=account_of(place))
    check_write(
        call,
        stand,
        1 if own else 4,
        worded("change charges of your own") if own else worded("change charges of others"),
    )
    _check_open(charge)
    return charge


def _check_open(charge: Row) -> None:
    id = charge["event_id"]
    if charge["status_id"] == COMPLETED:
        raise WrongState(worded("Charge {id} is paid; it stays as it is.", id=id), state="settled", next=("get_event",))
    if charge["bill_id"] is not None:
        raise WrongState(
            worded(
                "Charge {id} is on open bill {bill_id}; delete_contract_bill frees it first.",
                id=id,
                bill_id=charge["bill_id"],
            ),
            state="on_bill",
            next=(Step("delete_contract_bill", {"bill_id": charge["bill_id"]}), "get_event"),
        )
    if charge["payment_status_id"] == PAYMENT_PENDING:
        raise WrongState(
            worded("Charge {id} was reported as paid; its receiver answers first.", id=id),
            state="payment_pending",
            next=("get_event",),
        )


def _change(call: Call, stand: Stand, charge: Row, wanted: Wanted) -> int:
    """Write what is wanted of a charge; the state it is in then."""
    moved = wanted.place["id"] != charge["participant_id"]
    if moved:
        check_may_charge(call, stand, wanted.place)
    day = wanted.day or Date.fromisoformat(charge["date"])
    minutes = wanted.minutes or charge["minutes"]
    differs = moved or day.isoformat() != charge["date"] or minutes != charge["minutes"]
    beside = _priced(stand, charge, wanted, minutes, moved)
    amount = beside.pop("amount")
    field = "amount" if wanted.amount is not None else "time"
    check_charge_fits(call, stand.contract, Money(amount, stand.currency), field, charge["event_id"])
    if differs:
        check_minutes_fit(call, stand.contract, wanted.place, day, minutes or 0, charge["event_id"])
        before = charges.minutes_between(call.tx, wanted.place["id"], *week_of(day), charge["event_id"])
        beside["over_limit"] = int(is_over_limit(before, minutes or 0, wanted.place["hours_limit"]))
    differs = differs or amount != charge["amount"]
    pending = charge["status_id"] == DECLINED or (differs and charge["status_id"] == CONFIRMED)
    status_id = PENDING if pending else charge["status_id"]
    columns = _in_event(call, charge, wanted, day, minutes)
    move(call, charge, status_id, UNPAID)
    change_event(call.tx, charge["event_id"], call.now, **columns, amount=amount)
    if pending:
        beside |= {"approved_by_type": None, "approved_by_id": None, "approved_at": None}
    payee = person_of(wanted.place)
    charges.change_charge(
        call.tx,
        charge["event_id"],
        participant_id=wanted.place["id"],
        payee_type=payee.kind,
        payee_id=payee.id,
        minutes=minutes,
        **beside,
    )
    note_charge(call, stand.id, charge["event_id"], status_id)
    if differs or pending:
        _tell(call, stand, wanted.place, charge["event_id"])
    if stand.owns(wanted.place["id"]):
        call.as_worker()
    return status_id


def _priced(stand: Stand, charge: Row, wanted: Wanted, minutes: int | None, moved: bool) -> dict[str, Any]:
    """amount, rate and fixed of a charge as it is wanted. Invalid when no rate says what its minutes cost."""
    rate = rate_of(stand.contract, wanted.place) if moved else charge["rate"]
    if wanted.amount is not None:
        try:
            money = Money.of(wanted.amount, stand.currency)
        except ValueError as fault:
            raise Invalid({"amount": told_by(fault)}) from None
        return {"amount": money.amount, "rate": rate, "fixed": 1}
    if not moved and minutes == charge["minutes"]:
        return {"amount": charge["amount"], "rate": rate, "fixed": charge["fixed"]}
    if rate is None or minutes is None:
        raise Invalid(
            {"time": worded("no rate is known that says what it costs; update_participant_charge sets an amount")},
            next=("update_participant_charge", "update_contract"),
        )
    return {"amount": charge_amount(minutes, rate), "rate": rate, "fixed": 0}


def _in_event(call: Call, charge: Row, wanted: Wanted, day: Date, minutes: int | None) -> dict[str, Any]:
    """The columns that change in the event of a charge."""
    columns: dict[str, Any] = {
        "date": day.isoformat(),
        "duration": minutes,
        "benefitable_id": wanted.place["id"],
        "label": plain(wanted.label) if wanted.label else charge["label"],
    }
    if wanted.files is not None:
        before = json.loads(charge["files"])
        kept, record = check_files(call, wanted.files, before), f"event:{charge['event_id']}"
        stored_files.detach(call.tx, [id for id in before if id not in kept], record)
        stored_files.attach(call.tx, [id for id in kept if id not in before], record)
        columns["files"] = json.dumps(kept)
    return columns


def _tell(call: Call, stand: Stand, place: Row, id: int) -> None:
    after = find_charge(call.tx, id)
    assert after is not None, id
    tell_charged(call, stand.contract, place, after, corrected=True)


def _previous(charge: Row) -> PreviousCharge:
    return {
        "date": charge["date"],
        "time": charge["minutes"],
        "amount": Money(charge["amount"], charge["currency"]).text,
        "participant_id": charge["participant_id"],
    }
