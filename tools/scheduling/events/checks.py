"""Refusals that the answers to an event share."""

from __future__ import annotations

from store.scheduling.bookings import Booking
from store.types import iso, utc_time
from tools.call import Call
from tools.errors import NotAllowed, WrongState
from tools.rules.sentences import Count, joined, worded
from tools.scheduling.events.access import Stand
from tools.scheduling.rules.events import COMMENT_HOURS, may_touch_comment, state_name


def listed(bookings: list[Booking]) -> str:
    """Several bookings, for somebody who has to say which one they mean."""
    return joined(
        [
            worded("{id} ({who}, {seats})", id=booking.id, who=booking.who, seats=Count(booking.seats, "seat"))
            for booking in bookings
        ],
        ", ",
    )


def check_comment(call: Call, stand: Stand) -> None:
    """NotAllowed for a comment in a contract that is not the caller's, or no longer fresh: those stay as they were said."""
    event = stand.event
    if event["kind"] != "comment" or event["contract_id"] is None:
        return
    if may_touch_comment(
        own=stand.place.owner, write=stand.place.contract_write, age=call.now - utc_time(event["created_at"])
    ):
        return
    since = (
        worded("it was written at {created_at}", created_at=iso(event["created_at"], event["timezone"]))
        if stand.place.owner
        else worded("it is not yours")
    )
    raise NotAllowed(
        worded(
            "{name} is a comment: its author changes or deletes it for {comment_hours} hours, a member "
            "with write level 5 always; {since}.",
            name=stand.name,
            comment_hours=COMMENT_HOURS,
            since=since,
        ),
        next=("add_contract_entry", "get_event"),
    )


def wrong_state(stand: Stand, status_id: int, why: str) -> WrongState:
    name = state_name(status_id)
    return WrongState(
        worded("{name} is {other_name}: {why}.", name=stand.name, other_name=name, why=why),
        state=name.split(" ")[0],
        next=("get_event",),
    )
