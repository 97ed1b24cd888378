"""Letting agreed changes of an event take effect, all of them together."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from store.database import Row
from store.scheduling import events
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking
from store.scheduling.event_corrections import open_corrections
from store.types import Money, Owner, iso, utc_time
from store.uploads import files
from tools.call import Call
from tools.errors import WrongState
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.kept_slots import let_all_go
from tools.scheduling.bookings.transitions import appointment_of, end_suggestions, free_held_time, write
from tools.scheduling.events.access import Stand
from tools.scheduling.events.changeset import TIME_FIELDS, TOOK_PLACE
from tools.scheduling.events.invitations import settle_invitations
from tools.scheduling.events.notices import tell_answered, tell_invited, tell_uninvited
from tools.scheduling.events.rescheduling import Held, Moved, move_booking, move_whole
from tools.scheduling.exports import note_shown
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.events import APPOINTMENT, CANCELLED, DELIVERED, ENDED, PAID, UNPAID, Times, state_name
from tools.scheduling.rules.transitions import Change

NOTHING_HELD = Held()
PLAIN_FIELDS = ("label", "description", "timezone")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Changes that take effect: field -> new value, plain JSON. people: who said yes to the time."""

    values: Mapping[str, Any]
    people: Collection[Owner]
    alone: bool = False
    held: Held = NOTHING_HELD


def apply_changes(call: Call, stand: Stand, booking: Booking | None, agreed: Agreed) -> Moved:
    """Write agreed changes; the event they are in afterwards (a booking may have moved to another one), and who was told
    of another time.

    Conflict when a new time is not free any more. booking: the one that state and money are about. Other suggestions for
    what is so now fall away."""
    values = agreed.values
    moved = _change_time(call, stand, booking, agreed) if TIME_FIELDS & set(values) else Moved(stand.id, [])
    event_id = moved.event_id
    _check_took_place(call, stand, event_id, values)
    columns = _columns(call, stand, values) | _money_columns(stand, booking, values)
    if columns:
        events.change_event(call.tx, stand.id, call.now, **columns)
    if "attendees" in values:
        _change_attendees(call, stand, booking, values["attendees"])
    if booking is not None or "status_id" in values:
        _change_bookings(call, appointment_of(call, event_id), stand, booking, values)
    if booking is None and "payment_status_id" in values:
        settle_invitations(call, stand.again(call))
    note_shown(call, event_id)
    call.changed("event", event_id)
    call.change("event.changed", ("event", event_id), data={"fields": sorted(values)})
    _end_equal(call, stand, booking, values)
    return moved


def _check_took_place(call: Call, stand: Stand, event_id: int, values: Mapping[str, Any]) -> None:
    """WrongState when an event that was moved since is said to have taken place before it begins."""
    status_id = values.get("status_id")
    event = appointment_of(call, event_id).event
    if status_id in TOOK_PLACE and event["start_at"] and utc_time(event["start_at"]) > call.now:
        raise WrongState(
            worded(
                "{name} begins at {start_at}: before that it cannot be {state_name}. No vote was counted.",
                name=stand.name,
                start_at=iso(event["start_at"], event["timezone"]),
                state_name=state_name(status_id),
            ),
            state=state_name(event["status_id"]),
            next=("get_event",),
        )


def _change_time(call: Call, stand: Stand, booking: Booking | None, agreed: Agreed) -> Moved:
    values, event = agreed.values, stand.event
    if event["type_id"] != APPOINTMENT:
        return Moved(stand.id, [])
    start = utc_time(values.get("start") or event["start_at"])
    minutes = values.get("duration") or int(
        (utc_time(event["end_at"]) - utc_time(event["start_at"])).total_seconds() // 60
    )
    times = Times(start, start + timedelta(minutes=minutes), start.date())
    free_held_time(call, agreed.held.event_id, agreed.held.booking_id)
    if agreed.alone and booking is not None:
        return move_booking(call, stand, booking, times, agreed.people)
    return Moved(stand.id, move_whole(call, stand, times, agreed.people))


