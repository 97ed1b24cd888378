"""A slot held for a guest: for a short time, a few at once, until they pass the code that was mailed to them."""

from __future__ import annotations

from store.database import Row
from store.scheduling import guest_holds
from store.scheduling.bookings import Booking
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, NotAllowed, RateLimited
from tools.rules.sentences import worded
from tools.scheduling.bookings.notices import span
from tools.scheduling.bookings.people import SIGN_IN
from tools.scheduling.rules.bookings import GUEST_BOOKINGS_WITHIN, MAX_GUEST_BOOKINGS, MAX_UNCONFIRMED
from tools.unproven_mail import mail_unproven


def check_guest_limits(call: Call, schedule: Row) -> None:
    """At most so many bookings of guests from one network address in an hour, and so many unconfirmed in a schedule."""
    origin = _origin(call)
    if guest_holds.holds_since(call.tx, origin, call.now - GUEST_BOOKINGS_WITHIN) >= MAX_GUEST_BOOKINGS:
        raise RateLimited(
            worded(
                "{max_guest_bookings} bookings of guests were made from your network address within the "
                "hour. Try later, or sign in.",
                max_guest_bookings=MAX_GUEST_BOOKINGS,
            ),
            retry_after=int(GUEST_BOOKINGS_WITHIN.total_seconds()),
            next=SIGN_IN,
        )
    if guest_holds.unconfirmed_in(call.tx, schedule["id"], origin, call.now) >= MAX_UNCONFIRMED:
        raise Conflict(
            worded(
                "{max_unconfirmed} slots of this schedule are held for guests at your network address, the "
                "most allowed. Confirm them with the codes that were mailed, or wait until they are free "
                "again.",
                max_unconfirmed=MAX_UNCONFIRMED,
            ),
            code="too_many_holds",
            next=("confirm_guest_booking",),
        )


def hold_for_guest(call: Call, booking: Booking) -> None:
    """Mail the code the booking waits for. NotAllowed when no mail may go to the address now; nothing is held then."""
    assert booking.email is not None, booking.id
    code = call.new_code()
    guest_holds.insert_hold(
        call.tx, booking.id, booking.schedule_id, _origin(call), code_digest(call, booking.id, code), call.now
    )
    zone = booking.booker_timezone
    why_not = mail_unproven(
        call,
        booking.email,
        "booking_code",
        {"label": booking.label},
        {
            "code": code,
            "event_id": str(booking.event_id),
            "when": span(booking.start, booking.end, zone),
            "until": iso(booking.hold_until or call.now, zone),
        },
    )
    if why_not is not None:
        raise NotAllowed(
            worded(
                "No code can be mailed for this booking, because {why_not}. Nothing was booked. Sign in to book it.",
                why_not=why_not,
            ),
            code="not_mailed",
            next=SIGN_IN,
        )


def is_own_hold(call: Call, row: Row) -> bool:
    """Whether a booking that waits for its code was made from where this call comes from."""
    return bool(row["origin_digest"] == _origin(call))


def code_digest(call: Call, booking_id: int, code: str) -> str:
    return call.key.digest("code of a guest's booking", f"{booking_id}:{code}")


def _origin(call: Call) -> str:
    return call.key.digest("origin of a guest's booking", call.origin)[:32]
