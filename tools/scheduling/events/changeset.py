"""What somebody wants an event to become: their words turned into changes of single fields, and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.scheduling import events
from store.scheduling.bookings import Booking, moment
from store.types import Money, iso, utc_text
from store.uploads import files
from tools.call import Call
from tools.errors import Invalid, NotAllowed
from tools.rules.sentences import told_by, word, worded
from tools.scheduling.events.access import Stand
from tools.scheduling.named_people import beneficiary_fault, people_named
from tools.scheduling.rules import events as rules
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CANCELLED,
    COMPLETED,
    CONFIRMED,
    DELIVERED,
    LOCKED_WHEN_PAID,
    PAID,
    PAYMENT_PENDING,
    PENDING,
    STATES,
    AskedTimes,
    Change,
    Times,
    state_name,
)
from tools.text import plain

GUEST_FIELDS = frozenset({"date", "start", "end", "duration", "timezone", "label", "description"})
TIME_FIELDS = frozenset({"start", "duration", "date"})
# States that say of an event that it took place.
TOOK_PLACE = (DELIVERED, COMPLETED)


@dataclass(frozen=True, slots=True)
class Wish:
    """The arguments of a suggestion, as given. None = not asked for; description '' = empty it."""

    timezone: str | None = None
    date: Date | None = None
    start: datetime | str | None = None
    end: datetime | str | None = None
    duration: int | None = None
    status_id: int | None = None
    payment_status_id: int | None = None
    label: str | None = None
    description: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    private: bool | None = None
    credit: bool | None = None
    benefitable: Mapping[str, Any] | None = None
    files: Sequence[int] | None = None
    attendees: Sequence[Mapping[str, Any]] | None = None

    @property
    def asks_time(self) -> bool:
        return any(value is not None for value in (self.date, self.start, self.end, self.duration))

    @property
    def named(self) -> set[str]:
        return {name for name in self.__slots__ if getattr(self, name) is not None}


@dataclass(slots=True)
class Wanted:
    """The changes a wish comes to, and the times it would lead to."""

    changes: list[Change]
    times: Times | None = None
    faults: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        return next((change.new for change in self.changes if change.field == name), None)


def wanted_of(call: Call, stand: Stand, booking: Booking | None, wish: Wish) -> Wanted:
    """The changes of a wish, every fault named at once. Invalid when nothing would change."""
    if stand.by_token and (more := wish.named - GUEST_FIELDS):
        raise NotAllowed(
            worded(
                "A booking token may only suggest time, label and description, not {more}.",
                more=", ".join(sorted(more)),
            ),
            code="guest_fields",
            next=("log_in_with_code",),
        )
    old = current_values(call, stand, booking)
    faults: dict[str, str] = {}
    values = _plain_values(wish)
    times = _times(stand, wish, values, faults)
    _check_money(stand, wish, old, values, faults)
    _check_people(call, stand, booking, wish, values, faults)
    changes = rules.changes_between(old, values)
    _check_locks(booking, old, changes, faults)
    _check_status(call, stand, booking, changes, faults, times)
    if faults:
        raise Invalid(faults, next=("get_event",))
    if not changes:
        raise Invalid(
            {"event_id": worded("nothing would change: {name} has these values already", name=stand.name)},
            next=("get_event",),
        )
    moves = any(change.field in TIME_FIELDS for change in changes)
    return Wanted(changes, times if moves else None)


def current_values(call: Call, stand: Stand, booking: Booking | None) -> dict[str, Any]:
    """The present values of all fields that can be suggested, as plain JSON. A booking's own where there is one."""
    event = stand.event
    amount = (
        Money(event["amount"], event["currency"]).text if event["amount"] is not None and event["currency"] else None
    )
    payee = {"type": event["benefitable_type"], "id": event["benefitable_id"]} if event["benefitable_id"] else None
    values: dict[str, Any] = {
        "start": event["start_at"],
        "duration": event["duration"],
        "date": event["date"],
        "timezone": event["timezone"],
        "status_id": event["status_id"],
        "payment_status_id": event["payment_status_id"],
        "label": event["label"],
        "description": event["description"],
        "amount": amount,
        "currency": event["currency"],
        "private": bool(event["private"]),
        "credit": bool(event["credit"]),
        "benefitable": payee,
        "files": json.loads(event["files"]),
        "attendees": _attendees_now(call, stand, booking),
    }
    if booking is not None:
        payee = {"type": "user", "id": booking.payee.id} if booking.payee and booking.payee.kind == "person" else None
        values |= {
            "status_id": booking.status_id,
            "payment_status_id": booking.payment_status_id,
            "amount": booking.amount.text if booking.amount else None,
            "currency": booking.amount.currency if booking.amount else event["currency"],
            "benefitable": payee,
        }
    return values


