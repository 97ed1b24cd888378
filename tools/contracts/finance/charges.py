"""New charges: worked time, or an event of the calendar, as an amount owed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts.charges import charge_of_event
from store.database import Row
from store.scheduling.contract_levels import contract_of_schedule
from store.types import Money, iso
from tools.call import Call
from tools.contracts.access import Stand, live_contract, person_of
from tools.contracts.balances import ParticipantBalance, balance_of
from tools.contracts.charging import check_may_charge, make_charge, rate_of
from tools.contracts.finance.params import (
    BeneficiaryId,
    BeneficiaryType,
    ChargeFiles,
    ChargeLabel,
    ContractId,
    ParticipantId,
    WorkedOn,
    WorkTime,
    day_in,
)
from tools.contracts.finance.places import live_place, place_meant
from tools.contracts.finance.shapes import TransactionShape, charge_shape
from tools.errors import Conflict, Invalid, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import Amount
from tools.rules.sentences import told_by, word, worded
from tools.scheduling.availability.checks import check_files
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand as EventStand
from tools.scheduling.events.access import stand_of
from tools.scheduling.params import EventId
from tools.scheduling.rules.events import (
    APPOINTMENT,
    COMPLETED,
    CONFIRMED,
    DELIVERED,
    PAID,
    PAYMENT_PENDING,
    TYPES,
    state_name,
)
from tools.text import plain

TOOLSET = "contract_finance"
DEFAULT_LABEL = "Work"
# From this write level on somebody decides over a contract's money.
DECIDES = 4

ByHand = Annotated[
    Amount, Field(description="Only when neither the participant nor the contract has a rate; decimal text.")
]


class MadeCharge(TypedDict):
    transaction: TransactionShape


class ChargedParticipant(TypedDict):
    transaction: TransactionShape
    balance: ParticipantBalance


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"date": "2026-03-01", "time": 90},
    find=(
        "bill three hours on the job for her",
        "log work that was done yesterday so it gets paid",
        "claim pay for worked hours",
        "put two hours of mine on the contract",
        "write down billable time for a colleague",
        "charge the contract for ninety minutes",
        "I worked on Monday, note it for payment",
        "enter hours by person on a work contract",
        "add an amount that the client owes for work",
        "bill time without having run a clock",
    ),
)
def create_contract_charge(
    call: Call,
    contract_id: ContractId,
    date: WorkedOn,
    time: WorkTime,
    label: ChargeLabel = DEFAULT_LABEL,
    benefitable_id: BeneficiaryId | None = None,
    benefitable_type: BeneficiaryType = "participant",
    amount: ByHand | None = None,
    files: ChargeFiles | None = None,
) -> MadeCharge:
    """Bill worked time on a contract for anybody who works on it, given by participant or by person.

    Own time needs write level 1, others' level 4. The amount is time times the participant's rate, else the contract's
    settings.rate; only without either you give it. It starts pending and nothing is paid yet: approve_contract_transactions,
    then pay_contract_transactions. With settings.auto_approve it is approved at once, inside weekly limit and contract
    amount. Time beyond the weekly limit is taken and marked over_limit; list_participant_transactions shows what is there.
    With the participant id at hand: create_participant_charge; for an event of the calendar: create_event_charge."""
    stand = live_contract(call, contract_id)
    place = place_meant(call, stand, benefitable_id, benefitable_type)
    check_may_charge(call, stand, place)
    row = make_charge(
        call,
        stand,
        place,
        day=day_in(stand.contract, date),
        minutes=time,
        label=plain(label),
        source="manual",
        files=check_files(call, files or []),
        amount=_by_hand(stand, place, amount),
    )
    return {"transaction": _charged(call, stand, place, row)}


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"date": "2026-03-01", "time": 90},
    find=(
        "I forgot to start the clock, add two hours",
        "log hours by hand for yesterday",
        "enter worked time for a colleague",
        "add time I worked to my place on the contract",
        "record an hour of work after the fact",
        "bill minutes of one worker at their own rate",
        "the timer was off, note the time manually",
        "put yesterday's shift on my account",
        "hand in the hours of one participant",
        "note worked minutes by participant number",
    ),
)
def create_participant_charge(
    call: Call,
    participant_id: ParticipantId,
    date: WorkedOn,
    time: WorkTime,
    label: ChargeLabel = DEFAULT_LABEL,
    files: ChargeFiles | None = None,
) -> ChargedParticipant:
    """Bill worked minutes of one participant for a day at their rate, without a timer.

    Own time needs write level 1, others' level 4; the participant must be confirmed. Rate, limits and approval as
    create_contract_charge. Answers the participant's balance as well; list_participant_transactions shows all of it."""
    stand, place = live_place(call, participant_id)
    check_may_charge(call, stand, place)
    row = make_charge(
        call,
        stand,
        place,
        day=day_in(stand.contract, date),
        minutes=time,
        label=plain(label),
        source="manual",
        files=check_files(call, files or []),
    )
    return {"transaction": _charged(call, stand, place, row), "balance": balance_of(call, stand.contract, place)}


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"date": "2026-03-01"},
    find=(
        "we met for an hour, I want to be paid for it",
        "turn this session into an amount owed",
        "bill the finished to-do",
        "charge for the meeting that took place",
        "make a claim from a calendar entry of the job",
        "the work session is over, put it on the account",
        "get paid for a completed task of the contract",
        "bill an appointment by its length",
        "claim the fixed price of a planned piece of work",
        "convert an event into billable time",
    ),
)
def create_event_charge(
    call: Call,
    event_id: EventId,
    date: WorkedOn,
    benefitable_id: BeneficiaryId | None = None,
    time: WorkTime | None = None,
    label: ChargeLabel | None = None,
) -> MadeCharge:
    """Bill an event that is in the calendar of a contract, such as a session or a finished task, for the one who did it.

    The event has begun (200), is delivered (555) or completed (777). Its own amount is charged when it has one and time is
    left out, else time times the rate; time and label default to the event's. One charge for each event and participant,
    default its beneficiary, else you. Rights and limits as create_contract_charge. Bookings of a schedule are paid with
    pay_schedule_events instead."""
    event = stand_of(call, event_id)
    if event.view != "full":
        raise NotFound("event", event_id, next=("list_upcoming_events",))
    stand = _contract_of(call, event)
    place = _paid_for(call, stand, event, benefitable_id)
    check_may_charge(call, stand, place)
    _check_chargeable(call, event, place)
    row = make_charge(
        call,
        stand,
        place,
        day=day_in(stand.contract, date),
        minutes=time or event.event["duration"],
        label=plain(label or event.event["label"])[:1024],
        source="event",
        parent_id=event_id,
        amount=(price := _own_price(stand, event, time)),
        waits=price is not None and not _agreed_price(stand, event, place),
    )
    return {"transaction": _charged(call, stand, place, row)}


