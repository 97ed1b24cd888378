"""Telling the people of an event: suggestions and what became of them, other times, invitations and answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from store.database import Row
from store.scheduling import events
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking, owner_of
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, Words, say, together, worded
from tools.scheduling.bookings.notices import (
    LONGEST_NOTE,
    Reader,
    booker,
    companions,
    guests_ways,
    on_list,
    reached,
    reader,
    span,
)
from tools.scheduling.events.access import Stand
from tools.scheduling.events.changeset import TIME_FIELDS
from tools.scheduling.rules.events import CONFIRMED, DECLINED, STATES
from tools.telling import Guest, Record, has_told

LONGEST_VALUE = 60


def tell_suggested(
    call: Call, stand: Stand, rows: Sequence[Row], voters: Iterable[Owner], reason: str | None
) -> list[str]:
    """Ask those who vote on suggestions for their answer; their names. rows: the suggestions that are open."""
    ids = ", ".join(str(row["id"]) for row in rows)
    body = say(
        "To answer: vote_on_event_corrections with event_id {id}, ids [{ids}] and vote true or false.",
        id=stand.id,
        ids=ids,
    )
    told = []
    for each in _voters(call, stand, voters):
        wanted = together(*(_wish(row, each.zone) for row in rows), between="; ")
        text = _another(rows).using(event=_about(stand, each.zone), wanted=wanted)
        _tell(call, stand, each, _kind(stand, "booking_move_proposed"), _with_reason(text, reason), body)
        told.append(_name(call, each))
    return told


def tell_decided(call: Call, stand: Stand, rows: Sequence[Row], me: Owner) -> None:
    """Tell who suggested something that it was agreed or refused; of a time only when they have not heard of the move."""
    for row in rows:
        if row["status_id"] not in (CONFIRMED, DECLINED):
            continue
        for each in _voters(call, stand, [Owner(row["user_type"], row["user_id"])], but=me):
            if row["field"] in TIME_FIELDS and has_told(call, each.who, "booking_moved"):
                continue
            text = say("Your suggestion for {event} was refused: {wanted}.")
            if row["status_id"] == CONFIRMED:
                text = say("Your suggestion for {event} was agreed: {wanted}.")
            text = text.using(event=_about(stand, each.zone), wanted=_wish(row, each.zone))
            _tell(call, stand, each, _kind(stand, "booking_move_decided"), text)


def tell_moved(
    call: Call,
    stand: Stand,
    after: Appointment,
    moved: Sequence[Booking],
    agreed: Iterable[Owner],
    hosts: Iterable[Owner],
) -> list[str]:
    """Tell the people of bookings, and who serves them, that they take place at another time; their names.

    after: the event they are in now. agreed: who said yes to the time; the others are asked again. hosts: before and after."""
    told, agreed, event = [], set(agreed), after.event
    old = utc_time(stand.event["start_at"]), utc_time(stand.event["end_at"])
    new = utc_time(event["start_at"]), utc_time(event["end_at"])
    number = None
    if after.id != stand.id:
        number = say("It is event {id} now and was event {before}.", id=after.id, before=stand.id)

    def hear(each: Reader, booking: Booking | None, asked: bool) -> None:
        text = say(
            "{label} was moved from {before} to {after}.",
            label=quoted(event["label"]),
            before=span(*old, each.zone),
            after=span(*new, each.zone),
        )
        answer = say("Say yes to it with confirm_event, or leave without loss with decline_event.") if asked else None
        body = guests_ways(call, booking) if booking is not None and isinstance(each.who, Guest) else None
        call.tell(
            reached(each.who, "booking_moved"),
            "booking_moved",
            together(text, number, answer),
            record=Record("event", after.id, event["label"], was=None if after.id == stand.id else stand.id),
            starts_at=new[0],
            figures={"from": iso(old[0], each.zone), "to": iso(new[0], each.zone), "event_id": after.id},
            body=body,
            unasked=each.unasked,
        )
        told.append(_name(call, each))

    for booking in moved:
        own = next((each for each in after.bookings if each.id == booking.id), booking)
        for each in booker(call, own):
            hear(each, own, own.user not in agreed)
        for each in companions(call, after, own):
            hear(each, own, asked=False)
    for host in dict.fromkeys(hosts):
        hear(reader(call, host, event["timezone"]), None, asked=False)
    return list(dict.fromkeys(told))


def tell_people_moved(call: Call, stand: Stand, start: datetime, end: datetime, asked: Iterable[Owner]) -> list[str]:
    """Tell the people of an event outside schedules that it takes place at another time; their names.

    asked: whose earlier yes no longer counts."""
    told, asked = [], set(asked)
    for each in dict.fromkeys([*_invited(call, stand), *_of_contract(call, stand)]):
        moved = say("{event} was moved to {when}.", event=_about(stand, each.zone), when=span(start, end, each.zone))
        answer = say("Please answer again with confirm_event or decline_event.") if each.who in asked else None
        _tell(call, stand, each, "event_changed", together(moved, answer), starts_at=start)
        told.append(_name(call, each))
    return told


def tell_invited(call: Call, stand: Stand, booking: Booking | None, rows: Iterable[Row]) -> None:
    """Invite people who are new on the list of an event, or come along on a booking."""
    for row in rows:
        for each in _row_reader(call, row, stand.event["timezone"]):
            about = _about(stand, each.zone)
            if booking is None:
                _tell(call, stand, each, "event_invited", say("You are invited to {event}.", event=about))
            else:
                text = say("{who} booked {event} for you too.", who=quoted(booking.who), event=about)
                _tell(call, stand, each, "booking_invited", text)


def tell_uninvited(call: Call, stand: Stand, booking: Booking | None, rows: Iterable[Row]) -> None:
    """Tell people that they are on the list no more."""
    kind = "event_changed" if booking is None else "booking_called_off"
    for row in rows:
        for each in _row_reader(call, row, stand.event["timezone"]):
            text = say("You are no longer on the list of {event}.", event=_about(stand, each.zone))
            _tell(call, stand, each, kind, text, ends=True)


def tell_called_off(call: Call, stand: Stand, reason: str | None) -> None:
    """Tell those who were to come without a booking, and who serves it, that an event does not take place."""
    kind = "booking_called_off" if stand.event["kal_schedule_id"] is not None else "event_changed"
    for each in dict.fromkeys([*_invited(call, stand), *_hosts(call, stand)]):
        text = _with_reason(say("{event} was called off.", event=_about(stand, each.zone)), reason)
        _tell(call, stand, each, kind, text, ends=True)


def tell_concerned(
    call: Call,
    stand: Stand,
    kind: str,
    said: Sentence,
    *,
    also: Iterable[Owner] = (),
    asked: Iterable[Owner] = (),
    ends: bool = False,
) -> None:
    """Tell those on its list, its owner and who serves an event what became of it. said: with {event} for the event as they
    know it. also: who else hears of it. asked: whose earlier yes no longer counts."""
    owner = Owner(stand.event["owner_type"], stand.event["owner_id"])
    zone, asked = stand.event["timezone"], set(asked)
    others = [reader(call, each, zone) for each in dict.fromkeys([owner, *also])]
    for each in dict.fromkeys([*_invited(call, stand), *others, *_hosts(call, stand)]):
        text = said.using(event=_about(stand, each.zone))
        answer = say("Please answer with confirm_event or decline_event.") if each.who in asked else None
        _tell(call, stand, each, kind, together(text, answer), ends=ends)


def tell_put_down(call: Call, stand: Stand, person: Owner) -> None:
    """Tell somebody that an event is theirs to do, or that they are paid for it."""
    each = reader(call, person, stand.event["timezone"])
    text = say("{who} put you down for {event}.", who=quoted(call.caller.name), event=_about(stand, each.zone))
    _tell(call, stand, each, "event_invited", text)


def tell_answered(call: Call, stand: Stand, said: Sentence, reason: str | None = None) -> None:
    """Tell an event's owner, who serves it and who booked, what somebody on its list said. said: with places for {who} and
    {event}."""
    owner = Owner(stand.event["owner_type"], stand.event["owner_id"])
    people = [reader(call, each, stand.event["timezone"]) for each in dict.fromkeys([owner, *stand.hosts])]
    of = stand.pivot["booking_id"] if stand.pivot is not None else None
    for booking in (each for each in stand.bookings if each.id == of):
        people += booker(call, booking)
    who = quoted(_who(call, stand))
    for each in dict.fromkeys(people):
        text = said.using(who=who, event=_about(stand, each.zone))
        _tell(call, stand, each, "event_answered", _with_reason(text, reason))


def _tell(
    call: Call,
    stand: Stand,
    each: Reader,
    kind: str,
    text: Words,
    body: Words | None = None,
    starts_at: datetime | None = None,
    ends: bool = False,
) -> None:
    start = stand.event["start_at"]
    if isinstance(each.who, Guest) and stand.booking is not None and each.who.address == stand.booking.email:
        body = together(body, guests_ways(call, stand.booking), between="\n")
    call.tell(
        reached(each.who, kind),
        kind,
        text,
        record=Record("event", stand.id, stand.event["label"]),
        starts_at=starts_at or (utc_time(start) if start else None),
        figures={"start": iso(start, each.zone)} if start else {},
        body=body,
        unasked=each.unasked,
        ends=ends,
    )


def _kind(stand: Stand, of_booking: str) -> str:
    """What is told of suggestions: of booked time in its own words."""
    return of_booking if stand.event["kal_schedule_id"] is not None else "event_changed"


def _about(stand: Stand, zone: str) -> Words:
    """The event as its people know it: what it is called and when it is."""
    event = stand.event
    if event["start_at"] is None:
        label = quoted(event["label"])
        return say("{label} on {date}", label=label, date=event["date"]) if event["date"] else label
    start = iso(event["start_at"], zone)
    return say("{label} on {start} ({zone})", label=quoted(event["label"]), start=start, zone=zone)


def _wish(row: Row, zone: str) -> Words:
    """One suggested value: times in the reader's zone, what others wrote in quotation marks."""
    value = json.loads(row["new_value"])
    if row["field"] == "start":
        return say("start {start} ({zone})", start=iso(value, zone), zone=zone)
    if row["field"] == "status_id":
        return say("state {state}", state=Sentence(STATES[value]))
    name = Sentence(row["field"].replace("_id", "").replace("_", " "))
    if row["field"] in ("amount", "duration", "date", "currency", "payment_status_id"):
        return say("{field} {value}", field=name, value=value)
    return say("{field} {value}", field=Sentence(row["field"]), value=quoted(str(value), LONGEST_VALUE))


