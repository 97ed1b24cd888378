"""Changing a person of a company's directory, and taking one out of it."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from store.companies import invitations
from store.database import Row
from store.folding import same_address
from store.people import members, persons
from store.types import iso
from tools.call import Call
from tools.companies.agent_owners import (
    AgentsOfLeaver,
    SettledAgent,
    agents_of_leaver,
    said_of_agents,
)
from tools.companies.directory_access import own_company, user_of_company, wished_placement
from tools.companies.directory_params import (
    Department,
    FirstName,
    LastName,
    MiddleName,
    Role,
    UserEmail,
    UserId,
    UserType,
)
from tools.companies.directory_shapes import DirectoryUser, directory_user
from tools.companies.inviting import Wanted, invite, send
from tools.companies.leaving import end_membership
from tools.companies.notices import tell_member, tell_withdrawn
from tools.companies.rules.directory import check_admin_stays
from tools.errors import Invalid
from tools.operation import operation
from tools.params import MAX_ID, Clearable, Email, OneLine
from tools.people.person import Phone, required_name
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, together, worded
from tools.shapes import NamedShape
from tools.text import one_line

TOOLSET = "users"


class CompanyInput(TypedDict):
    """A company by number, by name, or both alike."""

    id: NotRequired[Annotated[int, Field(ge=0, le=MAX_ID, description="0 is your own.")]]
    name: NotRequired[Annotated[OneLine, Field(min_length=1, max_length=255)]]


def _company(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


OtherCompany = Annotated[CompanyInput, BeforeValidator(_company), Field(description="Company to move the person to.")]
InvitedAddress = Annotated[
    Email, Field(max_length=100, description="Another address for an open invitation, which is mailed there anew.")
]


class ChangedUser(TypedDict):
    """The person as they are now, what was changed, and where they were invited to move."""

    message: str
    user: DirectoryUser
    changed: list[str]
    invited_to: NamedShape | None


@operation(
    access="write",
    actors=("admin",),
    price="free",
    example={"user_id": 1, "department": "Yard"},
    find=(
        "make Robin an administrator",
        "correct the name on an invitation",
        "move somebody to another department",
        "the invitation went to a wrong address",
        "take admin rights away",
        "transfer a person to our subsidiary",
        "edit an employee",
        "promote a colleague to admin",
        "change the role of somebody in our company",
        "change the department of a co-worker",
        "he is a consultant of ours now, not staff",
        "change a colleague's role or title",
        "edit a member of our company",
        "make an employee an admin",
    ),
)
def update_user(
    call: Call,
    user_id: UserId | None = None,
    user_email: UserEmail | None = None,
    email: InvitedAddress | None = None,
    name: FirstName | None = None,
    middle_name: Clearable[MiddleName] | None = None,
    last_name: Clearable[LastName] | None = None,
    role: Role | None = None,
    type: UserType | None = None,
    company: OtherCompany | None = None,
    department: Clearable[Department] | None = None,
    phone: Clearable[Phone] | None = None,
) -> ChangedUser:
    """Change role, type or department of a member of the company, or ask one to move to another company of yours.

    For admins; only what is passed changes. A new role ends the person's sessions for the company; a move happens when
    the person agrees. The last admin stays admin. email, names and phone can be corrected while somebody is only
    invited; a member's are their own (update_my_profile, request_email_change). Taking somebody out is delete_user."""
    given = {name: value for name, value in call.given.items() if name in _FIELDS}
    if not given:
        raise Invalid({"arguments": worded("name at least one field to change")}, next=("get_user",))
    row = user_of_company(call, user_id, user_email)
    if row["status"] == "invited":
        return _changed(_change_invitation(call, row, given), given)
    _check_membership_only(given)
    if "role" in given:
        others = members.other_admins(call.tx, row["company_id"], row["id"])
        check_admin_stays(row["role"], given["role"], others)
    columns = _membership_columns(given)
    target = _ask_to_move(call, row, given, columns) if "company" in given else None
    if target is None:
        members.write_membership(call.tx, row["membership_id"], call.now, **columns)
        _tell_changed(call, row, columns)
        if columns.get("role", row["role"]) != row["role"]:
            _end_what_the_role_opened(call, row)
    now = members.find_member(call.tx, row["company_id"], row["id"], None)
    if now is None:
        raise LookupError(f"person {row['id']} is no member of company {row['company_id']}")
    return _changed(now, given, target)


