"""Payments put aside for somebody, or made elsewhere and written down."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling.events import name_of
from store.types import Money
from tools.acts import Spends
from tools.call import Call
from tools.contracts.access import Stand, check_write, person_of
from tools.contracts.balances import ParticipantBalance, balance_of, sums_of, today_in
from tools.contracts.bounds import check_deposit_fits
from tools.contracts.finance.params import (
    BeneficiaryId,
    BeneficiaryType,
    ContractId,
    DepositLabel,
    Method,
    PaidOn,
    ParticipantId,
    Sum,
    day_in,
)
from tools.contracts.finance.paying import other_ways, paying_side
from tools.contracts.finance.places import live_money_stand, live_place, place_meant
from tools.contracts.finance.settling import make_deposit
from tools.contracts.finance.shapes import TransactionShape, deposit_shape
from tools.contracts.finance.sums import stored_sum
from tools.contracts.money_notices import called, tell_of, tell_payers, tell_reported, who
from tools.contracts.transitions import refresh_contract
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.purse import check_reaches, paying_owner
from tools.scheduling.params import PayFrom
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, state_name
from tools.text import plain

TOOLSET = "contract_finance"


class RecordedDeposit(TypedDict):
    transaction: TransactionShape
    balance: ParticipantBalance


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"date": "2026-03-02", "amount": "50.00"},
    find=(
        "pay him 500 in advance",
        "note that I gave her cash for the work",
        "put money aside for this job",
        "fund the contract for a worker up front",
        "write down a bank transfer for contract work",
        "I received cash for the job, record it",
        "deposit an advance from my balance for the developer",
        "escrow money for somebody's hours",
        "log an outside payment on a work contract",
        "prepay the next hours of a freelancer on the contract",
    ),
)
def record_contract_deposit(
    call: Call,
    contract_id: ContractId,
    date: PaidOn,
    amount: Sum,
    benefitable_id: BeneficiaryId | None = None,
    benefitable_type: BeneficiaryType = "participant",
    method: Method = "external",
    label: DepositLabel | None = None,
    pay_from: PayFrom | None = None,
) -> RecordedDeposit:
    """Put money on a contract for somebody who works on it: held from your balance, or as a record of what was paid elsewhere.

    balance, with write level 4: taken from the purse now and held until charges are paid. external, by who pays: waits for
    the receiver (approve_contract_transactions, or decline_event when it never came); 14 days of silence count as yes.
    external, by who received it: counts at once. A deposit pays no charge by itself: pay_contract_transactions uses it
    first. list_participant_transactions shows what is prepaid. By participant id alone: record_participant_deposit."""
    stand = live_money_stand(call, contract_id)
    place = place_meant(call, stand, benefitable_id, benefitable_type)
    return _record(call, stand, place, (date, amount, method, label, pay_from))


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"date": "2026-03-02", "amount": "50.00"},
    find=(
        "I paid this worker today",
        "top up one person's prepaid hours",
        "note a bank transfer to her",
        "put an advance aside for one participant",
        "record what a former colleague still got",
        "the client paid me by wire, write it down",
        "give this participant a prepayment from the company's balance",
        "log cash handed to one person on the job",
        "hold funds for somebody's place on a contract",
        "mark money as sent to a participant",
    ),
)
def record_participant_deposit(
    call: Call,
    participant_id: ParticipantId,
    date: PaidOn,
    amount: Sum,
    method: Method = "external",
    label: DepositLabel | None = None,
    pay_from: PayFrom | None = None,
) -> RecordedDeposit:
    """Record or make a payment to one participant by their participant id; the same as record_contract_deposit.

    Also for somebody who was released or whose contract is completed, while something is owed to them, as
    list_participant_transactions shows."""
    stand, place = live_place(call, participant_id)
    return _record(call, stand, place, (date, amount, method, label, pay_from))


Asked = tuple[Date | datetime, Decimal, Method, str | None, str | None]


def _record(call: Call, stand: Stand, place: Row, asked: Asked) -> RecordedDeposit:
    given, amount, method, label, pay_from = asked
    payee = person_of(place)
    receives = payee == stand.caller and method == "external"
    if not receives:
        check_write(call, stand, 4, worded("put money aside for participant {id}", id=place["id"]))
    _check_place(call, stand, place)
    day, money = _checked(call, stand, given, amount, method)
    check_deposit_fits(call, stand.contract, money)
    payer = paying_side(call, stand, payee) if receives else paying_owner(call, pay_from)
    moves = method == "balance"
    if moves:
        if payer == payee:
            raise Invalid({"method": worded("you would pay yourself; external records what was paid elsewhere")})
        check_reaches(call, payer, money, other_ways(call, payer, money.currency))
    held = worded("Hold for contract {id}, from the purse of {payer},", id=stand.id, payer=payer)
    act = held if moves else worded("Record as paid elsewhere")
    details = (
        worded("For participant {id} {name_of}", id=place["id"], name_of=quoted(name_of(call.tx, payee))),
        worded("In contract {id} {label}", id=stand.id, label=quoted(stand.contract["label"])),
    )
    spends = Spends("contract", payer, [(payee, money)]) if moves else None
    call.confirm(act, record=f"contract:{stand.id}", amount=money, details=details, moves=moves, spends=spends)
    deposit = make_deposit(
        call,
        stand,
        place,
        payer,
        money,
        method=method,
        day=day,
        label=plain(label) if label else None,
        counts=method == "balance" or receives,
    )
    _tell(call, stand, place, deposit)
    refresh_contract(call, stand.id)
    return {
        "transaction": deposit_shape(call, deposit["event_id"]),
        "balance": balance_of(call, stand.contract, place),
    }


def _check_place(call: Call, stand: Stand, place: Row) -> None:
    """WrongState for somebody who has not agreed, and for a former participant whom nothing is owed."""
    status_id = place["status_id"]
    if status_id == CONFIRMED:
        return
    if status_id in (CANCELLED, COMPLETED):
        if sums_of(call, place["id"]).owed:
            return
        why = worded("nothing is owed to them")
    else:
        why = worded("money is put aside once they are confirmed")
    raise WrongState(
        worded("Participant {id} is {state_name}: {why}.", id=place["id"], state_name=state_name(status_id), why=why),
        state=state_name(status_id).split(" ")[0],
        next=("list_participant_transactions", "list_contract_users"),
    )


def _checked(call: Call, stand: Stand, given: Date | datetime, amount: Decimal, method: Method) -> tuple[Date, Money]:
    """The day and the sum. Invalid for a day to come, another day than today from a balance, and what is no sum."""
    day, today = day_in(stand.contract, given), today_in(call, stand.contract)
    faults: dict[str, str] = {}
    if day > today:
        faults["date"] = worded(
            "lies in the future; in {timezone} it is {today}",
            timezone=stand.contract["timezone"],
            today=today.isoformat(),
        )
    elif method == "balance" and day != today:
        faults["date"] = worded("from a balance money is put aside today, {today}", today=today.isoformat())
    return day, stored_sum(stand, amount, faults)


def _tell(call: Call, stand: Stand, place: Row, deposit: Row) -> None:
    """The receiver hears of what was put aside or reported; who pays of what the receiver recorded."""
    payee, money = person_of(place), Money(deposit["amount"], deposit["currency"])
    where = called(call, stand.contract)
    if deposit["method"] == "balance":
        text = say("{amount} were put aside for your work in {contract}.", amount=money, contract=where)
        tell_of(call, payee, text, deposit["event_id"], money, stand.contract)
    elif deposit["answer_until"]:
        tell_reported(call, stand.contract, deposit)
    else:
        text = say(
            "{who} recorded {amount} in {contract} as received elsewhere.",
            who=who(call, payee),
            amount=money,
            contract=where,
        )
        tell_payers(call, stand.contract, payee, text, deposit["event_id"], money)
