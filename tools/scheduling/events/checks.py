"""Refusals that the answers to an event share."""

from __future__ import annotations

from store.scheduling.bookings import Booking
from tools.errors import WrongState
from tools.scheduling.events.access import Stand
from tools.scheduling.rules.events import state_name


def listed(bookings: list[Booking]) -> str:
    """Several bookings, for somebody who has to say which one they mean."""
    return ", ".join(
        f"{booking.id} ({booking.who}, {booking.seats} seat{'s' if booking.seats > 1 else ''})" for booking in bookings
    )


def wrong_state(stand: Stand, status_id: int, why: str) -> WrongState:
    name = state_name(status_id)
    return WrongState(f"{stand.name} is {name}: {why}.", state=name.split(" ")[0], next=("get_event",))
