"""Whose purse pays for booked time, and whether it reaches."""

from __future__ import annotations

from collections.abc import Iterable

from store.ledger import find_account
from store.scheduling import events
from store.scheduling.bookings import Booking
from store.types import Money, Owner
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import Invalid, NotAllowed, short
from tools.rules.sentences import worded


def paying_owner(call: Call, pay_from: str | None) -> Owner:
    """Whose purse pays: the company the caller acts for, else their own, unless they say otherwise."""
    company_id = call.caller.company_id
    if pay_from == "company" and company_id is None:
        raise Invalid({"pay_from": worded("you act for no company; leave it out or say own")})
    if company_id is None or pay_from == "own":
        return call.caller.owner
    return Owner("company", company_id)


def check_reaches(call: Call, payer: Owner, needed: Money, hint: str = "") -> None:
    """InsufficientFunds, with what is needed and what is there, when a purse has less than that available; the same when a
    cap on spending does not allow it."""
    call.books.spender.check_money(payer, needed)
    account = find_account(call.tx, payer, "purse", needed.currency)
    available = Money(account.available if account else 0, needed.currency)
    if needed <= available:
        return
    raise short(payer, needed, available, worded("Nothing changed.{hint}", hint=hint))


def check_pays(call: Call, booking: Booking) -> None:
    """NotAllowed when the caller, and the company they act for, is not who pays for a booking."""
    if booking.payer in me_and_mine(call):
        return
    payer = events.name_of(call.tx, booking.payer) if booking.payer else booking.who
    raise NotAllowed(
        worded(
            "Booking {id} (event {event_id}) is paid by {payer}, not by you.",
            id=booking.id,
            event_id=booking.event_id,
            payer=payer,
        ),
        code="not_payer",
        next=("get_event",),
    )


def sum_of(amounts: Iterable[Money], currency: str) -> Money:
    """All amounts together."""
    return sum(amounts, Money(0, currency))
