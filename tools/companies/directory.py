"""A company's user directory: adding, listing and looking up its people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import identity, members, persons
from store.secrets import hash_password
from tools.call import Call
from tools.companies.directory_access import check_address_is_free, own_company, user_of_company, wished_placement
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
from tools.companies.directory_shapes import DirectoryUser, ListedUser, directory_user, listed_user
from tools.companies.rules.directory import Placement, founding
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import Email, Id
from tools.people.person import Phone, required_name
from tools.people.rules.passwords import password_faults
from tools.people.sign_ups import count_sign_up
from tools.text import plain

TOOLSET = "users"

NewEmail = Annotated[Email, Field(description="Unique; also the sign-in name.")]
KindOfUser = Annotated[UserType, Field(description="Kind of user. Default client.")]
RoleOfUser = Annotated[Role, Field(description="Default user; the first one of a new company is its admin.")]
CompanyName = Annotated[str, Field(min_length=1, max_length=255, description="Company by name; made if there is none.")]
CompanyId = Annotated[Id, Field(description="Company by number: your own or one it made.")]
CompanyCurrency = Annotated[
    Literal["EUR", "USD", "RUB"], Field(description="Currency of a company made by this call. Default EUR.")
]
Part = Annotated[str, Field(max_length=200, description="Part of name or e-mail address.")]
DepartmentFilter = Annotated[str, Field(max_length=255, description="Department, compared without case.")]
OtherCompany = Annotated[Id, Field(description="A company your own one made. Default your own.")]


class AddedUser(TypedDict):
    """The person, now in the directory, and whether a company was made for them."""

    message: str
    user: DirectoryUser
    company_created: bool


@operation(
    access="write",
    actors=("public", "admin"),
    price="creation",
    secret=("password", "confirm_password"),
    find=(
        "add Sam from accounting to our company",
        "give a new colleague access",
        "register our organisation as a customer",
        "found a company here",
        "sign up as a client",
        "new employee starts on Monday",
        "create a login for somebody",
        "set up our firm with me as its admin",
        "open a subsidiary with its own admin",
        "our company wants to use this service, register it",
        "hire on: open an account for a new employee",
        "another person should be able to log in for our company",
    ),
)
def create_user(
    call: Call,
    email: NewEmail,
    name: FirstName,
    password: Password,
    confirm_password: PasswordAgain,
    middle_name: MiddleName | None = None,
    last_name: LastName | None = None,
    type: KindOfUser | None = None,
    role: RoleOfUser | None = None,
    company_name: CompanyName | None = None,
    company_id: CompanyId | None = None,
    department: Department | None = None,
    phone: Phone | None = None,
    currency: CompanyCurrency | None = None,
) -> AddedUser:
    """Add a person to a company's user directory or, without sign-in, join as a new client organisation and its admin.

    An admin adds people to the own company (the default), to one it made, or to a new one of a name nobody has;
    charged once. Without sign-in company_name names your new organisation, free of charge; an existing one is joined
    only through its admin. The currency of a new company never changes. Joining as a worker: register_account."""
    faults = password_faults(password, confirm_password)
    if faults:
        raise Invalid(faults)
    place = _place(call, company_id, plain(company_name) if company_name else None)
    check_address_is_free(call, email)
    company = place.company_id or _found(call, place.new_name or "", currency or "EUR")
    if place.new_name and role == "user":
        call.warn("The first user of a new company is its admin.")
    person_id = _person(call, company, email, password, phone, _names(name, middle_name, last_name))
    identity.add_membership(
        call.tx,
        company,
        person_id,
        call.now,
        role="admin" if place.new_name else role or "user",
        type=type or "client",
        department=_text(department),
    )
    user = directory_user(_member(call, company, person_id), with_phone=True)
    return {"message": "New user added", "user": user, "company_created": place.new_name is not None}


def _place(call: Call, company_id: int | None, company_name: str | None) -> Placement:
    """Which company the new person goes to."""
    if call.caller.kind == "nobody":
        taken = company_name is not None and identity.find_company_by_name(call.tx, company_name) is not None
        place = founding(company_name, company_id, taken)
        count_sign_up(call)
        return place
    if not call.caller.is_admin:
        raise NotAllowed(
            "Only an admin of the company adds people to it. To found a company, call create_user without signing in.",
            next=("list_users", "log_out"),
        )
    return wished_placement(call, company_id, company_name, "company_name")


def _found(call: Call, name: str, currency: str) -> int:
    return identity.create_company(call.tx, name, currency, call.now, created_by=call.caller.company_id)


def _person(
    call: Call, company_id: int, email: str, password: str, phone: str | None, names: tuple[str, str | None, str | None]
) -> int:
    """A new person, or a former member of this company with that address, who comes back."""
    name, middle_name, last_name = names
    password_hash = hash_password(password, call.new_secret(""))
    former = members.find_former_member(call.tx, company_id, email)
    if former is None:
        return identity.create_person(
            call.tx,
            call.new_uuid(),
            email,
            name,
            call.now,
            middle_name=middle_name,
            last_name=last_name,
            phone=phone,
            password_hash=password_hash,
            password_unproven=call.caller.kind == "nobody",
        )
    person_id: int = former["id"]
    persons.write_person(
        call.tx,
        person_id,
        call.now,
        name=name,
        middle_name=middle_name,
        last_name=last_name,
        phone=phone,
        password_hash=password_hash,
        deleted_at=None,
        default_company_id=None,
    )
    return person_id


def _names(name: str, middle_name: str | None, last_name: str | None) -> tuple[str, str | None, str | None]:
    return required_name(name, least=1), _text(middle_name), _text(last_name)


def _member(call: Call, company_id: int, person_id: int) -> Row:
    row = members.find_member(call.tx, company_id, person_id, None)
    if row is None:
        raise LookupError(f"person {person_id} is no member of company {company_id}")
    return row


def _text(value: str | None) -> str | None:
    return plain(value) or None if value else None


class UserList(TypedDict):
    """A page of the directory."""

    users: list[ListedUser]
    total: int
    next_cursor: str | None


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "who works in our firm",
        "staff roster",
        "colleagues in the demonstrations department",
        "all admins of the company",
        "everybody who can sign in for us",
        "find a colleague by part of the name",
        "company directory",
        "team members with their roles",
        "show all employees",
        "list people in our company account",
        "who has admin rights here",
        "staff sorted by surname",
    ),
)
def list_users(
    call: Call,
    page: Page,
    query: Part | None = None,
    role: Annotated[Role, Field(description="Only this role.")] | None = None,
    department: DepartmentFilter | None = None,
    company_id: OtherCompany | None = None,
) -> UserList:
    """List the people in the company's user directory, by last name.

    Phone numbers are shown to admins only. Freelancers who work for the company are list_freelancers; your own contacts
    are list_contacts. Next: get_user, create_user."""
    target = own_company(call) if company_id is None else _reachable(call, company_id)
    sql, params = members.members_query(target, query, role, plain(department) if department else None)
    rows, next_cursor, total = page.rows(call.tx, sql, params, members.BY_NAME)
    return {
        "users": [listed_user(row, call.caller.is_admin) for row in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


def _reachable(call: Call, company_id: int) -> int:
    company = members.find_company(call.tx, company_id)
    if company is None or not members.is_reachable(company, call.caller.company_id):
        raise NotAllowed(f"Company {company_id} is neither yours nor made by yours.", next=("list_users",))
    return company_id


class FoundUser(TypedDict):
    """One person of the directory."""

    user: DirectoryUser


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which department is kim@example.com in",
        "look up a colleague",
        "is Kim an administrator of ours",
        "details of one user",
        "who has this company address",
        "user number 12 of our firm",
        "is somebody still with the company",
        "a co-worker's role",
        "show one employee",
        "what is the role of this colleague",
        "details of somebody in our company by mail",
        "find a member of staff",
    ),
)
def get_user(call: Call, user_id: UserId | None = None, user_email: UserEmail | None = None) -> FoundUser:
    """Show one person of the company's user directory, by e-mail address or number.

    Only people of the own company or of one it made. Yourself: get_my_profile. Next: update_user, delete_user."""
    row = user_of_company(call, user_id, user_email)
    return {"user": directory_user(row, call.caller.is_admin)}
