"""New events of a contract: appointments and tasks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import events
from store.types import Money, utc_text
from tools.call import Call
from tools.contracts import params as contract_params
from tools.contracts.access import Stand, live_contract, zone_of_contract
from tools.contracts.events import params
from tools.contracts.events.access import check_may_involve, check_may_price, parent_in, works_alone
from tools.contracts.events.notices import tell_payee
from tools.contracts.events.storing import columns_of, say_yes
from tools.contracts.rules.contract_events import state_when_made
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Currency, Id, When
from tools.rules.sentences import told_by, worded
from tools.scheduling.availability.checks import attach_event_files, check_files, cleaned_text
from tools.scheduling.events.access import stand_of
from tools.scheduling.events.notices import tell_invited
from tools.scheduling.events.rescheduling import warn_of_overlaps
from tools.scheduling.events.shapes import EventShape, event_shape
from tools.scheduling.named_people import beneficiary_fault, people_named
from tools.scheduling.rules.events import (
    APPOINTMENT,
    CONFIRMED,
    ENTRY,
    PENDING,
    STATES,
    UNPAID,
    AskedTimes,
    Times,
    times_after,
)
from tools.text import plain

TOOLSET = "contract_events"


class MadeEvent(TypedDict):
    event: EventShape


@dataclass(frozen=True, slots=True)
class Planned:
    """A new event, checked. people: with user_id or email and required; payee: type and id. minutes: of a task, the estimate."""

    times: Times
    minutes: int | None
    zone: str
    money: Money | None
    credit: bool
    people: list[dict[str, Any]]
    payee: Mapping[str, Any] | None
    files: list[int]
    parent_id: int | None


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"label": "Review", "start": "2026-12-01T10:00:00+01:00", "duration": 60},
    zone=zone_of_contract,
    find=(
        "plan a review meeting on Friday for this job",
        "put a to-do on the engagement",
        "schedule a work session with the team",
        "arrange a call with the client of a contract",
        "add a milestone with a fixed price to the contract",
        "invite the developer to a kick-off of our project contract",
        "set up an on-site date for the job",
        "give a worker on the contract a task with a due date",
        "book a retrospective with everybody on the engagement",
        "plan a paid session in a contract",
        "make a sub-task below a contract event",
        "add a meeting to the contract",
        "plan a milestone of the engagement",
        "put a task into the contract's calendar",
        "set a review date with everybody on the job",
    ),
)
def create_contract_event(
    call: Call,
    contract_id: contract_params.ContractId,
    label: params.Label,
    date: params.EventDay | None = None,
    start: params.Start | None = None,
    duration: params.Minutes | None = None,
    end: Annotated[When, Field(description="Moment with offset, or HH:MM; instead of duration.")] | None = None,
    timezone: params.EventZone | None = None,
    amount: params.Price | None = None,
    currency: Annotated[Currency, Field(description="Only the contract's, which is the default.")] | None = None,
    description: params.Description | None = None,
    private: params.Private = False,
    credit: params.Credit | None = None,
    parent_id: Annotated[Id, Field(description="Event of this contract that it hangs below.")] | None = None,
    benefitable: Annotated[params.Beneficiary, Field(description="Who is paid for it.")] | None = None,
    files: params.FileIds | None = None,
    attendees: params.Attendees | None = None,
) -> MadeEvent:
    """Plan an appointment (with start) or a task in a contract, with who comes and what somebody gets for it.

    Needs write level 2; with level 1 only what involves nobody but you; an amount takes level 4. It is pending (100) until
    everybody required said yes with confirm_event, else confirmed (200) at once; with an amount and credit=false not before
    it is paid. It takes the time of its people but may overlap other time: that comes back as warnings. Next:
    attach_schedule_to_event keeps its time out of your booking times, create_event_charge bills it, update_contract_event
    changes it. A quick note: add_contract_entry."""
    stand = live_contract(call, contract_id)
    planned = _planned(call, stand, call.given)
    check_may_involve(call, stand, planned.people, planned.payee)
    if planned.money is not None:
        check_may_price(call, stand)
    event_id = _store(call, stand, planned)
    return {"event": _made(call, stand, planned, event_id)}


def _planned(call: Call, stand: Stand, given: Mapping[str, Any]) -> Planned:
    """What is to be made; Invalid names all that is wrong with it."""
    faults: dict[str, str] = {}
    zone = given.get("timezone") or stand.contract["timezone"]
    times, minutes = _times(given, zone, faults)
    money = _money(stand, given, faults)
    people, wrong = people_named(call, stand.id, given.get("attendees") or [], required=True)
    payee = given.get("benefitable")
    fault = beneficiary_fault(call, stand.id, payee["type"], payee["id"]) if payee else None
    faults |= wrong | ({"benefitable": fault} if fault else {})
    if faults:
        raise Invalid(faults, next=_who_helps(faults))
    credit = given["credit"] if given.get("credit") is not None else bool(stand.contract["credit"])
    parent = parent_in(call, stand, given["parent_id"]) if given.get("parent_id") else None
    files = check_files(call, given.get("files") or [])
    return Planned(times, minutes, zone, money, credit, people, payee, files, parent.id if parent else None)


def _who_helps(faults: Mapping[str, str]) -> tuple[str, ...]:
    if any(name.startswith("attendees") for name in faults):
        return ("add_contract_user", "list_contract_users")
    return ("list_contract_users",) if "benefitable" in faults else ("get_contract",)


def _times(given: Mapping[str, Any], zone: str, faults: dict[str, str]) -> tuple[Times, int | None]:
    """When it is, and its length in minutes; without a start both are a task's day and estimate."""
    minutes = given.get("duration")
    asked = AskedTimes(given.get("date"), given.get("start"), given.get("end"), minutes)
    try:
        times = times_after(Times(), asked, zone)
    except ValueError as error:
        field, text = error.args
        faults[field] = text
        return Times(), None
    if times.minutes is not None and not 15 <= times.minutes <= 1440:
        faults["end"] = worded(
            "an event lasts 15 to 1440 minutes; start and end are {minutes} apart", minutes=times.minutes
        )
    return times, times.minutes or minutes


