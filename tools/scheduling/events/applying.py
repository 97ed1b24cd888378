"""Letting agreed changes of an event take effect, all of them together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.database import Row
from store.scheduling import bookings as store
from store.scheduling import event_corrections, events
from store.scheduling.bookings import Booking
from store.types import Money, Owner, utc_text, utc_time
from store.uploads import files
from tools.call import Call
from tools.errors import WrongState
from tools.scheduling.bookings import transitions as moves
from tools.scheduling.events.access import Stand
from tools.scheduling.events.changeset import TIME_FIELDS
from tools.scheduling.events.rescheduling import Held, move_booking, move_whole, warn_of_overlaps
from tools.scheduling.rules import bookings as rules
from tools.scheduling.rules.bookings import Standing, Terms
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CANCELLED,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    ENDED,
    PAID,
    PAYMENT_PENDING,
    PENDING,
    UNPAID,
    Times,
)

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

    Conflict when a new time is not free any more. booking: the one that state and money are about."""
    values = agreed.values
    event_id = stand.id
    if TIME_FIELDS & set(values):
        event_id = _change_time(call, stand, booking, agreed)
    _change_columns(call, stand, values)
    if "attendees" in values:
        _change_attendees(call, stand, booking, values["attendees"])
    if booking is not None:
        booking = moves.reload(call, booking)
        _change_money_of_booking(call, stand, booking, values)
        if "status_id" in values:
            _change_state_of_booking(call, moves.reload(call, booking), values["status_id"], stand.actor)
    else:
        _change_money_of_event(call, stand, values)
        if "status_id" in values:
            _change_state_of_event(call, stand, values["status_id"])
    call.changed("event", event_id)
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


def _change_columns(call: Call, stand: Stand, values: Mapping[str, Any]) -> None:
    columns: dict[str, Any] = {name: values[name] for name in PLAIN_FIELDS if name in values}
    columns |= {name: int(values[name]) for name in ("private", "credit") if name in values}
    if "files" in values:
        before = json.loads(stand.event["files"])
        columns["files"] = json.dumps(values["files"])
        files.attach(call.tx, [id for id in values["files"] if id not in before], f"event:{stand.id}")
        files.detach(call.tx, [id for id in before if id not in values["files"]], f"event:{stand.id}")
    if columns:
        events.change_event(call.tx, stand.id, call.now, **columns)


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


def _change_money_of_booking(call: Call, stand: Stand, booking: Booking, values: Mapping[str, Any]) -> None:
    currency = values.get("currency") or (booking.amount.currency if booking.amount else stand.event["currency"])
    if "amount" in values and booking.escrow:
        # A dispute settled on an amount: that is paid out, the rest goes back.
        moves.complete(call, booking, Money.of(values["amount"], currency))
        return
    columns: dict[str, Any] = {}
    if "amount" in values:
        amount = Money.of(values["amount"], currency).amount
        columns |= {"amount": amount, "currency": currency}
        if not amount:
            columns["payment_status_id"] = None
        elif booking.payment_status_id is None:
            columns["payment_status_id"] = UNPAID
    if "benefitable" in values:
        columns |= {"payee_type": "person", "payee_id": values["benefitable"]["id"]}
    if columns:
        store.change_booking(call.tx, booking.id, **columns)
    if booking.capacity == 1:
        _change_money_of_event(
            call, stand, {name: value for name, value in values.items() if name != "payment_status_id"}
        )
    moves.refresh_event(call, booking.event_id)
    if values.get("payment_status_id") == PAID:
        moves.mark_paid(call, moves.reload(call, booking), "external")
    elif "payment_status_id" in values:
        store.change_booking(call.tx, booking.id, payment_status_id=values["payment_status_id"])
        moves.refresh_event(call, booking.event_id)


def _change_money_of_event(call: Call, stand: Stand, values: Mapping[str, Any]) -> None:
    columns: dict[str, Any] = {}
    if "amount" in values:
        currency = values.get("currency") or stand.event["currency"]
        columns |= {"amount": Money.of(values["amount"], currency).amount, "currency": currency}
    if "benefitable" in values:
        columns |= {"benefitable_type": values["benefitable"]["type"], "benefitable_id": values["benefitable"]["id"]}
    if "payment_status_id" in values:
        columns["payment_status_id"] = values["payment_status_id"]
    if columns:
        events.change_event(call.tx, stand.id, call.now, **columns)


def _change_state_of_booking(call: Call, booking: Booking, status_id: int, by: Owner | None) -> None:
    if status_id == CONFIRMED:
        if booking.payment_status_id == PAYMENT_PENDING:
            raise WrongState(
                f"Event {booking.event_id} must be paid first: {booking.amount}.",
                state="pending",
                next=("pay_schedule_events",),
            )
        moves.stand(call, booking, Standing(CONFIRMED, booking.payment_status_id))
    elif status_id in (DECLINED, CANCELLED):
        moves.end_booking(call, booking, status_id, 100, reason="agreed", by=by)
    elif status_id == COMPLETED:
        moves.complete(call, booking)
    elif status_id == DELIVERED:
        moves.deliver(call, booking, call.now)
        moves.refresh_event(call, booking.event_id)
    elif status_id == PENDING:
        moves.dispute(call, booking)


def _change_state_of_event(call: Call, stand: Stand, status_id: int) -> None:
    live = stand.live_bookings
    for booking in live:
        if booking.status_id != status_id:
            _change_state_of_booking(call, moves.reload(call, booking), status_id, stand.actor)
    if stand.event["slot"] == "grid" and live:
        return
    columns: dict[str, Any] = {"status_id": status_id, "release_at": None, "hold_until": None}
    if status_id == DELIVERED and not live:
        paid = not stand.event["amount"] or stand.event["payment_status_id"] == PAID
        release = rules.release_at(Terms.stored(stand.event["terms"]), call.now)
        columns |= {"delivered_at": call.stamp, "release_at": utc_text(release) if paid else None}
    events.change_event(call.tx, stand.id, call.now, **columns)
    if status_id in ENDED:
        moves.withdraw_corrections(call, stand.id)


def end_correction(call: Call, row: Row, status_id: int) -> None:
    """End a suggestion without effect (400 or 444), and free the time it kept."""
    event_corrections.decide(call.tx, row["id"], status_id, call.now)
    moves.free_held_time(call, row["held_event_id"], row["held_booking_id"])


def end_equal(call: Call, stand: Stand, booking: Booking | None, values: Mapping[str, Any]) -> None:
    """Other open suggestions for what already is so, in the event or in this booking of it, fall away."""
    about = (None, booking.id if booking else None)
    for row in event_corrections.open_corrections(call.tx, stand.id):
        if (
            row["booking_id"] in about
            and row["field"] in values
            and json.loads(row["new_value"]) == values[row["field"]]
        ):
            end_correction(call, row, CANCELLED)
