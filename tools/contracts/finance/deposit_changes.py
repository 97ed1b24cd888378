"""Correcting payments that were recorded, and raising or lowering what is put aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import deposits
from store.database import Row
from store.scheduling.contract_levels import find_participant
from store.scheduling.events import change_event, name_of
from store.scheduling.transactions import find_charge, find_deposit
from store.types import Money, Owner, utc_text
from tools.acts import Spends
from tools.call import Call
from tools.callers import me_and_mine
from tools.contracts.access import Stand, check_write
from tools.contracts.balances import ParticipantBalance, balance_of, today_in
from tools.contracts.bounds import check_deposit_fits
from tools.contracts.escrow import give_back, put_aside
from tools.contracts.finance.guarantee import check_not_needed
from tools.contracts.finance.params import ContractId, DepositLabel, PaidOn, ParticipantId, Sum, TransactionId, day_in
from tools.contracts.finance.paying import other_ways
from tools.contracts.finance.places import account_of, live_money_stand, live_place
from tools.contracts.finance.settling import move
from tools.contracts.finance.shapes import NAMES, TransactionShape, deposit_shape
from tools.contracts.finance.sums import stored_sum
from tools.contracts.money_notices import called, money_of, payee_of, payer_of, tell_of, tell_payers, tell_reported, who
from tools.contracts.rules.money import CONTEST_WITHIN
from tools.errors import Invalid, NotAllowed, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import CLEARED, Clearable, Id
from tools.questions import quoted
from tools.rules.sentences import say, word, worded
from tools.scheduling.bookings.purse import check_reaches
from tools.scheduling.rules.events import COMPLETED, PAYMENT_PENDING, PENDING
from tools.text import plain

TOOLSET = "contract_finance"


class MovedMoney(TypedDict):
    """What the change moved: taken from the payer's purse, or returned to it."""

    direction: Literal["taken", "returned"]
    amount: str
    currency: str


