"""Saying no to an event: invitations, bookings of either side, delivered time, reported payments."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.scheduling import events
from store.scheduling.bookings import Booking
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import Invalid, NotAllowed, NotFound, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.scheduling.bookings.transitions import Refund, end_suggestions, refund_of, write
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, acting_stand
from tools.scheduling.events.checks import listed, wrong_state
from tools.scheduling.events.deposit_answers import refuse_deposit
from tools.scheduling.events.invitations import settle_invitations
from tools.scheduling.events.notices import tell_answered
from tools.scheduling.events.shapes import AttendeeShape, EventShape, answered_shape, pivot_shape
from tools.scheduling.events.transaction_answers import is_of_contract, refuse_transaction
from tools.scheduling.params import AttendeeId, BookingToken, EventId, Reason
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.bookings import HIRE, Refused, Side, Terms, saying_no
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CANCELLED,
    CHARGE,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    DEPOSIT,
    ENDED,
    PENDING,
    state_name,
)
from tools.scheduling.rules.transitions import Change

TOOLSET = "events"


class RefundShape(TypedDict):
    to: PartyShape
    amount: str
    currency: str
    percent: int


class DeclinedEvent(TypedDict):
    """pivot: your own row on the event's list, which its attendees leave out."""

    event: EventShape
    pivot: NotRequired[AttendeeShape | None]
    refund: NotRequired[RefundShape | None]
    freed: bool


@operation(
    access="write",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    may_ask=True,
    find=(
        "I cannot make it",
        "cancel my booking and get the money back",
        "turn down the request for Monday",
        "this hour was never worked, refuse it",
        "RSVP no",
        "the session was bad, send it back before it is paid out",
        "call off a client's slot as the host",
        "that cash payment never came",
        "dispute the hours that were logged",
        "I do not agree with the hours the developer billed",
        "I won't be able to come, free my slot",
        "as a host, tell the customer the booking is off",
        "cancel my booking",
        "I can not come to the appointment",
        "turn down somebody who wants to book me",
        "call the session off",
    ),
)
def decline_event(
    call: Call,
    event_id: EventId,
    attendee_id: AttendeeId | None = None,
    reason: Reason | None = None,
    token: BookingToken | None = None,
) -> DeclinedEvent:
    """Say no to an event, or back out of one accepted before; either side cancels a booking this way.

    Booker: a pending booking ends with everything back; a confirmed one ends with the refund of the schedule's
    cancellation rule (full until free_until before the start, a share after it, another once it began). Host: ends a
    request or a booking with a full refund at any time before its end; with several bookers name one with
    attendee_id. Payer of delivered time: sends it back before the money is paid out; it then stays held until both
    sides agree through request_event_correction. An invited person's answer becomes declined. Also refuses a payment
    reported as made and, as the side that pays, a pending charge of a contract. The freed slot can be booked again at
    once."""
    stand = acting_stand(call, event_id, token)
    refund = None
    if stand.event["type_id"] in (CHARGE, DEPOSIT) and is_of_contract(stand):
        refuse_transaction(call, stand, reason)
    elif stand.event["type_id"] in (CHARGE, DEPOSIT):
        refuse_deposit(call, stand)
    elif (chosen := _booking_to_end(stand, attendee_id)) is not None:
        refund = _say_no(call, stand, *chosen, reason)
    elif stand.accepts_work and state_now(call, stand.event) == DELIVERED:
        events.change_event(call.tx, stand.id, call.now, status_id=PENDING, release_at=None)
        tell_answered(call, stand, say("{who} sent back, being who pays for it, {event}."), reason)
    elif stand.pivot is not None and stand.pivot["status_id"] is None:
        _decline_invitation(call, stand, reason)
    else:
        _nothing_to_decline(stand)
    after = stand.again(call)
    names = events.names_of(call.tx, [refund.to] if refund else [])
    return {
        "event": answered_shape(call, after),
        "pivot": pivot_shape(call, after),
        "refund": {
            "to": party_shape(refund.to, names),
            "amount": refund.money.text,
            "currency": refund.money.currency,
            "percent": refund.percent,
        }
        if refund
        else None,
        "freed": _is_free_again(call, stand, after),
    }


def _booking_to_end(stand: Stand, attendee_id: int | None) -> tuple[Booking, Side] | None:
    """Which booking is meant, and on which side of it the caller stands."""
    own = stand.booking
    if attendee_id is not None and not (own and own.id == attendee_id):
        if not stand.place.serves:
            raise NotAllowed(
                worded("Only a host may turn down somebody else's booking; leave attendee_id out for your own.")
            )
        named = next((booking for booking in stand.bookings if booking.id == attendee_id), None)
        if named is None:
            raise NotFound("booking", attendee_id, next=("get_event",))
        return named, "host"
    if own is not None and not (stand.place.serves and own.schedule_type == HIRE):
        return own, "booker"
    if not stand.place.serves or not stand.bookings:
        return None
    if len(stand.live_bookings) > 1:
        which = worded(
            "says which of these: {listed}; delete_event calls off the whole event", listed=listed(stand.live_bookings)
        )
        raise Invalid({"attendee_id": which}, next=("get_event", "delete_event"))
    return (stand.live_bookings or stand.bookings)[-1], "host"


