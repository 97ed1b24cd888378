"""Quick entries in a contract: a comment, a task, or own time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date as Date
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts
from store.database import Row
from store.scheduling import events
from store.scheduling.events import names_of
from store.types import Money
from tools.call import Call
from tools.contracts import params as contract_params
from tools.contracts.access import Stand, check_write, live_contract, person_of, place_in, zone_of_contract
from tools.contracts.balances import today_in
from tools.contracts.charging import check_may_charge, make_charge
from tools.contracts.events import params
from tools.contracts.events.access import OWN, PLANS, parent_in
from tools.contracts.events.notices import tell_payee
from tools.contracts.events.storing import columns_of
from tools.errors import Invalid, NotAllowed, WrongState
from tools.operation import operation
from tools.params import Day, Id
from tools.questions import quoted
from tools.rules.sentences import word, worded
from tools.scheduling.availability.checks import attach_event_files, check_files
from tools.scheduling.events.access import stand_of
from tools.scheduling.rules.events import COMPLETED, CONFIRMED, ENTRY, PENDING, STATES, state_name
from tools.shapes import Theirs
from tools.text import plain

TOOLSET = "contract_events"
DEFAULT_LABEL = "Work"
LONGEST_CHARGE_LABEL = 1024

Kind = Literal["comment", "task", "charge"]


class EntryShape(TypedDict):
    id: int
    type_id: int
    kind: NotRequired[str | None]
    status_id: int
    status: str
    label: Theirs
    date: NotRequired[str | None]
    duration: NotRequired[int | None]
    amount: NotRequired[str | None]
    currency: NotRequired[str | None]
    parent_id: NotRequired[int | None]


class AddedEntry(TypedDict):
    event: EntryShape


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "The drafts are in the folder"},
    zone=zone_of_contract,
    find=(
        "leave a note on the job",
        "write down that something is still to be done",
        "log 45 minutes with a remark",
        "comment on a meeting of the contract",
        "add a remark to the engagement",
        "quick to-do for the developer on the contract",
        "answer under a contract event",
        "note own working time on the job with one sentence",
        "write a message into the contract's history",
        "remind the team that a thing is missing in the project contract",
        "charge half an hour below a meeting",
        "write a comment into the contract",
        "add a to-do to the engagement",
        "book two hours by hand on the job",
        "short note about what was done on the contract",
    ),
)
def add_contract_entry(
    call: Call,
    contract_id: contract_params.ContractId,
    kind: Annotated[Kind, Field(description="Default charge when duration is given, else comment.")] | None = None,
    label: Annotated[
        str, Field(min_length=1, max_length=4000, description="The text; of a charge what was done, up to 1024.")
    ]
    | None = None,
    duration: Annotated[int, Field(ge=15, le=1440, description="Minutes: of a charge worked, of a task estimated.")]
    | None = None,
    benefitable_id: Annotated[
        Id, Field(description="Participant who is paid, or whom the task is for. Default your own place.")
    ]
    | None = None,
    parent_id: Annotated[Id, Field(description="Event this belongs to, such as the meeting it is about.")]
    | None = None,
    date: Annotated[Day, Field(description="Day worked, default today in the contract's zone; of a task the due date.")]
    | None = None,
    files: params.FileIds | None = None,
) -> AddedEntry:
    """Add a comment, a task or an own-time charge to a contract in one short call.

    Comments and own tasks need read and write level 1, tasks for others write 2, charges for others 4. A comment stands at
    once; its author changes or deletes it for 24 hours. A task is pending until update_contract_event closes it (777) or
    whoever it is for reports it done (request_event_correction, 555). A charge is made as by create_participant_charge and
    waits for approval. With attendees, a time or an amount: create_contract_event."""
    stand = live_contract(call, contract_id)
    kind = kind or ("charge" if duration is not None else "comment")
    text = _text(kind, label)
    _check_fits(kind, call.given)
    parent = parent_in(call, stand, parent_id).id if parent_id is not None else None
    kept = check_files(call, files or [])
    if kind == "charge":
        event_id = _charge(call, stand, text, parent, kept, call.given)
    else:
        event_id = _entry(call, stand, kind, text, parent, kept, call.given)
    if stand.working and (kind == "comment" or _is_for_me(call, event_id)):
        call.as_worker()
    return {"event": _shape(call, event_id)}


def _text(kind: Kind, label: str | None) -> str:
    text = plain(label).strip() if label is not None else ""
    if not text and kind != "charge":
        raise Invalid({"label": worded("a {kind} needs a text", kind=word(kind))})
    if kind == "charge" and len(text) > LONGEST_CHARGE_LABEL:
        raise Invalid(
            {
                "label": worded(
                    "of a charge at most {longest_charge_label} characters; this has {count}",
                    longest_charge_label=LONGEST_CHARGE_LABEL,
                    count=len(text),
                )
            }
        )
    return text or DEFAULT_LABEL


def _check_fits(kind: Kind, given: Mapping[str, Any]) -> None:
    faults = {}
    if kind == "charge" and given.get("duration") is None:
        faults["duration"] = worded("is needed: a charge is for so many minutes, 15 to 1440")
    if kind == "comment":
        faults = {
            name: worded("a comment has none") for name in ("duration", "benefitable_id") if given.get(name) is not None
        }
    if faults:
        raise Invalid(faults)


def _charge(call: Call, stand: Stand, text: str, parent: int | None, files: list[int], given: Mapping[str, Any]) -> int:
    place = _place(call, stand, given.get("benefitable_id"))
    if place is None:
        raise Invalid(
            {
                "benefitable_id": worded(
                    "you have no place of your own here: say which of {listed}", listed=_listed(call, stand)
                )
            },
            next=("list_contract_users",),
        )
    check_may_charge(call, stand, place)
    day = given.get("date") or today_in(call, stand.contract)
    charge = make_charge(
        call,
        stand,
        place,
        day=day,
        minutes=given["duration"],
        label=text,
        source="entry",
        parent_id=parent,
        files=files,
    )
    id: int = charge["event_id"]
    return id


def _entry(
    call: Call, stand: Stand, kind: Kind, text: str, parent: int | None, files: list[int], given: Mapping[str, Any]
) -> int:
    """Store a comment or a task; its id."""
    place = _task_of(call, stand, given.get("benefitable_id")) if kind == "task" else None
    _check_level(call, stand, kind, place)
    day: Date | None = given.get("date") or (today_in(call, stand.contract) if kind == "comment" else None)
    status_id = COMPLETED if kind == "comment" else PENDING
    event_id = events.insert_event(
        call.tx,
        call.now,
        owner_type=call.caller.owner.kind,
        owner_id=call.caller.id,
        type_id=ENTRY,
        kind=kind,
        status_id=status_id,
        parent_id=parent,
        benefitable_type="participant" if place else None,
        benefitable_id=place["id"] if place else None,
        label=text,
        timezone=stand.contract["timezone"],
        date=day.isoformat() if day else None,
        duration=given.get("duration"),
        credit=stand.contract["credit"],
        files=json.dumps(files),
        **columns_of(stand),
    )
    attach_event_files(call, event_id, files)
    if place is not None:
        tell_payee(call, stand_of(call, event_id))
    call.changed("event", event_id)
    call.change("event.created", ("event", event_id), data={"state": STATES[status_id]})
    return event_id


def _check_level(call: Call, stand: Stand, kind: Kind, place: Row | None) -> None:
    if place is not None and not stand.owns(place["id"]):
        check_write(call, stand, PLANS, worded("give tasks to others"))
    check_write(call, stand, OWN, worded("add a {kind}", kind=word(kind)))
    if stand.read < 1:
        raise NotAllowed(
            worded(
                "To add a {kind} in {name} needs read level 1; yours is {read}.",
                kind=word(kind),
                name=stand.name,
                read=stand.read,
            ),
            next=("list_contract_users",),
        )


def _task_of(call: Call, stand: Stand, id: int | None) -> Row | None:
    """Whose the task is: of who was named, else the caller's own; of nobody in particular when they have no place."""
    place = _place(call, stand, id)
    if place is not None and place["status_id"] != CONFIRMED:
        raise WrongState(
            worded(
                "Participant {id} is {state_name}; tasks are for those who are confirmed.",
                id=place["id"],
                state_name=state_name(place["status_id"]),
            ),
            state=state_name(place["status_id"]).split(" ")[0],
            next=("list_contract_users",),
        )
    return place


