"""Who serves, manages and looks at a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import persons
from store.scheduling import events, role_invitations, schedule_events, schedules
from store.scheduling.bookings import moment
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound, WrongState
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, word, worded
from tools.scheduling.availability.access import LEVELS, ROLES, Access, own_schedule, seen_schedule
from tools.scheduling.availability.shapes import USER_KINDS
from tools.scheduling.params import AnyScheduleId, OwnScheduleId
from tools.scheduling.rules.roles import MOST_OPEN, OBSERVER, OWNER, asked_again_from, needs_yes
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.schedules.passing_on import ReassignedShape, pass_on
from tools.scheduling.schedules.role_invitations import ask, give, named, record
from tools.shapes import Theirs
from tools.uploads.reading import file_uri

TOOLSET = "schedules"

RoleId = Annotated[Literal[1, 2, 3, 6], Field(description="1 owner, 2 manager, 3 host, 6 observer.")]


class PersonShape(TypedDict):
    id: int
    owner_type: str
    name: NotRequired[Theirs | None]
    avatar: NotRequired[str | None]


class ScheduleUserShape(TypedDict):
    """Somebody with a role in a schedule. bookings_ahead: how many appointments they still have to serve in it.

    status invited: they are asked to take the role, and have not answered."""

    user: PersonShape
    role_id: int
    role_name: str
    status: Literal["active", "invited"]
    read: NotRequired[int | None]
    write: NotRequired[int | None]
    bookings_ahead: NotRequired[int | None]


class ScheduleUsers(TypedDict):
    users: list[ScheduleUserShape]
    next_cursor: NotRequired[str | None]


class AddedUsers(TypedDict):
    """Who was named, with the roles they have or are asked to take. added, updated: at once; invited: once they agree."""

    users: list[ScheduleUserShape]
    added: int
    updated: int
    invited: int


class RemovedUser(TypedDict):
    users: list[ScheduleUserShape]
    reassigned: list[ReassignedShape]
    needs_host: list[int]


class UserInput(TypedDict):
    """Somebody and their role. Levels default by role: owner and manager 2/3, host 2/2, observer 2/0."""

    user_id: Annotated[Id, Field(description="A person.")]
    role_id: RoleId
    read: NotRequired[Annotated[int, Field(ge=0, le=2, description="0 free times, 1 own entries and rules, 2 all.")]]
    write: NotRequired[
        Annotated[int, Field(ge=0, le=3, description="0 nothing, 1 own bookings, 2 sessions, 3 rules and users.")]
    ]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who takes the appointments here",
        "team behind this availability",
        "who can change my opening hours",
        "which colleagues serve this booking page",
        "hosts of the course",
        "people with access to my office hours",
        "how many sessions does each host still have",
        "roles in my booking hours",
        "show everybody involved in this schedule",
        "who hosts, who manages",
        "which people serve these appointments",
        "list the staff of a booking page",
    ),
)
def list_schedule_users(
    call: Call, page: Page, schedule_id: AnyScheduleId, role_id: RoleId | None = None
) -> ScheduleUsers:
    """List who serves, manages or may look at a schedule, with roles, levels and the bookings each has ahead.

    Its owner and the people in it see everybody, with those asked to take a role (status invited); others see only who
    serves a schedule that is not private.
    add_schedule_users gives roles, remove_schedule_user takes them."""
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    rows = schedules.users_of(call.tx, schedule_id)
    if access.read == 0:
        serve = set(schedules.hosts_of(call.tx, schedule_id, settings_of(access.schedule["settings"]).owner_hosts))
        rows = [row for row in rows if _user(row) in serve]
    else:
        rows += role_invitations.open_in_schedule(call.tx, schedule_id)
    rows = [row for row in rows if role_id is None or row["role_id"] == role_id]
    shown, next_cursor, _ = page.slice(rows)
    return {"users": _shapes(call, access, shown), "next_cursor": next_cursor}


@operation(
    access="write",
    actors=("any",),
    price="write",
    find=(
        "let two colleagues take my appointments",
        "share the booking hours with my team",
        "give someone view access to my availability",
        "hand my office hours over to somebody else",
        "make her a manager of the booking page",
        "add hosts for the workshop",
        "change what a colleague may do in my schedule",
        "put more people on the rota",
        "let my partner see or manage my bookable times",
        "another doctor will also take patients here",
        "make somebody co-host of my booking page",
        "staff this course with several teachers",
    ),
)
def add_schedule_users(
    call: Call,
    schedule_id: OwnScheduleId,
    users: Annotated[list[UserInput], Field(min_length=1, max_length=50, description="Who gets which role.")],
) -> AddedUsers:
    """Ask several people at once to take a role in a schedule: hosts who serve bookings, managers, observers.

    Each is told and agrees with accept_schedule_role; until then nothing of their time counts, no booking reaches them
    and they are not shown, colleagues neither. What somebody already there may do changes at once. All or nothing.
    Needs write level 3, and nobody gets a level above your own. Role 1 hands the schedule over once the new owner
    agreed and makes you its manager; only its owner can ask that. remove_schedule_user takes people off."""
    access = own_schedule(call, schedule_id, 3, worded("give people roles"))
    _check_rows(call, access, users)
    done = [_put(call, access, each) for each in users]
    call.changed("schedule", schedule_id)
    given = {Owner("person", each["user_id"]) for each in users}
    rows = [*schedules.users_of(call.tx, schedule_id), *role_invitations.open_in_schedule(call.tx, schedule_id)]
    return {
        "users": _shapes(call, access, [row for row in rows if _user(row) in given]),
        "added": done.count("added"),
        "updated": done.count("updated"),
        "invited": done.count("invited"),
    }


def _check_rows(call: Call, access: Access, users: list[UserInput]) -> None:
    faults: dict[str, str] = {}
    seen: set[int] = set()
    for index, each in enumerate(users):
        fault = _fault(call, access, each) or (worded("is named twice") if each["user_id"] in seen else None)
        seen.add(each["user_id"])
        if fault:
            faults[f"users[{index}]"] = fault
    if sum(each["role_id"] == OWNER for each in users) > 1:
        faults["users"] = worded("a schedule has one owner")
    if len(role_invitations.open_in_schedule(call.tx, access.id)) + len(users) > MOST_OPEN:
        faults["users"] = worded(
            "at most {most_open} people can be asked at a time; take some off, or wait for their answers",
            most_open=MOST_OPEN,
        )
    if faults:
        raise Invalid(faults, next=("list_schedule_users",))


def _fault(call: Call, access: Access, each: UserInput) -> str | None:
    """What is wrong with a row, or None."""
    user, role = Owner("person", each["user_id"]), each["role_id"]
    read, write = _levels(each)
    if persons.find_person(call.tx, user.id) is None:
        return worded("there is no person {id}", id=user.id)
    if access.schedule["participant_id"] is not None and role != OBSERVER:
        return worded("to agreed working hours only observers (6) can be added")
    if user == access.owner and (role != OWNER or (read, write) != LEVELS[OWNER]):
        return worded("is the owner and keeps role 1 with levels 2/3; hand the schedule over first")
    if role == OWNER and user != access.owner and not access.is_owner:
        return worded("only the owner can make another owner")
    if read > access.read or write > access.write:
        return worded(
            "would get levels {read}/{write}, above your own {access_read}/{access_write}",
            read=read,
            write=write,
            access_read=access.read,
            access_write=access.write,
        )
    asked = role_invitations.invitation_of(call.tx, access.id, user)
    again = asked_again_from(moment(asked["declined_at"]), call.now) if asked is not None else None
    present = schedules.user_of(call.tx, access.id, user)
    if again is not None and needs_yes(present["role_id"] if present else None, role):
        return worded("turned a role in it down and can be asked again from {again} on", again=iso(again))
    return None


def _levels(each: Mapping[str, Any]) -> tuple[int, int]:
    read, write = LEVELS[each["role_id"]]
    if each["role_id"] == OWNER:
        return read, write
    return each.get("read", read), each.get("write", write)


def _put(call: Call, access: Access, each: UserInput) -> Literal["added", "updated", "invited"]:
    """Ask for what needs a yes; what one does to oneself, or may do without asking, is done."""
    user, levels = Owner("person", each["user_id"]), (each["role_id"], *_levels(each))
    present = schedules.user_of(call.tx, access.id, user)
    if user != call.caller.owner and needs_yes(present["role_id"] if present else None, each["role_id"]):
        ask(call, access, user, levels)
        return "invited"
    give(call, access.schedule, user, levels, call.caller.owner)
    if user != call.caller.owner:
        text = say(
            "You are {role} of {schedule} now; remove_schedule_user lets you leave.",
            role=Sentence(ROLES[each["role_id"]]),
            schedule=named(access),
        )
        call.tell(user, "schedule_role", text, record=record(access.schedule))
    return "updated" if present else "added"


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    example={"user_id": 1},
    find=(
        "he no longer takes appointments",
        "I do not want to serve here any more",
        "revoke a colleague's access to the booking hours",
        "leave a schedule I was added to",
        "take a host off the course",
        "give his sessions to somebody else",
        "somebody left the team that takes bookings",
        "stop sharing my office hours with her",
        "remove a host",
        "she should not take bookings here any more",
        "cancel a colleague's right to see my hours",
        "I leave this booking team",
    ),
)
def remove_schedule_user(
    call: Call,
    schedule_id: OwnScheduleId,
    user_id: Annotated[Id, Field(description="Who is taken off. Default: yourself.")] | None = None,
) -> RemovedUser:
    """Take a person off a schedule, or leave it yourself; their future bookings go to another free host.

    Who has not agreed to a role yet is asked no more. Taking off others needs write level 3; the owner cannot be removed
    and hands the schedule over first (add_schedule_users with role 1). needs_host lists bookings for which no other host
    is free: they stay with the person until somebody moves or calls them off."""
    access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    row = _row_to_remove(call, access, user_id)
    user = _user(row)
    if user != call.caller.owner and access.write < 3:
        has = access.write
        fault = worded("To take others off {name} you need write level 3; yours is {own}.", name=access.name, own=has)
        raise NotAllowed(fault, next=("list_schedule_users",))
    call.confirm(
        worded(
            "Take {kind} {id} ({roles}) off schedule {schedule_id}",
            kind=word(user.kind),
            id=user.id,
            roles=word(ROLES[row["role_id"]]),
            schedule_id=schedule_id,
        ),
        record=f"schedule:{schedule_id}",
        details=(worded("The schedule is called {label}", label=quoted(access.schedule["label"])),),
    )
    was_asked = schedules.user_of(call.tx, schedule_id, user) is None
    schedules.remove_user(call.tx, schedule_id, user)
    role_invitations.withdraw(call.tx, schedule_id, user)
    reassigned, needs_host = pass_on(call, access, user)
    _tell_removed(call, access, user, was_asked)
    call.changed("schedule", schedule_id)
    call.change("schedule.changed", ("schedule", schedule_id), data={"fields": ["users"]})
    remaining = schedules.users_of(call.tx, schedule_id)
    return {"users": _shapes(call, access, remaining), "reassigned": reassigned, "needs_host": needs_host}


def _tell_removed(call: Call, access: Access, user: Owner, was_asked: bool) -> None:
    """Who is taken off hears of it; of somebody who leaves, the owner."""
    text = say("You were taken off {schedule}.")
    if was_asked:
        text = say("You are no longer asked to take part in {schedule}.")
    text = text.using(schedule=named(access))
    call.tell(user, "schedule_role", text, record=record(access.schedule))
    if user == call.caller.owner:
        left = say("{who} left {schedule}.", who=quoted(call.caller.name), schedule=named(access))
        call.tell(access.owner, "schedule_role", left, record=record(access.schedule))


def _row_to_remove(call: Call, access: Access, user_id: int | None) -> Row:
    me = call.caller.owner
    user = me if user_id is None else Owner("person", user_id)
    row = schedules.user_of(call.tx, access.id, user)
    if row is None and user_id == me.id:
        row = schedules.user_of(call.tx, access.id, me)
    asked = role_invitations.invitation_of(call.tx, access.id, user)
    if row is None and asked is not None and asked["declined_at"] is None and access.write >= 3:
        return asked
    if row is None:
        raise NotFound(worded("user {id} in {name}", id=user.id, name=access.name), next=("list_schedule_users",))
    if row["role_id"] == OWNER:
        raise WrongState(
            worded(
                "{title} belongs to {kind} {id}. Hand it over with add_schedule_users (role 1) first, or delete it.",
                title=access.title,
                kind=word(user.kind),
                id=user.id,
            ),
            state="owner",
            next=("add_schedule_users", "delete_schedule"),
        )
    return row


def _user(row: Row) -> Owner:
    return Owner(row["user_type"], row["user_id"])


def _shapes(call: Call, access: Access, rows: list[Row]) -> list[ScheduleUserShape]:
    names = events.names_of(call.tx, [_user(row) for row in rows])
    ahead = schedule_events.bookings_ahead(call.tx, access.id, call.now) if access.read else {}
    shapes: list[ScheduleUserShape] = []
    for row in rows:
        user = _user(row)
        # Of somebody who has not agreed no more is told than whom the schedule's people have named.
        agreed = "declined_at" not in row.keys()  # noqa: SIM118
        person = persons.find_person(call.tx, user.id) if user.kind == "person" and agreed else None
        shape: ScheduleUserShape = {
            "user": {
                "id": user.id,
                "owner_type": USER_KINDS[user.kind],
                "name": names.get(user) if agreed else None,
                "avatar": file_uri(person["ava_id"]) if person and person["ava_id"] else None,
            },
            "role_id": row["role_id"],
            "role_name": ROLES[row["role_id"]],
            "status": "active" if agreed else "invited",
        }
        if access.read:
            shape |= {"read": row["read"], "write": row["write"], "bookings_ahead": ahead.get(user, 0)}
        shapes.append(shape)
    return shapes
