"""Taking an event off the calendar."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events
from store.types import Money, Owner, iso
from tools.call import Call
from tools.errors import NotAllowed, NotFound, Step, WrongState
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import joined, worded
from tools.scheduling.bookings.kept_slots import let_all_go
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand, check_contract_is_open, stand_of
from tools.scheduling.events.checks import check_comment
from tools.scheduling.events.removal import call_off, children_to_delete, end_bookings, remove_event
from tools.scheduling.params import EventId, Reason
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.events import (
    CHARGE,
    COMPLETED,
    CONFIRMED,
    DELIVERED,
    DEPOSIT,
    LIVE,
    PAID,
    PENDING,
    state_name,
)

TOOLSET = "events"


class PaidBack(TypedDict):
    payer: PartyShape
    amount: str
    currency: str


class DeletedEvent(TypedDict):
    event_id: int
    deleted: bool
    cancelled: bool
    refunds: list[PaidBack]
    children_deleted: NotRequired[int]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "take this off my calendar",
        "drop the meeting",
        "remove a slot I added by mistake",
        "call off the whole workshop and pay everybody back",
        "erase an old to-do",
        "get rid of a declined invitation",
        "scrap the session with all its bookers",
        "delete a note below a task",
        "clean up a cancelled appointment",
        "wipe the meeting out of my diary",
        "the class does not take place, refund all participants",
        "delete time I blocked in my own calendar",
    ),
)
def delete_event(call: Call, event_id: EventId, reason: Reason | None = None) -> DeletedEvent:
    """Remove an event from the calendar; a confirmed one is called off first and every booker gets all money back.

    For its owner, the calendar's owner, or write level 3 in its contract or schedule; somebody who only attends uses
    decline_event, and a host who ends one booking of several does too. Comments and tasks below it go with it.
    Delivered or completed events with money paid stay in the books, disputed ones until they are settled. Charges
    and deposits stay in the books. Imported events are deleted in the calendar they come from."""
    stand = _deletable(call, event_id)
    # What is completed stays so: it took place, and there is nothing to call off or give back.
    live = [booking for booking in stand.live_bookings if booking.status_id != COMPLETED]
    status_id = state_now(call, stand.event)
    called_off = status_id == CONFIRMED and stand.event["start_at"] is not None
    children = children_to_delete(call, stand.id)
    held = [booking.escrow for booking in live if booking.escrow]
    total = sum(held[1:], held[0]) if held else None
    _ask(call, stand, len(live), len(children), total)
    refunds = end_bookings(call, stand, live, reason)
    let_all_go(call, stand.id)
    # Where somebody's booking is completed, ending the others completes the event: it took place.
    left = events.find_event(call.tx, stand.id)
    if status_id in LIVE and left is not None and left["status_id"] != COMPLETED:
        call_off(call, stand, reason)
    remove_event(call, stand.id, children)
    names = events.names_of(call.tx, [refund.to for refund in refunds])
    return {
        "event_id": stand.id,
        "deleted": True,
        "cancelled": called_off,
        "refunds": [
            {
                "payer": party_shape(refund.to, names),
                "amount": refund.money.text,
                "currency": refund.money.currency,
            }
            for refund in refunds
            if refund.money
        ],
        "children_deleted": len(children),
    }


def _deletable(call: Call, event_id: int) -> Stand:
    """The event for somebody who may delete it. Refused when it stays in the books."""
    gone = events.deleted_event(call.tx, event_id)
    if gone is not None and Owner(gone["owner_type"], gone["owner_id"]) == call.caller.owner:
        raise WrongState(
            worded(
                "Event {event_id} was deleted already, at {deleted_at}. Nothing changed.",
                event_id=event_id,
                deleted_at=iso(gone["deleted_at"]),
            ),
            state="deleted",
            next=("list_upcoming_events",),
        )
    stand = stand_of(call, event_id, acting=True)
    if stand.view != "full":
        raise NotFound("event", event_id, next=("list_upcoming_events",))
    check_contract_is_open(call, stand)
    if not stand.place.may_delete:
        raise NotAllowed(
            worded("{name} is not yours to delete; decline_event says that you do not come.", name=stand.name),
            next=("decline_event", "get_event"),
        )
    check_comment(call, stand)
    _check_kind(call, stand)
    _check_books(call, stand)
    return stand


def _check_kind(call: Call, stand: Stand) -> None:
    """Money and what was imported are taken away elsewhere."""
    event = stand.event
    if event["type_id"] in (CHARGE, DEPOSIT):
        raise WrongState(
            worded(
                "{name} is a charge or deposit; those stay in the books{where_deleted}.",
                name=stand.name,
                where_deleted=_where_deleted(event),
            ),
            state=state_name(event["status_id"]),
            next=_deleted_with(event),
        )
    if event["external_id"] is not None:
        calendar = events.calendar_of(call.tx, event["kal_id"])
        where = f"'{calendar['label']}'" if calendar else worded("the calendar it comes from")
        raise WrongState(
            worded("{name} was imported: delete it in {where}.", name=stand.name, where=where),
            state="imported",
            next=("list_calendars",),
        )


def _where_deleted(event: Row) -> str:
    return (
        "" if event["contract_id"] is None else worded(", unless delete_contract_transactions takes an unpaid one away")
    )


def _deleted_with(event: Row) -> tuple[Step | str, ...]:
    if event["contract_id"] is None:
        return ("get_event",)
    arguments = {"contract_id": event["contract_id"], "transactions": [event["id"]]}
    return Step("delete_contract_transactions", arguments), "get_event"


def _check_books(call: Call, stand: Stand) -> None:
    """WrongState when what took place was paid for, or money is disputed."""
    event = stand.event
    for booking in stand.live_bookings:
        if booking.disputed_at and booking.status_id == PENDING:
            raise WrongState(
                worded(
                    "{name} is disputed; {escrow} waits until both sides agree.",
                    name=stand.name,
                    escrow=booking.escrow or worded("its payment"),
                ),
                state="pending",
                next=("request_event_correction",),
            )
        if booking.status_id in (DELIVERED, COMPLETED) and booking.payment_status_id == PAID:
            raise _stays(stand, booking.status_id)
    if state_now(call, event) in (DELIVERED, COMPLETED) and event["payment_status_id"] == PAID:
        raise _stays(stand, event["status_id"])


def _stays(stand: Stand, status_id: int) -> WrongState:
    return WrongState(
        worded(
            "{name} is {state_name} and paid: it stays, because it is part of the books.",
            name=stand.name,
            state_name=state_name(status_id),
        ),
        state=state_name(status_id).split(" ")[0],
        next=("get_event",),
    )


def _ask(call: Call, stand: Stand, bookings: int, children: int, total: Money | None) -> None:
    act = worded("Delete event {id}", id=stand.id)
    if children:
        act = joined((act, worded(" with {children} entries below it", children=children)), "")
    if bookings:
        act = joined((act, worded(", cancel {bookings} booking(s)", bookings=bookings)), "")
    called = worded("The event is called {label}", label=quoted(stand.event["label"]))
    if total is not None:
        act = joined((act, worded(" and give back")), "")
    call.confirm(act, record=f"event:{stand.id}", amount=total, details=(called,))
