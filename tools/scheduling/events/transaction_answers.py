"""Saying no to money of a contract: that hours were not worked as charged, or that a reported payment never came.

Saying yes is the contract's own affair, approve_contract_transactions."""

from __future__ import annotations

from store.database import Row
from store.scheduling import transactions
from store.scheduling.contract_levels import contract_name
from store.scheduling.events import name_of
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Conflict, NotAllowed, NotFound, WrongState
from tools.questions import quoted
from tools.rules.sentences import Words, say, word, worded
from tools.scheduling.events.access import Stand
from tools.scheduling.rules.events import CHARGE, COMPLETED, CONFIRMED, DECLINED, PAYMENT_PENDING, PENDING, UNPAID
from tools.telling import Record

KIND = "contract_money"
# From this write level on somebody in a contract speaks for the side that pays.
PAYS = 4
NAMES = {PENDING: "pending", CONFIRMED: "approved", DECLINED: "refused", COMPLETED: "settled"}


def is_of_contract(stand: Stand) -> bool:
    """Whether a charge or deposit belongs to a contract, and not to a schedule."""
    return stand.event["contract_id"] is not None


def refuse_transaction(call: Call, stand: Stand, reason: str | None) -> None:
    """The paying side refuses a pending charge; the receiver says that a reported payment never came."""
    if stand.event["type_id"] == CHARGE:
        _refuse_charge(call, stand, reason)
    else:
        _refuse_deposit(call, stand, reason)


def unpay(call: Call, deposit: Row) -> None:
    """What a reported payment was meant for is unpaid again, and its bill is open again."""
    charges = transactions.charges_of_deposit(call.tx, deposit["event_id"])
    ids = [charge["event_id"] for charge in charges]
    if not ids:
        return
    transactions.free_deposits(call.tx, ids)
    for charge in charges:
        on_bill = charge["bill_id"] is not None
        _move(call, charge, charge["status_id"], PAYMENT_PENDING if on_bill else UNPAID)
        call.change("charge.changed", ("event", charge["event_id"]), data={"status_id": charge["status_id"]})
    transactions.reopen_bills(call.tx, ids, call.now)


def _refuse_charge(call: Call, stand: Stand, reason: str | None) -> None:
    charge = transactions.find_charge(call.tx, stand.id)
    if charge is None:
        raise NotFound("event", stand.id, next=("list_upcoming_events",))
    payee = Owner(charge["payee_type"], charge["payee_id"])
    if stand.place.contract_write < PAYS or payee == stand.actor:
        raise NotAllowed(
            worded(
                "{name} is refused by the side that pays: a member of contract {contract_id} with write "
                "level {pays} whom it does not pay. Your own you take back with delete_contract_transactions.",
                name=stand.name,
                contract_id=charge["contract_id"],
                pays=PAYS,
            ),
            next=("delete_contract_transactions", "get_event"),
        )
    if charge["status_id"] != PENDING:
        raise WrongState(
            worded(
                "{name} is {names}; only a pending charge can be refused. Nothing changes.",
                name=stand.name,
                names=word(NAMES[charge["status_id"]]),
            ),
            state=NAMES[charge["status_id"]],
            next=("delete_contract_transactions", "get_event"),
        )
    _move(call, charge, DECLINED, None)
    call.change("charge.changed", ("event", stand.id), data={"status_id": DECLINED})
    money = Money(charge["amount"], charge["currency"])
    text = say(
        "The {amount} charged for {date} in {contract} were refused{because}. update_participant_charge corrects the charge and "
        "asks again.",
        amount=money,
        date=charge["date"],
        contract=_contract(call, charge),
        because=_because(reason),
    )
    _tell(call, payee, text, charge, money)


def _refuse_deposit(call: Call, stand: Stand, reason: str | None) -> None:
    deposit = transactions.find_deposit(call.tx, stand.id)
    if deposit is None:
        raise NotFound("event", stand.id, next=("list_upcoming_events",))
    payee = Owner(deposit["payee_type"], deposit["payee_id"])
    if payee != stand.actor:
        raise NotAllowed(
            worded(
                "Only {name_of}, who was to get the money, can say that it never came.",
                name_of=quoted(name_of(call.tx, payee)),
            ),
            next=("delete_contract_transactions", "get_event"),
        )
    if deposit["status_id"] != PENDING:
        raise WrongState(
            worded("{name} no longer waits for an answer; nothing changes.", name=stand.name),
            state=NAMES[deposit["status_id"]],
            next=("get_event",),
        )
    unpay(call, deposit)
    _move(call, deposit, DECLINED, None)
    transactions.note_answered(call.tx, stand.id)
    money = Money(deposit["amount"], deposit["currency"])
    text = say(
        "The {amount} you reported as paid in {contract} never came, says the receiver{because}.",
        amount=money,
        contract=_contract(call, deposit),
        because=_because(reason),
    )
    payer, reporter = (Owner(deposit[f"{one}_type"], deposit[f"{one}_id"]) for one in ("payer", "recorded_by"))
    for one in dict.fromkeys((payer, reporter)):
        _tell(call, one, text, deposit, money)


def _move(call: Call, row: Row, status_id: int, payment_status_id: int | None) -> None:
    if not transactions.move_transaction(call.tx, row, call.now, status_id, payment_status_id):
        raise Conflict(
            worded("Transaction {event_id} changed meanwhile. Nothing happened.", event_id=row["event_id"]),
            next=("get_event",),
        )
    call.changed("event", row["event_id"])


def _tell(call: Call, to: Owner, text: Words, row: Row, money: Money) -> None:
    record = Record("event", row["event_id"], contract_name(call.tx, row["contract_id"]))
    call.tell(to, KIND, text, record=record, figures={"amount": str(money)})


def _contract(call: Call, row: Row) -> str:
    return quoted(contract_name(call.tx, row["contract_id"]))


def _because(reason: str | None) -> str:
    return f": {quoted(reason, 300)}" if reason else ""
