"""Who has access to a contract, and what they may see and do in it."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.contracts import contracts
from store.contracts.places import asked_strangers
from store.database import Row
from store.people.identity import owner_exists
from store.people.persons import find_person
from store.scheduling.events import name_of
from store.types import Owner, iso
from tools.call import Call
from tools.contracts import params
from tools.contracts.access import Stand, contract_to_change, seen_contract, zone_of_contract
from tools.contracts.members.handing_over import hand_over
from tools.contracts.members.hours import shown_hours
from tools.contracts.members.notices import named, tell_member
from tools.contracts.members.people import ContractUser, asked_people, contract_users
from tools.contracts.rules.members import Levels, fault_of
from tools.contracts.rules.roles import OWNER, ROLES, levels_for
from tools.errors import Conflict, Invalid, NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded

TOOLSET = "contracts"


class UserOfContract(TypedDict):
    """Somebody's access to a contract."""

    user_id: int
    user_type: str
    role_id: int
    role_name: str
    read: int
    write: int
    schedule_id: NotRequired[int | None]
    joined_at: str


class GivenAccess(TypedDict):
    """created: they had no access before."""

    contract_user: UserOfContract
    created: bool


class ContractUsers(TypedDict):
    users: list[ContractUser]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who is on this job and what may they do",
        "show the team of an engagement",
        "which invitations are still open",
        "members of a contract with their levels",
        "who can see the money of this contract",
        "people working on the contract and their roles",
        "who has access to an engagement",
        "which applicants wait for our answer",
        "list reviewers and clients of a job",
        "paid places on a contract",
        "who joined the contract and when",
    ),
)
def list_contract_users(
    call: Call,
    page: Page,
    contract_id: params.ContractId,
    role_id: Annotated[params.RoleId, Field(description="Only members with this role.")] | None = None,
    status_id: Annotated[
        params.StatusId, Field(description="Only people with a place in this state; 100 shows open invitations.")
    ]
    | None = None,
) -> ContractUsers:
    """List everyone with access to a contract: role, what they may see and change, and the paid places they hold.

    People who are asked to work on it and are no members yet come last, without a role. Needs read level 1; rates of
    others need 4. add_contract_user changes access, remove_contract_user takes somebody off."""
    stand = seen_contract(call, contract_id, 1, worded("see the people"))
    users = contract_users(call, stand, contracts.users_of(call.tx, contract_id))
    users += asked_people(call, stand, asked_strangers(call.tx, contract_id))
    shown, next_cursor, total = page.slice([user for user in users if _is_meant(user, role_id, status_id)])
    return {"users": shown, "total": total, "next_cursor": next_cursor}


def _is_meant(user: ContractUser, role_id: int | None, status_id: int | None) -> bool:
    of_role = role_id is None or user["role_id"] == role_id
    return of_role and (status_id is None or any(place["status_id"] == status_id for place in user["participants"]))


