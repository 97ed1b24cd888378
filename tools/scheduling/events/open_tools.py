"""Which answers to what an event asks are open to whoever calls."""

from __future__ import annotations

from dataclasses import replace

from store.scheduling import event_corrections
from store.scheduling.bookings import Booking, find_booking
from tools.call import Call
from tools.callers import me_and_mine
from tools.errors import NotFound
from tools.scheduling.absences import marks_of
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, stand_of
from tools.scheduling.events.voters import ballot_of, voice
from tools.scheduling.rules.bookings import standing_now
from tools.scheduling.rules.events import (
    CHARGE,
    COMPLETED,
    CONFIRMED,
    DECLINED,
    DELIVERED,
    DEPOSIT,
    ENDED,
    LIVE,
    PAID,
    PAYMENT_PENDING,
    PENDING,
)


def open_tools(call: Call, event_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer now; None when the event is not theirs to see."""
    try:
        stand = stand_of(call, event_id)
    except NotFound:
        return None
    if stand.view != "full" or stand.actor is None:
        return ()
    if stand.event["type_id"] in (CHARGE, DEPOSIT):
        return money_tools(stand)
    stand = _now(call, stand)
    pays = stand.booking is not None and stand.booking.payer in me_and_mine(call) and _is_due(stand.booking)
    found = ["pay_schedule_events"] if pays else []
    if pays or _waits_for_yes(call, stand):
        found += ["confirm_event", "decline_event"]
    if _is_marked_absent(call, stand):
        found.append("mark_booking_no_show")
    return (*found, *(("vote_on_event_corrections",) if _has_vote(call, stand) else ()))


def _now(call: Call, stand: Stand) -> Stand:
    """With its bookings as they are at this moment, whether or not that was written already."""

    def current(booking: Booking) -> Booking:
        return replace(booking, status_id=standing_now(booking.status_id, booking.hold_until, booking.end, call.now))

    own = current(stand.booking) if stand.booking is not None else None
    return replace(stand, booking=own, bookings=[current(each) for each in stand.bookings])


def money_tools(stand: Stand) -> tuple[str, ...]:
    """What the actor may do with a charge or deposit as it stands."""
    event, place = stand.event, stand.place
    is_charge, status_id = event["type_id"] == CHARGE, event["status_id"]
    if event["contract_id"] is None:
        return ("confirm_event", "decline_event") if status_id == PENDING and place.payee else ()
    speaks = place.contract_write >= 4
    answers = speaks and not place.payee if is_charge else place.payee
    found = ["approve_contract_transactions", "decline_event"] if status_id == PENDING and answers else []
    waits = event["payment_status_id"] == PAYMENT_PENDING
    if is_charge and status_id == CONFIRMED and not waits and (speaks or place.payee):
        found.append("pay_contract_transactions")
    if is_charge and status_id in (PENDING, DECLINED, CONFIRMED) and not waits and (speaks or place.payee):
        found.append("update_participant_charge")
    if not is_charge and status_id in (PENDING, COMPLETED) and (speaks or place.owner):
        found.append("update_participant_deposit")
    if status_id in (PENDING, DECLINED) and (speaks or place.owner or (is_charge and place.payee)):
        found.append("delete_contract_transactions")
    return tuple(found)


def open_tools_of_booking(call: Call, booking_id: int) -> tuple[str, ...] | None:
    """The same for the event of a booking."""
    booking = find_booking(call.tx, booking_id)
    return None if booking is None else open_tools(call, booking.event_id)


def _is_marked_absent(call: Call, stand: Stand) -> bool:
    """Whether it waits for the actor's answer that they did not come."""
    side = "host" if stand.place.serves else "attendee"
    marks = marks_of(call, stand.id, stand.own_bookings)
    return any(mark.status == "claimed" and mark.absent == side for mark in marks.values())


def _is_due(booking: Booking) -> bool:
    """Whether its payer pays for it now, or lets the money go that is held for it."""
    if booking.status_id == DELIVERED:
        return bool(booking.escrow) or booking.payment_status_id != PAID
    return booking.status_id in LIVE and booking.payment_status_id == PAYMENT_PENDING


def _waits_for_yes(call: Call, stand: Stand) -> bool:
    """Whether a request waits for the caller as host, a new time for them as booker, an invitation, or of a contract what
    was delivered."""
    if stand.contract is not None and stand.accepts_work and state_now(call, stand.event) == DELIVERED:
        return True
    if stand.place.serves:
        return any(
            each.status_id == PENDING
            and not (each.unconfirmed or each.disputed_at)
            and each.payment_status_id != PAYMENT_PENDING
            for each in stand.bookings
        )
    if stand.booking is not None:
        own = stand.booking
        return own.status_id in LIVE and (own.status != "accepted" or not own.time_agreed)
    asked = stand.pivot is not None and stand.pivot["status"] == "needs_action"
    return asked and state_now(call, stand.event) not in ENDED


def _has_vote(call: Call, stand: Stand) -> bool:
    """Whether a suggestion is open that the caller decides on and has not voted on."""
    me, own = voice(stand), stand.booking.id if stand.booking else None
    for row in event_corrections.open_corrections(call.tx, stand.id):
        about = next((each for each in stand.bookings if each.id == row["booking_id"]), None)
        if row["booking_id"] is not None and row["booking_id"] != own and not stand.place.serves:
            continue
        voted = {(vote["user_type"], vote["user_id"]) for vote in event_corrections.votes_on(call.tx, row["id"])}
        if me in ballot_of(stand, row["field"], about).voters and (me.kind, me.id) not in voted:
            return True
    return False