def _say_no(call: Call, stand: Stand, booking: Booking, side: Side, reason: str | None) -> Refund | None:
    hire = booking.schedule_type == HIRE
    if booking.status_id == DELIVERED and not stand.by_token and booking.payer not in me_and_mine(call):
        raise _refused(stand, booking, Refused(worded("it took place; only the one who pays can send it back")))
    try:
        ending = saying_no(
            booking.status_id,
            side,
            now=call.now,
            start=booking.start,
            terms=Terms.stored(booking.terms),
            pays=(side == "host") == hire,
            disputed=booking.disputed_at is not None,
            agreed_to_time=booking.time_agreed,
        )
    except Refused as refused:
        raise _refused(stand, booking, refused) from refused
    if ending.refund_percent is None:
        write(call, stand.appointment, [rules.disputed(booking, call.now, reason)])
        return None
    percent = ending.refund_percent
    ended = rules.ended(booking, ending.status_id, percent, reason=side, by=stand.actor, now=call.now, note=reason)
    _ask(call, stand, booking, ended)
    write(call, stand.appointment, [ended])
    return refund_of(booking, ended, percent)


def _ask(call: Call, stand: Stand, booking: Booking, ended: Change) -> None:
    """Ending a booking moves what is held for it: the person agrees, as to other money that moves."""
    if ended.payout is None or not booking.escrow:
        return
    refund, kept = ended.payout.refund, ended.payout.payee
    parts = [worded("{refund} goes back to whoever paid", refund=refund)] if refund else []
    parts += [worded("{kept} is lost to whoever paid and goes to whoever is paid", kept=kept)] if kept else []
    call.confirm(
        worded("End booking {id} of event {stand_id}, for which is held", id=booking.id, stand_id=stand.id),
        record=f"event:{stand.id}",
        amount=booking.escrow,
        details=(*parts, worded("The event is called {label}", label=quoted(stand.event["label"]))),
        # What only goes back does not add to what moved today.
        moves=bool(kept),
    )


def _decline_invitation(call: Call, stand: Stand, reason: str | None) -> None:
    assert stand.pivot is not None
    status_id = state_now(call, stand.event)
    if status_id in ENDED or status_id == DELIVERED:
        raise wrong_state(stand, status_id, worded("it is too late to decline"))
    if stand.pivot["status"] == "declined":
        raise WrongState(
            worded("You have declined {name} already; nothing changes.", name=stand.name),
            state="declined",
            next=("get_event",),
        )
    events.answer_invitation(call.tx, stand.pivot["id"], "declined", call.now)
    settle_invitations(call, stand)
    left = [row for row in events.attendees_of(call.tx, stand.id) if row["status"] != "declined"]
    owner = (stand.event["owner_type"], stand.event["owner_id"])
    if status_id == CONFIRMED and all((row["user_type"], row["user_id"]) == owner for row in left):
        events.change_event(call.tx, stand.id, call.now, status_id=CANCELLED, cancel_reason="nobody_left")
        end_suggestions(call, stand.appointment.suggestions, CANCELLED)
    tell_answered(call, stand, say("{who} does not come to {event}."), reason)
    call.change("event.answered", ("event", stand.id), data={"answer": "declined"})
    call.changed("event", stand.id)


def _is_free_again(call: Call, before: Stand, after: Stand) -> bool:
    """Whether time or a seat that was taken can be taken by somebody else now."""
    if before.event["type_id"] != APPOINTMENT:
        return False
    if after.event["seats_taken"] < before.event["seats_taken"]:
        return True
    return state_now(call, before.event) not in (DECLINED, CANCELLED) and state_now(call, after.event) in (
        DECLINED,
        CANCELLED,
    )


def _refused(stand: Stand, booking: Booking, refused: Refused) -> WrongState:
    text = worded(
        "Booking {id} in {name} is {state_name}: {refused}.",
        id=booking.id,
        name=stand.name,
        state_name=state_name(booking.status_id),
        refused=refused,
    )
    return WrongState(text, state=str(booking.status_id), next=refused.next or ("get_event",))


def _nothing_to_decline(stand: Stand) -> None:
    if stand.event["status_id"] in ENDED:
        raise wrong_state(stand, stand.event["status_id"], worded("nothing changes"))
    if stand.place.may_delete:
        raise NotAllowed(
            worded("Nobody asked you: {name} is yours to call off with delete_event.", name=stand.name),
            code="not_invited",
            next=("delete_event",),
        )
    raise NotAllowed(worded("You are not one of the people of {name}.", name=stand.name), next=("get_event",))
