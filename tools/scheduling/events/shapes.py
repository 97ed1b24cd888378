"""How events, attendees and suggestions look in answers."""

from __future__ import annotations

import json
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import event_corrections, events
from store.types import Money, Owner, iso
from tools.call import Call
from tools.scheduling.absences import NoShowFigure
from tools.scheduling.clock import places_now, state_now
from tools.scheduling.events.access import Stand
from tools.scheduling.parties import USER_KINDS, PartyShape, party_shape
from tools.scheduling.rules.events import PAYMENTS, STATES, TYPES
from tools.shapes import Theirs


class AttendeeShape(TypedDict):
    """Somebody on an event's list. With booking_status_id it is a booking, and id is the booking's. no_show: true when it holds
    that they did not come; no_show_figure: to hosts, how often in a year, from five ended bookings on."""

    id: int
    event_id: int
    user_id: NotRequired[int | None]
    owner_type: NotRequired[str | None]
    name: NotRequired[Theirs | None]
    email: NotRequired[str | None]
    role: str
    status: str
    seats: int
    booking_status_id: NotRequired[int | None]
    booking_status: NotRequired[str | None]
    booking_id: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    hold_until: NotRequired[str | None]
    refund_amount: NotRequired[str | None]
    cancel_reason: NotRequired[str | None]
    no_show: NotRequired[bool | None]
    no_show_figure: NotRequired[NoShowFigure | None]
    note: NotRequired[Theirs | None]
    answers: NotRequired[dict[str, Any] | None]
    invited_at: NotRequired[str | None]
    answered_at: NotRequired[str | None]


class ExportShape(TypedDict):
    id: int
    event_id: int
    schedule_id: int
    show: str
    block: bool


class KalShape(TypedDict):
    id: int
    label: Theirs


