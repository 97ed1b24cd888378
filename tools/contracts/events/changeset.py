"""What an event of a contract is to become: the arguments turned into new values of its fields, and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.scheduling.bookings import moment
from store.types import Money, utc_text
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.rules.contract_events import locked_by_payment, locked_fields, move_fault
from tools.errors import Conflict, Invalid, WrongState
from tools.params import CLEARED
from tools.rules.sentences import AND, Several, told_by, worded
from tools.scheduling.availability.checks import check_files
from tools.scheduling.clock import state_now
from tools.scheduling.events.access import Stand as EventStand
from tools.scheduling.events.changeset import TIME_FIELDS, current_values
from tools.scheduling.named_people import beneficiary_fault, people_named
from tools.scheduling.rules.events import (
    APPOINTMENT,
    LIVE,
    PAID,
    PAYMENT_PENDING,
    PENDING,
    AskedTimes,
    Times,
    changes_between,
    state_name,
    times_after,
)
from tools.text import plain

OF_COMMENTS = frozenset({"label", "description", "files"})


@dataclass(slots=True)
class Wanted:
    """New values of the fields that become others, as plain JSON. raised: somebody owes more than before. moves: an
    appointment gets another time."""

    values: dict[str, Any] = field(default_factory=dict)
    raised: bool = False
    moves: bool = False

    @property
    def status_id(self) -> int | None:
        status_id: int | None = self.values.get("status_id")
        return status_id


def wanted_of(call: Call, stand: Stand, event: EventStand, given: Mapping[str, Any]) -> Wanted:
    """The changes that the arguments come to. Invalid names all that is wrong with them, WrongState what the event's state or
    payment does not allow."""
    faults: dict[str, str] = {}
    values = _plain_values(given)
    if event.event["kind"] == "comment":
        for name in set(given) - OF_COMMENTS:
            faults[name] = worded(
                "a comment has only a text (label, description) and files; delete_event takes it back"
            )
    else:
        _add_times(event, given, values, faults)
        _add_money(call, stand, given, values, faults)
    _add_people(call, stand, given, values, faults)
    if faults:
        raise Invalid(faults, next=("get_event", "list_contract_users"))
    if "files" in given:
        kept = json.loads(event.event["files"])
        values["files"] = check_files(call, given["files"] or [], kept) if given["files"] is not CLEARED else []
    old = current_values(call, event, None) | {"status_id": state_now(call, event.event)}
    wanted = Wanted({change.field: change.new for change in changes_between(old, values)})
    _check_state(call, event, old["status_id"], wanted)
    wanted.moves = event.event["type_id"] == APPOINTMENT and bool(TIME_FIELDS & set(wanted.values))
    if "amount" in wanted.values:
        before, after = (Money.of(each or "0", stand.currency) for each in (old["amount"], wanted.values["amount"]))
        wanted.raised = before < after
    return wanted


def _plain_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that become just what was given."""
    values = {name: given[name] for name in ("status_id", "private", "credit", "benefitable") if name in given}
    if "label" in given:
        values["label"] = plain(given["label"])
    if "description" in given:
        values["description"] = None if given["description"] is CLEARED else plain(given["description"]) or None
    if "benefitable" in values:
        values["benefitable"] = dict(values["benefitable"])
    return values


def _add_times(event: EventStand, given: Mapping[str, Any], values: dict[str, Any], faults: dict[str, str]) -> None:
    row = event.event
    asked = {name: given[name] for name in ("date", "start", "duration") if name in given}
    if "timezone" in given:
        values["timezone"] = given["timezone"]
    if not asked:
        return
    if row["type_id"] != APPOINTMENT:
        if "start" in asked:
            faults["start"] = worded(
                "a task has a date and an estimate, but no time of day; create_contract_event plans a time"
            )
        for name in ("date", "duration"):
            if name in asked:
                value = None if asked[name] is CLEARED else asked[name]
                values[name] = value.isoformat() if name == "date" and value is not None else value
        return
    for name in asked:
        if asked[name] is CLEARED:
            faults[name] = worded("an appointment keeps a time; 444 calls it off")
    if faults:
        return
    old = Times(moment(row["start_at"]), moment(row["end_at"]))
    try:
        times = times_after(
            old,
            AskedTimes(asked.get("date"), asked.get("start"), None, asked.get("duration")),
            given.get("timezone") or row["timezone"],
        )
    except ValueError as error:
        name, text = error.args
        faults[name] = text
        return
    assert times.start is not None, event.id
    values |= {"start": utc_text(times.start), "duration": times.minutes}


def _add_money(
    call: Call, stand: Stand, given: Mapping[str, Any], values: dict[str, Any], faults: dict[str, str]
) -> None:
    if "amount" in given:
        try:
            amount = given["amount"]
            values["amount"] = None if amount is CLEARED else Money.of(amount, stand.currency).text
        except ValueError as error:
            faults["amount"] = told_by(error)
    if "benefitable" in given:
        fault = beneficiary_fault(call, stand.id, given["benefitable"]["type"], given["benefitable"]["id"])
        if fault is not None:
            faults["benefitable"] = fault


def _add_people(
    call: Call, stand: Stand, given: Mapping[str, Any], values: dict[str, Any], faults: dict[str, str]
) -> None:
    if "attendees" not in given:
        return
    named = [] if given["attendees"] is CLEARED else given["attendees"]
    values["attendees"], wrong = people_named(call, stand.id, named, required=True)
    for name, text in wrong.items():
        faults.setdefault(name, text)


def _check_state(call: Call, event: EventStand, status_id: int, wanted: Wanted) -> None:
    """WrongState when the event's state does not allow what is wanted, Conflict when its payment does not."""
    row, fields = event.event, set(wanted.values) - {"status_id"}
    paid = row["payment_status_id"] in (PAYMENT_PENDING, PAID)
    if wanted.status_id is not None:
        start = moment(row["start_at"]) if row["start_at"] else None
        ahead = start is not None and start > call.now
        fault = move_fault(status_id, wanted.status_id, task=row["kind"] == "task", ahead=ahead, paid=paid)
        if fault is not None:
            raise _wrong_state(
                event,
                status_id,
                worded("cannot become {state_name}: {fault}", state_name=state_name(wanted.status_id), fault=fault),
            )
    locked = locked_by_payment(row["payment_status_id"], fields)
    if locked:
        raise Conflict(
            worded(
                "{name} is paid, or its payment is on the way: {locked} stay as they are; only its text can "
                "change. Nothing changed.",
                name=event.name,
                locked=Several([*sorted(locked)], AND),
            ),
            code="paid",
            next=("get_event",),
        )
    reopened = PENDING if wanted.status_id == PENDING else status_id
    locked = locked_fields(reopened, fields)
    if wanted.status_id not in (None, PENDING):
        locked |= locked_fields(wanted.status_id or status_id, fields)
    if locked:
        raise _wrong_state(
            event,
            status_id,
            worded(
                "is {state_name}: {locked} can be changed only while it is pending or confirmed{more}",
                state_name=state_name(status_id),
                locked=", ".join(sorted(locked)),
                more="" if wanted.status_id in (None, PENDING) else worded(", and not together with its end"),
            ),
        )


def _wrong_state(event: EventStand, status_id: int, why: str) -> WrongState:
    """why: what follows the event's name."""
    name = state_name(status_id)
    return WrongState(
        worded("{name} {why}. Nothing changed.", name=event.name, why=why),
        state=name.split(" ")[0],
        next=("get_event", "request_event_correction") if status_id in LIVE else ("get_event", "create_contract_event"),
    )
