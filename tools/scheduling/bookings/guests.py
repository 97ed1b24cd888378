"""Guests without an account: what makes a slot theirs."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from store.database import Row
from store.scheduling import bookings, guest_holds
from tools.call import Call
from tools.errors import Invalid, RateLimited, WrongState
from tools.operation import operation, scheduled
from tools.params import Id
from tools.rules.sentences import worded
from tools.scheduling.bookings.guest_holds import code_digest, is_own_hold
from tools.scheduling.bookings.proven_guests import confirmed
from tools.scheduling.bookings.shapes import Booked
from tools.scheduling.params import EventId
from tools.scheduling.rules.bookings import CODE_TRIES
from tools.unproven_mail import prove_address

TOOLSET = "schedules"

Code = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="The six digits from the mail.")]


@operation(
    access="write",
    actors=("public",),
    price="free",
    secret=("code", "token"),
    find=(
        "I booked without an account and got six digits",
        "confirm my reservation with the code from the mail",
        "make my held slot mine",
        "finish booking as a guest",
        "the code for my booking is 123456",
        "my appointment waits for a code",
        "prove my address to keep the reserved time",
        "complete the guest reservation",
        "enter the booking code",
        "second step of booking without signing in",
        "the mail says to confirm my booking",
        "confirm my booking as a guest with the mailed code",
    ),
)
def confirm_guest_booking(
    call: Call,
    event_id: EventId,
    code: Code,
    booking_id: Annotated[Id, Field(description="Which booking; needed only when several of the event wait.")]
    | None = None,
) -> Booked:
    """Confirm a booking that a guest made with book_schedule, by the code that was mailed; only then the slot is theirs.

    Held for 15 minutes. The answer's token is the key to the booking from then on: it shows, moves and cancels it
    (get_event, request_event_correction, decline_event, which ends it). After five wrong codes book again."""
    waiting = _waiting(call, event_id, booking_id)
    if call.dry_run:
        raise Invalid({"dry_run": worded("a code is not tried in a dry run; leave dry_run out")})
    _try_code(call, waiting, code)
    waiting = _waiting(call, event_id, booking_id)
    booking = bookings.find_booking(call.tx, waiting["booking_id"])
    assert booking is not None
    assert booking.email is not None
    prove_address(call, booking.email)
    return confirmed(call, booking)


def _waiting(call: Call, event_id: int, booking_id: int | None) -> Row:
    """The booking that is meant: the one named, else the only one made from here, else the only one that waits."""
    rows = guest_holds.waiting_for_code(call.tx, event_id, call.now)
    if booking_id is not None:
        rows = [row for row in rows if row["booking_id"] == booking_id]
    if len(rows) > 1:
        rows = [row for row in rows if is_own_hold(call, row)] or rows
    if len(rows) > 1:
        raise Invalid({"booking_id": worded("several bookings of this event wait for a code; say which")})
    if not rows:
        which = worded("No booking") if booking_id is None else worded("Booking {booking_id}", booking_id=booking_id)
        no_code = worded("waits for a code") if booking_id is None else worded("does not wait for a code")
        raise WrongState(
            worded(
                "{which} of event {event_id} {no_code}: it was confirmed, or the 15 minutes are over and the "
                "time is free again.",
                which=which,
                event_id=event_id,
                no_code=no_code,
            ),
            state="not_waiting",
            next=("book_schedule", "get_schedule"),
        )
    return rows[0]


def _try_code(call: Call, row: Row, code: str) -> None:
    """Wrong codes count and are refused; from where the booking was made they count apart from everywhere else."""
    own = is_own_hold(call, row)
    tries = row["own_tries" if own else "other_tries"]
    if tries >= CODE_TRIES:
        raise RateLimited(
            worded(
                "{code_tries} wrong codes: this booking can no longer be confirmed from here. Book again.",
                code_tries=CODE_TRIES,
            ),
            retry_after=900,
            code="too_many_tries",
            next=("book_schedule",),
        )
    if not hmac.compare_digest(code_digest(call, row["booking_id"], code), row["code_digest"]):
        guest_holds.count_try(call.tx, row["booking_id"], own=own)
        raise Invalid(
            {
                "code": worded(
                    "is not the one that was mailed. Tries left: {code_tries}.", code_tries=CODE_TRIES - tries - 1
                )
            }
        ).kept()


HOLDS_STAY = timedelta(days=1)


@scheduled(every=600)
def forget_guest_holds(call: Call) -> int:
    """Drop what bookings of guests waited for a day ago."""
    return guest_holds.forget_holds(call.tx, call.now - HOLDS_STAY)
