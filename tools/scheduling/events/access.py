"""Who somebody is to an event: loading it for the caller, or for the guest behind a booking token."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row
from store.scheduling import bookings, events
from store.scheduling.bookings import Booking
from store.secrets import hash_secret
from store.types import Owner
from tools.call import Call
from tools.callers import me_and_mine, proven_address
from tools.errors import NotAllowed, NotFound
from tools.scheduling.bookings.transitions import bring_up_to_date
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.rules.events import CANCELLED, DECLINED, Levels, Place, View, view_of

FIND = ("list_upcoming_events",)


@dataclass(frozen=True, slots=True)
class Stand:
    """An event as somebody stands to it. actor None: nobody signed in, and no token.

    pivot: the actor's own attendee row; booking: the booking they made or pay for; bookings: all of the event's,
    ended ones too; by_token: a guest, who sees and touches this booking only."""

    event: Row
    actor: Owner | None
    place: Place
    view: View
    pivot: Row | None
    booking: Booking | None
    bookings: list[Booking]
    by_token: bool = False

    @property
    def id(self) -> int:
        id: int = self.event["id"]
        return id

    @property
    def name(self) -> str:
        """The event as refusals and questions call it."""
        return f"event {self.id} '{self.event['label']}'"

    @property
    def live_bookings(self) -> list[Booking]:
        return [booking for booking in self.bookings if booking.status_id not in (DECLINED, CANCELLED)]


def stand_of(call: Call, event_id: int, token: str | None = None, *, acting: bool = False) -> Stand:
    """The event as the caller, or the guest with this token, stands to it. NotFound when they may not see it.

    acting: they are about to change it, so what time has already made true is written first."""
    if token is not None:
        return _guest_stand(call, event_id, token, acting)
    if acting:
        bring_up_to_date(call, event_id)
    event = events.find_event(call.tx, event_id)
    if event is None:
        raise NotFound("event", event_id, next=FIND)
    made = _bookings(call, event)
    if call.caller.kind == "nobody":
        place, pivot = Place(), None
    else:
        place, pivot = _place(call, event, made)
    view = view_of(place, private=bool(event["private"]), calendar_is_public=_is_public(call, event))
    if view is None:
        raise NotFound("event", event_id, next=FIND)
    actor = None if call.caller.kind == "nobody" else call.caller.owner
    return Stand(event, actor, place, view, pivot, _own_booking(call, pivot, made), made)


def acting_stand(call: Call, event_id: int, token: str | None = None) -> Stand:
    """The event for somebody who changes it: seen in full, or NotAllowed."""
    stand = stand_of(call, event_id, token, acting=True)
    if stand.view != "full" or stand.actor is None:
        raise NotAllowed(f"You have no part in event {event_id}; only its people may answer or change it.", next=FIND)
    return stand


def _guest_stand(call: Call, event_id: int, token: str, acting: bool) -> Stand:
    booking = bookings.booking_by_token(call.tx, hash_secret(token))
    if booking is None or booking.event_id != event_id:
        where = f"; it belongs to event {booking.event_id}" if booking else ""
        raise NotAllowed(f"This token is not the key to a booking in event {event_id}{where}.", code="wrong_token")
    if acting:
        bring_up_to_date(call, event_id)
    event = events.find_event(call.tx, event_id)
    if event is None:
        raise NotFound("event", event_id)
    made = _bookings(call, event)
    own = next(each for each in made if each.id == booking.id)
    pivot = next(row for row in events.attendees_of(call.tx, event_id) if row["id"] == booking.id)
    place = Place(attendee=True, payer=own.payer is not None and own.payer == own.user)
    return Stand(event, own.user, place, "full", pivot, own, [own], by_token=True)


def _bookings(call: Call, event: Row) -> list[Booking]:
    if event["kal_schedule_id"] is None:
        return []
    return [each for each in bookings.bookings_of_event(call.tx, event["id"]) if each.stands_in_for is None]


def _place(call: Call, event: Row, made: list[Booking]) -> tuple[Place, Row | None]:
    me, mine = call.caller.owner, me_and_mine(call)
    rows = events.attendee_rows_of(call.tx, event["id"], me, proven_address(call))
    calendar = events.calendar_of(call.tx, event["kal_id"])
    billable = bookings.owner_of("person", event["billable_id"]) if event["billable_type"] == "user" else None
    benefitable = bookings.owner_of("person", event["benefitable_id"]) if event["benefitable_type"] == "user" else None
    schedule_id = event["kal_schedule_id"]
    place = Place(
        owner=Owner(event["owner_type"], event["owner_id"]) == me,
        calendar_owner=calendar is not None and Owner(calendar["owner_type"], calendar["owner_id"]) == me,
        host=me in events.hosts_of(call.tx, event["id"]),
        attendee=bool(rows),
        payer=billable == me or any(each.payer in mine for each in made),
        payee=benefitable == me or any(each.payee == me for each in made),
        schedule=_schedule_levels(call, schedule_id, me) if schedule_id else None,
        contract=contract_levels(call, event["contract_id"]) if event["contract_id"] else None,
    )
    return place, rows[0] if rows else None


def _schedule_levels(call: Call, schedule_id: int, me: Owner) -> Levels | None:
    row = events.schedule_levels(call.tx, schedule_id, me)
    return Levels(row["read"], row["write"]) if row else None


def _own_booking(call: Call, pivot: Row | None, made: list[Booking]) -> Booking | None:
    """The booking the caller made, else the live one they (or their company) pay for."""
    if pivot is not None:
        booking_id = pivot["id"] if pivot["status_id"] is not None else pivot["booking_id"]
        own = next((each for each in made if each.id == booking_id), None)
        if own is not None:
            return own
    mine = me_and_mine(call)
    paid = [each for each in made if each.payer in mine]
    return next((each for each in paid if each.status_id not in (DECLINED, CANCELLED)), paid[0] if paid else None)


def _is_public(call: Call, event: Row) -> bool:
    calendar = events.calendar_of(call.tx, event["kal_id"])
    return calendar is not None and not calendar["private"] and not event["private"]
