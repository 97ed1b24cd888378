"""Who books and who comes along: callers, guests without an account, companions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.people.persons import find_person
from store.scheduling import events
from store.scheduling.bookings import Booking
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, NotAllowed, Unauthorized, WrongState
from tools.rules.sentences import worded
from tools.scheduling.availability.access import Access
from tools.scheduling.rules.bookings import HIRE
from tools.text import plain

SIGN_IN = ("request_login_code", "log_in_with_password")


@dataclass(frozen=True, slots=True)
class Booker:
    """Who books. A guest has no record of their own before they confirm the booking."""

    user: Owner | None
    name: str
    email: str | None
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who comes on a booking: a person here, or an address."""

    user: Owner | None
    email: str | None
    name: str | None


def booker_of(call: Call, access: Access, guest: Mapping[str, Any] | None, *, invited: bool = False) -> Booker:
    """The caller, or the guest named by a caller who is not signed in. invited: by a booking link, into private schedules too."""
    if call.caller.kind != "nobody":
        if guest is not None:
            raise Invalid({"guest": worded("you are signed in: leave it out; name who comes with attendees")})
        if access.is_owner:
            raise WrongState(
                worded(
                    "Schedule {id} is your own: put sessions and people into it with add_schedule_event.", id=access.id
                ),
                state="own_schedule",
                next=("add_schedule_event",),
            )
        name = events.name_of(call.tx, call.caller.owner) or call.caller.name
        return Booker(call.caller.owner, name, call.caller.email)
    if guest is None:
        raise Unauthorized(
            worded("Sign in, or give guest {{name, email}} to book without an account."),
            code="sign_in_or_guest",
            next=SIGN_IN,
        )
    if (access.schedule["private"] and not invited) or not access.settings.guests:
        raise NotAllowed(worded("This schedule takes no guests. Sign in to book it."), code="no_guests", next=SIGN_IN)
    if access.schedule["type_id"] == HIRE:
        raise NotAllowed(
            worded("Taking a shift needs an account, since you are the one paid."), code="no_guests", next=SIGN_IN
        )
    return Booker(None, plain(guest["name"]), guest["email"], is_guest=True)


def check_companions(call: Call, given: Sequence[Mapping[str, Any]], seats: int) -> list[Companion]:
    """Those who come, each a known person or an address; at most one for each seat."""
    faults: dict[str, str] = {}
    if len(given) > seats:
        faults["attendees"] = worded(
            "{count} people need {count} seats; seats is {seats}", count=len(given), seats=seats
        )
    companions: list[Companion] = []
    for index, each in enumerate(given):
        user_id, email = each.get("user_id"), each.get("email")
        if (user_id is None) == (email is None):
            faults[f"attendees[{index}]"] = worded("takes either user_id or email")
        elif user_id is not None and find_person(call.tx, user_id) is None:
            faults[f"attendees[{index}].user_id"] = worded("there is no person {user_id}", user_id=user_id)
        elif user_id is not None and call.caller.kind == "nobody":
            faults[f"attendees[{index}].user_id"] = worded(
                "a guest names who comes by email; sign in to name people here"
            )
        name = plain(each["name"]) if each.get("name") else None
        companions.append(Companion(Owner("person", user_id) if user_id else None, email, name))
    if faults:
        raise Invalid(faults)
    return companions


def insert_companions(call: Call, booking: Booking, companions: Sequence[Companion]) -> None:
    """Put who comes on the event's list, beside the booking itself: they come if they say so."""
    for companion in companions:
        if companion.user is not None and companion.user == booking.user:
            continue
        events.insert_attendee(
            call.tx,
            event_id=booking.event_id,
            schedule_id=booking.schedule_id,
            booking_id=booking.id,
            user_type=companion.user.kind if companion.user else None,
            user_id=companion.user.id if companion.user else None,
            email=companion.email,
            name=companion.name,
            role="optional",
            invited_at=call.stamp,
            created_at=call.stamp,
        )