def _money(stand: Stand, given: Mapping[str, Any], faults: dict[str, str]) -> Money | None:
    if given.get("currency") not in (None, stand.currency):
        faults["currency"] = worded("is {currency}, the contract's; leave it out", currency=stand.currency)
    if given.get("amount") is None:
        return None
    try:
        return Money.of(given["amount"], stand.currency)
    except ValueError as error:
        faults["amount"] = told_by(error)
        return None


def _store(call: Call, stand: Stand, planned: Planned) -> int:
    """Store the event with its list and its files; its id."""
    event_id = events.insert_event(call.tx, call.now, **_columns(call, stand, planned))
    row = events.find_event(call.tx, event_id)
    assert row is not None, event_id
    events.replace_attendees(call.tx, row, None, planned.people, call.now)
    say_yes(call, event_id)
    attach_event_files(call, event_id, planned.files)
    return event_id


def _columns(call: Call, stand: Stand, planned: Planned) -> dict[str, Any]:
    times, me, given = planned.times, call.caller.owner, call.given
    owes = planned.money is not None and planned.money.amount > 0
    roles = [
        ("required" if person["required"] else "optional", "accepted" if _is_me(call, person) else "needs_action")
        for person in planned.people
    ]
    return {
        "owner_type": me.kind,
        "owner_id": me.id,
        "type_id": APPOINTMENT if times.start else ENTRY,
        "kind": None if times.start else "task",
        "status_id": state_when_made(roles, owes=owes, credit=planned.credit),
        "payment_status_id": UNPAID if owes else None,
        "parent_id": planned.parent_id,
        "benefitable_type": planned.payee["type"] if planned.payee else None,
        "benefitable_id": planned.payee["id"] if planned.payee else None,
        "label": plain(given["label"]),
        "description": cleaned_text(given.get("description")),
        "timezone": planned.zone,
        "start_at": utc_text(times.start) if times.start else None,
        "end_at": utc_text(times.end) if times.end else None,
        "date": times.day.isoformat() if times.day else None,
        "duration": planned.minutes,
        "amount": planned.money.amount if planned.money else None,
        "credit": int(planned.credit),
        "private": int(given.get("private") or False),
        "files": json.dumps(planned.files),
        **columns_of(stand),
    }


def _is_me(call: Call, person: Mapping[str, Any]) -> bool:
    return call.caller.kind == "person" and person.get("user_id") == call.caller.id


def _made(call: Call, stand: Stand, planned: Planned, event_id: int) -> EventShape:
    """Tell whom it concerns, and show it."""
    event = stand_of(call, event_id)
    tell_invited(call, event, None, event.people)
    tell_payee(call, event)
    if planned.times.start is not None:
        warn_of_overlaps(call, event, planned.times)
    waits = all(row["status"] == "accepted" for row in event.people if row["role"] != "optional")
    if event.event["status_id"] == PENDING and waits:
        call.warn(f"It counts as {STATES[CONFIRMED]} once it is paid (credit is false).")
    if works_alone(call, stand, event):
        call.as_worker()
    call.changed("event", event_id)
    call.change("event.created", ("event", event_id), data={"state": STATES[event.event["status_id"]]})
    return event_shape(call, event)
