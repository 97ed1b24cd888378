"""Telling people that a schedule names them, or no longer, as who pays or is paid for what is booked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.types import Owner
from tools.call import Call
from tools.rules.unproven_mail import quote
from tools.telling import Record

ROLES = {"benefitable": "who is paid for", "billable": "who pays for"}


def tell_parties(call: Call, schedule_id: int, now: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Tell those who are named now and were not, and those who were and are not. now, before: columns of the schedule."""
    record = Record("schedule", schedule_id, f"Schedule {schedule_id}")
    about = f"what is booked in schedule {schedule_id} {quote(now['label'])}"
    said: dict[Owner, list[str]] = {}
    for name, role in ROLES.items():
        new, old = _person(now, name), _person(before, name)
        if new == old:
            continue
        if new is not None:
            said.setdefault(new, []).append(f"You are named as {role} {about}.")
        if old is not None:
            said.setdefault(old, []).append(f"You are no longer {role} {about}.")
    for person, texts in said.items():
        call.tell(person, "schedule_role", " ".join(texts), record=record)


def _person(columns: Mapping[str, Any], name: str) -> Owner | None:
    if columns.get(f"{name}_type") != "user" or columns.get(f"{name}_id") is None:
        return None
    return Owner("person", columns[f"{name}_id"])
