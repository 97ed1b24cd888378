"""Events of a contract in schedules: shown there, and their time taken out of what is offered."""

from __future__ import annotations

from typing import Annotated, Literal, Never, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import exports
from store.database import Row
from store.scheduling import schedule_events
from store.scheduling.schedules import find_schedule
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.contracts import params as contract_params
from tools.contracts.access import Stand, check_write, live_contract, stand_in
from tools.contracts.events import params
from tools.contracts.events.access import CHANGES, event_in, is_own
from tools.errors import Invalid, NotFound, Step, WrongState
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import word, worded
from tools.scheduling.availability.access import Access, own_schedule
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand as EventStand
from tools.scheduling.events.access import stand_of
from tools.scheduling.events.shapes import EventShape, ExportShape, event_shape
from tools.scheduling.rules.events import APPOINTMENT, LIVE, TYPES, state_name
from tools.scheduling.search import refresh_search
from tools.shapes import Theirs

TOOLSET = "contract_events"
SHOW, BLOCK = "busy", True
# From this write level on somebody manages a schedule.
MANAGES = 3


class ExportSettings(TypedDict, total=False):
    """How an event looks in a schedule."""

    show: Annotated[
        Literal["busy", "label", "full"], Field(description="What those of the schedule see of it. Default busy.")
    ]
    block: Annotated[bool, Field(description="Its time is not offered. Default true.")]


class OverlappingBooking(TypedDict):
    """Booked time of the schedule at the same time. bookings: how many people booked it."""

    event_id: int
    label: Theirs
    start: str
    end: str
    status_id: int
    bookings: int


class AttachedSchedule(TypedDict):
    """conflicts: what was booked before; it stays."""

    export: ExportShape
    conflicts: list[OverlappingBooking]


class FreedTime(TypedDict):
    schedule_id: int
    start: str
    end: str


class DetachedSchedule(TypedDict):
    """freed: the time that is offered again; absent when none was taken."""

    event: EventShape
    freed: NotRequired[FreedTime | None]


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "block this meeting in my availability",
        "make the job's session show in my booking times",
        "stop people booking me while I am on site",
        "take the time of a contract event out of my free slots",
        "export an appointment of the contract into a schedule",
        "show the project meeting in my office hours as busy",
        "link a plan entry to my schedule",
        "nobody shall book me during the review of the job",
        "put the contract appointment into my consultation hours",
        "close my slots while the client session runs",
    ),
)
def attach_schedule_to_event(
    call: Call,
    contract_id: contract_params.ContractId,
    event_id: params.EventId,
    schedule_id: Annotated[Id, Field(description="The schedule that is to show it, from list_schedules.")],
    settings: Annotated[ExportSettings, Field(description="Left out: as it is, else busy and blocking.")] | None = None,
) -> AttachedSchedule:
    """Show an appointment of a contract in a schedule, so that its time is no longer offered there.

    Your own event, or write level 3 in the contract; and your own schedule, or write level 3 in it. It follows every change of
    the event and gives nobody access to the contract: those of the schedule see busy time, its label, or all of the entry, as
    show says. What is booked already stays and comes back as conflicts. Calling it again changes the settings. Undo:
    detach_schedule_from_event."""
    stand = live_contract(call, contract_id)
    event = event_in(call, stand, event_id)
    _check_may_export(call, stand, event)
    _check_has_time(event)
    access = own_schedule(call, schedule_id, MANAGES, worded("show events"))
    show, block = _settings(call, event.id, schedule_id, settings or {})
    me = call.caller.owner
    id = exports.put_export(call.tx, event.event, access.schedule, me, call.now, show=show, block=block)
    if state_now(call, event.event) not in LIVE:
        call.warn(f"It is {state_name(state_now(call, event.event))} and takes no time as long as it is.")
    _note(call, access.schedule, event.id)
    return {
        "export": {
            "id": id,
            "event_id": event.id,
            "schedule_id": schedule_id,
            "show": show,
            "block": block,
        },
        "conflicts": _conflicts(call, event, access),
    }


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "offer that time for bookings again",
        "take the job's meeting out of my booking times",
        "unlink the plan entry from my availability",
        "the contract session no longer blocks my slots",
        "remove an exported event from a schedule",
        "free my office hours from the project meeting",
        "stop showing the contract appointment in my schedule",
        "people may book me again during that session",
        "undo blocking the schedule for a contract event",
        "clear the on-site date from my consultation hours",
    ),
)
def detach_schedule_from_event(
    call: Call,
    contract_id: contract_params.ContractId,
    event_id: params.EventId,
    export_id: Annotated[Id, Field(description="From attach_schedule_to_event, or exports of get_event.")],
) -> DetachedSchedule:
    """Take an event of a contract out of a schedule again; its time is offered there from now on.

    By whoever may attach it, and always by the owner of the schedule. The event itself stays as it is."""
    export = _export_of(call, contract_id, event_id, export_id)
    event = _event_of(call, contract_id, event_id, export)
    # Whoever sees the event because their schedule shows it, sees it for the last time.
    shape = event_shape(call, event)
    if not exports.detach(call.tx, export_id, call.now):
        raise WrongState(
            worded(
                "{name} was taken out of schedule {schedule_id} already, at {detached_at}. Nothing changed.",
                name=event.name,
                schedule_id=export["schedule_id"],
                detached_at=iso(export["detached_at"]),
            ),
            state="detached",
            next=("get_event",),
        )
    schedule = find_schedule(call.tx, export["schedule_id"])
    freed = _freed(call, event, export, schedule)
    if schedule is not None:
        _note(call, schedule, event.id)
    if freed is not None:
        times = {name: freed[name] for name in ("start", "end")}
        call.change("slot.freed", ("schedule", export["schedule_id"]), data=times)
    if "exports" in shape:
        shape["exports"] = [each for each in shape["exports"] or [] if each["id"] != export_id]
    return {"event": shape, "freed": freed}


