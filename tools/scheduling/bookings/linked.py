"""Booking by a link: whom it lets in, what may be booked with it, at what price, and its use counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from store.database import Row
from store.folding import address_key_or_none
from store.scheduling import booking_links, schedules
from store.scheduling.booking_links import BookingLink
from store.secrets import hash_secret
from store.types import Money, iso
from tools.call import Call
from tools.callers import proven_address
from tools.errors import Conflict, Invalid, NotFound
from tools.rules.sentences import joined, worded
from tools.scheduling.availability.access import Access, seen_schedule
from tools.scheduling.bookings.checks import bookable
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Slot


def linked_schedule(
    call: Call, schedule_id: int, token: str | None, email: str | None
) -> tuple[Access, BookingLink | None]:
    """The schedule for somebody who books, and the link that lets them in. email: of a guest.

    A token that is wrong, over, of another schedule or for another address is answered like one that never was."""
    access, link = seen_by_link(call, schedules.find_schedule(call.tx, schedule_id), schedule_id, token, email)
    return bookable(access), link


def seen_by_link(
    call: Call, row: Row | None, id: int | str, token: str | None, email: str | None = None
) -> tuple[Access, BookingLink | None]:
    """The same for somebody who only looks at it. row: the schedule, named by id in what was asked."""
    if token is None:
        return seen_schedule(call, row, id), None
    link = booking_links.link_by_token(call.tx, hash_secret(token), call.now)
    who = address_key_or_none(email if call.caller.kind == "nobody" else proven_address(call))
    fits = link is not None and row is not None and link.schedule_id == row["id"] and link.status == "active"
    if row is None or link is None or not fits or link.email_key not in (None, who):
        raise no_such_link()
    try:
        access = seen_schedule(call, row, id)
    except NotFound:
        access = Access(row, None, 0, 0)
    return access, link


def no_such_link() -> NotFound:
    return NotFound(
        "booking link",
        of=worded(
            "of that token, open to you in this schedule (one for a single address: sign in with it, or name it as guest in "
            "book_schedule, which says what is free),"
        ),
        next=("find_next_slot", "get_schedule", "request_login_code"),
    )


def length_by(link: BookingLink | None, schedule: Row, duration: int | None, event_id: int | None) -> int | None:
    """The length that is meant: a link may leave only some of the schedule's. Invalid names them. An event has its own."""
    if link is None or not link.durations or event_id is not None:
        return duration
    if duration is None:
        return schedule["duration"] if schedule["duration"] in link.durations else link.durations[0]
    if duration not in link.durations:
        raise Invalid(
            {"duration": worded("this link offers {durations} minutes", durations=", ".join(map(str, link.durations)))}
        )
    return duration


def check_fits(link: BookingLink | None, slot: Slot) -> None:
    """Invalid when a link does not reach to a slot."""
    if link is None:
        return
    if link.durations and slot.minutes not in link.durations:
        raise Invalid(
            {"duration": worded("this link offers {durations} minutes", durations=", ".join(map(str, link.durations)))}
        )
    if not reaches(link, slot.start):
        raise Invalid({"start": starts_of(link)}, next=("find_next_slot", "get_schedule"))


def reaches(link: BookingLink, start: datetime) -> bool:
    """Whether a link is for slots that begin at a moment."""
    return (link.first is None or link.first <= start) and (link.last is None or start <= link.last)


def starts_of(link: BookingLink) -> str:
    """Which starts a link that has bounds is for."""
    first = worded("from {moment}", moment=iso(link.first, link.timezone)) if link.first else ""
    last = worded("until {moment}", moment=iso(link.last, link.timezone)) if link.last else ""
    return worded("this link is for starts {parts}", parts=joined([part for part in (first, last) if part], " "))


def price_by(link: BookingLink | None, price: Money | None, seats: int) -> Money | None:
    """What seats of a slot cost with a link. price: what they cost without."""
    if link is None or link.price is None:
        return price
    return link.price * seats if link.price else None


def terms_by(link: BookingLink | None, schedule: Row, terms: Terms) -> Terms:
    """What binds a booking made with a link: its price has to be paid as the schedule's would have to be."""
    if link is None or not link.price:
        return terms
    return replace(terms, payment=settings_of(schedule["settings"]).payment_for(link.price.amount))


def count_use(call: Call, link_id: int, booking_id: int) -> None:
    """A booking takes one use of a link. Conflict when the last one went meanwhile."""
    if not booking_links.take_use(call.tx, link_id, booking_id, call.now):
        raise Conflict(
            worded(
                "The booking link can no longer be used: it was used up, taken back, or its time is over. "
                "Nothing was booked or charged."
            ),
            code="link_not_usable",
            next=("find_next_slot", "book_schedule"),
        )
