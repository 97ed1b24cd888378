"""Appointments loaded whole: an event with its hosts, its bookings and the suggestions open for it."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row, Transaction
from store.scheduling.bookings import Booking, bookings_of_event
from store.scheduling.event_corrections import open_corrections
from store.scheduling.events import attendees_of, hosts_of
from store.types import Owner


@dataclass(frozen=True, slots=True)
class Appointment:
    """An event, deleted or not, and all that decides what becomes of its bookings, as of one moment.

    people: the rows of its list, without those that only keep seats. bookings: oldest first, with those that ended and
    those that only keep seats for another. suggestions: open ones."""

    event: Row
    hosts: list[Owner]
    people: list[Row]
    bookings: list[Booking]
    suggestions: list[Row]

    @property
    def id(self) -> int:
        id: int = self.event["id"]
        return id

    @property
    def live(self) -> list[Booking]:
        """The bookings that were neither declined nor cancelled, without those that only keep seats."""
        return [each for each in self.bookings if each.status_id not in (400, 444) and each.stands_in_for is None]

    @property
    def parties(self) -> tuple[Owner | None, Owner | None]:
        """Who pays and who is paid by what the event itself says; None where it names no person."""
        event = self.event
        payer = Owner("person", event["billable_id"]) if event["billable_type"] == "user" else None
        payee = Owner("person", event["benefitable_id"]) if event["benefitable_type"] == "user" else None
        return payer, payee


def load_appointment(tx: Transaction, event_id: int) -> Appointment | None:
    """The event with all that belongs to it, deleted or not; slot_places: the places its schedule gives a slot now."""
    event = tx.one(
        "SELECT e.*, s.msp AS slot_places FROM events e LEFT JOIN schedules s ON s.id = e.kal_schedule_id WHERE e.id = :id",
        id=event_id,
    )
    if event is None:
        return None
    bookings = bookings_of_event(tx, event_id) if event["kal_schedule_id"] is not None else []
    people = attendees_of(tx, event_id)
    return Appointment(event, hosts_of(tx, event_id), people, bookings, open_corrections(tx, event_id))
