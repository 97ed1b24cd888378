"""Other times for events: finding them free, keeping them free while people vote, and moving there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from store.database import Row
from store.scheduling import bookings, events, no_shows
from store.scheduling.bookings import Booking
from store.scheduling.busy import BusyTime, busy_times
from store.types import Owner, iso, utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid, WrongState
from tools.rules.sentences import worded
from tools.scheduling.availability.slots import offer_of, offered_slot
from tools.scheduling.bookings import seats, transitions
from tools.scheduling.bookings.checks import check_notice, terms_of
from tools.scheduling.bookings.feed import note_change, note_freed
from tools.scheduling.bookings.kept_slots import let_all_go
from tools.scheduling.events.access import Stand
from tools.scheduling.events.notices import tell_moved, tell_people_moved
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.events import CANCELLED, DECLINED, PENDING, Times
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Slot


@dataclass(frozen=True, slots=True)
class Held:
    """What keeps a suggested time free: an event that blocks it, or seats in another one."""

    event_id: int | None = None
    booking_id: int | None = None


@dataclass(frozen=True, slots=True)
class Free:
    """A slot that is free, and the schedule that offers it."""

    schedule: Row
    slot: Slot


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a booking is now, and the names of who was told."""

    event_id: int
    told: list[str]


def moves_alone(stand: Stand, booking: Booking | None) -> bool:
    """Whether only this booking moves to another slot, and not the event with all its bookers."""
    if booking is None or stand.event["kal_schedule_id"] is None or booking.capacity == 1:
        return False
    return stand.place.serves is False


def free_slot(
    call: Call, stand: Stand, booking: Booking | None, times: Times, alone: bool, *, at_any_notice: bool = True
) -> Free | None:
    """Where a move goes; None for events outside schedules, which may overlap. Conflict when it is not free.

    at_any_notice: False for a booker, who may not ask for a time sooner than one may book."""
    event = stand.event
    if event["kal_schedule_id"] is None:
        return None
    schedule = seats.schedule_row(call, event["kal_schedule_id"])
    if schedule["deleted_at"] is not None:
        raise WrongState(
            worded("The schedule of {name} was deleted: it offers no other times.", name=stand.name),
            state="schedule_deleted",
        )
    start, minutes = cast(datetime, times.start), cast(int, times.minutes)
    left_out = _left_behind(stand, booking if alone else None)
    if event["slot"] != "grid" and not alone:
        return Free(schedule, _free_anywhere(call, stand, schedule, times, left_out))
    offer = offer_of(call.tx, schedule)
    if minutes not in offer.durations and minutes != event["duration"]:
        raise Invalid(
            {
                "duration": worded(
                    "the schedule offers {durations} minutes", durations=", ".join(map(str, offer.durations))
                )
            },
            next=("get_schedule",),
        )
    if not at_any_notice:
        check_notice(call, offer, start)
    # An event takes its bookers along, also those it had before it lost places.
    places = booking.seats if alone and booking else 1
    slot = offered_slot(call.tx, schedule, start, call.now, minutes, places, left_out, at_any_notice=at_any_notice)
    if slot is None or (slot.event_id is not None and not alone):
        raise seats.slot_taken(call, schedule, start, minutes, places, left_out)
    return Free(schedule, slot)


def keep_free(call: Call, stand: Stand, booking: Booking | None, free: Free, alone: bool) -> Held:
    """Keep a slot free for hold_minutes while the vote runs."""
    schedule, slot = free.schedule, free.slot
    minutes = settings_of(schedule["settings"]).hold_minutes
    until = min(call.now + timedelta(minutes=minutes), slot.start)
    if not alone or booking is None:
        return Held(event_id=seats.hold_time(call, stand.event, schedule, slot, until))
    event_id = seats.take_slot(call, schedule, slot, terms_of(call, schedule, slot), booking.seats)
    stand_in = bookings.insert_booking(
        call.tx,
        event_id=event_id,
        schedule_id=schedule["id"],
        name=booking.name,
        status="tentative",
        status_id=PENDING,
        seats=booking.seats,
        hold_until=utc_text(until),
        stands_in_for=booking.id,
        created_at=call.stamp,
    )
    transitions.refresh_event(call, event_id)
    return Held(booking_id=stand_in)


def move_whole(call: Call, stand: Stand, times: Times, agreed: Collection[Owner]) -> list[str]:
    """Give an event another time; the names of who was told. Who did not agree to it has to say yes again, and may leave
    without loss."""
    event = stand.event
    let_all_go(call, stand.id)
    no_shows.end_marks(call.tx, [each.id for each in stand.live_bookings], "withdrawn", call.now)
    free = free_slot(call, stand, None, times, alone=False)
    if free is None:
        warn_of_overlaps(call, stand, times)
        start, end = cast(datetime, times.start), cast(datetime, times.end)
        day = times.day.isoformat() if times.day else event["date"]
        events.change_event(
            call.tx,
            stand.id,
            call.now,
            start_at=utc_text(start),
            end_at=utc_text(end),
            duration=times.minutes,
            date=day,
        )
    else:
        start, end = free.slot.start, free.slot.end
        seats.move_event(call, stand.appointment, free.slot, free.schedule)
    _ask_bookers_again(call, stand, start, agreed)
    asked = ask_people_again(call, stand, agreed)
    call.changed("event", stand.id)
    if free is None:
        return tell_people_moved(call, stand, start, end, asked)
    after = transitions.appointment_of(call, stand.id)
    for booking in stand.live_bookings:
        note_change(call, "moved", replace(booking, start=start, end=end), start=iso(start))
        note_freed(call, booking)
    return tell_moved(call, stand, after, stand.live_bookings, agreed, (*stand.hosts, *after.hosts))


