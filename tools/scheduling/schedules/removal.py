"""Taking schedules away: what was asked for in them ends, what was agreed stays."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.scheduling import bookings, events, schedule_events, schedules
from store.types import Money, Owner
from tools.call import Call
from tools.errors import WrongState
from tools.rules.sentences import Sentence, begun, say, worded
from tools.scheduling.availability.access import Access
from tools.scheduling.bookings.kept_slots import let_all_go
from tools.scheduling.bookings.transitions import change_booking, refund_of
from tools.scheduling.rules import transitions as rules
from tools.scheduling.rules.events import CANCELLED, PENDING
from tools.scheduling.schedules.role_invitations import named, record
from tools.scheduling.search import refresh_search


class RefundShape(TypedDict):
    """Money that went back. payer: such as person 5 or company 2."""

    payer: str
    amount: str
    currency: str


def check_not_agreed_hours(access: Access) -> None:
    """Working hours somebody was hired with stay as long as they are."""
    row = access.schedule
    if row["participant_id"] is not None:
        raise WrongState(
            worded(
                "{title} holds the agreed working hours of participant {participant_id} in contract "
                "{contract_id} and cannot be deleted while they take part.",
                title=access.title,
                participant_id=row["participant_id"],
                contract_id=row["contract_id"],
            ),
            state="attached_to_participant",
            next=("update_schedule",),
        )


STAYS = say("What was confirmed stays.")


def remove_schedule(call: Call, access: Access, then: Sentence = STAYS) -> tuple[int, list[RefundShape]]:
    """Take a schedule away with what was only asked for in it: how many requests ended, and what went back.

    then: what its people are told of what is booked in it."""
    cancelled, refunds = _end_requests(call, access.id)
    for row in schedule_events.future_bookings(call.tx, access.id, call.now):
        if row["slot"] == "session" and not row["bookings"]:
            events.change_event(call.tx, row["id"], call.now, status_id=CANCELLED, cancel_reason="organiser")
            call.changed("event", row["id"])
    schedule_events.remove_exports(call.tx, access.id, call.now)
    schedules.change_schedule(call.tx, access.id, call.caller.owner, call.now, deleted_at=call.stamp)
    refresh_search(call, access.owner)
    call.changed("schedule", access.id)
    call.change("schedule.deleted", ("schedule", access.id), data={"state": "deleted"})
    for row in schedules.users_of(call.tx, access.id):
        text = say(
            "{schedule} was deleted: nothing more can be booked in it. {then}", schedule=named(access), then=then
        )
        user = Owner(row["user_type"], row["user_id"])
        call.tell(user, "schedule_role", begun(text), record=record(access.schedule))
    return cancelled, refunds


def _end_requests(call: Call, schedule_id: int) -> tuple[int, list[RefundShape]]:
    """Every booking that waits for its host or its payment ends, with what was paid given back in full.

    Disputed ones stay: their money waits for both sides."""
    refunds: list[RefundShape] = []
    cancelled = 0
    for booking_id in schedule_events.pending_booking_ids(call.tx, schedule_id):
        booking = bookings.find_booking(call.tx, booking_id)
        if booking is not None and booking.stands_in_for == booking.id:
            let_all_go(call, booking.event_id)
            booking = bookings.find_booking(call.tx, booking_id)
        if booking is None or booking.status_id != PENDING:
            # A stand-in went with the booking it stood in for, a kept place with the word to whoever kept it.
            continue
        if booking.stands_in_for is not None:
            change_booking(call, booking, rules.dropped(booking, call.now))
            continue
        ended = rules.ended(booking, CANCELLED, 100, reason="organiser", by=call.caller.owner, now=call.now)
        change_booking(call, booking, ended)
        cancelled += 1
        refund = refund_of(booking, ended, 100)
        if refund is not None and refund.money:
            refunds.append(refund_shape(refund.to, refund.money))
    for event in schedule_events.pending_events(call.tx, schedule_id):
        events.change_event(call.tx, event["id"], call.now, status_id=CANCELLED, hold_until=None)
    return cancelled, refunds


def refund_shape(payer: Owner, money: Money) -> RefundShape:
    return {"payer": f"{payer.kind} {payer.id}", "amount": money.text, "currency": money.currency}
