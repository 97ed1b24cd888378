"""Serving who waits for full slots: what became free is kept for the first in line, in the transaction that freed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from store.database import Row
from store.scheduling import events, schedules
from store.scheduling.slot_holds import SlotHold
from store.scheduling.waiting import waiting_lines
from store.scheduling.waiting.waiting_lines import Status, WaitingEntry
from store.secrets import hash_secret
from store.types import Money, iso, utc_time
from tools.call import SYSTEM, Call
from tools.one_by_one import one_by_one
from tools.questions import quoted
from tools.rules.sentences import say
from tools.scheduling.availability.slots import offer_of, offered_session, offered_slots
from tools.scheduling.bookings.checks import price_of, terms_of
from tools.scheduling.bookings.kept_slots import OFFER_TOKEN, keep_slot
from tools.scheduling.bookings.notices import span, zone_of
from tools.scheduling.bookings.people import Booker
from tools.scheduling.bookings.seats import tidy
from tools.scheduling.rules import slots
from tools.scheduling.rules.kept import waiting
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Booked, Lane, Offer, Slot, Taken
from tools.telling import Guest, Record

MOST_LINES = 200
FREEING = ("schedule", "event", "calendar")


def serve_freed(call: Call) -> None:
    """Keep what this call made free for those who wait for it. It goes by the records the call says it has changed."""
    touched: dict[str, list[int]] = {noun: [] for noun in FREEING}
    for noun, _, id in (change.partition("/") for change in dict.fromkeys(call.changes)):
        if noun in touched and id.isdigit():
            touched[noun].append(int(id))
    lines = waiting_lines.lines_touched(
        call.tx, touched["schedule"], touched["event"], touched["calendar"], call.freed, MOST_LINES
    )
    serve_lines(call, lines)


def serve_lines(call: Call, lines: Iterable[tuple[int, datetime]]) -> int:
    """Look at lines, as schedule and start, and offer what is free; how many went well. One that fails stops nobody.

    It is the hall that offers: who waits does not learn who gave their place back."""
    return one_by_one(replace(call, caller=SYSTEM), lines, _serve)


def serve_first(call: Call, schedule: Row, start: datetime | None, event_id: int | None) -> None:
    """Before somebody takes a slot: what is free of it goes to who waits for it. A hold that lapses this very moment is."""
    if not waiting_lines.waits_in(call.tx, schedule["id"]):
        return
    if event_id is not None:
        event = events.find_event(call.tx, event_id)
        start = utc_time(event["start_at"]) if event is not None and event["start_at"] else None
    tidy(call, schedule)
    if start is not None:
        serve_lines(call, [(schedule["id"], start)])


def _serve(call: Call, line: tuple[int, datetime]) -> None:
    serve_line(call, *line)


def serve_line(call: Call, schedule_id: int, start: datetime) -> int:
    """Settle what became of the offers of a start, and offer what is free in the order of the line; how many got one."""
    line = waiting_lines.line_of(call.tx, schedule_id, start, call.now)
    if not line:
        return 0
    waiting_lines.note_checked(call.tx, schedule_id, start, call.now)
    schedule = schedules.find_schedule(call.tx, schedule_id)
    served = 0
    # For each length and session of this start: whether it is offered; and where so many seats were not free, more are not.
    offered: dict[tuple[int | None, int], bool] = {}
    too_many: dict[tuple[int | None, int], int] = {}
    for entry in line:
        kind = entry.session_id, entry.minutes
        if kind not in offered:
            offered[kind] = schedule is not None and _is_offered(call, schedule, entry)
        over = _over(call, schedule, entry, offered[kind] and schedule is not None and _may_book(call, schedule, entry))
        if over is not None:
            waiting_lines.end_entry(call.tx, entry.id, over, call.now)
            if over == "closed" and entry.offered_at is None and waiting.closes_at(entry.start) > call.now:
                _tell_closed(call, entry)
        elif schedule is None or entry.offered_at is not None or entry.seats >= too_many.get(kind, slots.FAR):
            continue
        elif (slot := _free(call, schedule, entry)) is None:
            too_many[kind] = entry.seats
        else:
            served += _offer(call, schedule, entry, slot)
    return served


def _over(call: Call, schedule: Row | None, entry: WaitingEntry, is_offered: bool) -> Status | None:
    """How the waiting of somebody has ended, if it has. An offer goes on as long as its hold does. is_offered: to them."""
    if entry.status in ("booked", "offered"):
        return "booked" if entry.status == "booked" else None
    if schedule is None or not is_offered:
        return "closed"
    if entry.offered_at is not None:
        return "passed"
    late = waiting.offer_until(call.now, entry.start, 0) is None or _too_late(schedule, entry, call.now)
    return "closed" if late else None


def _is_offered(call: Call, schedule: Row, entry: WaitingEntry) -> bool:
    """Whether a schedule still has what somebody waits for, be it full or free."""
    if entry.session_id is not None:
        event = events.find_event(call.tx, entry.session_id)
        return event is not None and event["status_id"] == 200 and utc_time(event["start_at"]) == entry.start
    offer = slots.at_any_notice(offer_of(call.tx, schedule))
    return entry.minutes in offer.durations and begins_in_grid(offer, entry.start, entry.minutes, call.now)


def begins_in_grid(offer: Offer, start: datetime, minutes: int, now: datetime, booked: tuple[Booked, ...] = ()) -> bool:
    """Whether a slot of that length begins then, whoever is busy. booked: what counts for most slots a day and a week."""
    return slots.slot_at(offer, Taken((Lane(()),), booked), start, now, minutes) is not None


def _too_late(schedule: Row, entry: WaitingEntry, now: datetime) -> bool:
    """Whether nobody may book a slot of the grid any more, by the notice the schedule asks for."""
    notice = timedelta(minutes=settings_of(schedule["settings"]).min_notice)
    return entry.session_id is None and entry.start - now < notice


def _free(call: Call, schedule: Row, entry: WaitingEntry) -> Slot | None:
    """The slot somebody waits for, when it has room for them now."""
    if entry.session_id is not None:
        event = events.find_event(call.tx, entry.session_id)
        return None if event is None else offered_session(call.tx, schedule, event, call.now, entry.seats)
    until = entry.start + timedelta(seconds=1)
    found = offered_slots(call.tx, schedule, entry.start, until, call.now, entry.minutes, entry.seats)
    return next((slot for slot in found if slot.start == entry.start), None)


def _offer(call: Call, schedule: Row, entry: WaitingEntry, slot: Slot) -> bool:
    """Keep a place for somebody and tell them; False when it is not one for them, who keep theirs in the line."""
    price = price_of(call, schedule, slot, entry.seats)
    until = waiting.offer_until(call.now, slot.start, settings_of(schedule["settings"]).offer_minutes)
    if until is None or not waiting.suits(entry.seats, entry.max_price, slot.seats_left, price):
        return False
    booker = Booker(entry.person, entry.name, entry.email, is_guest=entry.person is None)
    token = call.new_secret(OFFER_TOKEN) if booker.is_guest else None
    hold = keep_slot(
        call,
        schedule,
        booker,
        slot,
        entry.seats,
        price,
        (until, until),
        terms_of(call, schedule, slot),
        kind="offer",
        email=entry.email if booker.is_guest else None,
        name=entry.name if booker.is_guest else None,
        token_hash=hash_secret(token) if token else None,
    )
    waiting_lines.note_offer(call.tx, entry.id, hold.id, call.now)
    _tell(call, hold, price, token)
    return True


def _may_book(call: Call, schedule: Row, entry: WaitingEntry) -> bool:
    """Whether a schedule is still open to somebody who joined its line."""
    if entry.person is None:
        return settings_of(schedule["settings"]).guests and not schedule["private"]
    own = schedules.user_of(call.tx, schedule["id"], entry.person) is not None
    return own or not schedule["private"] or schedules.has_booking(call.tx, schedule["id"], entry.person, None)


def _tell_closed(call: Call, entry: WaitingEntry) -> None:
    """Tell who waited that nothing comes of it: the slot is offered no more, or not to them."""
    zone = zone_of(call, entry.person, entry.timezone) if entry.person else entry.timezone
    call.tell(
        entry.person or Guest(entry.email or "", entry.name or "", known=True),
        "booking_called_off",
        say(
            "{label} on {when} is open to you no longer: you wait for it no more.",
            label=quoted(entry.label),
            when=span(entry.start, entry.end, zone),
        ),
        record=Record("schedule", entry.schedule_id, entry.label),
        starts_at=entry.start,
    )


def _tell(call: Call, hold: SlotHold, price: Money | None, token: str | None) -> None:
    """Tell who waited that a place is kept for them. token: of a guest, whom the mail gives it."""
    zone = zone_of(call, hold.holder, hold.timezone) if hold.holder else hold.timezone
    text = say(
        "{label} on {when} has become free and is kept for you until {until}. book_schedule with hold_id takes it, "
        "release_slot_hold lets it go.",
        label=quoted(hold.label),
        when=span(hold.start, hold.end, zone),
        until=f"{iso(hold.expires_at, zone)} ({zone})",
    )
    body = None
    if token is not None:
        body = say(
            "What is kept for you is {hold} in schedule {schedule}. Pass {token} to book_schedule as hold_id, or to "
            "release_slot_hold as token.",
            hold=hold.public_id,
            schedule=hold.schedule_id,
            token=token,
        )
    call.tell(
        hold.holder or Guest(hold.email or "", hold.name or "", known=True),
        "waiting_list_offer",
        text,
        record=Record("schedule", hold.schedule_id, hold.label),
        starts_at=hold.expires_at,
        figures={
            "hold_id": hold.public_id,
            "schedule_id": hold.schedule_id,
            "seats": hold.seats,
            "price": str(price) if price else "0",
        },
        body=body,
    )