class ChangedDeposit(TypedDict):
    transaction: TransactionShape
    moved: NotRequired[MovedMoney | None]
    balance: ParticipantBalance


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a deposit is to be. None: as it is."""

    day: Date | None
    amount: Decimal | None
    label: str | None


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"date": "2026-03-02", "amount": "50.00"},
    find=(
        "the advance was 450, not 500",
        "correct the payment date on record",
        "raise the money set aside",
        "lower what is held for a job and get the rest back",
        "fix a recorded payment of the contract",
        "the transfer on record has the wrong day",
        "add to the escrow of the contract",
        "take back a part of the deposit",
        "rename a deposit of the contract",
        "change the sum of an outside payment",
    ),
)
def update_contract_deposit(
    call: Call,
    contract_id: ContractId,
    transaction_id: TransactionId,
    date: PaidOn,
    amount: Sum,
    label: Clearable[DepositLabel] | None = None,
) -> ChangedDeposit:
    """Correct a deposit on a contract: day, amount or text. From a balance, more is taken from it and less goes back to it.

    By whoever recorded it, or with write level 4. The amount does not go below what charges use of it. A payment made
    elsewhere that the receiver had confirmed waits for them again, unless they change it themselves. A deposit from a
    balance keeps its day. To change single fields: update_participant_deposit."""
    stand = live_money_stand(call, contract_id)
    deposit = _deposit_of(call, stand, transaction_id)
    return _changed(call, stand, deposit, Wanted(day_in(stand.contract, date), amount, _words(label)))


@operation(
    access="money",
    actors=("any",),
    price="money_move",
    example={"label": "Advance"},
    find=(
        "fix the sum I noted for him",
        "that transfer was on Monday",
        "edit a recorded payment of one worker",
        "raise the prepayment of one participant",
        "get a part of one person's advance back",
        "change only the text of a deposit",
        "the cash I gave her was less",
        "correct what I recorded as received",
        "put more aside for the same person",
        "adjust a participant's deposit",
    ),
)
def update_participant_deposit(
    call: Call,
    participant_id: ParticipantId,
    event_id: Annotated[Id, Field(description="The deposit.")],
    amount: Sum | None = None,
    date: PaidOn | None = None,
    label: Clearable[DepositLabel] | None = None,
) -> ChangedDeposit:
    """Change a deposit of one participant; only the fields you send are changed, at least one of them.

    As update_contract_deposit."""
    if amount is None and date is None and label is None:
        raise Invalid({"amount": worded("send at least one of amount, date, label")})
    stand, place = live_place(call, participant_id)
    deposit = _deposit_of(call, stand, event_id, place)
    day = day_in(stand.contract, date) if date is not None else None
    return _changed(call, stand, deposit, Wanted(day, amount, _words(label)))


def _words(label: str | None) -> str | None:
    return "Payment" if label is CLEARED else (plain(label) or None) if label else None


def _deposit_of(call: Call, stand: Stand, id: int, place: Row | None = None) -> Row:
    """A deposit the caller may change. NotFound for one of another contract or participant, and for what they do not see;
    Invalid for a charge; WrongState once it was refused."""
    deposit = find_deposit(call.tx, id)
    if deposit is None and (charge := find_charge(call.tx, id)) is not None and charge["contract_id"] == stand.id:
        tool = "update_contract_charge" if place is None else "update_participant_charge"
        field = "transaction_id" if place is None else "event_id"
        raise Invalid(
            {field: worded("transaction {id} is a charge; {tool} changes it", id=id, tool=tool)},
            next=(Step(tool, {field: id}),),
        )
    fits = deposit is not None and (place is None or place["id"] == deposit["participant_id"])
    if deposit is None or deposit["contract_id"] != stand.id or not fits:
        raise NotFound("deposit", id, next=account_of(place))
    recorded = Owner(deposit["recorded_by_type"], deposit["recorded_by_id"]) == stand.caller
    if not recorded and payee_of(deposit) != stand.caller and max(stand.read, stand.write) < 4:
        raise NotFound("deposit", id, next=account_of(place))
    if not recorded:
        check_write(call, stand, 4, worded("change a deposit that somebody else recorded"))
    if deposit["status_id"] not in (PENDING, COMPLETED):
        raise WrongState(
            worded(
                "Deposit {id} is {names}; record what was paid anew.", id=id, names=word(NAMES[deposit["status_id"]])
            ),
            state=NAMES[deposit["status_id"]],
            next=("record_contract_deposit", "delete_contract_transactions"),
        )
    return deposit


def _changed(call: Call, stand: Stand, deposit: Row, wanted: Wanted) -> ChangedDeposit:
    money, day = _checked(call, stand, deposit, wanted)
    id, more = deposit["event_id"], money - money_of(deposit)
    differs = bool(more) or day.isoformat() != deposit["date"]
    waits_again = differs and deposit["method"] == "external" and payee_of(deposit) != stand.caller
    if more and deposit["method"] == "balance":
        _check_move(call, deposit, more)
    _check_receiver(call, deposit, waits_again)
    if waits_again and deposit["status_id"] == COMPLETED:
        # Until the receiver has answered anew, none of it counts.
        unused = deposit["amount"] - deposit["used"] - deposit["returned"]
        check_not_needed(call, deposit["participant_id"], unused, deposit["currency"])
    _ask(call, stand, deposit, money, more)
    status = (PENDING, PAYMENT_PENDING) if waits_again else (deposit["status_id"], deposit["payment_status_id"])
    move(call, deposit, *status)
    label = wanted.label or deposit["label"]
    change_event(call.tx, id, call.now, date=day.isoformat(), label=label, amount=money.amount)
    until = utc_text(call.now + CONTEST_WITHIN) if waits_again else deposit["answer_until"]
    deposits.change_deposit(call.tx, id, amount=money.amount, answer_until=until)
    if more and deposit["method"] == "balance":
        _move_money(call, deposit, more)
    _tell(call, stand, id, more, waits_again)
    place = find_participant(call.tx, deposit["participant_id"])
    assert place is not None, id
    return {
        "transaction": deposit_shape(call, id),
        "moved": _moved(more) if more and deposit["method"] == "balance" else None,
        "balance": balance_of(call, stand.contract, place),
    }


def _checked(call: Call, stand: Stand, deposit: Row, wanted: Wanted) -> tuple[Money, Date]:
    """The sum and the day as they are to be. Invalid for a day to come, a new day of money from a balance, and less than is
    used."""
    day, today = wanted.day or Date.fromisoformat(deposit["date"]), today_in(call, stand.contract)
    faults: dict[str, str] = {}
    if day > today:
        faults["date"] = worded(
            "lies in the future; in {timezone} it is {today}",
            timezone=stand.contract["timezone"],
            today=today.isoformat(),
        )
    elif deposit["method"] == "balance" and day.isoformat() != deposit["date"]:
        faults["date"] = worded("money from a balance keeps its day, {date}", date=deposit["date"])
    bound = Money(deposit["used"] + deposit["returned"], deposit["currency"])
    if wanted.amount is None:
        if faults:
            raise Invalid(faults)
        return money_of(deposit), day
    money = stored_sum(stand, wanted.amount, faults)
    if money < bound:
        back = worded(" or went back") if deposit["returned"] else ""
        raise Invalid(
            {"amount": worded("{bound} of it are used by charges{back}; it cannot be less", bound=bound, back=back)},
            next=("get_event",),
        )
    check_deposit_fits(call, stand.contract, money - Money(deposit["returned"], money.currency), deposit["event_id"])
    return money, day


def _check_move(call: Call, deposit: Row, more: Money) -> None:
    """NotAllowed to take more from somebody else's purse; InsufficientFunds; and what approved charges count on stays."""
    payer = payer_of(deposit)
    if more.amount < 0:
        check_not_needed(call, deposit["participant_id"], -more.amount, more.currency)
        return
    if payer not in me_and_mine(call):
        raise NotAllowed(
            worded(
                "Deposit {event_id} is from the purse of {name_of}: only they can put more aside. Record a "
                "deposit of your own instead.",
                event_id=deposit["event_id"],
                name_of=quoted(name_of(call.tx, payer)),
            ),
            code="not_payer",
            next=("record_contract_deposit",),
        )
    check_reaches(call, payer, more, other_ways(call, payer, more.currency))