def _plain_values(wish: Wish) -> dict[str, Any]:
    """Fields that are wanted just as they were given."""
    values: dict[str, Any] = {}
    for name in ("status_id", "payment_status_id", "private", "credit", "currency"):
        if (value := getattr(wish, name)) is not None:
            values[name] = value
    if wish.label is not None:
        values["label"] = plain(wish.label)
    if wish.description is not None:
        values["description"] = plain(wish.description) or None
    if wish.timezone is not None and not wish.asks_time:
        values["timezone"] = wish.timezone
    if wish.files is not None:
        values["files"] = list(dict.fromkeys(wish.files))
    return values


def _times(stand: Stand, wish: Wish, values: dict[str, Any], faults: dict[str, str]) -> Times | None:
    event = stand.event
    if not wish.asks_time:
        return None
    if event["type_id"] != APPOINTMENT:
        if wish.start is not None or wish.end is not None:
            faults["start"] = worded("a task has a date and a duration, but no time of day")
        if wish.date is not None:
            values["date"] = wish.date.isoformat()
        if wish.duration is not None:
            values["duration"] = wish.duration
        return None
    old = Times(moment(event["start_at"]), moment(event["end_at"]))
    asked = AskedTimes(wish.date, wish.start, wish.end, wish.duration)
    try:
        times = rules.times_after(old, asked, wish.timezone or event["timezone"])
    except ValueError as error:
        name, text = error.args
        faults[name] = text
        return None
    if times.start is None or times.minutes is None:
        return None
    if not 15 <= times.minutes <= 1440:
        faults["duration"] = worded(
            "must be from 15 to 1440 minutes; start and end are {minutes} apart. Days off are exceptions "
            "of the schedule: update_schedule",
            minutes=times.minutes,
        )
    values |= {"start": utc_text(times.start), "duration": times.minutes}
    return times


def _check_money(
    stand: Stand, wish: Wish, old: Mapping[str, Any], values: dict[str, Any], faults: dict[str, str]
) -> None:
    currency = wish.currency or old["currency"]
    amount = wish.amount if wish.amount is not None else old["amount"]
    if wish.amount is None and wish.currency is None:
        return
    if currency is None:
        faults["currency"] = worded("is needed with an amount")
        return
    if stand.event["contract_id"] is not None and currency != stand.event["currency"]:
        faults["currency"] = worded("is {currency}, the contract's; leave it out", currency=stand.event["currency"])
        return
    try:
        money = Money.of(amount if amount is not None else 0, currency)
    except ValueError as error:
        faults["amount"] = told_by(error)
        return
    if amount is not None:
        values["amount"] = money.text


