"""Saying yes to an event: invitations, booking requests, delivered time, reported payments."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import events
from store.scheduling.bookings import Booking
from store.types import iso
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import Invalid, NotAllowed, NotFound, Step, WrongState
from tools.operation import operation
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.seats import is_free
from tools.scheduling.bookings.transitions import end_suggestions, write
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, acting_stand
from tools.scheduling.events.checks import listed, wrong_state
from tools.scheduling.events.deposit_answers import accept_deposit
from tools.scheduling.events.invitations import settle_invitations
from tools.scheduling.events.notices import tell_answered
from tools.scheduling.events.shapes import AttendeeShape, EventShape, answered_shape, pivot_shape
from tools.scheduling.params import AttendeeId, BookingToken, EventId
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import Standing, Terms
from tools.scheduling.rules.events import (
    CANCELLED,
    CHARGE,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    DEPOSIT,
    ENDED,
    PAYMENT_PENDING,
    PENDING,
    UNPAID,
    state_name,
)

TOOLSET = "events"


class ConfirmedEvent(TypedDict):
    """pivot: your own row on the event's list, which its attendees leave out."""

    event: EventShape
    pivot: NotRequired[AttendeeShape | None]


@operation(
    access="write",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    find=(
        "I will be there",
        "accept the appointment request",
        "say yes to Tuesday's invitation",
        "approve a client's reservation as host",
        "count me in for the workshop",
        "RSVP yes",
        "the hour was fine, nothing left to settle",
        "agree to the new time after it was moved",
        "the transfer for the lesson arrived",
        "yes to the meeting",
        "let the customer have the time they asked for",
        "I accept the invitation and will come",
        "say yes to a booking request",
        "accept the person who booked me",
        "I will come to the meeting",
    ),
)
def confirm_event(
    call: Call, event_id: EventId, attendee_id: AttendeeId | None = None, token: BookingToken | None = None
) -> ConfirmedEvent:
    """Say yes to an event: an invitation, a booking request as host, or delivered work without escrow as payer.

    Never moves money. An invited person's own answer becomes accepted; the event is confirmed once everybody
    required has accepted and nothing must be paid first. A host accepts a booking of a schedule that confirms by
    hand, while it still holds its slot. The payer of delivered time closes it; where money is held for it use
    pay_schedule_events with release, which pays it out. The receiver of a payment reported for booked time says that
    it arrived. Saying yes twice changes nothing. To say no: decline_event; to suggest something else:
    request_event_correction."""
    stand = acting_stand(call, event_id, token)
    _own_or_as_host(stand, attendee_id)
    if stand.pivot is not None and stand.pivot["user_id"] is None and not stand.by_token:
        events.adopt_attendee(call.tx, stand.pivot["id"], call.caller.owner)
        stand = stand.again(call)
    if stand.event["type_id"] in (CHARGE, DEPOSIT) and stand.event["contract_id"] is not None:
        raise WrongState(
            worded(
                "{name} is a charge or deposit of a contract; approve_contract_transactions says yes to those.",
                name=stand.name,
            ),
            state=state_name(stand.event["status_id"]).split(" ")[0],
            next=(_approve(stand), "get_event"),
        )
    if stand.event["type_id"] in (CHARGE, DEPOSIT):
        accept_deposit(call, stand)
    elif stand.place.serves and (request := _request(call, stand, attendee_id)) is not None:
        _accept_request(call, stand, request)
    elif stand.booking is not None:
        _confirm_as_booker(call, stand, stand.booking)
    elif stand.accepts_work and state_now(call, stand.event) == DELIVERED:
        _close(call, stand)
    elif stand.pivot is not None:
        _accept_invitation(call, stand)
    else:
        _nothing_to_confirm(stand)
    after = stand.again(call)
    return {"event": answered_shape(call, after), "pivot": pivot_shape(call, after)}


def _approve(stand: Stand) -> Step:
    arguments = {"contract_id": stand.event["contract_id"], "transactions": [stand.id]}
    return Step("approve_contract_transactions", arguments)


def _own_or_as_host(stand: Stand, attendee_id: int | None) -> None:
    own = stand.booking is not None and stand.booking.id == attendee_id
    if attendee_id is not None and not own and not stand.place.serves:
        raise NotAllowed(
            worded("Only a host may accept somebody else's booking; leave attendee_id out for your own."),
            next=("get_event",),
        )


def _request(call: Call, stand: Stand, attendee_id: int | None) -> Booking | None:
    """The booking a host means: the one named, else the only one that waits for an answer."""
    if attendee_id is not None:
        named = next((booking for booking in stand.bookings if booking.id == attendee_id), None)
        if named is None:
            raise NotFound("booking", attendee_id, next=("get_event",))
        return named
    waiting = [booking for booking in stand.bookings if booking.status_id == PENDING]
    if len(waiting) > 1:
        raise Invalid(
            {"attendee_id": worded("says which of these: {listed}", listed=listed(waiting))}, next=("get_event",)
        )
    if waiting:
        return waiting[0]
    lapsed = [booking for booking in stand.bookings if booking.cancel_reason in ("not_answered", "hold_expired")]
    return lapsed[-1] if lapsed and not stand.live_bookings else None