def move_booking(call: Call, stand: Stand, booking: Booking, times: Times, agreed: Collection[Owner]) -> Moved:
    """Move one booking of several to another slot: the event it is in from now on, and who was told."""
    free = cast(Free, free_slot(call, stand, booking, times, alone=True))
    # What was said of who did not come was said of the time before.
    no_shows.end_marks(call.tx, [booking.id], "withdrawn", call.now)
    event_id = seats.take_slot(call, free.schedule, free.slot, Terms.stored(booking.terms), booking.seats)
    bookings.move_booking(call.tx, booking, event_id, free.slot.start, free.slot.end, call.now)
    for each in (booking.event_id, event_id):
        transitions.refresh_event(call, each)
    after = transitions.appointment_of(call, event_id)
    note_change(call, "moved", replace(booking, event_id=event_id), start=iso(free.slot.start))
    note_freed(call, booking)
    told = tell_moved(
        call,
        stand,
        after,
        [booking],
        {*agreed, *([booking.user] if booking.user else [])},
        (*stand.hosts, *after.hosts),
    )
    return Moved(event_id, told)


def warn_of_overlaps(call: Call, stand: Stand, times: Times) -> None:
    """Outside schedules a plan may overlap; the people of the event who are busy then are named."""
    coming = [
        Owner(row["user_type"], row["user_id"])
        for row in stand.people
        if row["user_id"] is not None and row["status"] != "declined"
    ]
    if stand.contract is not None:
        coming = list(dict.fromkeys([Owner(stand.event["owner_type"], stand.event["owner_id"]), *coming]))
    for name, _ in _busy(call, coming, times, without=(stand.id,)):
        call.warn(f"{name} is busy at {iso(cast(datetime, times.start), stand.event['timezone'])}.")


def _free_anywhere(call: Call, stand: Stand, schedule: Row, times: Times, without: Sequence[int]) -> Slot:
    """Added sessions may stand at any time at which their hosts are free."""
    start, end = cast(datetime, times.start), cast(datetime, times.end)
    if start <= call.now:
        raise Invalid({"start": worded("{start} is past", start=iso(start, schedule["timezone"]))})
    for name, busy in _busy(call, stand.hosts, times, without, schedule["id"]):
        raise Conflict(
            worded(
                "{name} is busy from {start} to {end}. Nothing changed.",
                name=name,
                start=iso(busy.start, schedule["timezone"]),
                end=iso(busy.end, schedule["timezone"]),
            ),
            code="hosts_busy",
            next=("get_schedule",),
        )
    return Slot(int(start.timestamp()), int(end.timestamp()), None, None, None, tuple(stand.hosts))


def _left_behind(stand: Stand, leaving: Booking | None) -> tuple[int, ...]:
    """The event whose time a move gives back; none when others stay in it. leaving: the booking that moves alone."""
    live = [each for each in stand.appointment.bookings if each.status_id not in (DECLINED, CANCELLED)]
    stay = leaving is not None and any(leaving.id not in (each.id, each.stands_in_for) for each in live)
    return () if stay else (stand.id,)


def _busy(
    call: Call, people: Iterable[Owner], times: Times, without: Sequence[int], schedule: int | None = None
) -> Iterator[tuple[str | None, BusyTime]]:
    """Those whose time is taken then, by name, each with the first of it. without: events that do not count. schedule: one
    whose events all do."""
    start, end = cast(datetime, times.start), cast(datetime, times.end)
    for person in people:
        busy = busy_times(call.tx, person, start, end, call.now, schedule=schedule, without=without)
        if busy:
            yield events.name_of(call.tx, person), busy[0]


def _ask_bookers_again(call: Call, stand: Stand, start: datetime, agreed: Collection[Owner]) -> None:
    """After a move, a booker's earlier yes counts only when they agreed to it; holds end with the new start at the
    latest."""
    for booking in stand.live_bookings:
        fields: dict[str, Any] = {"hold_until": min(booking.hold_until, start)} if booking.hold_until else {}
        if booking.user not in agreed:
            fields |= {"status": "needs_action", "time_agreed": False}
        bookings.write_booking(call.tx, booking, fields)
        bookings.remind_again(call.tx, booking.id, start, call.now)


def ask_people_again(call: Call, stand: Stand, agreed: Collection[Owner]) -> list[Owner]:
    """An invited person's earlier yes counts only when they agreed to what is new; who is asked again."""
    asked = []
    for row in stand.people:
        person = Owner(row["user_type"], row["user_id"]) if row["user_id"] else None
        if row["status_id"] is None and row["status"] == "accepted" and person not in agreed:
            events.answer_invitation(call.tx, row["id"], "needs_action", call.now)
            asked += [person] if person is not None else []
    return asked