def _check_people(
    call: Call, stand: Stand, booking: Booking | None, wish: Wish, values: dict[str, Any], faults: dict[str, str]
) -> None:
    if wish.benefitable is not None:
        values["benefitable"] = dict(wish.benefitable)
        fault = beneficiary_fault(call, stand.event["contract_id"], wish.benefitable["type"], wish.benefitable["id"])
        if fault is not None:
            faults["benefitable"] = fault
    known = set(json.loads(stand.event["files"]))
    for index, file_id in enumerate(wish.files or ()):
        owned = stand.actor is not None and files.find_file(call.tx, stand.actor, file_id) is not None
        if file_id not in known and not owned:
            faults[f"files[{index}]"] = worded("you have no file {file_id}", file_id=file_id)
    if wish.attendees is None:
        return
    if booking is not None and len(wish.attendees) > booking.seats:
        faults["attendees"] = worded(
            "this booking has {seats} seat(s); {count} people are named", seats=booking.seats, count=len(wish.attendees)
        )
    people, wrong = people_named(call, stand.event["contract_id"], wish.attendees, required=booking is None)
    faults |= wrong
    values["attendees"] = people


def _check_locks(
    booking: Booking | None, old: Mapping[str, Any], changes: list[Change], faults: dict[str, str]
) -> None:
    """What was paid is not renegotiated; only a dispute may settle on another amount."""
    reported = booking is not None and booking.paid_by == "external"
    paid = old["payment_status_id"] == PAID or (
        old["payment_status_id"] == PAYMENT_PENDING and (reported or not booking)
    )
    in_dispute = booking is not None and booking.disputed_at is not None and booking.status_id == PENDING
    for change in changes:
        if change.field in LOCKED_WHEN_PAID and paid and not (in_dispute and change.field == "amount"):
            faults[change.field] = worded("is locked: it is paid, or its payment is on the way")
        if change.field == "payment_status_id":
            if not old["amount"]:
                faults[change.field] = worded("there is nothing to pay")
            elif booking is not None and booking.escrow:
                faults[change.field] = worded(
                    "{escrow} is held here; this field is for payments made elsewhere", escrow=booking.escrow
                )
    if in_dispute and booking is not None and booking.escrow:
        amount = next((change.new for change in changes if change.field == "amount"), None)
        if amount is not None and booking.escrow < Money.of(amount, booking.escrow.currency):
            faults["amount"] = worded("only {escrow} is held; settle on that or less", escrow=booking.escrow)


def _check_status(
    call: Call,
    stand: Stand,
    booking: Booking | None,
    changes: list[Change],
    faults: dict[str, str],
    times: Times | None,
) -> None:
    change = next((change for change in changes if change.field == "status_id"), None)
    if change is None:
        return
    disputed = booking is not None and booking.disputed_at is not None
    task = stand.event["contract_id"] is not None and stand.event["kind"] == "task"
    if not rules.may_suggest(change.old, change.new, disputed=disputed and change.old == PENDING, task=task):
        faults["status_id"] = worded(
            "{state_name} does not become {change_state_name} by suggestion",
            state_name=state_name(change.old),
            change_state_name=state_name(change.new),
        )
    elif booking is None and len(stand.live_bookings) > 1 and change.new not in (CONFIRMED, CANCELLED, DELIVERED):
        faults["status_id"] = worded(
            "this has several bookings, each with a state of its own; 200, 444 and 555 go for all of them"
        )
    start = times.start if times is not None else moment(stand.event["start_at"])
    if change.new in TOOK_PLACE and start is not None and start > call.now:
        begins = iso(start, stand.event["timezone"])
        faults["status_id"] = worded(
            "it begins at {begins}; before that it cannot be {states}", begins=begins, states=word(STATES[change.new])
        )


def _attendees_now(call: Call, stand: Stand, booking: Booking | None) -> list[dict[str, Any]]:
    """Who is on the list without a booking of their own; of a booking, who comes along."""
    people = []
    for row in events.attendees_of(call.tx, stand.id):
        if row["status_id"] is not None or (booking is not None and row["booking_id"] != booking.id):
            continue
        person = {"user_id": row["user_id"]} if row["user_id"] else {"email": row["email"]}
        people.append({**person, "required": row["role"] != "optional"})
    return people
