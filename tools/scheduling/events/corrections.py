"""Suggesting changes of events, and voting on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import event_corrections
from store.scheduling.bookings import Booking
from store.types import Owner
from tools.call import Call
from tools.errors import NotAllowed, Step, WrongState
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable, Currency, Day, Email, Id, OneLine, When, Zone
from tools.rules.sentences import word, worded
from tools.scheduling.bookings.transitions import end_suggestions
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, acting_stand, zone_of_event
from tools.scheduling.events.applying import Agreed, apply_changes
from tools.scheduling.events.changeset import TIME_FIELDS, Wanted, Wish, wanted_of
from tools.scheduling.events.notices import tell_suggested
from tools.scheduling.events.rescheduling import Held, Moved, free_slot, keep_free, moves_alone
from tools.scheduling.events.shapes import (
    AttendeeShape,
    CorrectionShape,
    EventShape,
    KalShape,
    answered_shape,
    correction_shapes,
    kal_shapes,
    pivot_shape,
)
from tools.scheduling.events.voters import ballot_of, parties_of, target_of, voice
from tools.scheduling.params import BookingToken, EventId, EventStatus
from tools.scheduling.rules.bookings import HIRE, Terms
from tools.scheduling.rules.events import (
    CANCELLED,
    CHARGE,
    CONFIRMED,
    DELIVERED,
    DEPOSIT,
    ENDED,
    PENDING,
    STATES,
    TYPES,
    Change,
    state_name,
)
from tools.shapes import Theirs
from tools.text import plain

TOOLSET = "events"

Minutes = Annotated[int, Field(ge=15, le=1440, description="New length in minutes.")]
Label = Annotated[OneLine, Field(min_length=1, max_length=1024, description="New title.")]
Description = Annotated[str, Field(max_length=10_000, description="New text; empty clears it.")]
Why = Annotated[str, Field(min_length=1, max_length=1000, description="Why; shown to the voters.")]


class Beneficiary(TypedDict):
    """Who is to be paid."""

    type: Literal["user", "participant"]
    id: Annotated[Id, Field(description="The person or participant.")]


class Invited(TypedDict):
    """Somebody on the new list: user_id or email."""

    user_id: NotRequired[Annotated[Id, Field(description="A person.")]]
    email: NotRequired[Annotated[Email, Field(description="Or an e-mail address.")]]
    required: NotRequired[Annotated[bool, Field(description="Whether the event needs their yes.")]]


class Suggested(TypedDict):
    """applied: what took effect at once. told: who was asked for their vote, or told of the new time. pivot: your own row on
    the event's list, which its attendees leave out."""

    message: str
    event: EventShape
    pivot: NotRequired[AttendeeShape | None]
    corrections: list[CorrectionShape]
    kals: list[KalShape]
    applied: list[str]
    told: NotRequired[list[Theirs] | None]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion as it is being made: by whom, about which booking, and which fields need no vote."""

    by: Owner
    booking: Booking | None
    wanted: Wanted
    at_once: list[Change]
    open: list[Change]
    alone: bool


@operation(
    access="write",
    actors=("any", "public"),
    price="write",
    example={"label": "Longer lesson"},
    secret=("token",),
    may_ask=True,
    zone=zone_of_event,
    find=(
        "ask to move my booking to Thursday",
        "suggest a different price for the session",
        "propose to close a planned to-do as done",
        "the notes of the meeting are wrong, propose a fix",
        "reschedule an appointment to another hour",
        "can we make it half an hour longer",
        "settle a disputed session on a lower sum",
        "propose to call it off by mutual agreement",
        "ask for somebody else to be paid",
        "shift the workshop to next week",
        "can the lesson start later",
        "I need another date for my appointment",
        "move my appointment to another time",
        "make the session shorter",
        "ask for a different start of the lesson",
        "change who attends a booking",
    ),
)
def request_event_correction(
    call: Call,
    event_id: EventId,
    timezone: Annotated[Zone, Field(description="Zone the times are given in; alone, a new zone for the event.")]
    | None = None,
    date: Annotated[Day, Field(description="New day YYYY-MM-DD.")] | None = None,
    start: Annotated[When, Field(description="New start: moment with offset, or HH:MM on date.")] | None = None,
    end: Annotated[When, Field(description="New end: moment with offset, or HH:MM; instead of duration.")]
    | None = None,
    duration: Minutes | None = None,
    status_id: Annotated[EventStatus, Field(description="New state; 555 reports the work as done.")] | None = None,
    payment_status_id: Annotated[Literal[100, 200, 300], Field(description="Only for payments made elsewhere.")]
    | None = None,
    label: Label | None = None,
    description: Clearable[Description] | None = None,
    amount: Annotated[Amount, Field(description="New price, as decimal text.")] | None = None,
    currency: Currency | None = None,
    private: Annotated[bool, Field(description="Only those involved see it.")] | None = None,
    credit: Annotated[bool, Field(description="false = must be paid before it counts as confirmed.")] | None = None,
    benefitable: Annotated[Beneficiary, Field(description="Who is to be paid.")] | None = None,
    files: Annotated[list[Id], Field(max_length=20, description="Replaces the file list.")] | None = None,
    attendees: Annotated[
        list[Invited], Field(max_length=100, description="Replaces the list; of a booking, who comes.")
    ]
    | None = None,
    reason: Why | None = None,
    token: BookingToken | None = None,
) -> Suggested:
    """Suggest changes to an event: another time, text, amount, person or state. Also how a booking is moved.

    Each field that differs becomes a suggestion the others vote on with vote_on_event_corrections; what needs nobody
    else's yes is applied at once, so is 555 by the one who does the work, and a booker's move in a schedule with
    automatic rescheduling before the free-cancellation limit. A new time of a booking must be a free slot; it is
    kept free for the schedule's hold_minutes while the vote runs. Amount, currency and beneficiary need both payer
    and payee and are locked once paid; a disputed booking is settled by agreeing on amount or state here. A new
    suggestion for a field replaces your earlier one. Guests (token) suggest time, label and description."""
    stand = _open_to_suggestions(call, event_id, token)
    if _works(stand):
        call.as_worker()
    wish = Wish(
        timezone,
        date,
        start,
        end,
        duration,
        status_id,
        payment_status_id,
        label,
        "" if description is CLEARED else description,
        amount,
        currency,
        private,
        credit,
        benefitable,
        files,
        attendees,
    )
    suggestion = _suggestion(call, stand, wish)
    moved = _suggest(call, stand, suggestion, plain(reason) if reason else None)
    after = stand.again(call, moved.event_id)
    made = {row["id"] for row in event_corrections.corrections_of(call.tx, event_id) if row["created_at"] == call.stamp}
    return {
        "message": _said(suggestion),
        "event": answered_shape(call, after),
        "pivot": pivot_shape(call, after),
        "corrections": correction_shapes(call, stand, made),
        "kals": kal_shapes(call, after),
        "applied": [change.field for change in suggestion.at_once],
        "told": moved.told or None,
    }


def _said(suggestion: Suggestion) -> str:
    """What is changed already, and what is not before somebody agrees."""
    at_once, open_ = (", ".join(change.field for change in part) for part in (suggestion.at_once, suggestion.open))
    changed = f"Changed at once: {at_once}." if at_once else ""
    waits = f"Suggested, and as it was until the others agree: {open_}." if open_ else ""
    return " ".join(part for part in (changed, waits) if part) or "Everything is so already; nothing changed."


def _open_to_suggestions(call: Call, event_id: int, token: str | None) -> Stand:
    stand = acting_stand(call, event_id, token)
    if not stand.place.may_suggest:
        raise NotAllowed(
            worded("To suggest changes of {name} you need a part in it or write level 1.", name=stand.name),
            next=("get_event",),
        )
    if stand.event["type_id"] in (CHARGE, DEPOSIT):
        raise _is_money(stand)
    if stand.is_only_kept:
        raise WrongState(
            worded("{name} is only kept for somebody: nobody has booked it. Nothing changed.", name=stand.name),
            state="held",
            next=("list_slot_holds",),
        )
    booking = target_of(stand)
    status_id = booking.status_id if booking is not None else state_now(call, stand.event)
    if status_id in ENDED:
        raise WrongState(
            worded(
                "{name} is {state_name}; suggestions are for what is still open. A booking is made anew with "
                "book_schedule.",
                name=stand.name,
                state_name=state_name(status_id),
            ),
            state=STATES[status_id],
            next=("get_event", "book_schedule"),
        )
    return stand


def _is_money(stand: Stand) -> WrongState:
    """Charges and deposits are changed by whoever has the say over the money, without a vote."""
    state = state_name(stand.event["status_id"])
    if stand.event["contract_id"] is None:
        return WrongState(
            worded("{name} is a payment for booked time; it stays as it is.", name=stand.name),
            state=state,
            next=("get_event",),
        )
    noun = TYPES[stand.event["type_id"]]
    step = Step(f"update_participant_{noun}", {"participant_id": stand.event["benefitable_id"], "event_id": stand.id})
    return WrongState(
        worded(
            "{name} is a {noun}; it is changed in its contract, with update_contract_{noun} or "
            "update_participant_{noun}.",
            name=stand.name,
            noun=word(noun),
        ),
        state=state,
        next=(step, "get_event"),
    )


def _works(stand: Stand) -> bool:
    """Whether the caller is the one who does the work of an event: its host, or who took the shift."""
    booking = target_of(stand)
    if booking is not None:
        return stand.actor == booking.user if booking.schedule_type == HIRE else stand.place.serves
    return stand.place.payee or (stand.event["kal_schedule_id"] is not None and stand.place.serves)


def _suggestion(call: Call, stand: Stand, wish: Wish) -> Suggestion:
    """The changes of a wish, divided into those that take effect at once and those people vote on."""
    booking = target_of(stand)
    wanted = wanted_of(call, stand, booking, wish)
    by = voice(stand)
    at_once, open_ = [], []
    for change in wanted.changes:
        ballot = ballot_of(stand, change.field, booking)
        alone = ballot.outcome({by: True}) == "agreed"
        if alone or _needs_no_vote(stand, booking, change) or _moves_itself(call, stand, booking, change):
            at_once.append(change)
        else:
            open_.append(change)
    return Suggestion(by, booking, wanted, at_once, open_, moves_alone(stand, booking))


def _suggest(call: Call, stand: Stand, suggestion: Suggestion, reason: str | None) -> Moved:
    """Store the suggestions, keep a new time free, and let take effect what needs no vote."""
    for change in suggestion.wanted.changes:
        _replace_earlier(call, stand, suggestion, change.field)
    held = _keep_free(call, stand, suggestion)
    stored = [_store(call, stand, suggestion, change, held, reason) for change in suggestion.wanted.changes]
    moved = Moved(stand.id, [])
    if suggestion.at_once:
        values = {change.field: change.new for change in suggestion.at_once}
        agreed = Agreed(values, {suggestion.by}, suggestion.alone)
        moved = apply_changes(call, stand, suggestion.booking, agreed)
    open_ones = [row for row in event_corrections.counted(call.tx, stored) if row["status_id"] == PENDING]
    asked = tell_suggested(call, stand, open_ones, _voters(stand, suggestion), reason)
    return Moved(moved.event_id, [*moved.told, *asked])


def _keep_free(call: Call, stand: Stand, suggestion: Suggestion) -> Held:
    """Keep a new time free while people vote on it. Refused when it is not free. Hosts may offer one at any notice."""
    booking, times = suggestion.booking, suggestion.wanted.times
    if times is None:
        return Held()
    free = free_slot(call, stand, booking, times, suggestion.alone, at_any_notice=stand.place.serves)
    if free is None or not any(change.field in TIME_FIELDS for change in suggestion.open):
        return Held()
    return keep_free(call, stand, booking, free, suggestion.alone)


def _store(call: Call, stand: Stand, suggestion: Suggestion, change: Change, held: Held, reason: str | None) -> int:
    """Store one suggestion, decided already when it needs no vote; its id."""
    times, now = change.field in TIME_FIELDS, change in suggestion.at_once
    about = suggestion.booking if suggestion.booking and _is_about_booking(suggestion, change) else None
    correction_id = event_corrections.insert_correction(
        call.tx,
        call.now,
        stand.id,
        suggestion.by,
        change.field,
        change.old,
        change.new,
        booking_id=about.id if about else None,
        reason=reason,
        votes_needed=1 if now else ballot_of(stand, change.field, suggestion.booking).needed,
        held_event_id=held.event_id if times else None,
        held_booking_id=held.booking_id if times else None,
    )
    if now:
        event_corrections.decide(call.tx, correction_id, CONFIRMED, call.now)
    return correction_id


def _replace_earlier(call: Call, stand: Stand, suggestion: Suggestion, field: str) -> None:
    """The proposer's earlier open suggestion for a field gives way to the new one; all of a time goes together."""
    fields = TIME_FIELDS if field in TIME_FIELDS else {field}
    for row in event_corrections.open_corrections(call.tx, stand.id):
        if row["field"] in fields and Owner(row["user_type"], row["user_id"]) == suggestion.by:
            end_suggestions(call, [row], CANCELLED)


