"""Letting agreed changes of an event take effect, all of them together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.scheduling import events
from store.scheduling.appointments import load_appointment
from store.scheduling.bookings import Booking
from store.scheduling.event_corrections import open_corrections
from store.types import Money, Owner, utc_text, utc_time
from store.uploads import files
from tools.call import Call
from tools.scheduling.bookings.transitions import end_suggestions, write
from tools.scheduling.events.access import Stand
from tools.scheduling.events.changeset import TIME_FIELDS
from tools.scheduling.events.rescheduling import Held, move_booking, move_whole, warn_of_overlaps
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.events import APPOINTMENT, CANCELLED, DELIVERED, ENDED, PAID, Times

NOTHING_HELD = Held()
PLAIN_FIELDS = ("label", "description", "timezone")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Changes that take effect: field -> new value, plain JSON. people: who said yes to the time."""

    values: Mapping[str, Any]
    people: Collection[Owner]
    alone: bool = False
    held: Held = NOTHING_HELD


def apply_changes(call: Call, stand: Stand, booking: Booking | None, agreed: Agreed) -> int:
    """Write agreed changes; the event they are in afterwards (a booking may have moved to another one).

    Conflict when a new time is not free any more. booking: the one that state and money are about. Other suggestions for
    what is so now fall away."""
    values = agreed.values
    event_id = _change_time(call, stand, booking, agreed) if TIME_FIELDS & set(values) else stand.id
    columns = _columns(call, stand, values) | _money_columns(stand, booking, values)
    if columns:
        events.change_event(call.tx, stand.id, call.now, **columns)
    if "attendees" in values:
        _change_attendees(call, stand, booking, values["attendees"])
    if booking is not None:
        _change_booking(call, event_id, booking.id, stand, values)
    elif "status_id" in values:
        _change_state(call, stand, values["status_id"])
    call.changed("event", event_id)
    _end_equal(call, stand, booking, values)
    return event_id


def _change_time(call: Call, stand: Stand, booking: Booking | None, agreed: Agreed) -> int:
    values, event = agreed.values, stand.event
    if event["type_id"] != APPOINTMENT:
        columns = {name: values[name] for name in ("date", "duration") if name in values}
        events.change_event(call.tx, stand.id, call.now, **columns)
        return stand.id
    start = utc_time(values.get("start") or event["start_at"])
    minutes = values.get("duration") or int(
        (utc_time(event["end_at"]) - utc_time(event["start_at"])).total_seconds() // 60
    )
    times = Times(start, start + timedelta(minutes=minutes), start.date())
    if agreed.alone and booking is not None:
        return move_booking(call, stand, booking, times, agreed.held.booking_id)
    if event["kal_schedule_id"] is None:
        warn_of_overlaps(call, stand, times)
    move_whole(call, stand, times, agreed.people, agreed.held.event_id)
    return stand.id


def _columns(call: Call, stand: Stand, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the event that are as was agreed; its files are attached and detached with them."""
    columns: dict[str, Any] = {name: values[name] for name in PLAIN_FIELDS if name in values}
    columns |= {name: int(values[name]) for name in ("private", "credit") if name in values}
    if "files" in values:
        before = json.loads(stand.event["files"])
        columns["files"] = json.dumps(values["files"])
        files.attach(call.tx, [id for id in values["files"] if id not in before], f"event:{stand.id}")
        files.detach(call.tx, [id for id in before if id not in values["files"]], f"event:{stand.id}")
    return columns


def _money_columns(stand: Stand, booking: Booking | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says about its money: of one with several bookings, or a settled dispute, each says it itself."""
    if booking is not None and (booking.capacity != 1 or ("amount" in values and booking.escrow)):
        return {}
    columns: dict[str, Any] = {}
    if "amount" in values:
        currency = values.get("currency") or stand.event["currency"]
        columns |= {"amount": Money.of(values["amount"], currency).amount, "currency": currency}
    if "benefitable" in values:
        columns |= {"benefitable_type": values["benefitable"]["type"], "benefitable_id": values["benefitable"]["id"]}
    if "payment_status_id" in values and booking is None:
        columns["payment_status_id"] = values["payment_status_id"]
    return columns


def _change_attendees(call: Call, stand: Stand, booking: Booking | None, wanted: list[dict[str, Any]]) -> None:
    """The list becomes these people; who stays keeps their answer, who is new is invited."""
    rows = [
        row
        for row in events.attendees_of(call.tx, stand.id)
        if row["status_id"] is None and (booking is None or row["booking_id"] == booking.id)
    ]
    here = {row["user_id"] or row["email"]: row for row in rows}
    keys = {person.get("user_id") or person.get("email") for person in wanted}
    events.remove_attendees(call.tx, [row["id"] for key, row in here.items() if key not in keys])
    for person in wanted:
        key = person.get("user_id") or person.get("email")
        role = "required" if person["required"] else "optional"
        if key in here:
            events.change_attendee(call.tx, here[key]["id"], role=role)
            continue
        user_id = person.get("user_id")
        events.insert_attendee(
            call.tx,
            event_id=stand.id,
            booking_id=booking.id if booking else None,
            schedule_id=stand.event["kal_schedule_id"],
            user_type="person" if user_id else None,
            user_id=user_id,
            email=person.get("email"),
            role=role,
            invited_at=call.stamp,
            created_at=call.stamp,
        )
        if user_id:
            call.notify(Owner("person", user_id), "event", f"You are invited to {stand.name}.", ("event", stand.id))


def _change_booking(call: Call, event_id: int, booking_id: int, stand: Stand, values: Mapping[str, Any]) -> None:
    """Price, payee, payment and state of the booking they were agreed for, and its event with it."""
    appointment = load_appointment(call.tx, event_id)
    assert appointment is not None, event_id
    booking = appointment.booking(booking_id)
    write(call, appointment, rules.agreed(booking, values, stand.event["currency"], stand.actor, call.now))


def _change_state(call: Call, stand: Stand, status_id: int) -> None:
    """A state agreed on for an event and all its bookings."""
    appointment = load_appointment(call.tx, stand.id)
    assert appointment is not None, stand.id
    changes = [
        change
        for booking in appointment.live
        if booking.status_id != status_id
        for change in rules.agreed(booking, {"status_id": status_id}, None, stand.actor, call.now)
    ]
    if changes:
        write(call, appointment, changes)
    if stand.event["slot"] == "grid" and appointment.live:
        return
    columns: dict[str, Any] = {"status_id": status_id, "release_at": None, "hold_until": None}
    if status_id == DELIVERED and not appointment.live:
        paid = not stand.event["amount"] or stand.event["payment_status_id"] == PAID
        release = rules.release_at(Terms.stored(stand.event["terms"]), call.now)
        columns |= {"delivered_at": call.stamp, "release_at": utc_text(release) if paid else None}
    events.change_event(call.tx, stand.id, call.now, **columns)
    if status_id in ENDED:
        end_suggestions(call, open_corrections(call.tx, stand.id), CANCELLED)


def _end_equal(call: Call, stand: Stand, booking: Booking | None, values: Mapping[str, Any]) -> None:
    """Other open suggestions for what already is so, in the event or in this booking of it, fall away."""
    about = (None, booking.id if booking else None)
    equal = [
        row
        for row in open_corrections(call.tx, stand.id)
        if row["booking_id"] in about
        and row["field"] in values
        and json.loads(row["new_value"]) == values[row["field"]]
    ]
    end_suggestions(call, equal, CANCELLED)
