"""What a booking will be, decided before anything is written: its price, who pays whom and how, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from store.database import Row
from store.scheduling import bookings, deposits
from store.scheduling.booking_links import BookingLink
from store.scheduling.contract_levels import participants_named
from store.scheduling.slot_holds import SlotHold
from store.types import Money, Owner
from tools.approvals.authority import check_payee, rules_of
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.rules.sentences import worded
from tools.scheduling.bookings.checks import price_of, terms_of
from tools.scheduling.bookings.linked import price_by, terms_by
from tools.scheduling.bookings.people import Booker
from tools.scheduling.bookings.purse import paying_owner
from tools.scheduling.bookings.seats import begins_now
from tools.scheduling.bookings.shapes import PayChoice, Plan
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules.bookings import HIRE, Terms
from tools.scheduling.rules.slots import Slot


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for in numbers: seats, how and from whose purse to pay, and what it may cost at most.

    hold: the slot is kept for them already, at its price. link: they book by it. prepaid_spent: what is prepaid in the
    schedule and goes to other bookings of the same call, in the smallest unit."""

    seats: int
    pay: PayChoice | None
    pay_from: str | None
    max_price: Decimal | None = None
    hold: SlotHold | None = None
    link: BookingLink | None = None
    prepaid_spent: int = 0

    @property
    def link_id(self) -> int | None:
        """The link a use is taken of: the one the slot was kept by, where it was kept."""
        if self.hold is not None:
            return self.hold.link_id
        return self.link.id if self.link is not None else None


def plan_of(call: Call, schedule: Row, booker: Booker, slot: Slot, asked: Asked) -> Plan:
    """What it costs, who pays whom, how, and where the booking begins. Whether the purse reaches is not asked here."""
    hire = schedule["type_id"] == HIRE
    amount = price_by(asked.link, price_of(call, schedule, slot, asked.seats), asked.seats)
    amount = asked.hold.price if asked.hold else amount
    if asked.max_price is not None and amount is not None and amount.decimal > asked.max_price:
        raise Invalid(
            {
                "max_price": worded(
                    "the total is {amount}, more than {max_price}", amount=amount, max_price=asked.max_price
                )
            },
            code="max_price_exceeded",
        )
    terms = terms_by(asked.link, schedule, terms_of(call, schedule, slot))
    payer, payee, by_payer = _parties(call, schedule, booker, asked.pay_from)
    _check_payee(call, payer, payee)
    how = _pays_how(call, schedule, terms, amount, payer if by_payer else None, asked)
    standing = rules.held_for_code(call.now, slot.start)
    if not booker.is_guest:
        paid: PayChoice = "later" if how == "later" else "balance"
        standing = rules.opening(terms, amount, paid, call.now, slot.start, hire=hire, by_payer=by_payer)
    if rules.lapsed(standing.status_id, standing.hold_until, call.now):
        raise begins_now(call, schedule, slot, asked.seats)
    return Plan(booker, slot, terms, asked.seats, amount, how, payer, payee, standing, asked.hold, asked.link_id)


def _check_payee(call: Call, payer: Owner | None, payee: Owner | None) -> None:
    """NotAllowed for whoever is stopped as a payee by the caller or the payer, though the booking may cost nothing."""
    mine = None if call.caller.kind == "nobody" else rules_of(call.caller)
    for owner in dict.fromkeys((payer, mine)):
        if owner is not None and payee is not None:
            check_payee(call, owner, payee)


def _parties(
    call: Call, schedule: Row, booker: Booker, pay_from: str | None
) -> tuple[Owner | None, Owner | None, bool]:
    """Who pays, who is paid, and whether it is the booker who pays."""
    owner = Owner(schedule["owner_type"], schedule["owner_id"])
    payee = _named_payee(call, schedule)
    payer = Owner("person", schedule["billable_id"]) if schedule["billable_type"] == "user" else None
    if schedule["type_id"] == HIRE:
        call.as_worker()
        booker_pays, me = False, booker.user
    else:
        me = booker.user if booker.is_guest else paying_owner(call, pay_from)
        payer = None if payer in (me, booker.user) else payer
        booker_pays = payer is None
    return *rules.parties(schedule["type_id"], owner, me, payer, payee), booker_pays


def _named_payee(call: Call, schedule: Row) -> Owner | None:
    """Whom the schedule names as paid: a person, or whose the paid place on a contract is."""
    id = schedule["benefitable_id"]
    if schedule["benefitable_type"] == "participant":
        return participants_named(call.tx, [id]).get(id)
    return Owner("person", id) if schedule["benefitable_type"] == "user" else None


def _pays_how(
    call: Call, schedule: Row, terms: Terms, amount: Money | None, payer: Owner | None, asked: Asked
) -> Literal["balance", "prepaid", "later"]:
    """From the balance, from what the payer has prepaid in this schedule when that covers all of it, or later.

    payer None: it is not the booker who pays."""
    pay = asked.pay
    if amount is None:
        return "later"
    if call.caller.kind == "nobody":
        _check_guest_pays(call, terms, amount, pay)
        return "later"
    if pay == "balance" and schedule["type_id"] == HIRE:
        raise Invalid({"pay": worded("no money moves when a shift is taken; leave it out")})
    if pay == "balance" and payer is None:
        raise Invalid(
            {"pay": worded("somebody else pays for this schedule; say later, and the booking waits for them")}
        )
    if pay == "balance" and terms.payment == "none":
        raise Invalid({"pay": worded("this schedule is paid outside; say later")})
    if payer is None:
        return "later"
    prepaid = deposits.left_over(call.tx, schedule["id"], payer, amount.currency) - asked.prepaid_spent
    if prepaid >= amount.amount:
        return "prepaid"
    return pay or rules.pays_by_default(terms, amount, hire=False)


def _check_guest_pays(call: Call, terms: Terms, amount: Money, pay: PayChoice | None) -> None:
    """Guests have no purse: they pay a reserved slot through its public address, or at the place."""
    if pay == "balance":
        raise Invalid({"pay": worded("a guest has no balance; leave it out or say later")})
    if terms.payment != "none" and bookings.public_address(call.tx) is None:
        raise NotAllowed(
            worded(
                "This slot costs {amount}, and this server has no public page where a guest could pay it. "
                "Sign in first.",
                amount=amount,
            ),
            code="sign_in_to_pay",
            next=("request_login_code", "log_in_with_password"),
        )
