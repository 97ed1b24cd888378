"""Lines for slots that are full: leaving one, seeing how far it has come, and looking whether anything became free."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import schedules, slot_holds
from store.scheduling.waiting import waiting_lines
from store.scheduling.waiting.waiting_lines import FINAL, WaitingEntry
from store.secrets import hash_secret
from tools.call import Call
from tools.errors import NotFound, WrongState
from tools.operation import operation, scheduled
from tools.paging import Page
from tools.params import Id, Moment
from tools.questions import quoted
from tools.rules.sentences import say, word, worded
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.bookings.kept_slots import let_go
from tools.scheduling.bookings.notices import span, zone_of
from tools.scheduling.bookings.waiting_lines import serve_line, serve_lines
from tools.scheduling.clock import zone_of_schedule
from tools.scheduling.holds.shapes import EntryShape, entry_shape
from tools.scheduling.params import ScheduleId
from tools.telling import Guest, Record

TOOLSET = "booking_extras"
FIND = ("list_waiting_list",)
LOOK_AGAIN, MOST_LOOKED_AT = timedelta(seconds=30), 100

EntryId = Annotated[Id, Field(description="The place in the line, from list_waiting_list.")]
EntryStatus = Literal["waiting", "offered", "booked", "passed", "left", "closed"]


class Left(TypedDict):
    """offered_on: what was kept for them went to the next one in line."""

    entry: EntryShape
    offered_on: bool


class WaitingList(TypedDict):
    items: list[EntryShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="write",
    actors=("any", "public"),
    price="free",
    secret=("token",),
    find=(
        "I no longer wait for that seat",
        "take me out of the line",
        "found another course, drop my place in the queue",
        "leave the waiting list",
        "stop waiting for a full slot",
        "remove somebody from the waitlist of my class",
        "I do not want to stand by any more",
        "cancel my waitlist entry",
        "get off the waitlist",
        "give up my position in the waiting line",
    ),
)
def leave_waiting_list(
    call: Call,
    entry_id: EntryId,
    token: Annotated[str, Field(max_length=100, description="Of guests: the one join_waiting_list gave.")]
    | None = None,
) -> Left:
    """Leave the line for a full slot; a place that is kept for you goes to the next one.

    Who owns or manages the schedule may take anybody out, who is told."""
    entry = _ending(call, entry_id, token)
    if entry.status in FINAL:
        raise WrongState(
            worded(
                "Entry {entry_id} is {status} already. Nothing changed.", entry_id=entry_id, status=word(entry.status)
            ),
            state=entry.status,
            next=FIND,
        )
    own = _is_own(call, entry) or token is not None
    waiting_lines.end_entry(call.tx, entry.id, "left", call.now)
    offered_on = False
    if entry.status == "offered" and entry.hold is not None:
        hold = slot_holds.find_hold(call.tx, entry.hold, call.now)
        assert hold is not None, entry.id
        let_go(call, hold)
        offered_on = serve_line(call, entry.schedule_id, entry.start) > 0
    if not own:
        _tell_taken_out(call, entry)
    after = waiting_lines.find_entry(call.tx, entry.id, call.now)
    assert after is not None, entry.id
    return {"entry": entry_shape(call, after, own=own), "offered_on": offered_on}


def _ending(call: Call, entry_id: int, token: str | None) -> WaitingEntry:
    """The entry for who may end it: who waits, or whoever has the schedule in hand. NotFound for everybody else."""
    if token is not None:
        entry = waiting_lines.entry_by_token(call.tx, entry_id, hash_secret(token), call.now)
    else:
        entry = waiting_lines.find_entry(call.tx, entry_id, call.now)
        if entry is not None and not _is_own(call, entry) and not _manages(call, entry.schedule_id):
            entry = None
    if entry is None:
        raise NotFound("place in a waiting list", entry_id, next=FIND)
    return entry


def _is_own(call: Call, entry: WaitingEntry) -> bool:
    return call.caller.kind != "nobody" and entry.person == call.caller.owner


def _manages(call: Call, schedule_id: int) -> bool:
    """Whether the caller owns or manages a schedule."""
    if call.caller.kind == "nobody":
        return False
    row = schedules.user_of(call.tx, schedule_id, call.caller.owner)
    return row is not None and row["write"] >= 3


def _tell_taken_out(call: Call, entry: WaitingEntry) -> None:
    when = span(entry.start, entry.end, zone_of(call, entry.person, entry.timezone) if entry.person else entry.timezone)
    call.tell(
        entry.person or Guest(entry.email or "", entry.name, known=True),
        "booking_called_off",
        say(
            "You wait for {label} on {when} no longer: the host took you out of the line.",
            label=quoted(entry.label),
            when=when,
        ),
        record=Record("schedule", entry.schedule_id, entry.label),
        starts_at=entry.start,
    )


@operation(
    access="read",
    actors=("any",),
    price="free",
    zone=zone_of_schedule,
    find=(
        "how far am I in the queue",
        "who waits for a seat in my class",
        "was a place offered to me",
        "my waiting lists",
        "what position do I have in the line",
        "show the waitlist of my workshop",
        "which full slots do I wait for",
        "number of my waitlist entry",
        "how many people stand in line for a slot of mine",
        "until when is the place that became free kept for me",
    ),
)
def list_waiting_list(
    call: Call,
    page: Page,
    schedule_id: Annotated[
        ScheduleId, Field(description="Only this schedule; of one you own or manage: who waits there.")
    ]
    | None = None,
    start: Annotated[Moment, Field(description="Only the slot that begins then.")] | None = None,
    status: Annotated[list[EntryStatus], Field(max_length=6, description="Default waiting and offered.")] | None = None,
) -> WaitingList:
    """List where you are in line and what is offered to you; of a schedule you own or manage, everybody who waits there.

    By the start of the slot, then in the order of the line. offered: kept for them until expires_at of the hold; booked:
    taken; passed: let go by; closed: too late, or the slot is offered no more."""
    everybodys = False
    if schedule_id is not None:
        seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
        everybodys = _manages(call, schedule_id)
    sql, params = waiting_lines.listed(
        call.caller.owner,
        call.now,
        everybodys=everybodys,
        schedule_id=schedule_id,
        start=start,
        states=status or ["waiting", "offered"],
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=waiting_lines.IN_LINE)
    entries = [waiting_lines.read_entry(row) for row in rows]
    shown = [entry_shape(call, entry, own=_is_own(call, entry)) for entry in entries]
    return {"items": shown, "total": total, "next_cursor": next_cursor}


@scheduled(every=60)
def serve_waiting_lines(call: Call) -> int:
    """What has become free without any call, as in calendars kept elsewhere, is offered; lines that are over are closed."""
    return serve_lines(call, waiting_lines.lines_to_check(call.tx, call.now - LOOK_AGAIN, MOST_LOOKED_AT))