def _check_receiver(call: Call, deposit: Row, waits_again: bool) -> None:
    """NotAllowed to reopen a confirmed payment by which charges are paid already."""
    if waits_again and deposit["status_id"] == COMPLETED and deposit["used"]:
        raise NotAllowed(
            worded(
                "Charges are paid by deposit {event_id}, which {name_of} confirmed: only they can change its "
                "day and amount. Record what was paid besides as another one.",
                event_id=deposit["event_id"],
                name_of=quoted(name_of(call.tx, payee_of(deposit))),
            ),
            code="confirmed_by_receiver",
            next=("record_contract_deposit", "get_event"),
        )


def _ask(call: Call, stand: Stand, deposit: Row, money: Money, more: Money) -> None:
    id, held = deposit["event_id"], deposit["method"] == "balance"
    if held and more.amount > 0:
        act, amount = (
            worded("Put more aside in deposit {id}, from the purse of {payer_of},", id=id, payer_of=payer_of(deposit)),
            more,
        )
    elif held and more:
        act, amount = worded("Take back from deposit {id}", id=id), -more
    else:
        act, amount = worded("Correct the record of deposit {id} to", id=id), money
    details = (
        worded(
            "For participant {participant_id} {name_of}",
            participant_id=deposit["participant_id"],
            name_of=quoted(name_of(call.tx, payee_of(deposit))),
        ),
        worded("In contract {id} {label}", id=stand.id, label=quoted(stand.contract["label"])),
    )
    moves = held and more.amount > 0
    spends = Spends("contract", payer_of(deposit), [(payee_of(deposit), more)]) if moves else None
    call.confirm(act, record=f"event:{id}", amount=amount, details=details, moves=moves, spends=spends)


def _move_money(call: Call, deposit: Row, more: Money) -> None:
    if more.amount > 0:
        put_aside(call, deposit["event_id"], payer_of(deposit), more)
    else:
        give_back(call, deposit, -more.amount)


def _moved(more: Money) -> MovedMoney:
    direction: Literal["taken", "returned"] = "taken" if more.amount > 0 else "returned"
    amount = more if more.amount > 0 else -more
    return {"direction": direction, "amount": amount.text, "currency": amount.currency}


def _tell(call: Call, stand: Stand, id: int, more: Money, waits_again: bool) -> None:
    """The other side hears of a changed sum; the receiver answers again what was reported anew."""
    deposit = find_deposit(call.tx, id)
    assert deposit is not None, id
    payee, money = payee_of(deposit), money_of(deposit)
    if waits_again:
        tell_reported(call, stand.contract, deposit)
    elif more:
        text = say(
            "The deposit for {who} in {contract} is {amount} now.",
            who=who(call, payee),
            contract=called(call, stand.contract),
            amount=money,
        )
        tell_of(call, payee, text, id, money, stand.contract)
        tell_of(call, payer_of(deposit), text, id, money, stand.contract)
        tell_payers(call, stand.contract, payee, text, id, money)
