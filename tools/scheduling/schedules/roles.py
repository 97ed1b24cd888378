"""The roles a person has in schedules, and those they are asked to take."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, role_invitations, schedules
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Conflict, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, word, worded
from tools.scheduling.availability.access import ROLES
from tools.scheduling.parties import PartyShape, party_shape
from tools.scheduling.rules.roles import OWNER
from tools.scheduling.schedules.role_invitations import give, name_of, record
from tools.shapes import Theirs

TOOLSET = "schedules"

AskedScheduleId = Annotated[Id, Field(description="The schedule, from list_my_schedule_roles.")]
AgreedRole = Annotated[
    Literal[1, 2, 3, 6],
    Field(description="The role you agree to; refused when another one is asked by now. Default: whichever is asked."),
]


class RoleShape(TypedDict):
    """A role of yours in a schedule; invited: you are asked to take it, and nothing happens before you agree."""

    schedule_id: int
    label: Theirs
    owner: PartyShape
    role_id: int
    role_name: str
    read: int
    write: int
    status: Literal["invited", "active"]
    given_by: NotRequired[PartyShape | None]
    since: str


class ScheduleRoles(TypedDict):
    roles: list[RoleShape]
    next_cursor: NotRequired[str | None]


class AcceptedRole(TypedDict):
    """What you are in the schedule now."""

    schedule_id: int
    role_id: int
    role_name: str
    read: int
    write: int


class DeclinedRole(TypedDict):
    schedule_id: int
    declined: bool


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who asked me to serve in their schedule",
        "which booking pages am I part of",
        "invitations to host appointments",
        "what am I asked to take over",
        "my roles in other people's schedules",
        "in which schedules do I serve",
        "did somebody offer me their schedule",
        "open requests to be a host",
        "where do bookings reach me",
        "schedules that use my time",
        "am I a manager of anything",
        "requests to look after somebody's booking hours",
    ),
)
def list_my_schedule_roles(call: Call, page: Page) -> ScheduleRoles:
    """List the roles you are asked to take in schedules, and those you have: owner, manager, host, observer.

    Before you agree none of your time counts in a schedule, no booking reaches you and your name is not shown.
    accept_schedule_role and decline_schedule_role answer; remove_schedule_user leaves a schedule later."""
    shown, next_cursor, _ = page.slice(role_invitations.roles_of(call.tx, call.caller.owner))
    return {"roles": _shapes(call, shown), "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "yes, I will serve in that schedule",
        "agree to be a host",
        "take over the schedule I was offered",
        "I accept being manager of the booking page",
        "let their bookings reach me",
        "say yes to the request to take appointments",
        "become the owner of a schedule handed to me",
        "join the team of this booking page",
        "accept the role in the schedule",
        "I agree to look after her booking hours",
        "confirm that I take part in the rota",
        "my time may be booked there",
    ),
)
def accept_schedule_role(call: Call, schedule_id: AskedScheduleId, role_id: AgreedRole | None = None) -> AcceptedRole:
    """Agree to a role you are asked to take in a schedule (list_my_schedule_roles).

    As a host your busy time counts in it from now on and bookings reach you. As owner (1) the schedule moves to your
    main calendar, and the owner before becomes its manager. remove_schedule_user lets you leave."""
    invitation = _invitation(call, schedule_id)
    schedule = schedules.find_schedule(call.tx, schedule_id)
    assert schedule is not None, schedule_id
    if role_id is not None and role_id != invitation["role_id"]:
        raise Conflict(
            worded(
                "You are asked to be {roles} ({role_id}) of schedule {schedule_id}, not {roles_roles}.",
                roles=word(ROLES[invitation["role_id"]]),
                role_id=invitation["role_id"],
                schedule_id=schedule_id,
                roles_roles=word(ROLES[role_id]),
            ),
            code="other_role",
            next=("list_my_schedule_roles",),
        )
    by = Owner(invitation["invited_by_type"], invitation["invited_by_id"])
    _check_still_theirs_to_give(call, schedule, invitation, by)
    give(call, schedule, call.caller.owner, (invitation["role_id"], invitation["read"], invitation["write"]), by)
    name = events.name_of(call.tx, call.caller.owner) or str(call.caller.owner)
    role = Sentence(ROLES[invitation["role_id"]])
    text = say("{who} is {role} of {schedule} now.", who=quoted(name), role=role, schedule=name_of(schedule))
    call.tell(by, "schedule_role", text, record=record(schedule))
    return {
        "schedule_id": schedule_id,
        "role_id": invitation["role_id"],
        "role_name": ROLES[invitation["role_id"]],
        "read": invitation["read"],
        "write": invitation["write"],
    }


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "no, I will not serve in that schedule",
        "turn down being a host",
        "I do not want the schedule I was offered",
        "refuse to take appointments for them",
        "say no to the role in the schedule",
        "decline to manage the booking page",
        "do not use my time in their schedule",
        "reject the request to be co-host",
        "I never agreed to take these bookings",
        "keep me out of their rota",
        "refuse to become the owner of a schedule",
        "stop asking me to serve there",
    ),
)
def decline_schedule_role(call: Call, schedule_id: AskedScheduleId) -> DeclinedRole:
    """Turn down a role you are asked to take in a schedule (list_my_schedule_roles); you can be asked again in 30 days.

    A role you already have in it stays as it is; remove_schedule_user gives that up."""
    invitation = _invitation(call, schedule_id)
    role_invitations.decline(call.tx, invitation["id"], call.now)
    by = Owner(invitation["invited_by_type"], invitation["invited_by_id"])
    schedule = schedules.find_schedule(call.tx, schedule_id)
    assert schedule is not None, schedule_id
    text = say(
        "{who} does not want to be {role} of {schedule}.",
        who=quoted(call.caller.name),
        role=Sentence(ROLES[invitation["role_id"]]),
        schedule=name_of(schedule),
    )
    call.tell(by, "schedule_role", text, record=record(schedule))
    call.changed("schedule", schedule_id)
    return {"schedule_id": schedule_id, "declined": True}


def _invitation(call: Call, schedule_id: int) -> Row:
    """What the caller is asked in a live schedule."""
    invitation = role_invitations.invitation_of(call.tx, schedule_id, call.caller.owner)
    live = schedules.find_schedule(call.tx, schedule_id) is not None
    if invitation is None or invitation["declined_at"] is not None or not live:
        raise NotFound("open question about a role in schedule", schedule_id, next=("list_my_schedule_roles",))
    return invitation


def _check_still_theirs_to_give(call: Call, schedule: Row, invitation: Row, by: Owner) -> None:
    """WrongState when whoever asked could not give the role any more."""
    row = schedules.user_of(call.tx, schedule["id"], by)
    owns = (schedule["owner_type"], schedule["owner_id"]) == (by.kind, by.id)
    gives = row is not None and row["write"] >= max(3, invitation["write"]) and row["read"] >= invitation["read"]
    if not gives or (invitation["role_id"] == OWNER and not owns):
        raise WrongState(
            worded(
                "Whoever asked you may no longer give that role in schedule {id}; its owner can ask you again.",
                id=schedule["id"],
            ),
            state="void",
            next=("decline_schedule_role",),
        )


def _shapes(call: Call, rows: list[Row]) -> list[RoleShape]:
    owners = [Owner(row["owner_type"], row["owner_id"]) for row in rows]
    givers = [Owner(row["by_type"], row["by_id"]) if row["by_id"] else None for row in rows]
    names = events.names_of(call.tx, [*owners, *(giver for giver in givers if giver)])
    return [
        {
            "schedule_id": row["schedule_id"],
            "label": row["label"],
            "owner": party_shape(owner, names),
            "role_id": row["role_id"],
            "role_name": ROLES[row["role_id"]],
            "read": row["read"],
            "write": row["write"],
            "status": "invited" if row["is_open"] else "active",
            "given_by": party_shape(giver, names) if giver else None,
            "since": iso(row["at"]),
        }
        for row, owner, giver in zip(rows, owners, givers, strict=True)
    ]