def _needs_no_vote(stand: Stand, booking: Booking | None, change: Change) -> bool:
    """Whether one person's word is enough: of the one who does the work that it is done (acceptance comes later), and
    of those who serve a planned session that it can be booked now."""
    if change.field == "status_id" and change.new == CONFIRMED and stand.event["slot"] == "session":
        return stand.place.serves and booking is None
    if change.field != "status_id" or change.new != DELIVERED:
        return False
    if booking is not None:
        works = stand.place.serves or stand.actor == booking.payee
        return (stand.actor == booking.user) if booking.schedule_type == HIRE else works
    payee = parties_of(stand, None)[1]
    return stand.place.owner or stand.place.host or stand.place.attendee if payee is None else stand.actor == payee


def _moves_itself(call: Call, stand: Stand, booking: Booking | None, change: Change) -> bool:
    """Whether a booker may move at will: automatic rescheduling, before the limit of free cancellation."""
    if change.field not in TIME_FIELDS or booking is None or stand.place.serves:
        return False
    terms = Terms.stored(booking.terms)
    return terms.reschedule == "auto" and call.now <= terms.free_until(booking.start)


def _is_about_booking(suggestion: Suggestion, change: Change) -> bool:
    """Fields a booking has for itself; label and the like belong to the whole event."""
    if change.field in TIME_FIELDS:
        return suggestion.alone
    return change.field in ("status_id", "payment_status_id", "amount", "currency", "benefitable", "attendees")


def _voters(stand: Stand, suggestion: Suggestion) -> set[Owner]:
    """Those whose vote is asked for."""
    voters: set[Owner] = set()
    for change in suggestion.open:
        voters |= ballot_of(stand, change.field, suggestion.booking).voters
    return voters - {suggestion.by}
