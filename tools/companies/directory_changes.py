"""Changing a person of a company's directory, and taking one out of it."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import identity, members, persons
from store.search.index import reindex
from store.secrets import hash_password
from store.types import iso
from tools.call import Call
from tools.companies.directory_access import check_address_is_free, user_of_company, wished_placement
from tools.companies.directory_params import (
    Department,
    FirstName,
    LastName,
    MiddleName,
    Password,
    PasswordAgain,
    Role,
    UserEmail,
    UserId,
    UserType,
)
from tools.companies.directory_shapes import DirectoryUser, directory_user
from tools.companies.rules.directory import check_admin_stays
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Clearable, Email, Id
from tools.people.person import Phone, required_name, stored_text
from tools.people.rules.passwords import password_faults
from tools.questions import quoted
from tools.text import plain

TOOLSET = "users"


class CompanyInput(TypedDict):
    """A company by number, by name, or both alike."""

    id: NotRequired[Id]
    name: NotRequired[Annotated[str, Field(min_length=1, max_length=255)]]


def _company(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


OtherCompany = Annotated[CompanyInput, BeforeValidator(_company), Field(description="Company to move the person to.")]
NewAddress = Annotated[Email, Field(description="New address, unique; unverified until the next sign-in by code.")]


class ChangedUser(TypedDict):
    """The person as they are now, and what was changed."""

    message: str
    user: DirectoryUser
    changed: list[str]


@operation(
    access="write",
    actors=("admin",),
    price="free",
    secret=("password", "confirm_password"),
    find=(
        "make Robin an administrator",
        "correct a colleague's last name",
        "move somebody to another department",
        "a co-worker has a new phone number",
        "reset a colleague's password",
        "take admin rights away",
        "transfer a person to our subsidiary",
        "change the address somebody signs in with",
        "edit an employee",
        "promote a colleague to admin",
        "change the role or name of somebody in our company",
        "the phone number of a co-worker is wrong",
    ),
)
def update_user(
    call: Call,
    user_id: UserId | None = None,
    user_email: UserEmail | None = None,
    email: NewAddress | None = None,
    name: FirstName | None = None,
    middle_name: Clearable[MiddleName] | None = None,
    last_name: Clearable[LastName] | None = None,
    role: Role | None = None,
    type: UserType | None = None,
    company: OtherCompany | None = None,
    department: Clearable[Department] | None = None,
    phone: Clearable[Phone] | None = None,
    password: Password | None = None,
    confirm_password: PasswordAgain | None = None,
) -> ChangedUser:
    """Change fields of a person in the company's user directory; only what is passed changes.

    For admins; your own fields are update_my_profile. A new password (given twice) or role ends the person's other
    sessions; a new address is told to the old one. The last admin stays admin. Moving somebody needs rights over both
    companies. Taking somebody out is delete_user."""
    given = {name: value for name, value in call.given.items() if name in _FIELDS}
    faults = password_faults(password, confirm_password)
    if faults:
        raise Invalid(faults)
    if not given:
        raise Invalid({"arguments": "name at least one field to change"}, next=("get_user",))
    row = user_of_company(call, user_id, user_email)
    _check(call, row, given)
    persons.write_person(call.tx, row["id"], call.now, **_person_columns(call, row, given))
    company_id = _write_membership(call, row, given)
    if "password" in given or given.get("role", row["role"]) != row["role"] or company_id != row["company_id"]:
        keep = call.caller.session_id if row["id"] == call.caller.id else None
        persons.end_sessions(call.tx, row["id"], call.now, keep=keep)
    reindex(call.tx, row["id"], call.now)
    now = members.find_member(call.tx, company_id, row["id"], None)
    if now is None:
        raise LookupError(f"person {row['id']} is no member of company {company_id}")
    return {"message": "User updated", "user": directory_user(now, with_phone=True), "changed": sorted(given)}


_NAMES = ("middle_name", "last_name")
_FIELDS = ("email", "name", *_NAMES, "role", "type", "company", "department", "phone", "password")


def _check(call: Call, row: Row, given: dict[str, Any]) -> None:
    if "email" in given:
        check_address_is_free(call, given["email"], but_person=row["id"])
    if "role" in given:
        others = members.other_admins(call.tx, row["company_id"], row["id"])
        check_admin_stays(row["role"], given["role"], others)


def _person_columns(call: Call, row: Row, given: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: stored_text(given[name]) or None for name in _NAMES if name in given}
    if "name" in given:
        columns["name"] = required_name(given["name"], least=1)
    if "phone" in given:
        columns["phone"] = given["phone"] or None
    if "password" in given:
        columns["password_hash"] = hash_password(given["password"], call.new_secret(""))
    if "email" in given and given["email"].lower() != (row["email"] or "").lower():
        columns |= {"email": given["email"], "email_verified_at": None}
        _tell_old_address(call, row, given["email"])
    return columns


def _tell_old_address(call: Call, row: Row, new_email: str) -> None:
    if row["email"]:
        call.mail(
            row["email"],
            "Your sign-in address was changed",
            f"An admin of {row['company_name']} changed the address of your account to {new_email}.\n"
            "If that is not right, ask them.",
        )


def _write_membership(call: Call, row: Row, given: dict[str, Any]) -> int:
    """Change the membership, or end it and begin one elsewhere; the company the person belongs to now."""
    columns: dict[str, Any] = {name: given[name] for name in ("role", "type") if name in given}
    if "department" in given:
        columns["department"] = plain(given["department"]) or None if given["department"] else None
    place = wished_placement(call, *_wished(given)) if "company" in given else None
    stays = place is None or place.company_id == row["company_id"]
    if stays:
        members.write_membership(call.tx, row["membership_id"], call.now, **columns)
        company_id: int = row["company_id"]
        return company_id
    check_admin_stays(row["role"], None, members.other_admins(call.tx, row["company_id"], row["id"]))
    assert place is not None
    target = place.company_id or identity.create_company(
        call.tx, place.new_name or "", "EUR", call.now, created_by=call.caller.company_id
    )
    _move(call, row, target, columns, founds=place.new_name is not None)
    return target


def _wished(given: dict[str, Any]) -> tuple[int | None, str | None, str]:
    wished: CompanyInput = given["company"]
    if not wished:
        raise Invalid({"company": "give its id, its name, or both alike"})
    name = plain(wished["name"]) if "name" in wished else None
    return wished.get("id"), name, "company.name"


def _move(call: Call, row: Row, target: int, columns: dict[str, Any], founds: bool) -> None:
    if members.is_member(call.tx, target, row["id"]):
        raise Invalid({"company": "the person belongs to that company already"})
    members.end_membership(call.tx, row["membership_id"], call.now)
    kept = {"role": row["role"], "type": row["type"], "department": row["department"], **columns}
    identity.add_membership(
        call.tx,
        target,
        row["id"],
        call.now,
        role="admin" if founds else kept["role"],
        type=kept["type"],
        department=kept["department"],
    )
    persons.write_person(call.tx, row["id"], call.now, default_company_id=target)


class DeletedShape(TypedDict):
    """Who was taken out, and when."""

    id: int
    email: str | None
    deleted_at: str


class DeletedUser(TypedDict):
    """The person is out of the directory."""

    message: str
    user: DeletedShape


@operation(
    access="destructive",
    actors=("admin",),
    price="free",
    find=(
        "Sam has left the company",
        "revoke a colleague's access",
        "remove somebody from the staff roster",
        "fire a person",
        "lock a former employee out",
        "take a user out of our directory",
        "end somebody's membership",
        "close a co-worker's account",
        "an employee quit, block their login",
        "take a person out of our company account",
        "remove a colleague",
        "he should not be able to get into our data any more",
    ),
)
def delete_user(call: Call, user_id: UserId | None = None, user_email: UserEmail | None = None) -> DeletedUser:
    """Take a person out of the company's user directory; they can no longer sign in for it.

    For admins. The record is kept, so older records stay readable; all sessions end at once. Somebody who belongs to
    another company too keeps that and the account. Not yourself, not the last admin. Changing fields is update_user."""
    row = user_of_company(call, user_id, user_email)
    if row["id"] == call.caller.id:
        raise Invalid({"user_id": "is you; another admin takes you out"}, next=("list_users",))
    check_admin_stays(row["role"], None, members.other_admins(call.tx, row["company_id"], row["id"]))
    call.confirm(
        f"Take person {row['id']} out of company {row['company_id']}; they can no longer sign in for it",
        record=f"user:{row['id']}",
        details=(f"Name and address: {quoted(row['name'])}, {quoted(row['email'])}",),
    )
    members.end_membership(call.tx, row["membership_id"], call.now)
    persons.end_sessions(call.tx, row["id"], call.now)
    if not members.has_membership(call.tx, row["id"]):
        persons.write_person(call.tx, row["id"], call.now, deleted_at=call.stamp)
        reindex(call.tx, row["id"], call.now)
    return {
        "message": "The user was taken out of the directory",
        "user": {"id": row["id"], "email": row["email"], "deleted_at": iso(call.now)},
    }