def _charged(call: Call, stand: Stand, place: Row, row: Row) -> TransactionShape:
    """The charge as it stands; people are not charged for calls on their own work."""
    if stand.owns(place["id"]):
        call.as_worker()
    return charge_shape(call, row["event_id"])


def _by_hand(stand: Stand, place: Row, amount: Decimal | None) -> Money | None:
    """An amount that was given. Invalid when a rate is known, or the currency has fewer decimals."""
    if amount is None:
        return None
    rate = rate_of(stand.contract, place)
    if rate is not None:
        known = Money(rate, stand.currency)
        raise Invalid(
            {"amount": worded("follows from time and the rate of {known} an hour; leave it out", known=known)},
            next=("update_participant_charge",),
        )
    try:
        return Money.of(amount, stand.currency)
    except ValueError as fault:
        raise Invalid({"amount": told_by(fault)}) from None


def _contract_of(call: Call, event: EventStand) -> Stand:
    """The contract an event belongs to, by itself or through its schedule."""
    contract_id = event.event["contract_id"] or contract_of_schedule(call.tx, event.event["kal_schedule_id"])
    if contract_id is None:
        raise Invalid(
            {
                "event_id": worded(
                    "{name} belongs to no contract; bookings of a schedule are paid with pay_schedule_events",
                    name=event.name,
                )
            },
            next=("pay_schedule_events",),
        )
    return live_contract(call, contract_id)


