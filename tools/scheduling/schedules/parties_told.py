"""Telling people that a schedule names them, or no longer, as who pays or is paid for what is booked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.types import Owner
from tools.call import Call
from tools.rules.sentences import Words, say, together
from tools.rules.unproven_mail import quote
from tools.telling import Record

# By the column: said to who is named now, and to who was.
SAID = {
    "benefitable": (
        say("You are named as who is paid for what is booked in schedule {id} {label}."),
        say("You are no longer who is paid for what is booked in schedule {id} {label}."),
    ),
    "billable": (
        say("You are named as who pays for what is booked in schedule {id} {label}."),
        say("You are no longer who pays for what is booked in schedule {id} {label}."),
    ),
}


def tell_parties(call: Call, schedule_id: int, now: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Tell those who are named now and were not, and those who were and are not. now, before: columns of the schedule."""
    record = Record("schedule", schedule_id, say("Schedule {id}", id=schedule_id))
    about = {"id": schedule_id, "label": quote(now["label"])}
    said: dict[Owner, list[Words]] = {}
    for name, (named, no_longer) in SAID.items():
        new, old = _person(now, name), _person(before, name)
        if new == old:
            continue
        if new is not None:
            said.setdefault(new, []).append(named.using(**about))
        if old is not None:
            said.setdefault(old, []).append(no_longer.using(**about))
    for person, texts in said.items():
        call.tell(person, "schedule_role", together(*texts), record=record)


def _person(columns: Mapping[str, Any], name: str) -> Owner | None:
    if columns.get(f"{name}_type") != "user" or columns.get(f"{name}_id") is None:
        return None
    return Owner("person", columns[f"{name}_id"])
