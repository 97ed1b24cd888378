"""Telling the people of a booking: in the inbox of whoever has an account, by mail of whoever is known by an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from store.database import Row
from store.people.persons import find_person
from store.scheduling import bookings, events
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking
from store.scheduling.groups.booking_groups import others_of_meeting
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Count, Sentence, Words, say, together
from tools.rules.unproven_mail import quote
from tools.scheduling.rules.booking_notices import Notice
from tools.telling import Guest, Record

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told, and the zone they read times in. responsible: whose mail a company's notice is. unasked: others
    have put them on the list, and they have not said yes."""

    who: Owner | Guest
    zone: str
    responsible: Owner | None = None
    unasked: bool = field(default=False, compare=False)


def tell(call: Call, appointment: Appointment, booking: Booking, notice: Notice) -> None:
    """Tell whom a notice is meant for, each once. Of a booking whose guest has not passed the code nobody hears."""
    if booking.unconfirmed:
        return
    for reader in dict.fromkeys(readers_of(call, appointment, booking, notice)):
        call.tell(
            reached(reader.who, notice.kind),
            notice.kind,
            written(booking, notice, reader.zone),
            record=Record("event", booking.event_id, _subject(booking, notice)),
            starts_at=notice.deadline or booking.start,
            figures={"booking_id": booking.id, "start": iso(booking.start, reader.zone), **notice.figures},
            responsible=reader.responsible,
            unasked=reader.unasked,
            body=guests_ways(call, booking, notice.over) if isinstance(reader.who, Guest) else None,
        )


def reached(who: Owner | Guest, kind: str) -> Owner | Guest:
    """Whoever is known by an address only was invited before, unless this is the invitation."""
    return replace(who, known=True) if isinstance(who, Guest) and not kind.endswith("_invited") else who


def _subject(booking: Booking, notice: Notice) -> Words:
    """What begins the subject of the mail: the booking's name, of an invitation words of ours alone."""
    return say("Event {id}", id=booking.event_id) if notice.kind == "booking_invited" else booking.label


def tell_rest_of_meeting(call: Call, appointment: Appointment, booking: Booking) -> None:
    """When one of several people who were booked for one time together is out, who booked and the other hosts are told."""
    others = bookings.find_bookings(call.tx, others_of_meeting(call.tx, booking.id, call.stamp))
    names = events.names_of(call.tx, appointment.hosts)
    gone = ", ".join(names[host] for host in appointment.hosts if host in names)
    for nth, other in enumerate(others.values()):
        readers = [reader(call, host, other.timezone) for host in events.hosts_of(call.tx, other.event_id)]
        for each in dict.fromkeys([*readers, *(booker(call, other) if nth == 0 else ())]):
            when = span(other.start, other.end, each.zone)
            text = say("{who} is out of the time together on {when}. {label} itself stands.")
            call.tell(
                each.who,
                "booking_called_off",
                text.using(who=quoted(gone), when=when, label=quoted(other.label)),
                record=Record("event", other.event_id, other.label),
                starts_at=other.start,
            )


def tell_serving(call: Call, appointment: Appointment) -> None:
    """Tell who serves a session that it was added."""
    event = appointment.event
    for host in appointment.hosts:
        each = reader(call, host, event["timezone"])
        start, end = utc_time(event["start_at"]), utc_time(event["end_at"])
        call.tell(
            host,
            "booking_confirmed",
            say("You serve {label} on {when}.", label=quoted(event["label"]), when=span(start, end, each.zone)),
            record=Record("event", appointment.id, event["label"]),
            starts_at=start,
        )


def tell_reassigned(call: Call, appointment: Appointment, before: Owner, now: Owner) -> None:
    """Tell who booked, and both hosts, that another one serves an event. appointment: as it was."""
    event, new = appointment.event, events.name_of(call.tx, now)
    start, end = utc_time(event["start_at"]), utc_time(event["end_at"])
    people = [each for booking in appointment.live if not booking.unconfirmed for each in booker(call, booking)]
    people += [reader(call, host, event["timezone"]) for host in (before, now)]
    for each in dict.fromkeys(people):
        when = span(start, end, each.zone)
        text = say("{who} serves {label} on {when} now.", who=quoted(new), label=quoted(event["label"]), when=when)
        record = Record("event", appointment.id, event["label"])
        call.tell(reached(each.who, "booking_reassigned"), "booking_reassigned", text, record=record, starts_at=start)


