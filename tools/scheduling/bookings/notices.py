"""Telling the people of a booking what happened: a notice for those with an account, mail for guests."""

from __future__ import annotations

from collections.abc import Iterable

from store.scheduling.bookings import Booking
from store.types import Owner, iso
from tools.call import Call
from tools.scheduling.rules.transitions import Notice
from tools.unproven_mail import mail_unproven


def tell(call: Call, hosts: Iterable[Owner], booking: Booking, notice: Notice) -> None:
    """Tell whom a notice is meant for."""
    if notice.to == "hosts":
        tell_hosts(call, hosts, booking, notice.text, but=notice.but)
    elif notice.to == "booker":
        tell_booker(call, booking, notice.text)
    elif booking.payee is not None:
        call.notify(booking.payee, "booking", notice.text, ("event", booking.event_id))


def tell_booker(call: Call, booking: Booking, text: str) -> None:
    """Tell who booked: by a notice; a guest who has confirmed by mail, whoever else is known by an address in our words."""
    if booking.unconfirmed:
        return
    if booking.email and booking.by_guest:
        call.mail(booking.email, "Your booking", f"{text}\n\n{when(booking)}")
    elif booking.email and booking.user is None:
        words = {"label": booking.label, "note": text}
        mail_unproven(call, booking.email, "booking_news", words, {"when": iso(booking.start, booking.timezone)})
    elif booking.user is not None:
        call.notify(booking.user, "booking", text, ("event", booking.event_id))


def tell_hosts(call: Call, hosts: Iterable[Owner], booking: Booking, text: str, but: Owner | None = None) -> None:
    """Tell everybody who serves, but the one who did it."""
    for host in hosts:
        if host != but:
            call.notify(host, "booking", text, ("event", booking.event_id))


def when(booking: Booking) -> str:
    """The time of a booking as people read it, in the booker's zone."""
    zone = booking.booker_timezone
    return f"{booking.label}: {iso(booking.start, zone)} to {iso(booking.end, zone)} ({zone})"
