"""Voting on suggested changes of events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import event_corrections, events
from store.scheduling.bookings import Booking
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Conflict, NotAllowed, NotFound, Step
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.scheduling.bookings.transitions import end_suggestions
from tools.scheduling.events.access import Stand, acting_stand
from tools.scheduling.events.applying import Agreed, apply_changes
from tools.scheduling.events.changeset import TIME_FIELDS
from tools.scheduling.events.notices import tell_decided
from tools.scheduling.events.rescheduling import Held, Moved
from tools.scheduling.events.shapes import EventShape, event_shape
from tools.scheduling.events.voters import ballot_of, voice
from tools.scheduling.params import BookingToken, EventId
from tools.scheduling.rules.events import CONFIRMED, DECLINED, PENDING, STATES, Outcome, state_name
from tools.shapes import Theirs

TOOLSET = "events"

CorrectionIds = Annotated[list[Id], Field(min_length=1, max_length=50, description="Correction ids from get_event.")]


class Decided(TypedDict):
    id: int
    field: str
    status_id: int
    status: str
    votes_for: int
    votes_against: int
    votes_needed: int
    applied: bool


class Voted(TypedDict):
    """told: who was told of the new time."""

    corrections: list[Decided]
    event: EventShape
    told: NotRequired[list[Theirs] | None]


@operation(
    access="write",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    may_ask=True,
    find=(
        "I agree with the new time",
        "reject the price change they suggested",
        "approve the edits to my appointment",
        "thumbs up for moving it to Friday",
        "accept the settlement of the dispute",
        "say no to the proposed change",
        "consent to the other side's proposal",
        "which edits do I still have to decide, yes to all",
        "turn down the rescheduling",
        "yes, let us move the meeting",
        "I do not agree with the change of the appointment",
        "decide on the proposed new date",
    ),
)
def vote_on_event_corrections(
    call: Call,
    event_id: EventId,
    vote: Annotated[bool, Field(description="true = agree, false = disagree; for all ids.")],
    ids: CorrectionIds,
    token: BookingToken | None = None,
) -> Voted:
    """Agree or disagree with suggested changes to an event; once enough agree they take effect together.

    The ids come from get_event, with who voted and how many yeses are needed. The proposer's yes is counted already;
    a vote may be changed while the suggestion is open. A new time is checked again with the deciding vote: when the
    slot went, the vote is refused and the suggestion stays open. When the deciding vote moves what is held for a
    booking, the person is asked first above the limit for money moves. Other changes than those suggested:
    request_event_correction."""
    stand = acting_stand(call, event_id, token)
    rows = _open_rows(call, stand, ids)
    me = voice(stand)
    agreed: dict[int, set[Owner]] = {}
    for row in rows:
        outcome, voters = _count(call, stand, row, me, vote)
        if outcome == "agreed":
            agreed[row["id"]] = voters
        elif outcome == "refused":
            end_suggestions(call, [row], DECLINED)
    moved = _take_effect(call, stand, [row for row in rows if row["id"] in agreed], agreed)
    counted = event_corrections.counted(call.tx, [row["id"] for row in rows])
    tell_decided(call, stand, counted, me)
    return {
        "corrections": [_decided(row) for row in counted],
        "event": event_shape(call, stand.again(call, moved.event_id)),
        "told": moved.told or None,
    }


def _open_rows(call: Call, stand: Stand, ids: list[int]) -> list[Row]:
    """The suggestions voted on: all of this event, all open, all the caller's to see; else nothing is counted."""
    wanted = list(dict.fromkeys(ids))
    rows = {row["id"]: row for row in event_corrections.corrections_of(call.tx, stand.id)}
    own = stand.booking.id if stand.booking else None
    for id in wanted:
        row = rows.get(id)
        if row is None or (row["booking_id"] is not None and row["booking_id"] != own and not stand.place.serves):
            raise NotFound(
                worded("correction {id} of event", id=id), stand.id, next=(Step("get_event", {"event_id": stand.id}),)
            )
        if row["status_id"] != PENDING:
            raise Conflict(
                worded(
                    "Correction {id} ({field}) is decided already: {state_name} at {decided_at}. No vote was counted.",
                    id=id,
                    field=row["field"],
                    state_name=state_name(row["status_id"]),
                    decided_at=iso(row["decided_at"]),
                ),
                code="already_decided",
                next=("get_event",),
            )
    return [rows[id] for id in sorted(wanted)]


def _booking_of(stand: Stand, row: Row) -> Booking | None:
    """The booking a suggestion is about: the one named in it, else the event's only one."""
    if row["booking_id"] is not None:
        return next((booking for booking in stand.bookings if booking.id == row["booking_id"]), None)
    live = stand.live_bookings
    return live[0] if len(live) == 1 else None


def _count(call: Call, stand: Stand, row: Row, me: Owner, yes: bool) -> tuple[Outcome, set[Owner]]:
    """Store the caller's vote on a suggestion; what it leads to, and who said yes. NotAllowed for those without one."""
    ballot = ballot_of(stand, row["field"], _booking_of(stand, row))
    if me not in ballot.voters:
        names = ", ".join(sorted(events.names_of(call.tx, ballot.voters).values()))
        raise NotAllowed(
            worded("You have no vote on correction {id}; {names} decide.", id=row["id"], names=names),
            next=("get_event",),
        )
    votes = event_corrections.vote(call.tx, row["id"], me, yes, call.now)
    return ballot.outcome(votes), {voter for voter, said in votes.items() if said}


def _take_effect(call: Call, stand: Stand, rows: list[Row], agreed: Mapping[int, set[Owner]]) -> Moved:
    """Apply all decided suggestions together, those about each booking with it; the event they end up in, and who was told
    of another time.

    agreed: who said yes to each."""
    moved = Moved(stand.id, [])
    groups: dict[int | None, list[Row]] = {}
    for row in rows:
        event_corrections.decide(call.tx, row["id"], CONFIRMED, call.now)
        groups.setdefault(row["booking_id"], []).append(row)
    for booking_id, group in groups.items():
        booking = _booking_of(stand, group[0])
        values: dict[str, Any] = {row["field"]: json.loads(row["new_value"]) for row in group}
        times = [row for row in group if row["field"] in TIME_FIELDS]
        people = {voter for row in times for voter in agreed[row["id"]]}
        held = Held(times[0]["held_event_id"], times[0]["held_booking_id"]) if times else Held()
        alone = bool(times) and booking_id is not None
        after = apply_changes(call, stand, booking, Agreed(values, people, alone, held))
        moved = Moved(after.event_id, [*moved.told, *after.told])
    return moved


def _decided(row: Row) -> Decided:
    return {
        "id": row["id"],
        "field": row["field"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "votes_for": row["votes_for"],
        "votes_against": row["votes_against"],
        "votes_needed": row["votes_needed"],
        "applied": row["status_id"] == CONFIRMED,
    }