@operation(
    access="write",
    actors=("any",),
    price="write",
    example={"user_id": 1, "role_id": 6},
    zone=zone_of_contract,
    find=(
        "let my accountant see the money of this job",
        "give a colleague access",
        "make her manager of the engagement",
        "add a reviewer to the contract",
        "who may see what on this job, change it for him",
        "let the client look at the contract",
        "hand the contract over to a new owner",
        "add an observer to an engagement",
        "raise somebody's read level",
        "she may only look from now on",
        "share this contract with an agent",
        "change a member's permissions",
    ),
)
def add_contract_user(
    call: Call,
    contract_id: params.ContractId,
    user_id: Annotated[Id, Field(description="The person, or the agent.")],
    role_id: params.RoleId,
    read: params.Read | None = None,
    write: params.Write | None = None,
    schedule: Annotated[params.ShownHours, Field(description="Working hours to show for them.")] | None = None,
    user_type: params.UserKind = "user",
) -> GivenAccess:
    """Give a person or agent access to a contract with a role and levels, or change those of who has access already.

    Levels default by role: owner and manager 5/5, worker 2/1, client and reviewer 4/4, observer 3/1. Needs write level 5,
    nobody gets a level above your own, and only an owner makes owners. They are told and may leave at any time
    (remove_contract_user). Who will be paid by the hour is invited with add_contract_participant instead."""
    stand = contract_to_change(call, contract_id, 5, worded("give people access"))
    user = _user(call, user_id, user_type)
    wanted = Levels(role_id, *levels_for(role_id, read, write))
    present = contracts.user_of(call.tx, contract_id, user)
    present = present if present is not None and present["left_at"] is None else None
    _check(call, stand, present, wanted)
    columns = {} if not schedule else {"schedule_id": shown_hours(call, stand, schedule, user, ROLES[role_id])}
    levels = (wanted.role_id, wanted.read, wanted.write)
    contracts.put_user(call.tx, contract_id, user, levels, call.caller.owner, call.now, **columns)
    call.changed("contract", contract_id)
    call.change("contract.changed", ("contract", contract_id), data={"fields": ["users"]})
    if present is None or Levels(present["role_id"], present["read"], present["write"]) != wanted:
        _tell(call, stand, user, wanted)
    row = contracts.user_of(call.tx, contract_id, user)
    assert row is not None, user
    return {"contract_user": _shape(row), "created": present is None}


def _user(call: Call, id: int, kind: str) -> Owner:
    """Somebody who is there."""
    if kind == "agent":
        if owner_exists(call.tx, Owner("agent", id)):
            return Owner("agent", id)
        raise Invalid({"user_id": worded("there is no agent {id}", id=id)}, next=("search_agents",))
    if find_person(call.tx, id) is None:
        raise Invalid(
            {"user_id": worded("there is no person {id}; invite by e-mail with add_contract_participant", id=id)},
            next=("add_contract_participant",),
        )
    return Owner("person", id)


def _check(call: Call, stand: Stand, present: Row | None, wanted: Levels) -> None:
    mine = Levels(stand.role_id or 0, stand.read, stand.write)
    theirs = Levels(present["role_id"], present["read"], present["write"]) if present else None
    owners = [row for row in contracts.users_of(call.tx, stand.id) if row["role_id"] == OWNER]
    fault = fault_of(mine, theirs, wanted, owners=len(owners))
    if fault == "needs_owner":
        raise NotAllowed(
            worded("Only an owner of {name} makes owners, or takes that role from one.", name=stand.name),
            next=("list_contract_users",),
        )
    if fault == "last_owner":
        last = Owner(owners[0]["user_type"], owners[0]["user_id"])
        raise Conflict(
            worded(
                "{name_of} ({last}) is the only owner of {name}; make somebody else owner (role_id 1) first. "
                "Nothing changed.",
                name_of=quoted(name_of(call.tx, last)),
                last=last,
                name=stand.name,
            ),
            code="last_owner",
            next=(*hand_over(call, stand), "list_contract_users"),
        )
    if fault == "above_own":
        raise NotAllowed(
            worded(
                "Levels {read}/{write} are above your own {stand_read}/{stand_write} in {name}.",
                read=wanted.read,
                write=wanted.write,
                stand_read=stand.read,
                stand_write=stand.write,
                name=stand.name,
            ),
            next=("list_contract_users",),
        )


def _tell(call: Call, stand: Stand, user: Owner, wanted: Levels) -> None:
    text = say(
        "You are {role} of {contract} now (read {read}, write {write}); remove_contract_user lets you leave.",
        role=Sentence(ROLES[wanted.role_id]),
        contract=named(stand),
        read=wanted.read,
        write=wanted.write,
    )
    tell_member(call, stand, user, text)


def _shape(row: Row) -> UserOfContract:
    return {
        "user_id": row["user_id"],
        "user_type": "agent" if row["user_type"] == "agent" else "user",
        "role_id": row["role_id"],
        "role_name": ROLES[row["role_id"]],
        "read": row["read"],
        "write": row["write"],
        "schedule_id": row["schedule_id"],
        "joined_at": iso(row["joined_at"]),
    }
