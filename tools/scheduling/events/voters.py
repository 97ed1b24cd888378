"""Who decides on a suggested change of an event."""

from __future__ import annotations

from store.scheduling.bookings import Booking
from store.types import Owner
from tools.scheduling.contract_levels import ContractSides
from tools.scheduling.events.access import Stand
from tools.scheduling.rules.events import MONEY_FIELDS, PENDING, Ballot, ballot_for, contract_ballot, with_sides


def voice(stand: Stand) -> Owner:
    """In whose name the caller votes: a colleague of a company that pays speaks for who booked in its name."""
    assert stand.actor is not None
    own = stand.booking
    if own is None or own.user is None or own.payer is None or stand.pivot is not None or stand.place.serves:
        return stand.actor
    return own.user if own.payer.kind == "company" else stand.actor


def ballot_of(stand: Stand, field: str, booking: Booking | None) -> Ballot:
    """Who must agree to a change of this field. booking: the one booking it is about."""
    event = stand.event
    owner = Owner(event["owner_type"], event["owner_id"])
    serving, bookers = {owner, *stand.hosts, *stand.managers}, [each.user for each in stand.live_bookings if each.user]
    invited = {
        Owner(row["user_type"], row["user_id"])
        for row in stand.people
        if row["user_id"] is not None and row["role"] != "optional" and row["status"] != "declined"
    }
    money = field in MONEY_FIELDS or (field == "status_id" and booking is not None and booking.amount)
    if stand.contract is not None and not bookers:
        return _of_contract(stand, stand.contract, owner, invited, money=bool(money))
    sides = [side for side in parties_of(stand, booking) if side is not None] if money else []
    everybody = {*serving, *bookers} if bookers else {owner, *stand.hosts, *invited}
    return ballot_for(booking.user if booking else None, serving, everybody, sides)


def _of_contract(stand: Stand, sides: ContractSides, owner: Owner, invited: set[Owner], *, money: bool) -> Ballot:
    """The ballot of an event of a contract, by the contract's setting; over money those who pay for it and who is paid."""
    taking_part = {
        Owner(row["user_type"], row["user_id"])
        for row in stand.people
        if row["user_id"] is not None and row["status"] != "declined"
    }
    payer, payee = parties_of(stand, None)
    involved = {*taking_part, *stand.hosts, *([payee] if payee else [])}
    ballot = contract_ballot(sides.quorum, owner, {*stand.hosts, *invited, *(sides.members & involved)})
    if not money:
        return ballot
    paying = {payer} if payer is not None else set(sides.payers)
    return with_sides(ballot, *(side for side in (paying, {payee} if payee else set()) if side))


def parties_of(stand: Stand, booking: Booking | None) -> tuple[Owner | None, Owner | None]:
    """Who speaks for the one who pays and the one who is paid. For a company, who booked in its name."""
    if booking is not None:
        by_company = booking.payer is not None and booking.payer.kind == "company"
        return booking.user if by_company else booking.payer, booking.payee
    return stand.parties


def target_of(stand: Stand) -> Booking | None:
    """The booking that a suggestion of the caller is about: their own, or the only live one."""
    if stand.booking is not None and not stand.place.serves:
        return stand.booking
    if stand.event["slot"] == "session" and stand.event["status_id"] == PENDING:
        return None
    live = stand.live_bookings
    return live[0] if len(live) == 1 else None