def _another(rows: Sequence[Row]) -> Sentence:
    fields = {row["field"] for row in rows}
    if fields & {"start", "duration", "date"}:
        return say("Another time is suggested for {event}: {wanted}.")
    if fields <= {"amount", "currency"}:
        return say("Another price is suggested for {event}: {wanted}.")
    return say("Another value is suggested for {event}: {wanted}.")


def _with_reason(text: Words, reason: str | None) -> Words:
    said = say("They said: {note}", note=quoted(reason, LONGEST_NOTE)) if reason else None
    return together(text, said)


def _voters(call: Call, stand: Stand, voters: Iterable[Owner], but: Owner | None = None) -> Iterator[Reader]:
    """Those who vote, as they are reached: guests by the address of their booking."""
    by_user = {booking.user: booking for booking in stand.appointment.bookings if booking.user is not None}
    for voter in sorted(set(voters) - {but}, key=str):
        booking = by_user.get(voter)
        if booking is not None:
            yield from booker(call, booking)
        else:
            yield reader(call, voter, stand.event["timezone"])


def _invited(call: Call, stand: Stand) -> Iterator[Reader]:
    """Those on the list without a booking who have not said no."""
    for row in stand.people:
        if row["status_id"] is None and row["status"] != "declined":
            yield from _row_reader(call, row, stand.event["timezone"])


def _of_contract(call: Call, stand: Stand) -> Iterator[Reader]:
    """Whose an event of a contract is and whom it pays, who need not be on its list."""
    if stand.contract is None:
        return
    for person in (Owner(stand.event["owner_type"], stand.event["owner_id"]), stand.parties[1]):
        if person is not None and person != stand.actor:
            yield reader(call, person, stand.event["timezone"])


def _hosts(call: Call, stand: Stand) -> Iterator[Reader]:
    yield from (reader(call, host, stand.event["timezone"]) for host in stand.hosts)


def _row_reader(call: Call, row: Row, zone: str) -> Iterator[Reader]:
    user = owner_of(row["user_type"], row["user_id"])
    if user is not None:
        yield on_list(call, row, user, zone)
    elif row["email"]:
        yield Reader(Guest(row["email"], row["name"] or ""), zone)


def _who(call: Call, stand: Stand) -> str:
    if stand.by_token and stand.booking is not None:
        return stand.booking.who
    return call.caller.name or worded("Somebody invited")


def _name(call: Call, each: Reader) -> str:
    if isinstance(each.who, Guest):
        return each.who.name or worded("a guest")
    return events.name_of(call.tx, each.who) or str(each.who)