def _changed(row: Row, given: dict[str, Any], target: NamedShape | None = None) -> ChangedUser:
    moves = target is not None
    return {
        "message": "The person was asked to move; it happens when they agree." if moves else "User updated",
        "user": directory_user(row, with_phone=True),
        "changed": [] if moves else sorted(given),
        "invited_to": target,
    }


_PERSONS_OWN = {
    "email": "request_email_change",
    "name": "update_my_profile",
    "middle_name": "update_my_profile",
    "last_name": "update_my_profile",
    "phone": "update_my_profile",
}
_FIELDS = (*_PERSONS_OWN, "role", "type", "company", "department")


def _check_membership_only(given: dict[str, Any]) -> None:
    faults = {
        name: worded("is the person's own; they change it with {tool}", tool=tool)
        for name, tool in _PERSONS_OWN.items()
        if name in given
    }
    if faults:
        raise Invalid(faults, code="persons_own", next=("get_user",))


def _membership_columns(given: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: given[name] for name in ("role", "type") if name in given}
    if "department" in given:
        columns["department"] = one_line(given["department"]) or None if given["department"] else None
    return columns


_CALLED = {"role": say("role"), "type": say("type"), "department": say("department")}


def _tell_changed(call: Call, row: Row, columns: dict[str, Any]) -> None:
    """The member, of what is another than before; a department is somebody's words."""
    new = {name: value for name, value in columns.items() if value != row[name]}
    said = [
        say(
            "{field} {value}",
            field=_CALLED[name],
            value=quoted(value) if name == "department" else Sentence(value or "none"),
        )
        for name, value in new.items()
    ]
    if said:
        text = say("You have now: {what}, in the company {company}.", what=together(*said, between=", "))
        tell_member(call, row["company_id"], row["id"], text)


def _end_what_the_role_opened(call: Call, row: Row) -> None:
    """Sessions for the company end; whoever is no admin any more has nobody waiting to join by their invitation."""
    keep = call.caller.session_id if row["id"] == call.caller.id else None
    persons.end_sessions_for(call.tx, row["id"], row["company_id"], call.now, keep=keep)
    if row["role"] == "admin":
        invitations.withdraw_of_inviter(call.tx, row["company_id"], row["id"], call.now)


def _change_invitation(call: Call, row: Row, given: dict[str, Any]) -> Row:
    """Correct what somebody is asked to become; a new address gets the mail, and the token sent before is dead."""
    if "company" in given:
        raise Invalid(
            {"company": worded("the person is only invited; withdraw that with delete_user and invite them there")}
        )
    columns = _membership_columns(given)
    columns |= {name: one_line(given[name]) or None if given[name] else None for name in _NAMES if name in given}
    if "name" in given:
        columns["name"] = required_name(given["name"], least=1)
    if "phone" in given:
        columns["phone"] = given["phone"] or None
    moves = "email" in given and not same_address(given["email"], row["email"])
    if moves:
        _check_address(call, row["company_id"], given["email"])
        columns |= {"email": given["email"], "token_hash": None}
    invitations.write_invitation(call.tx, row["invitation_id"], call.now, **columns)
    if moves:
        send(call, row["invitation_id"])
    now = members.find_invited_to(call.tx, row["company_id"], given.get("email", row["email"]), call.now)
    if now is None:
        raise LookupError(f"invitation {row['invitation_id']} is gone")
    return now


_NAMES = ("middle_name", "last_name")


def _check_address(call: Call, company_id: int, email: str) -> None:
    known = members.is_member_by_email(call.tx, company_id, email)
    if known or invitations.invitation_to(call.tx, company_id, email, call.now) is not None:
        raise Invalid(
            {"email": worded("belongs to a member or to another invitation")}, code="email_taken", next=("list_users",)
        )