def _accept_request(call: Call, stand: Stand, request: Booking) -> None:
    if request.status_id == CONFIRMED:
        return
    if request.cancel_reason in ("not_answered", "hold_expired"):
        until = iso(request.cancelled_at or call.now, request.timezone)
        raise WrongState(
            worded(
                "Booking {id} in {name} held its slot only until {until} and is gone. The slot is {more}.",
                id=request.id,
                name=stand.name,
                until=until,
                more=worded("still free: it can be booked again") if is_free(call, request) else worded("taken by now"),
            ),
            state="cancelled",
            next=("find_next_slot", "get_event"),
        )
    if request.status_id != PENDING or request.disputed_at:
        raise wrong_state(stand, request.status_id, worded("only a request that waits for an answer can be accepted"))
    if request.unconfirmed:
        raise wrong_state(
            stand, request.status_id, worded("its guest has to confirm it first, with the code that was mailed")
        )
    if request.payment_status_id == PAYMENT_PENDING:
        raise _payment_first(stand, request)
    write(call, stand.appointment, [rules.accepted(request)])


def _confirm_as_booker(call: Call, stand: Stand, booking: Booking) -> None:
    if booking.status_id == PENDING and booking.payment_status_id == PAYMENT_PENDING and booking.paid_by is None:
        raise _payment_first(stand, booking)
    if booking.status_id == DELIVERED and booking.payer in me_and_mine(call):
        return _close_booking(call, stand, booking)
    if booking.status_id in (DECLINED, CANCELLED):
        raise wrong_state(stand, booking.status_id, worded("it can no longer be accepted; book again"))
    if booking.status != "accepted" or not booking.time_agreed:
        events.accept_time(call.tx, booking.id, call.now)
        tell_answered(call, stand, say("{who} comes to {event}."))
        if booking.status == "needs_action" and booking.amount and booking.payment_status_id is None:
            # Put on the list by somebody else: what it costs is due from this yes on.
            standing = Standing(booking.status_id, UNPAID, booking.hold_until)
            write(call, stand.appointment, [rules.stands(booking, standing, status="accepted")])
    elif booking.status_id == PENDING:
        call.warn("The host has not answered yet; nothing changed.")
    return None


def _close_booking(call: Call, stand: Stand, booking: Booking) -> None:
    if booking.escrow:
        raise WrongState(
            worded(
                "{escrow} is held for {name}: accepting pays it out. pay_schedule_events with release=true "
                "does that, or it is paid out by itself{when}.",
                escrow=booking.escrow,
                name=stand.name,
                when=_release_text(booking),
            ),
            state="delivered",
            next=("pay_schedule_events", "decline_event"),
        )
    if booking.payment_status_id == UNPAID and Terms.stored(booking.terms).payment != "none":
        raise _payment_first(stand, booking)
    write(call, stand.appointment, [rules.completed(booking)])


def _close(call: Call, stand: Stand) -> None:
    events.change_event(call.tx, stand.id, call.now, status_id=COMPLETED, release_at=None)
    end_suggestions(call, stand.appointment.suggestions, CANCELLED)
    tell_answered(call, stand, say("{who} accepted and completed {event}."))
    call.changed("event", stand.id)


def _accept_invitation(call: Call, stand: Stand) -> None:
    assert stand.pivot is not None
    status_id = state_now(call, stand.event)
    if status_id in ENDED:
        raise wrong_state(stand, status_id, worded("it can no longer be accepted"))
    if stand.pivot["status"] == "accepted":
        return
    events.answer_invitation(call.tx, stand.pivot["id"], "accepted", call.now)
    settle_invitations(call, stand)
    tell_answered(call, stand, say("{who} comes to {event}."))
    call.change("event.answered", ("event", stand.id), data={"answer": "accepted"})


def _release_text(booking: Booking) -> str:
    return (
        worded(" at {release_at}", release_at=iso(booking.release_at, booking.timezone)) if booking.release_at else ""
    )


def _payment_first(stand: Stand, booking: Booking) -> WrongState:
    return WrongState(
        worded(
            "{name} must be paid first: {amount}. pay_schedule_events with schedule_id={schedule_id} and "
            "ids=[{event_id}] does that.",
            name=stand.name,
            amount=booking.amount,
            schedule_id=booking.schedule_id,
            event_id=booking.event_id,
        ),
        state="pending",
        next=("pay_schedule_events",),
    )


def _nothing_to_confirm(stand: Stand) -> None:
    """Somebody involved without an answer to give: the owner, or a host of what is confirmed already."""
    if stand.event["status_id"] in ENDED:
        raise wrong_state(stand, stand.event["status_id"], worded("there is nothing left to confirm"))
    if not stand.place.involved and not stand.place.serves:
        raise NotAllowed(worded("You are not one of the people of {name}.", name=stand.name), next=("get_event",))
