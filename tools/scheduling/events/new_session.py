"""A session added to a schedule by hand, or time blocked in it: checked, stored, and people booked in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from store.people import persons
from store.people.acquaintance import may_be_shown_for_address
from store.people.identity import find_person_by_email
from store.scheduling import events, schedules
from store.types import Owner, iso, utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.rules.sentences import joined, worded
from tools.scheduling.availability import checks
from tools.scheduling.availability.access import Access, own_schedule
from tools.scheduling.availability.slots import busy_hosts, free_hosts, offer_of
from tools.scheduling.bookings.feed import note_change
from tools.scheduling.bookings.notices import tell, tell_serving
from tools.scheduling.bookings.seats import tidy
from tools.scheduling.bookings.transitions import appointment_of, insert_booking, refresh_event
from tools.scheduling.events.access import stand_of
from tools.scheduling.events.shapes import EventShape, event_shape
from tools.scheduling.rules import booking_notices as notices
from tools.scheduling.rules.bookings import HIRE, Terms, parties
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CHARGE,
    CONFIRMED,
    DEPOSIT,
    ENTRY,
    LIVE,
    PENDING,
    STATES,
    UNPAID,
    AskedTimes,
    Times,
    state_name,
    times_after,
)
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.search import refresh_search
from tools.text import plain

LONGEST_SESSION = 1440


class OverlapShape(TypedDict):
    """Time of a host that is taken already."""

    start: str
    end: str
    host_id: int


class AddedEvent(TypedDict):
    event: EventShape
    schedule_id: int
    conflicts: list[OverlapShape]


@dataclass(frozen=True, slots=True)
class Session:
    """What is to be added, checked. people: who is booked in, with how many seats."""

    access: Access
    label: str
    type_id: int
    status_id: int
    times: Times
    price: int | None
    capacity: int
    bookable: bool
    description: str | None
    files: list[int]
    people: list[tuple[Owner | None, str | None, int]]


def add_session(call: Call, schedule_id: int, given: Mapping[str, Any]) -> AddedEvent:
    """Add a session, or time that is only blocked, to a schedule. given: the arguments of add_schedule_event, those left
    out not in it."""
    access = own_schedule(call, schedule_id, 2, worded("add sessions"))
    type_id, status_id = given.get("type_id", APPOINTMENT), given.get("status_id", CONFIRMED)
    _check_kind(access, type_id, given.get("currency"))
    asked = AskedTimes(*(given.get(name) for name in ("date", "start", "end", "duration")))
    times = _times(access, asked, type_id)
    _check_length(access, times)
    _check_status(call, times, status_id, type_id)
    session = Session(
        access=access,
        label=plain(given["label"]),
        type_id=type_id,
        status_id=status_id,
        times=times,
        price=_price(call, access, given.get("price"), times),
        capacity=access.schedule["msp"] if given.get("capacity") is None else given["capacity"],
        bookable=given.get("bookable", True) and type_id == APPOINTMENT,
        description=checks.cleaned_text(given.get("description")),
        files=checks.check_files(call, given.get("files") or []),
        people=_people(call, given.get("attendees") or []),
    )
    _check_seats(session)
    # Unpaid seats whose time is over give theirs back first.
    tidy(call, access.schedule)
    hosts, conflicts = _hosts(call, session)
    event_id = _store(call, session, hosts)
    for person in session.people:
        _book_in(call, session, event_id, person)
    if session.people:
        refresh_event(call, event_id)
    _tell(call, session, event_id)
    refresh_search(call, access.owner)
    return {"event": event_shape(call, stand_of(call, event_id)), "schedule_id": schedule_id, "conflicts": conflicts}


def _check_kind(access: Access, type_id: int, currency: str | None) -> None:
    if type_id == DEPOSIT:
        raise Invalid(
            {"type_id": worded("payments are recorded with record_schedule_deposit")}, next=("record_schedule_deposit",)
        )
    if type_id == CHARGE:
        raise Invalid({"type_id": worded("charges belong to a contract and are not made here")})
    own = access.schedule["currency"]
    if currency is not None and currency != own:
        raise Invalid({"currency": worded("{name} is in {own}; leave currency out", name=access.name, own=own)})


def _times(access: Access, asked: AskedTimes, type_id: int) -> Times:
    """When it is. Invalid when the times given do not make up one."""
    if asked.start is None and type_id == APPOINTMENT:
        raise Invalid({"start": worded("is required: a moment with offset, or HH:MM on date")})
    if asked.start is not None and asked.end is None and asked.minutes is None:
        asked = AskedTimes(asked.day, asked.start, None, access.schedule["duration"])
    try:
        times = times_after(Times(), asked, access.schedule["timezone"])
    except ValueError as fault:
        field, text = fault.args
        raise Invalid({field: text}) from None
    if times.start is None and times.day is None:
        raise Invalid({"date": worded("is required unless start says the day")})
    return times


def _check_length(access: Access, times: Times) -> None:
    """Invalid for what is shorter or longer than a session may be. Days off are exceptions of the schedule."""
    if times.minutes is None or 15 <= times.minutes <= LONGEST_SESSION:
        return
    text = worded(
        "{minutes} minutes; a session lasts 15 to {longest_session}",
        minutes=times.minutes,
        longest_session=LONGEST_SESSION,
    )
    if times.minutes < 15 or times.start is None or times.end is None:
        raise Invalid({"end": text})
    zone = ZoneInfo(access.schedule["timezone"])
    first, last = times.start.astimezone(zone).date(), (times.end - timedelta(seconds=1)).astimezone(zone).date()
    raise Invalid(
        {
            "end": worded(
                "{text}. For time off over several days add an exception with update_schedule, in "
                "settings.exceptions: {{from: '{first}', until: '{last}', windows: []}} closes these days "
                "whole, and windows keep hours open",
                text=text,
                first=first,
                last=last,
            )
        },
        next=("get_schedule", "update_schedule"),
    )


def _check_status(call: Call, times: Times, status_id: int, type_id: int) -> None:
    if type_id != APPOINTMENT or times.start is None or times.end is None:
        return
    past = times.start <= call.now
    if status_id in (PENDING, CONFIRMED) and past:
        raise Invalid(
            {
                "start": worded(
                    "{start} is past; a session entered afterwards has status_id 555, 777, 400 or 444",
                    start=iso(times.start),
                )
            }
        )
    if status_id not in (PENDING, CONFIRMED) and times.end > call.now:
        raise Invalid(
            {
                "status_id": worded(
                    "{state_name} is only for a session that is over; use 200 or 100", state_name=state_name(status_id)
                )
            }
        )


def _price(call: Call, access: Access, price: Decimal | None, times: Times) -> int | None:
    """What a seat costs, in the smallest unit: as given, else what the schedule asks for so long."""
    if price is not None:
        return checks.stored_price(price, access.schedule["currency"])
    return offer_of(call.tx, access.schedule).price_of(times.minutes or access.schedule["duration"])


def _people(call: Call, given: Sequence[Mapping[str, Any]]) -> list[tuple[Owner | None, str | None, int]]:
    """Who is booked in, each once. Invalid names those that cannot be."""
    faults: dict[str, str] = {}
    people: list[tuple[Owner | None, str | None, int]] = []
    for index, each in enumerate(given):
        user_id, email = each.get("user_id"), each.get("email")
        if (user_id is None) == (email is None):
            faults[f"attendees[{index}]"] = worded("takes either user_id or email")
            continue
        if user_id is not None and persons.find_person(call.tx, user_id) is None:
            faults[f"attendees[{index}].user_id"] = worded("there is no person {user_id}", user_id=user_id)
        person_id = user_id or (_shown_owner(call, email) if email else None)
        user = Owner("person", person_id) if person_id else None
        if any((user, email) == other[:2] or (user and user == other[0]) for other in people):
            faults[f"attendees[{index}]"] = worded("is named twice; give them more seats instead")
        people.append((user, None if user_id else email, each.get("seats", 1)))
    if faults:
        raise Invalid(faults)
    return people


def _shown_owner(call: Call, email: str) -> int | None:
    """Whose address it is, when they may be shown to the caller; else it is an address, account or not."""
    account = find_person_by_email(call.tx, email)
    if account is None or call.caller.kind != "person":
        return None
    own = account["id"] == call.caller.id
    return account["id"] if own or may_be_shown_for_address(call.tx, account, call.caller.id) else None


def _check_seats(session: Session) -> None:
    seats = sum(seats for _, _, seats in session.people)
    if session.people and session.type_id != APPOINTMENT:
        raise Invalid({"attendees": worded("only a session (type 1) has seats")})
    if session.people and not session.bookable:
        raise Invalid({"attendees": worded("time that is only blocked has no seats; leave bookable out")})
    if session.capacity and seats > session.capacity:
        raise Invalid(
            {
                "attendees": worded(
                    "{seats} seats are taken by attendees; capacity is {capacity}",
                    seats=seats,
                    capacity=session.capacity,
                )
            }
        )


def _hosts(call: Call, session: Session) -> tuple[list[Owner], list[OverlapShape]]:
    """Who serves it, and what of their time is taken already. Conflict when a session finds nobody free."""
    row, times = session.access.schedule, session.times
    if session.type_id != APPOINTMENT or times.start is None or times.end is None:
        return [], []
    settings = settings_of(row["settings"])
    everyone = schedules.hosts_of(call.tx, row["id"], settings.owner_hosts)
    overlaps = busy_hosts(call.tx, row, times.start, times.end, call.now)
    conflicts: list[OverlapShape] = [
        {"start": iso(busy.start, row["timezone"]), "end": iso(busy.end, row["timezone"]), "host_id": host.id}
        for host, busy in overlaps
    ]
    if not session.bookable or session.status_id not in LIVE:
        return everyone, conflicts
    free = free_hosts(call.tx, row, times.start, times.end, call.now)
    if free:
        return free if settings.hosts == "all" else free[:1], []
    if not everyone and row["type_id"] == HIRE and not conflicts:
        return [], []
    raise _nobody_free(session, conflicts)


def _nobody_free(session: Session, conflicts: list[OverlapShape]) -> Conflict:
    taken = joined(
        [
            worded("host {id} from {start} to {end}", id=each["host_id"], start=each["start"], end=each["end"])
            for each in conflicts[:5]
        ],
        "; ",
    )
    return Conflict(
        worded(
            "Nobody is free to serve {name} then: {taken}. Choose another time, or add hosts; time that "
            "shall only be blocked takes bookable=false.",
            name=session.access.name,
            taken=taken or worded("it has no hosts, or they serve it at that start"),
        ),
        code="hosts_busy",
        next=("find_next_slot", "add_schedule_users"),
        details={"conflicts": conflicts},
    )


def _store(call: Call, session: Session, hosts: list[Owner]) -> int:
    row, times = session.access.schedule, session.times
    columns: dict[str, Any] = {
        "owner_type": call.caller.owner.kind,
        "owner_id": call.caller.id,
        "type_id": session.type_id,
        "kind": "task" if session.type_id == ENTRY else None,
        "status_id": session.status_id,
        "kal_schedule_id": row["id"],
        "kal_id": row["kal_id"],
        "label": session.label,
        "description": session.description,
        "timezone": row["timezone"],
        "start_at": utc_text(times.start) if times.start else None,
        "end_at": utc_text(times.end) if times.end else None,
        "date": str(times.day) if times.day else None,
        "duration": times.minutes,
        "currency": row["currency"],
        "private": row["private"],
        "files": json.dumps(session.files),
    }
    if session.type_id == APPOINTMENT:
        columns |= _session_columns(session)
    try:
        event_id = events.insert_event(call.tx, call.now, hosts, **columns)
    except events.SlotTaken as error:
        raise _nobody_free(session, []) from error
    checks.attach_event_files(call, event_id, session.files)
    call.changed("event", event_id)
    return event_id


def _tell(call: Call, session: Session, event_id: int) -> None:
    """Tell who was booked in, and who else serves it. What is entered afterwards, or only blocks time, is no news."""
    call.change("event.created", ("event", event_id), data={"state": STATES[session.status_id]})
    if session.status_id not in LIVE:
        return
    appointment = appointment_of(call, event_id)
    for booking in appointment.bookings:
        tell(call, appointment, booking, notices.put_on_list())
        note_change(call, "created", booking)
    if session.type_id == APPOINTMENT:
        tell_serving(call, appointment)


def _session_columns(session: Session) -> dict[str, Any]:
    """What makes an appointment a session: places, price of a seat, and the schedule's terms of this moment."""
    settings = settings_of(session.access.schedule["settings"])
    return {
        "slot": "session",
        "bookable": int(session.bookable),
        "seat_price": session.price or 0,
        "capacity": session.capacity,
        "seats_taken": sum(seats for _, _, seats in session.people),
        "pause": settings.pause,
        "buffer_before": settings.buffer_before,
        "buffer_after": settings.buffer_after,
        "terms": Terms.of(settings, session.price).text,
    }


def _book_in(call: Call, session: Session, event_id: int, person: tuple[Owner | None, str | None, int]) -> None:
    """Give somebody a booking in the session. They are told, and may decline; what it costs is due once they agree."""
    user, email, seats = person
    assert session.times.start is not None, event_id
    amount = session.price * seats if session.price else None
    payer, payee = parties(session.access.schedule["type_id"], session.access.owner, user)
    insert_booking(
        call,
        session.times.start,
        event_id=event_id,
        schedule_id=session.access.id,
        user_type=user.kind if user else None,
        user_id=user.id if user else None,
        email=email if user is None else None,
        name=events.name_of(call.tx, user) if user else None,
        role="required",
        status="needs_action",
        status_id=session.status_id,
        seats=seats,
        amount=amount,
        currency=session.access.schedule["currency"] if amount else None,
        payment_status_id=UNPAID if amount and session.status_id not in LIVE else None,
        payer_type=payer.kind if payer else None,
        payer_id=payer.id if payer else None,
        payee_type=payee.kind if payee else None,
        payee_id=payee.id if payee else None,
        invited_at=call.stamp,
        created_at=call.stamp,
    )