class EventShape(TypedDict):
    id: int
    view: str
    type_id: int
    type: str
    kind: NotRequired[str | None]
    status_id: int
    status: str
    user_id: NotRequired[int | None]
    owner_type: NotRequired[str | None]
    payment_status_id: NotRequired[int | None]
    payment_status: NotRequired[str | None]
    external_id: NotRequired[str | None]
    kal_schedule_id: NotRequired[int | None]
    kal_id: NotRequired[int | None]
    contract_id: NotRequired[int | None]
    parent_id: NotRequired[int | None]
    billable_type: NotRequired[str | None]
    billable_id: NotRequired[int | None]
    benefitable_type: NotRequired[str | None]
    benefitable_id: NotRequired[int | None]
    billable: NotRequired[PartyShape | None]
    benefitable: NotRequired[PartyShape | None]
    label: NotRequired[Theirs | None]
    description: NotRequired[Theirs | None]
    timezone: str
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    duration: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    credit: NotRequired[bool | None]
    private: NotRequired[bool | None]
    capacity: NotRequired[int | None]
    seats_taken: NotRequired[int | None]
    hold_until: NotRequired[str | None]
    hosts: NotRequired[list[PartyShape] | None]
    files: NotRequired[list[int] | None]
    data: NotRequired[dict[str, Any] | None]
    attendees: NotRequired[list[AttendeeShape] | None]
    exports: NotRequired[list[ExportShape] | None]
    version: NotRequired[int | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class VoteShape(TypedDict):
    user_id: int
    owner_type: str
    vote: bool
    at: str


class CorrectionShape(TypedDict):
    """A suggested change. Values are text; lists and objects are JSON text."""

    id: int
    event_id: int
    user_id: int
    owner_type: str
    field: str
    old_value: NotRequired[Theirs | None]
    new_value: NotRequired[Theirs | None]
    reason: NotRequired[Theirs | None]
    status_id: int
    status: str
    votes: list[VoteShape]
    votes_needed: int
    created_at: str
    decided_at: NotRequired[str | None]


def event_shape(call: Call, stand: Stand, zone: str | None = None) -> EventShape:
    """An event with as much of it as the stand may see. Times in the zone asked for, else the event's."""
    event = stand.event
    zone = zone or event["timezone"]
    if stand.view == "busy":
        return _busy_shape(call, event, zone)
    names = _names(call, stand)
    shape: EventShape = {
        **_busy_shape(call, event, zone),
        "view": "full",
        "kind": event["kind"],
        "user_id": event["owner_id"],
        "owner_type": USER_KINDS[event["owner_type"]],
        "external_id": event["external_id"],
        "kal_schedule_id": event["kal_schedule_id"],
        "kal_id": event["kal_id"],
        "contract_id": event["contract_id"],
        "parent_id": event["parent_id"],
        "label": event["label"],
        "description": event["description"],
        "credit": bool(event["credit"]),
        "private": bool(event["private"]),
        "hosts": [party_shape(host, names) for host in stand.hosts],
        "files": json.loads(event["files"]),
        "data": json.loads(event["data"]) or None,
        "attendees": _attendees(stand, names, zone),
        "exports": [_export_shape(row) for row in events.exports_of(call.tx, event["id"])],
        "version": event["version"],
        "created_at": iso(event["created_at"], zone),
        "updated_at": iso(event["updated_at"], zone),
    }
    shape.update(_places_and_money(stand, names, zone))
    return shape


def answered_shape(call: Call, stand: Stand) -> EventShape:
    """An event as the answer to somebody who said yes or no: their own row stands beside it, so not in its list again."""
    shape = event_shape(call, stand)
    own = stand.pivot["id"] if stand.pivot is not None else None
    shape["attendees"] = [row for row in shape.get("attendees") or [] if row["id"] != own]
    return shape


def attendee_shape(row: Row, names: dict[Owner, str], zone: str, *, addresses: bool, money: bool) -> AttendeeShape:
    """One row of an event's list. addresses: with the e-mail of guests; money: with what they pay."""
    user = Owner(row["user_type"], row["user_id"]) if row["user_id"] is not None else None
    paid = money and row["currency"] is not None
    return {
        "id": row["id"],
        "event_id": row["event_id"],
        "user_id": row["user_id"],
        "owner_type": USER_KINDS[row["user_type"]] if row["user_type"] else None,
        "name": row["name"] or (names.get(user) if user else None),
        "email": row["email"] if addresses else None,
        "role": row["role"],
        "status": row["status"],
        "seats": row["seats"],
        "booking_status_id": row["status_id"],
        "booking_status": STATES[row["status_id"]] if row["status_id"] else None,
        "booking_id": row["booking_id"],
        "amount": _amount(row, "amount") if paid else None,
        "currency": row["currency"] if paid and row["amount"] is not None else None,
        "payment_status_id": row["payment_status_id"] if money else None,
        "payment_status": PAYMENTS.get(row["payment_status_id"] or 0) if money else None,
        "hold_until": iso(row["hold_until"], zone) if row["hold_until"] else None,
        "refund_amount": _amount(row, "refund_amount") if paid else None,
        "cancel_reason": row["cancel_reason"],
        "no_show": True if money and row["no_show"] else None,
        "note": row["note"],
        "answers": json.loads(row["answers"]) or None,
        "invited_at": iso(row["invited_at"], zone) if row["invited_at"] else None,
        "answered_at": iso(row["answered_at"], zone) if row["answered_at"] else None,
    }


def pivot_shape(call: Call, stand: Stand, zone: str | None = None) -> AttendeeShape | None:
    """The caller's own row, with their own address and money."""
    if stand.pivot is None:
        return None
    names = _names(call, stand)
    return attendee_shape(stand.pivot, names, zone or stand.event["timezone"], addresses=True, money=True)


def correction_shapes(call: Call, stand: Stand, only: set[int] | None = None) -> list[CorrectionShape]:
    """The suggestions made for an event; those about one booking only for its people."""
    seen = [
        row
        for row in event_corrections.corrections_of(call.tx, stand.id)
        if row["booking_id"] is None or stand.place.serves or (stand.booking and stand.booking.id == row["booking_id"])
    ]
    return [correction_shape(call, row) for row in seen if only is None or row["id"] in only]


def correction_shape(call: Call, row: Row) -> CorrectionShape:
    return {
        "id": row["id"],
        "event_id": row["event_id"],
        "user_id": row["user_id"],
        "owner_type": USER_KINDS[row["user_type"]],
        "field": row["field"],
        "old_value": value_text(json.loads(row["old_value"])),
        "new_value": value_text(json.loads(row["new_value"])),
        "reason": row["reason"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "votes": [
            {
                "user_id": vote["user_id"],
                "owner_type": USER_KINDS[vote["user_type"]],
                "vote": bool(vote["vote"]),
                "at": iso(vote["voted_at"]),
            }
            for vote in event_corrections.votes_on(call.tx, row["id"])
        ],
        "votes_needed": row["votes_needed"],
        "created_at": iso(row["created_at"]),
        "decided_at": iso(row["decided_at"]) if row["decided_at"] else None,
    }


def kal_shapes(call: Call, stand: Stand) -> list[KalShape]:
    """The calendars an event appears in, as far as it is seen in full."""
    if stand.view != "full":
        return []
    own = events.calendar_of(call.tx, stand.event["kal_id"])
    kals: dict[int, str] = {own["id"]: own["label"]} if own and not stand.by_token else {}
    for row in events.exports_of(call.tx, stand.id) if stand.place.involved else []:
        if row["kal_id"] is not None and row["kal_label"] is not None and not stand.by_token:
            kals.setdefault(row["kal_id"], row["kal_label"])
    return [{"id": id, "label": label} for id, label in kals.items()]


def value_text(value: Any) -> str | None:
    """A value of a suggestion as text."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _busy_shape(call: Call, event: Row, zone: str) -> EventShape:
    status_id = state_now(call, event)
    return {
        "id": event["id"],
        "view": "busy",
        "type_id": event["type_id"],
        "type": TYPES[event["type_id"]],
        "status_id": status_id,
        "status": STATES[status_id],
        "timezone": event["timezone"],
        "start": iso(event["start_at"], zone) if event["start_at"] else None,
        "end": iso(event["end_at"], zone) if event["end_at"] else None,
        "date": event["date"],
        "duration": event["duration"],
    }


def _places_and_money(stand: Stand, names: dict[Owner, str], zone: str) -> EventShape:
    """Seats, price, payment and parties: all of it for those who serve or pay, else what concerns the booker."""
    event, own = stand.event, stand.booking
    hold = event["hold_until"]
    shape: dict[str, Any] = {"capacity": places_now(event), "hold_until": iso(hold, zone) if hold else None}
    if not stand.by_token:
        shape["seats_taken"] = event["seats_taken"]
    payer: Owner | None = None
    payee: Owner | None = None
    if own is not None and not stand.place.serves:
        payer, payee = own.payer, own.payee
        shape |= {
            "amount": own.amount.text if own.amount else None,
            "currency": own.amount.currency if own.amount else None,
            "payment_status_id": own.payment_status_id,
        }
    elif stand.place.sees_money or (stand.place.involved and not stand.bookings) or stand.contract is not None:
        payer, payee = _parties(stand)
        shape |= {
            "amount": _amount(event, "amount"),
            "currency": event["currency"],
            "payment_status_id": event["payment_status_id"],
            "billable_type": event["billable_type"],
            "billable_id": event["billable_id"],
            "benefitable_type": event["benefitable_type"],
            "benefitable_id": event["benefitable_id"],
        }
        if stand.contract is not None and not stand.place.sees_money:
            # What others of a contract get for it is theirs to know; for whom it is, everybody's who sees it.
            shape |= {"amount": None, "currency": None, "payment_status_id": None}
    if "amount" in shape:
        for name, party in (("billable", payer), ("benefitable", payee)):
            shape[name] = party_shape(party, names) if party else None
    shape["payment_status"] = PAYMENTS.get(shape.get("payment_status_id") or 0)
    return shape  # type: ignore[return-value]


def _parties(stand: Stand) -> tuple[Owner | None, Owner | None]:
    """Who pays and is paid for an event: of its only live booking, else as the event says."""
    live = stand.live_bookings or stand.bookings
    if len(live) == 1:
        return live[0].payer, live[0].payee
    return stand.parties


def _attendees(stand: Stand, names: dict[Owner, str], zone: str) -> list[AttendeeShape]:
    """Bookers of a schedule's event see themselves and who comes with them; everybody else sees the whole list."""
    rows = stand.people
    if stand.event["kal_schedule_id"] is not None and not stand.place.serves and not stand.place.calendar_owner:
        own = {stand.pivot["id"]} if stand.pivot else set()
        if stand.booking:
            own.add(stand.booking.id)
        rows = [row for row in rows if row["id"] in own or row["booking_id"] in own]
    return [
        attendee_shape(
            row,
            names,
            zone,
            addresses=stand.place.sees_addresses or (stand.pivot is not None and row["id"] == stand.pivot["id"]),
            money=stand.place.sees_money or (stand.booking is not None and row["id"] == stand.booking.id),
        )
        for row in rows
    ]


def _names(call: Call, stand: Stand) -> dict[Owner, str]:
    people = [Owner(row["user_type"], row["user_id"]) for row in stand.people if row["user_id"] is not None]
    parties = [*_parties(stand), *(party for booking in stand.bookings for party in (booking.payer, booking.payee))]
    return events.names_of(call.tx, [*people, *stand.hosts, *(party for party in parties if party is not None)])


def _amount(row: Row, column: str) -> str | None:
    return Money(row[column], row["currency"]).text if row[column] is not None and row["currency"] else None


def _export_shape(row: Row) -> ExportShape:
    return {
        "id": row["id"],
        "event_id": row["event_id"],
        "schedule_id": row["schedule_id"],
        "show": row["show"],
        "block": bool(row["block"]),
    }
