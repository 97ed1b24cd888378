"""Checks of what somebody wants to book: the schedule, the slot, the terms, the limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from store.database import Row
from store.scheduling import bookings, events, slot_holds
from store.scheduling.slot_holds import SlotHold
from store.types import Money, Owner, iso, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step, WrongState
from tools.rules.sentences import joined, worded
from tools.scheduling.availability.access import Access
from tools.scheduling.availability.slots import offer_of, offered_session, offered_slots
from tools.scheduling.bookings.guest_holds import check_guest_limits
from tools.scheduling.bookings.people import Booker
from tools.scheduling.bookings.seats import slot_taken
from tools.scheduling.rules.bookings import MAX_HOLDS_IN_ALL, MAX_OPEN_HOLDS, WORK_HOURS, Terms
from tools.scheduling.rules.events import APPOINTMENT
from tools.scheduling.rules.settings import Settings, settings_of
from tools.scheduling.rules.slots import Offer, Slot
from tools.text import plain


def bookable(access: Access) -> Access:
    """A schedule in which time is booked: WrongState for working hours."""
    schedule_id = access.id
    if access.schedule["type_id"] == WORK_HOURS:
        raise WrongState(
            worded(
                "Schedule {schedule_id} states working hours, which are not booked: ask for its person with "
                "create_inquiry.",
                schedule_id=schedule_id,
            ),
            state="work_hours",
            next=("create_inquiry", "get_schedule"),
        )
    return access


def asked_slot(
    call: Call, schedule: Row, start: datetime | None, event_id: int | None, duration: int | None, seats: int
) -> Slot:
    """The free slot that is meant. Invalid for what can never be, Conflict when it is not free."""
    offer = offer_of(call.tx, schedule)
    if duration is not None and duration not in offer.durations and event_id is None:
        lengths = ", ".join(str(minutes) for minutes in offer.durations)
        raise Invalid(
            {
                "duration": worded(
                    "this schedule offers {lengths} minutes; longer time is several slots in a row", lengths=lengths
                )
            },
            next=("get_schedule",),
        )
    if event_id is not None:
        return _session(call, schedule, event_id, start, seats)
    if start is None:
        raise Invalid(
            {"start": worded("is required unless event_id says which session")}, next=("find_next_slot", "get_schedule")
        )
    slots = offered_slots(call.tx, schedule, start, start + timedelta(seconds=1), call.now, duration, seats)
    slot = next((slot for slot in slots if slot.start == start), None)
    if slot is None:
        # Added sessions are offered up to their start: the notice is for slots of the rules.
        check_notice(call, offer, start)
    if slot is None and 0 < schedule["msp"] < seats:
        raise Invalid({"seats": worded("a slot of this schedule has {msp}", msp=schedule["msp"])})
    if slot is None:
        raise slot_taken(call, schedule, start, duration or schedule["duration"], seats)
    return slot


def price_of(call: Call, schedule: Row, slot: Slot, seats: int) -> Money | None:
    """What so many seats of a slot cost; None when it is free. A session has a price for each seat, the rules may have
    one for each hour."""
    event = events.find_event(call.tx, slot.event_id) if slot.event_id else None
    by_seat = event is not None and event["slot"] == "session"
    price = (slot.price or 0) * seats if by_seat else offer_of(call.tx, schedule).price_of(slot.minutes, seats)
    return Money(price, schedule["currency"]) if price else None


def terms_of(call: Call, schedule: Row, slot: Slot) -> Terms:
    """What binds the booking: the terms its event was made with, else the schedule's of this moment."""
    event = events.find_event(call.tx, slot.event_id) if slot.event_id else None
    if event is not None and event["terms"] != "{}":
        return Terms.stored(event["terms"])
    return Terms.of(settings_of(schedule["settings"]), slot.price)


def check_notice(call: Call, offer: Offer, start: datetime) -> None:
    """Invalid when a booker is later than the schedule's notice allows; a start in the past is always too late."""
    earliest = call.now + timedelta(minutes=offer.settings.min_notice)
    if start < earliest:
        zone = offer.timezone
        raise Invalid(
            {
                "start": worded(
                    "{start} is too soon; the earliest bookable moment is {earliest}",
                    start=iso(start, zone),
                    earliest=iso(earliest, zone),
                )
            },
            next=("find_next_slot",),
        )


