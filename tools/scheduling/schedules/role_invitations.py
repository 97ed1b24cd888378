"""Asking people to take a role in a schedule, and giving it to them once they agreed."""

from __future__ import annotations

from typing import Any

from store.database import Row
from store.scheduling import role_invitations, schedules
from store.types import Owner
from tools.call import Call
from tools.rules.sentences import Sentence, say
from tools.rules.unproven_mail import quote
from tools.scheduling.availability.access import LEVELS, ROLES, Access
from tools.scheduling.availability.calendars import own_default_calendar
from tools.scheduling.rules.roles import MANAGER, OWNER
from tools.scheduling.schedules.storing import check_most
from tools.scheduling.search import refresh_search
from tools.telling import Record

Levels = tuple[int, int, int]


def ask(call: Call, access: Access, user: Owner, levels: Levels) -> None:
    """Ask somebody to take a role with these levels, and tell them."""
    asked = role_invitations.invitation_of(call.tx, access.id, user)
    role_invitations.invite(call.tx, access.id, user, levels, call.caller.owner, call.now)
    if asked is not None and asked["declined_at"] is None and asked["role_id"] == levels[0]:
        return
    text = say(
        "You are asked to be {role} of {schedule}. Nothing of you is used or shown before you agree: accept_schedule_role or "
        "decline_schedule_role answers, list_my_schedule_roles shows it.",
        role=Sentence(ROLES[levels[0]]),
        schedule=named(access),
    )
    call.tell(user, "schedule_role", text, record=record(access.schedule))


def give(call: Call, schedule: Row, user: Owner, levels: Levels, by: Owner) -> None:
    """Put somebody into a schedule with a role they agreed to, or change what they may do in it."""
    owner = Owner(schedule["owner_type"], schedule["owner_id"])
    if levels[0] == OWNER and user != owner:
        _hand_over(call, schedule, owner, user)
    schedules.put_user(call.tx, schedule["id"], user, levels, by, call.now)
    role_invitations.withdraw(call.tx, schedule["id"], user)
    call.changed("schedule", schedule["id"])
    call.change("schedule.changed", ("schedule", schedule["id"]), data={"fields": ["users"]})


def record(schedule: Row) -> Record:
    """A schedule in notices about its people: anybody may ask anybody, so the subject of their mail is ours alone."""
    return Record("schedule", schedule["id"], say("Schedule {id}", id=schedule["id"]))


def named(access: Access) -> Sentence:
    return name_of(access.schedule)


def name_of(schedule: Row) -> Sentence:
    """A schedule by number and name, with nothing in it that a mail program makes a link of."""
    return say("schedule {id} {label}", id=schedule["id"], label=quote(schedule["label"]))


def _hand_over(call: Call, row: Row, owner: Owner, user: Owner) -> None:
    """Make somebody the owner: the schedule moves to their calendar, the owner before becomes its manager."""
    check_most(call, user)
    columns: dict[str, Any] = {"owner_type": user.kind, "owner_id": user.id}
    if row["kal_contract_id"] is None:
        columns["kal_id"] = own_default_calendar(call, user)["id"]
    if row["slug"] and schedules.slug_is_taken(call.tx, user, row["slug"]):
        columns["slug"] = None
        call.warn(f"You have a schedule at {row['slug']} already, so this one lost its public address.")
    schedules.put_user(call.tx, row["id"], owner, (MANAGER, *LEVELS[MANAGER]), call.caller.owner, call.now)
    schedules.change_schedule(call.tx, row["id"], call.caller.owner, call.now, **columns)
    refresh_search(call, owner)
    refresh_search(call, user)