def written(booking: Booking, notice: Notice, zone: str) -> Words:
    """The text of a notice as a reader in a zone reads it."""
    # Anybody may name anybody as coming along, so nothing in it shall become a link.
    cited = quote if notice.kind == "booking_invited" else quoted
    values = {
        "label": cited(booking.label),
        "who": cited(booking.who),
        "when": span(booking.start, booking.end, zone),
        "seats": Count(booking.seats, "seat"),
        **{place: quoted(text, LONGEST_NOTE) for place, text in notice.notes.items()},
        **{place: f"{iso(moment, zone)} ({zone})" for place, moment in notice.moments.items()},
        **notice.figures,
    }
    return together(*(sentence.using(**values) for sentence in notice.text))


def span(start: datetime, end: datetime, zone: str) -> Sentence:
    """A time as people read it, in a zone."""
    return say("{start} to {end} ({zone})", start=iso(start, zone), end=iso(end, zone), zone=zone)


def readers_of(call: Call, appointment: Appointment, booking: Booking, notice: Notice) -> Iterator[Reader]:
    """The people a notice of a booking is for."""
    for side in notice.to:
        if side == "hosts":
            yield from (reader(call, host, booking.timezone) for host in appointment.hosts)
        elif side == "companions":
            yield from companions(call, appointment, booking)
        elif side == "booker":
            yield from booker(call, booking) if notice.but is None or notice.but != booking.user else ()
        else:
            party = booking.payer if side == "payer" else booking.payee
            yield from _party(call, booking, party) if party != notice.but else ()


def booker(call: Call, booking: Booking) -> Iterator[Reader]:
    """Who booked: a guest by the address they have proven, or were put on the list with; else their account.

    They read times in the zone they named when they booked."""
    named = booking.booker_timezone if booking.booker_timezone != booking.timezone else None
    account = booking.user if booking.user is not None and not _is_guest(call, booking) else None
    if account is not None:
        yield Reader(account, named or zone_of(call, account, booking.timezone))
    elif booking.email:
        yield Reader(Guest(booking.email, booking.name or "", booking.by_guest), booking.booker_timezone)


def companions(call: Call, appointment: Appointment, booking: Booking) -> Iterator[Reader]:
    """Who comes along on a booking and has not said no."""
    for row in appointment.people:
        if row["booking_id"] != booking.id or row["status_id"] is not None or row["status"] == "declined":
            continue
        user = bookings.owner_of(row["user_type"], row["user_id"])
        if user is not None:
            yield on_list(call, row, user, booking.timezone)
        elif row["email"]:
            yield Reader(Guest(row["email"], row["name"] or ""), booking.timezone)


def reader(call: Call, owner: Owner, zone: str) -> Reader:
    """Somebody with an account. zone: where theirs is not known."""
    return Reader(owner, zone_of(call, owner, zone))


def on_list(call: Call, row: Row, owner: Owner, zone: str) -> Reader:
    """Somebody with an account whom a row of an event's list names."""
    return replace(reader(call, owner, zone), unasked=row["status"] != "accepted")


def zone_of(call: Call, owner: Owner, zone: str) -> str:
    """The zone somebody reads times in; the given one where they have not said theirs."""
    person = find_person(call.tx, owner.id) if owner.kind == "person" else None
    return person["timezone"] if person is not None and person["timezone"] != "UTC" else zone


def guests_ways(call: Call, booking: Booking, over: bool = False) -> Words:
    """How somebody without an account goes on from a mail. over: there is nothing to go on with."""
    base = bookings.public_address(call.tx)
    link = f"{base.rstrip('/')}/bookings/{booking.id}\n" if base else ""
    if over:
        text = say("{link}Your booking {id} in event {event} has ended; nothing is left to answer.", id=booking.id)
    elif not booking.by_guest:
        text = say("{link}Event {event}: whoever signs in with this address sees and answers it there.")
    else:
        text = say(
            "{link}Your booking {id} is in event {event}. get_event shows it, request_event_correction suggests another time, "
            "decline_event ends it: each with this event_id and, as token, the one you got when you confirmed the booking.",
            id=booking.id,
        )
    return text.using(link=link, event=booking.event_id)


def _party(call: Call, booking: Booking, party: Owner | None) -> Iterator[Reader]:
    """Who pays or is paid. A company is told for its member who booked, a guest where their mail goes."""
    if party is None:
        return
    if party == booking.user:
        yield from booker(call, booking)
    else:
        responsible = booking.user if party.kind == "company" else None
        yield Reader(party, zone_of(call, party, booking.timezone), responsible)


def _is_guest(call: Call, booking: Booking) -> bool:
    """Whether who booked as a guest is one still: nobody has signed in as the person made of them."""
    if not booking.by_guest or booking.user is None or not booking.email:
        return False
    person = find_person(call.tx, booking.user.id)
    return person is None or person["email_verified_at"] is None