def _place(call: Call, stand: Stand, id: int | None) -> Row | None:
    """The paid place that is meant, else the caller's own; None when they have none. Invalid when they have several."""
    if id is not None:
        return place_in(call, stand, id)
    own = stand.working or [place for place in stand.places if place["status_id"] == PENDING]
    if len(own) > 1:
        listed = ", ".join(f"{place['id']} ({quoted(place['role'])})" for place in own)
        raise Invalid({"benefitable_id": worded("you have several places: say which of {listed}", listed=listed)})
    return own[0] if own else None


def _listed(call: Call, stand: Stand) -> str:
    places = [each for each in contracts.participants_of(call.tx, stand.id) if each["status_id"] == CONFIRMED]
    names = names_of(call.tx, [person_of(place) for place in places])
    told = [f"{place['id']} ({quoted(names.get(person_of(place)))})" for place in places[:10]]
    return ", ".join(told) or worded("nobody; add_contract_participant invites somebody")


def _is_for_me(call: Call, event_id: int) -> bool:
    event = stand_of(call, event_id)
    return event.parties[1] in (None, call.caller.owner)


def _shape(call: Call, event_id: int) -> EntryShape:
    row = events.find_event(call.tx, event_id)
    assert row is not None, event_id
    return {
        "id": event_id,
        "type_id": row["type_id"],
        "kind": row["kind"],
        "status_id": row["status_id"],
        "status": STATES[row["status_id"]],
        "label": row["label"],
        "date": row["date"],
        "duration": row["duration"],
        "amount": Money(row["amount"], row["currency"]).text if row["amount"] is not None else None,
        "currency": row["currency"] if row["amount"] is not None else None,
        "parent_id": row["parent_id"],
    }
