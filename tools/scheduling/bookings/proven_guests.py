"""Guests who have shown that a mail reached them: the slot is theirs from then on."""

from __future__ import annotations

from store.people.identity import create_person, find_person_by_email
from store.scheduling import events, guest_holds
from store.scheduling.bookings import Booking
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.scheduling.bookings.shapes import Booked, answer, tell_made
from tools.scheduling.bookings.transitions import appointment_of, write
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules import transitions
from tools.scheduling.rules.bookings import Terms


def confirmed(call: Call, booking: Booking) -> Booked:
    """The slot is the guest's: it stands as it would have from the beginning, and the hosts hear of it."""
    terms = Terms.stored(booking.terms)
    guest = _guest_person(call, booking)
    token = call.new_secret("hh_booking_")
    by_payer = booking.payer is None
    events.adopt_attendee(call.tx, booking.id, guest)
    guest_holds.confirm_booking(call.tx, booking.id, hash_secret(token))
    appointment = appointment_of(call, booking.event_id)
    own = next(each for each in appointment.bookings if each.id == booking.id)
    standing = rules.opening(terms, own.amount, "later", call.now, own.start, by_payer=by_payer)
    pays = own.capacity == 1 and own.payer is not None and own.payer.kind == "person"
    columns = {"billable_type": "user", "billable_id": own.payer.id} if pays and own.payer else {}
    write(call, appointment, [transitions.stands(own, standing)], **columns)
    appointment = appointment_of(call, booking.event_id)
    own = next(each for each in appointment.bookings if each.id == booking.id)
    tell_made(call, appointment, own)
    return answer(call, appointment, own, terms, token)


def _guest_person(call: Call, booking: Booking) -> Owner:
    """A person record for a guest: their earlier one while it is no account, else a new one.

    An address that belongs to somebody signed up is left out of the new record, so that nobody books in their name."""
    assert booking.email is not None
    known = find_person_by_email(call.tx, booking.email)
    if known is not None and known["email_verified_at"] is None and known["password_hash"] is None:
        return Owner("person", known["id"])
    email = None if known else booking.email
    return Owner("person", create_person(call.tx, call.new_uuid(), email, booking.name or "Guest", call.now))