def _paid_for(call: Call, stand: Stand, event: EventStand, id: int | None) -> Row:
    """The paid place that is meant, the event's beneficiary, else the caller's own."""
    named, kind = event.event["benefitable_id"], event.event["benefitable_type"]
    if id is None and named is not None and kind in ("participant", "user"):
        return place_meant(call, stand, named, kind)
    return place_meant(call, stand, id, "participant")


def _check_chargeable(call: Call, event: EventStand, place: Row) -> None:
    row, status_id = event.event, state_now(call, event.event)
    kind = row["kind"] or TYPES[row["type_id"]]
    if kind not in ("appointment", "task"):
        fault = worded("{name} is a {kind}; appointments and tasks can be charged", name=event.name, kind=word(kind))
        raise Invalid({"event_id": fault})
    begins = datetime.fromisoformat(row["start_at"]) if row["start_at"] else None
    early = status_id == CONFIRMED and row["type_id"] == APPOINTMENT and (begins is None or begins > call.now)
    if status_id not in (CONFIRMED, DELIVERED, COMPLETED) or early:
        starts = worded(" and begins at {start_at}", start_at=iso(row["start_at"], row["timezone"])) if begins else ""
        raise WrongState(
            worded(
                "{name} is {state_name}{starts}; it is charged once it has begun, was delivered or completed.",
                name=event.name,
                state_name=state_name(status_id),
                starts=starts,
            ),
            state=state_name(status_id).split(" ")[0],
            next=("get_event",),
        )
    if row["payment_status_id"] in (PAYMENT_PENDING, PAID):
        raise WrongState(
            worded("{name} is paid by itself already.", name=event.name), state="paid", next=("get_event",)
        )
    known = charge_of_event(call.tx, event.id, place["id"])
    if known is not None:
        raise Conflict(
            worded(
                "{name} was charged for participant {id} already: charge {known}.",
                name=event.name,
                id=place["id"],
                known=known,
            ),
            code="already_charged",
            next=(Step("get_event", {"event_id": known}), "update_participant_charge"),
            details={"charge_id": known},
        )


def _agreed_price(stand: Stand, event: EventStand, place: Row) -> bool:
    """Whether an event's own amount is the word of those who pay: charged by one of them, or meant for this place by somebody
    else than who is paid."""
    row, payee = event.event, person_of(place)
    if stand.caller != payee and stand.write >= DECIDES:
        return True
    meant = {("participant", place["id"])} | ({("user", payee.id)} if payee.kind == "person" else set())
    theirs = (row["owner_type"], row["owner_id"]) == (payee.kind, payee.id)
    return not theirs and (row["benefitable_type"], row["benefitable_id"]) in meant


def _own_price(stand: Stand, event: EventStand, time: int | None) -> Money | None:
    """The event's own amount, unless time was given. Invalid when there is neither an amount nor a length."""
    row = event.event
    if time is None and row["amount"] is not None:
        if row["currency"] != stand.currency:
            raise Invalid(
                {
                    "time": worded(
                        "is needed: the event is priced in {currency}, the contract in {stand_currency}",
                        currency=row["currency"],
                        stand_currency=stand.currency,
                    )
                }
            )
        return Money(row["amount"], row["currency"])
    if time is None and row["duration"] is None:
        raise Invalid({"time": worded("is needed: {name} has neither a length nor an amount", name=event.name)})
    return None