def check_answers(settings: Settings, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to the schedule's questions. Invalid names each that is missing or not asked."""
    questions = {question["key"]: question for question in settings.questions}
    faults = {
        f"answers.{key}": worded("is required: {label}", label=question["label"])
        for key, question in questions.items()
        if question.get("required") and not answers.get(key, "").strip()
    }
    known = ", ".join(questions) or worded("none")
    faults |= {
        f"answers.{key}"[:60]: worded("is not asked; questions: {known}", known=known)
        for key in answers
        if key not in questions
    }
    if faults:
        raise Invalid(faults, next=("get_schedule",))
    return {key: plain(text) for key, text in answers.items()}


def check_limits(call: Call, schedule: Row, booker: Booker, holds: bool, taken: SlotHold | None = None) -> None:
    """At most so many slots that a booker only holds; of guests what one network address may hold. taken: the hold that
    becomes the booking, which does not count beside it."""
    if booker.user is None:
        if taken is None:
            check_guest_limits(call, schedule)
    elif holds:
        check_holds(call, schedule["id"], booker.user, taken)


def check_holds(
    call: Call, schedule_id: int, holder: Owner, taken: SlotHold | None = None, *, more: tuple[int, int] = (1, 1)
) -> None:
    """Conflict when somebody would hold more slots than they may, unpaid bookings and kept slots together.

    more: how many this call adds in this schedule, and in all."""
    active = [hold for hold in slot_holds.active_holds(call.tx, holder, call.now) if hold.kind == "client"]
    kept = [hold for hold in active if taken is None or hold.id != taken.id]
    here = [hold for hold in kept if hold.schedule_id == schedule_id]
    for most, where, id, holds, added in (
        (MAX_OPEN_HOLDS, worded("in this schedule"), schedule_id, here, more[0]),
        (MAX_HOLDS_IN_ALL, worded("over all schedules"), None, kept, more[1]),
    ):
        unpaid = bookings.open_holds(call.tx, id, holder, call.now)
        if len(unpaid) + len(holds) >= most:
            raise _too_many(where, unpaid, [hold.public_id for hold in holds])
        if len(unpaid) + len(holds) + added > most:
            raise Conflict(
                worded(
                    "{added} unpaid slots {where} are too many beside the {count} you hold: {most} at most. "
                    "pay=balance books them all at once. Nothing was booked or charged.",
                    added=added,
                    where=where,
                    count=len(unpaid) + len(holds),
                    most=most,
                ),
                code="too_many_holds",
                next=(Step(call.tool, {"pay": "balance"}, again=True),),
                details={"at_most": most},
            )


def _too_many(where: str, unpaid: list[int], kept: list[str]) -> Conflict:
    parts = [worded("events {unpaid}", unpaid=", ".join(map(str, unpaid)))] if unpaid else []
    parts += [worded("holds {kept}", kept=", ".join(kept))] if kept else []
    return Conflict(
        worded(
            "You hold {count} unpaid slots {where} already ({parts}), the most allowed. Pay, book or "
            "give back one first.",
            count=len(unpaid) + len(kept),
            where=where,
            parts=joined(parts, "; "),
        ),
        code="too_many_holds",
        next=(*(("pay_schedule_events", "decline_event") if unpaid else ()), *(("release_slot_hold",) if kept else ())),
        details={"event_ids": unpaid, **({"kept_ids": kept} if kept else {})},
    )


def _session(call: Call, schedule: Row, event_id: int, start: datetime | None, seats: int) -> Slot:
    event = events.find_event(call.tx, event_id)
    if event is None or event["kal_schedule_id"] != schedule["id"] or event["type_id"] != APPOINTMENT:
        raise NotFound("session", event_id, next=("get_schedule",))
    begins = utc_time(event["start_at"])
    if start is not None and start != begins:
        raise Invalid(
            {
                "start": worded(
                    "event {event_id} begins at {begins}; leave start out",
                    event_id=event_id,
                    begins=iso(begins, schedule["timezone"]),
                )
            }
        )
    if begins <= call.now:
        raise Invalid(
            {
                "event_id": worded(
                    "event {event_id} began at {begins}", event_id=event_id, begins=iso(begins, schedule["timezone"])
                )
            },
            next=("get_schedule",),
        )
    slot = offered_session(call.tx, schedule, event, call.now, seats)
    if slot is None:
        raise slot_taken(call, schedule, begins, int(event["duration"] or schedule["duration"]), seats)
    return slot