def _check_may_export(call: Call, stand: Stand, event: EventStand) -> None:
    if not is_own(event):
        check_write(call, stand, CHANGES, worded("show events of others in schedules"))


def _check_has_time(event: EventStand) -> None:
    if event.event["type_id"] != APPOINTMENT:
        noun = event.event["kind"] or TYPES[event.event["type_id"]]
        raise Invalid(
            {
                "event_id": worded(
                    "{name} is a {noun}; only appointments have a time to show", name=event.name, noun=word(noun)
                )
            },
            next=("list_contract_events",),
        )


def _settings(call: Call, event_id: int, schedule_id: int, given: ExportSettings) -> tuple[str, bool]:
    """How the event is to be shown and whether it blocks: as given, else as it is."""
    known = exports.export_between(call.tx, event_id, schedule_id)
    if known is None or known["detached_at"] is not None:
        return given.get("show", SHOW), given.get("block", BLOCK)
    return given.get("show", known["show"]), given.get("block", bool(known["block"]))


def _conflicts(call: Call, event: EventStand, access: Access) -> list[OverlappingBooking]:
    """What is booked in the schedule at the time of the event."""
    start, end = utc_time(event.event["start_at"]), utc_time(event.event["end_at"])
    rows = schedule_events.live_events(call.tx, [access.id], start, end, call.now, joinable=False, without=(event.id,))
    zone = access.schedule["timezone"]
    return [
        {
            "event_id": row["id"],
            "label": row["label"],
            "start": iso(row["start_at"], zone),
            "end": iso(row["end_at"], zone),
            "status_id": row["status_id"],
            "bookings": row["bookings"],
        }
        for row in rows
        if row["bookings"] and row["status_id"] in LIVE
    ]


def _export_of(call: Call, contract_id: int, event_id: int, export_id: int) -> Row:
    """The export of this event. NotFound for one that is not there; Invalid names the event it is of, to those who see it."""
    export = exports.find_export(call.tx, export_id)
    if export is None:
        _raise_missing(call, contract_id, event_id, export_id)
    if export["event_id"] == event_id:
        return export
    try:
        other = stand_of(call, export["event_id"])
    except NotFound:
        _raise_missing(call, contract_id, event_id, export_id)
    raise Invalid(
        {
            "export_id": worded(
                "export {export_id} is of {name}, not of event {event_id}",
                export_id=export_id,
                name=other.name if other.view == "full" else worded("event {id}", id=other.id),
                event_id=event_id,
            )
        },
        next=(Step("get_event", {"event_id": other.id}),),
    )


def _raise_missing(call: Call, contract_id: int, event_id: int, export_id: int) -> Never:
    """Who sees neither contract nor event is told of those first."""
    event_in(call, stand_in(call, contract_id), event_id)
    raise NotFound(
        worded("export {export_id} of event", export_id=export_id),
        event_id,
        next=(Step("get_event", {"event_id": event_id}),),
    )


def _event_of(call: Call, contract_id: int, event_id: int, export: Row) -> EventStand:
    """The event, for the owner of the schedule whoever they are to the contract, else for those who may attach it."""
    schedule = find_schedule(call.tx, export["schedule_id"])
    if schedule is not None and Owner(schedule["owner_type"], schedule["owner_id"]) == call.caller.owner:
        event = stand_of(call, event_id)
        if event.event["contract_id"] != contract_id:
            raise NotFound("contract", contract_id, next=("list_contracts",))
        return event
    stand = live_contract(call, contract_id)
    event = event_in(call, stand, event_id)
    _check_may_export(call, stand, event)
    own_schedule(call, export["schedule_id"], MANAGES, worded("show events"))
    return event


def _freed(call: Call, event: EventStand, export: Row, schedule: Row | None) -> FreedTime | None:
    row = event.event
    ahead = utc_time(row["end_at"]) > call.now
    if schedule is None or not export["block"] or state_now(call, row) not in LIVE or not ahead:
        return None
    zone = schedule["timezone"]
    return {
        "schedule_id": export["schedule_id"],
        "start": iso(row["start_at"], zone),
        "end": iso(row["end_at"], zone),
    }


def _note(call: Call, schedule: Row, event_id: int) -> None:
    """What the schedule offers is something else now."""
    refresh_search(call, Owner(schedule["owner_type"], schedule["owner_id"]))
    call.changed("schedule", schedule["id"])
    call.changed("event", event_id)
