"""Taking slots: the one place where a slot becomes somebody's, checked and written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from store.database import Row
from store.scheduling import bookings, events, schedules, slot_holds
from store.scheduling.appointments import Appointment
from store.scheduling.bookings import Booking
from store.scheduling.slot_holds import SlotHold
from store.types import Owner, iso, utc_text
from tools.call import Call
from tools.errors import Conflict, Refusal, Step
from tools.rules.sentences import AND, Several, joined, worded
from tools.scheduling.availability.slots import next_slots, offer_of, offered_slots, taken_of
from tools.scheduling.bookings.starting import in_time
from tools.scheduling.bookings.transitions import end_lapsed_holds
from tools.scheduling.rules.bookings import Terms
from tools.scheduling.rules.events import APPOINTMENT, PENDING
from tools.scheduling.rules.kept.waiting import closes_at
from tools.scheduling.rules.settings import Settings, settings_of
from tools.scheduling.rules.slots import Lane, Slot, Taken, slot_at, starts_around

NEXT = ("find_next_slot", "get_schedule")
MOST_LAPSED = 200
# What an event with one place says of its booking.
OF_ONE_BOOKER = dict.fromkeys(
    ("amount", "billable_type", "billable_id", "benefitable_type", "benefitable_id", "contract_id")
)


def schedule_row(call: Call, schedule_id: int) -> Row:
    """The schedule of a booking that exists, deleted or not."""
    row = schedules.find_any_schedule(call.tx, schedule_id)
    assert row is not None, schedule_id
    return row


def take_slot(call: Call, schedule: Row, slot: Slot, terms: Terms, seats: int) -> int:
    """Take seats of a free slot; the id of its event, joined or new. Conflict when somebody was faster.

    The caller inserts the booking and refreshes the event."""
    tidy(call, schedule)
    if slot.event_id is not None:
        _join_event(call, schedule, slot, seats)
        return slot.event_id
    try:
        return _open_event(call, schedule, slot, terms, seats)
    except events.SlotTaken as error:
        raise slot_taken(call, schedule, slot.start, slot.minutes, seats) from error


def serving(settings: Settings, slot: Slot) -> tuple[Owner, ...]:
    """Who serves a new slot: the first free host, or all of them."""
    return slot.hosts if settings.hosts == "all" else slot.hosts[:1]


def tidy(call: Call, schedule: Row) -> None:
    """Clear away the holds of a schedule that have lapsed, so that nothing of them stands in the way."""
    end_lapsed_holds(call, MOST_LAPSED, schedule["id"])


def is_free(call: Call, booking: Booking) -> bool:
    """Whether the slot of a booking that is gone could be taken again."""
    minutes = int((booking.end - booking.start).total_seconds() // 60)
    return is_free_at(call, booking.schedule_id, booking.start, minutes, booking.seats)


def is_free_at(call: Call, schedule_id: int, start: datetime, minutes: int, seats: int) -> bool:
    """Whether a slot of a schedule could be taken now."""
    schedule = schedules.find_schedule(call.tx, schedule_id)
    if schedule is None:
        return False
    slots = offered_slots(call.tx, schedule, start, start + timedelta(seconds=1), call.now, minutes, seats)
    return any(slot.start == start for slot in slots)


def hold_time(call: Call, event: Row, schedule: Row, slot: Slot, until: datetime) -> int:
    """Keep a slot free for an event that may move there; the id of the event that blocks it until then."""
    tidy(call, schedule)
    return events.insert_event(
        call.tx,
        call.now,
        serving(settings_of(schedule["settings"]), slot),
        **_times(slot, schedule["timezone"]),
        owner_type=schedule["owner_type"],
        owner_id=schedule["owner_id"],
        type_id=APPOINTMENT,
        status_id=PENDING,
        kal_schedule_id=schedule["id"],
        kal_id=schedule["kal_id"],
        parent_id=event["id"],
        label=f"Kept free: {event['label']} may move here",
        slot="grid",
        bookable=0,
        capacity=event["capacity"],
        hold_until=utc_text(until),
        pause=event["pause"],
        buffer_before=event["buffer_before"],
        buffer_after=event["buffer_after"],
        private=1,
    )


def move_event(call: Call, appointment: Appointment, slot: Slot, schedule: Row) -> None:
    """Give an event of a schedule another time, with its hosts where they are free then. Conflict when the slot
    went."""
    tidy(call, schedule)
    event, now_serving = appointment.event, appointment.hosts
    stay = set(now_serving) <= set(slot.hosts)
    hosts = now_serving if stay else serving(settings_of(schedule["settings"]), slot)
    call.freed.update(now_serving)
    try:
        events.change_event(call.tx, event["id"], call.now, hosts, **_times(slot, event["timezone"]))
    except events.SlotTaken as error:
        raise slot_taken(call, schedule, slot.start, slot.minutes, 1) from error


def _the_first_free(call: Call, starts: Sequence[str], minutes: int, seats: int) -> tuple[Step, ...]:
    """The same done with the first slot that is free; whoever moves a booking books nothing anew."""
    tool = call.tool if call.tool in ("hold_slot", "book_schedule") else None
    several = {"seats": seats} if seats > 1 else {}
    return (Step(tool, {"start": starts[0], "duration": minutes, **several}),) if starts and tool else ()


def own_hold(call: Call, schedule_id: int, start: datetime, minutes: int) -> SlotHold | None:
    """What the caller keeps of a schedule in a time: taken for everybody, and theirs to book."""
    if call.caller.kind == "nobody":
        return None
    end = start + timedelta(minutes=minutes)
    mine = [
        each
        for each in slot_holds.active_holds(call.tx, call.caller.owner, call.now)
        if each.schedule_id == schedule_id
    ]
    return next((each for each in mine if each.start < end and each.end > start), None)


def _yours(hold: SlotHold | None) -> str:
    if hold is None:
        return ""
    return worded("You keep it yourself: book_schedule with hold_id {hold} books it. ", hold=hold.public_id)


def _the_line(call: Call, schedule: Row, start: datetime, minutes: int) -> tuple[Step, ...]:
    """Waiting for a slot that is offered and full, where whoever wanted it may wait."""
    waits = call.tool in ("hold_slot", "book_schedule") and settings_of(schedule["settings"]).waiting_list
    if call.caller.kind == "nobody" or not waits or closes_at(start) <= call.now:
        return ()
    offer, end = offer_of(call.tx, schedule), start + timedelta(minutes=minutes)
    booked = taken_of(call.tx, schedule, offer, start, end, call.now).booked
    own = int(start.timestamp()), int(end.timestamp())
    others = tuple(each for each in booked if (each.start, each.end) != own)
    if slot_at(offer, Taken((Lane(()),), others), start, call.now, minutes) is None:
        return ()
    length = {} if minutes == schedule["duration"] else {"duration": minutes}
    return (Step("join_waiting_list", {"start": iso(start, schedule["timezone"]), **length}),)


def slot_taken(
    call: Call, schedule: Row, start: datetime, minutes: int, seats: int, without: Sequence[int] = ()
) -> Refusal:
    """The refusal of a slot that is not free, naming the next three that are."""
    free: list[Slot] = []
    for after in (start, call.now):
        free = free or next_slots(
            call.tx, schedule, after, call.now, 3, minutes, seats, in_time(call, schedule), without
        )
    zone = schedule["timezone"]
    starts = [iso(slot.start, zone) for slot in free]
    offer = (
        worded("The next free ones: {starts}.", starts=", ".join(starts))
        if starts
        else worded("No other slot of that length is free.")
    )
    around = [iso(at, zone) for at in starts_around(offer_of(call.tx, schedule), minutes, start)]
    grid = (
        worded("No slot begins then: next to it they begin at {around}. ", around=Several([*around], AND))
        if around
        else ""
    )
    hold = own_hold(call, schedule["id"], start, minutes)
    first = () if hold is None else (Step("book_schedule", {"hold_id": hold.public_id}),)
    in_line = () if hold is not None or around else _the_line(call, schedule, start, minutes)
    return Conflict(
        worded(
            "{kept}The slot at {start} ({minutes} minutes) of schedule {id} is taken or not offered. "
            "{grid}Nothing was booked or charged. {offer}",
            kept=_yours(hold),
            start=iso(start, zone),
            minutes=minutes,
            id=schedule["id"],
            grid=grid,
            offer=offer,
        ),
        code="slot_taken",
        next=(*first, *_the_first_free(call, starts, minutes, seats), *in_line, *NEXT),
        details={
            "next_slots": [{"start": iso(slot.start, zone), "end": iso(slot.end, zone)} for slot in free],
            **({"starts_around": around} if around else {}),
        },
    )


def begins_now(call: Call, schedule: Row, slot: Slot, seats: int) -> Refusal:
    """The refusal of a slot that begins before anybody could answer or pay, naming the next ones that are free."""
    free = next_slots(call.tx, schedule, slot.start + timedelta(seconds=1), call.now, 3, slot.minutes, seats)
    zone = schedule["timezone"]
    starts = [iso(each.start, zone) for each in free]
    named = worded("The next free ones: {starts}.", starts=", ".join(starts)) if starts else ""
    return Conflict(
        joined(
            [
                worded(
                    "The slot at {start} of schedule {id} begins now, before a host's yes, a payment or a mailed code that it "
                    "waits for could come. Nothing was booked or charged; take a later one.",
                    start=iso(slot.start, zone),
                    id=schedule["id"],
                ),
                *([named] if named else []),
            ],
            " ",
        ),
        code="begins_now",
        next=(*_the_first_free(call, starts, slot.minutes, seats), *NEXT),
        details={"next_slots": [{"start": iso(each.start, zone), "end": iso(each.end, zone)} for each in free]},
    )


def _join_event(call: Call, schedule: Row, slot: Slot, seats: int) -> None:
    """Take seats beside others. What one booker was to pay is no longer what the event says, once they share it."""
    assert slot.event_id is not None
    before = events.find_event(call.tx, slot.event_id)
    if before is None or not bookings.take_seats(call.tx, slot.event_id, seats, schedule["msp"]):
        raise slot_taken(call, schedule, slot.start, slot.minutes, seats)
    if before["slot"] == "grid" and before["capacity"] == 1:
        events.change_event(call.tx, slot.event_id, call.now, **OF_ONE_BOOKER)


def _open_event(call: Call, schedule: Row, slot: Slot, terms: Terms, seats: int) -> int:
    settings = settings_of(schedule["settings"])
    return events.insert_event(
        call.tx,
        call.now,
        serving(settings, slot),
        **_times(slot, schedule["timezone"]),
        owner_type=schedule["owner_type"],
        owner_id=schedule["owner_id"],
        type_id=APPOINTMENT,
        status_id=PENDING,
        kal_schedule_id=schedule["id"],
        kal_id=schedule["kal_id"],
        label=schedule["label"],
        timezone=schedule["timezone"],
        currency=schedule["currency"] if slot.price else None,
        slot="grid",
        seat_price=slot.price,
        capacity=schedule["msp"],
        seats_taken=seats,
        pause=settings.pause,
        buffer_before=settings.buffer_before,
        buffer_after=settings.buffer_after,
        terms=terms.text,
    )


def _times(slot: Slot, zone: str) -> dict[str, str | int]:
    return {
        "start_at": utc_text(slot.start),
        "end_at": utc_text(slot.end),
        "duration": slot.minutes,
        "date": slot.start.astimezone(ZoneInfo(zone)).date().isoformat(),
    }
