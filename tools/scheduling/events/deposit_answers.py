"""What the receiver of a reported payment says: that it arrived, or that it never came."""

from __future__ import annotations

from dataclasses import replace

from store.database import Row
from store.scheduling import deposits, events
from store.scheduling.bookings import Booking
from store.types import Money, Owner
from tools.call import Call
from tools.errors import NotAllowed, WrongState
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.transitions import change_booking
from tools.scheduling.events.access import Stand
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Standing, Terms, opening
from tools.scheduling.rules.events import CANCELLED, COMPLETED, DECLINED, PAID, PAYMENT_PENDING, PENDING, UNPAID
from tools.telling import Record


def accept_deposit(call: Call, stand: Stand) -> None:
    """The receiver says that a reported payment arrived. Saying so twice changes nothing."""
    deposit = _own_deposit(call, stand, worded("confirmed"))
    if deposit["status_id"] == COMPLETED:
        return
    if deposit["status_id"] != PENDING:
        raise WrongState(worded("{name} was refused already.", name=stand.name), state="declined", next=("get_event",))
    settle(call, stand.id)


def refuse_deposit(call: Call, stand: Stand) -> None:
    """The receiver says that a reported payment never came: what it was to pay for is unpaid again."""
    deposit = _own_deposit(call, stand, worded("refused"))
    if deposit["status_id"] != PENDING:
        raise WrongState(
            worded("{name} no longer waits for an answer; nothing changes.", name=stand.name),
            state="completed" if deposit["status_id"] == COMPLETED else "declined",
            next=("get_event",),
        )
    covered = deposits.bookings_of_deposit(call.tx, stand.id)
    deposits.settle_deposit(call.tx, stand.id, DECLINED)
    for booking in covered:
        deposits.unuse_deposits(call.tx, booking.id)
        _owe_again(call, booking, _money(deposit))
    events.change_event(call.tx, stand.id, call.now, status_id=DECLINED, payment_status_id=None)
    if not covered:
        text = say(
            "The payment of {amount} you reported did not arrive, says who was to get it.", amount=_money(deposit)
        )
        payer = Owner(deposit["payer_type"], deposit["payer_id"])
        record = Record("event", stand.id, stand.event["label"])
        call.tell(payer, "booking_payment_due", text, record=record, figures={"amount": str(_money(deposit))})


def settle(call: Call, deposit_id: int) -> None:
    """A reported payment counts from now on."""
    if not deposits.settle_deposit(call.tx, deposit_id, COMPLETED):
        return
    events.change_event(call.tx, deposit_id, call.now, status_id=COMPLETED, payment_status_id=PAID)
    for booking in deposits.bookings_of_deposit(call.tx, deposit_id):
        if booking.status_id in (DECLINED, CANCELLED):
            deposits.unuse_deposits(call.tx, booking.id)
        elif booking.payment_status_id == PAYMENT_PENDING:
            change_booking(call, booking, rules.paid(booking, "external", call.now))
    call.changed("event", deposit_id)


def _owe_again(call: Call, booking: Booking, reported: Money) -> None:
    """A booking whose payment never came: it may be paid once more, while it still holds its slot."""
    if booking.status_id in (DECLINED, CANCELLED):
        return
    standing = Standing(booking.status_id, UNPAID)
    if booking.status_id == PENDING:
        standing = opening(Terms.stored(booking.terms), booking.amount, "later", call.now, booking.start)
    change = rules.stands(booking, standing, paid_by=None)
    change_booking(call, booking, replace(change, notices=(notices.never_arrived(reported),)))


def _own_deposit(call: Call, stand: Stand, answer: str) -> Row:
    deposit = deposits.find_deposit(call.tx, stand.id)
    if deposit is None:
        raise WrongState(
            worded(
                "{name} is a charge or deposit of a contract; those are {answer} there.", name=stand.name, answer=answer
            ),
            state="contract",
            next=("get_event",),
        )
    receiver = Owner(deposit["payee_type"], deposit["payee_id"])
    if stand.actor != receiver and not stand.place.schedule_write >= 3:
        name = events.name_of(call.tx, receiver)
        raise NotAllowed(
            worded("Only {name}, who got the money, can say whether it arrived.", name=name), next=("get_event",)
        )
    return deposit


def _money(deposit: Row) -> Money:
    return Money(deposit["amount"], deposit["currency"])
