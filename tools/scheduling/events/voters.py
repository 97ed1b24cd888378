"""Who decides on a suggested change of an event."""

from __future__ import annotations

from store.scheduling import schedules
from store.scheduling.bookings import Booking
from store.types import Owner
from tools.call import Call
from tools.scheduling.events.access import Stand
from tools.scheduling.rules import events as rules
from tools.scheduling.rules.events import MONEY_FIELDS, PENDING, Ballot


def voice(call: Call, stand: Stand) -> Owner:
    """In whose name the caller votes: a colleague of a company that pays speaks for who booked in its name."""
    assert stand.actor is not None
    own = stand.booking
    if own is None or own.user is None or own.payer is None or stand.pivot is not None or stand.place.serves:
        return stand.actor
    return own.user if own.payer.kind == "company" else stand.actor


def ballot_of(call: Call, stand: Stand, field: str, booking: Booking | None) -> Ballot:
    """Who must agree to a change of this field. booking: the one booking it is about."""
    ballot = _ballot(call, stand, booking)
    if field not in MONEY_FIELDS and not (field == "status_id" and booking is not None and booking.amount):
        return ballot
    payer, payee = parties_of(stand, booking)
    return rules.with_sides(ballot, *([side] for side in (payer, payee) if side is not None))


def parties_of(stand: Stand, booking: Booking | None) -> tuple[Owner | None, Owner | None]:
    """Who speaks for the one who pays and the one who is paid. For a company, who booked in its name."""
    if booking is not None:
        by_company = booking.payer is not None and booking.payer.kind == "company"
        return booking.user if by_company else booking.payer, booking.payee
    return stand.appointment.parties


def serving(call: Call, stand: Stand) -> set[Owner]:
    """Those who offer the time of an event: its owner, its hosts, and who manages its schedule."""
    event = stand.event
    people = {Owner(event["owner_type"], event["owner_id"]), *stand.hosts}
    if event["kal_schedule_id"] is not None:
        for row in schedules.users_of(call.tx, event["kal_schedule_id"]):
            if row["write"] >= 3:
                people.add(Owner(row["user_type"], row["user_id"]))
    return people


def target_of(stand: Stand) -> Booking | None:
    """The booking that a suggestion of the caller is about: their own, or the only live one."""
    if stand.booking is not None and not stand.place.serves:
        return stand.booking
    if stand.event["slot"] == "session" and stand.event["status_id"] == PENDING:
        return None
    live = stand.live_bookings
    return live[0] if len(live) == 1 else None


def _ballot(call: Call, stand: Stand, booking: Booking | None) -> Ballot:
    event = stand.event
    if booking is not None and booking.user is not None:
        return rules.between([booking.user], serving(call, stand))
    bookers = {each.user for each in stand.live_bookings if each.user is not None}
    invited = {
        Owner(row["user_type"], row["user_id"])
        for row in stand.people
        if row["user_id"] is not None and row["role"] != "optional" and row["status"] != "declined"
    }
    owner = Owner(event["owner_type"], event["owner_id"])
    return rules.majority({*serving(call, stand), *bookers} if bookers else {owner, *stand.hosts, *invited})