def _columns(call: Call, stand: Stand, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the event that are as was agreed; its files are attached and detached with them."""
    plain = PLAIN_FIELDS if stand.event["type_id"] == APPOINTMENT else (*PLAIN_FIELDS, "date", "duration")
    columns: dict[str, Any] = {name: values[name] for name in plain if name in values}
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
        amount = Money.of(values["amount"], currency).amount if values["amount"] is not None else None
        columns |= {"amount": amount, "currency": currency}
        if stand.event["contract_id"] is not None:
            columns["payment_status_id"] = (stand.event["payment_status_id"] or UNPAID) if amount else None
    if "benefitable" in values:
        columns |= {"benefitable_type": values["benefitable"]["type"], "benefitable_id": values["benefitable"]["id"]}
    if "payment_status_id" in values and booking is None:
        columns["payment_status_id"] = values["payment_status_id"]
    return columns


def _change_attendees(call: Call, stand: Stand, booking: Booking | None, wanted: list[dict[str, Any]]) -> None:
    """The list becomes these people; who is new is invited."""
    booking_id = booking.id if booking else None
    events.replace_attendees(call.tx, stand.event, booking_id, wanted, call.now)
    before = {_person(row): row for row in stand.people if row["status"] != "declined"}
    now = {_person(row): row for row in events.attendees_of(call.tx, stand.id)}
    tell_invited(call, stand, booking, [row for person, row in now.items() if person not in before])
    tell_uninvited(call, stand, booking, [row for person, row in before.items() if person not in now])


def _person(row: Row) -> tuple[str | None, int | None, str | None]:
    """Who a row of a list is: ids of rows that went may be given again."""
    return row["user_type"], row["user_id"], row["email"]


def _change_bookings(
    call: Call, appointment: Appointment, stand: Stand, booking: Booking | None, values: Mapping[str, Any]
) -> None:
    """Price, payee, payment and state of the booking they were agreed for; without one, the state of event and all."""
    about = [each for each in appointment.bookings if each.id == booking.id] if booking else appointment.live
    if booking is None:
        values = {"status_id": values["status_id"]}
        about = [each for each in about if each.status_id != values["status_id"]]
    changes = [
        change
        for each in about
        for change in rules.agreed(each, values, stand.event["currency"], stand.actor, call.now)
    ]
    _ask(call, stand, about, changes)
    if booking is not None or changes:
        write(call, appointment, changes)
    if booking is None and not (stand.event["slot"] == "grid" and appointment.live):
        _change_state(call, appointment, values["status_id"])
        if stand.contract is not None and values["status_id"] == DELIVERED:
            tell_answered(call, stand, say("{who} has done {event}."))


def _ask(call: Call, stand: Stand, about: list[Booking], changes: list[Change]) -> None:
    """An agreement that ends what is held for bookings moves money: the person agrees, as to other money that moves."""
    payouts = [change.payout for change in changes if change.payout is not None]
    if not payouts:
        return
    refund, kept = payouts[0].refund, payouts[0].payee
    for payout in payouts[1:]:
        refund, kept = refund + payout.refund, kept + payout.payee
    parts = [worded("{refund} goes back to whoever paid", refund=refund)] if refund else []
    parts += [worded("{kept} goes to whoever is paid", kept=kept)] if kept else []
    call.confirm(
        worded("Let the agreement about event {id} take effect, for which is held", id=stand.id),
        record=f"event:{stand.id}",
        amount=refund + kept,
        details=(*parts, worded("The event is called {label}", label=quoted(stand.event["label"]))),
        moves=bool(kept),
    )


def _change_state(call: Call, appointment: Appointment, status_id: int) -> None:
    """The state agreed on for an event that does not just follow its bookings."""
    event = appointment.event
    columns: dict[str, Any] = {"status_id": status_id, "release_at": None, "hold_until": None}
    if status_id == DELIVERED and not appointment.live:
        paid = not event["amount"] or event["payment_status_id"] == PAID
        columns |= {
            "delivered_at": call.stamp,
            "release_at": rules.event_release(event["terms"], call.now) if paid else None,
        }
    if status_id in ENDED:
        let_all_go(call, appointment.id)
    events.change_event(call.tx, appointment.id, call.now, **columns)
    if status_id in ENDED:
        _end_open(call, appointment.id)


def _end_equal(call: Call, stand: Stand, booking: Booking | None, values: Mapping[str, Any]) -> None:
    """Other open suggestions for what already is so, in the event or in this booking of it, fall away."""
    about = (None, booking.id if booking else None)

    def is_so(row: Row) -> bool:
        return (
            row["booking_id"] in about
            and row["field"] in values
            and json.loads(row["new_value"]) == values[row["field"]]
        )

    _end_open(call, stand.id, is_so)


def _end_open(call: Call, event_id: int, which: Callable[[Row], bool] = lambda row: True) -> None:
    end_suggestions(call, [row for row in open_corrections(call.tx, event_id) if which(row)], CANCELLED)