def _ask_to_move(call: Call, row: Row, given: dict[str, Any], columns: dict[str, Any]) -> NamedShape | None:
    """Invite a member to another company of the admin's; None when it is the one they are in."""
    wished: CompanyInput = given["company"]
    if not wished:
        raise Invalid({"company": worded("give its id, its name, or both alike")})
    name = one_line(wished["name"]) if "name" in wished else None
    # With a name, 0 says no more than the name does.
    place = wished_placement(
        call, wished.get("id") or (own_company(call) if name is None else None), name, "company.name"
    )
    if place.company_id is None:
        raise Invalid(
            {
                "company": worded(
                    "none of your companies is called {name!r}; create_user with company_name founds one", name=name
                )
            }
        )
    target = members.find_company(call.tx, place.company_id)
    if target is None or place.company_id == row["company_id"]:
        return None
    if members.is_member(call.tx, place.company_id, row["id"]):
        raise Invalid({"company": worded("the person belongs to that company already")})
    check_admin_stays(row["role"], None, members.other_admins(call.tx, row["company_id"], row["id"]))
    kept = {"role": row["role"], "type": row["type"], "department": row["department"], **columns}
    names = {name: row[name] for name in ("email", "name", "middle_name", "last_name")}
    moved = row["membership_id"]
    invite(call, Wanted(company_id=place.company_id, phone=None, **names, **kept, moved_membership_id=moved))
    return {"id": target["id"], "name": target["company_name"]}


AgentsOfUser = Annotated[
    AgentsOfLeaver,
    Field(description="What becomes of the AI agents the person registered. Default end; keep: yours then."),
]


class DeletedShape(TypedDict):
    """Who was taken out, and when. Whoever was only invited has no id here."""

    id: int | None
    email: str | None
    deleted_at: str


class DeletedUser(TypedDict):
    """The person is out of the directory."""

    message: str
    user: DeletedShape
    agents: list[SettledAgent]


@operation(
    access="destructive",
    actors=("admin",),
    price="free",
    example={"user_id": 1},
    find=(
        "Sam has left the company",
        "revoke a colleague's access",
        "remove somebody from the staff roster",
        "withdraw an invitation to our company",
        "lock a former employee out",
        "take a user out of our directory",
        "end somebody's membership",
        "a person we invited should not join after all",
        "an employee quit, block their login",
        "take a person out of our company account",
        "remove a colleague",
        "he should not be able to get into our data any more",
    ),
)
def delete_user(
    call: Call,
    user_id: UserId | None = None,
    user_email: UserEmail | None = None,
    agents: AgentsOfUser | None = None,
) -> DeletedUser:
    """Take a person out of the company's user directory, or withdraw an invitation to it (by user_email).

    For admins. The membership and the person's sessions for the company end at once, and so do the AI agents the person
    registered for the company, unless agents is keep; the account is theirs and stays, and so do records they stand in.
    Not yourself (leave_company), not the last admin. create_user invites them again. Changing fields is update_user."""
    row = user_of_company(call, user_id, user_email)
    if row["status"] == "invited":
        return _withdraw(call, row)
    if row["id"] == call.caller.id:
        raise Invalid(
            {"user_id": worded("is you; leave_company takes yourself out")}, next=("leave_company", "list_users")
        )
    check_admin_stays(row["role"], None, members.other_admins(call.tx, row["company_id"], row["id"]))
    left = agents_of_leaver(call, row["company_id"], row["id"])
    call.confirm(
        worded(
            "Take person {id} out of company {company_id}; they can no longer act for it",
            id=row["id"],
            company_id=row["company_id"],
        ),
        record=f"user:{row['id']}",
        details=(
            worded("Name and address: {name}, {email}", name=quoted(row["name"]), email=quoted(row["email"])),
            *said_of_agents(left, agents or "end"),
        ),
    )
    settled = end_membership(call, row["company_id"], row["id"], row["membership_id"], agents or "end")
    tell_member(call, row["company_id"], row["id"], say("You were taken out of the company {company}."))
    return {
        "message": "The user was taken out of the directory",
        "user": {"id": row["id"], "email": row["email"], "deleted_at": iso(call.now)},
        "agents": settled,
    }


def _withdraw(call: Call, row: Row) -> DeletedUser:
    call.confirm(
        worded(
            "Withdraw invitation {invitation_id} to company {company_id}",
            invitation_id=row["invitation_id"],
            company_id=row["company_id"],
        ),
        record=f"invitation:{row['invitation_id']}",
        details=(
            worded("It is addressed to {email}", email=quoted(row["email"])),
            worded("The company: {company_name}", company_name=quoted(row["company_name"])),
        ),
    )
    invitations.end_invitation(call.tx, row["invitation_id"], "withdrawn", call.now)
    tell_withdrawn(call, row)
    return {
        "message": "The invitation was withdrawn",
        "user": {"id": None, "email": row["email"], "deleted_at": iso(call.now)},
        "agents": [],
    }
