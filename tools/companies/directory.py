"""A company's user directory: adding, listing and looking up its people."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.people import foundings, identity, members
from store.telling import receivers
from tools.call import Call
from tools.companies.directory_access import own_company, user_of_company, wished_placement
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
from tools.companies.inviting import Wanted, invite
from tools.companies.rules.directory import founding
from tools.errors import Invalid, NotAllowed
from tools.operation import operation
from tools.paging import Page
from tools.params import MAX_ID, Email, OneLine, Zone
from tools.people.codes import make_code
from tools.people.founding import FOUNDS
from tools.people.passwords import hashed
from tools.people.person import Phone, required_name
from tools.people.rules.codes import SIGN_IN
from tools.people.rules.passwords import password_faults
from tools.people.sign_ups import check_sign_ups, count_sign_up
from tools.rules.sentences import worded
from tools.text import one_line
from tools.unproven_mail import mail_unproven

TOOLSET = "users"

NewEmail = Annotated[Email, Field(max_length=100, description="Where the invitation, or your own code, is mailed to.")]
KindOfUser = Annotated[UserType, Field(description="Kind of user. Default client.")]
RoleOfUser = Annotated[Role, Field(description="Default user; the first one of a new company is its admin.")]
CompanyName = Annotated[
    OneLine,
    Field(min_length=1, max_length=255, description="Company by name: your own or one it made; else a new one."),
]
SameName = Annotated[OneLine, Field(min_length=1, max_length=255, description="The same as company_name.")]
CompanyId = Annotated[
    int, Field(ge=0, le=MAX_ID, description="Company by number: your own or one it made; 0 is as left out.")
]
CompanyCurrency = Annotated[
    Literal["EUR", "USD", "RUB"], Field(description="Currency of a company made by this call. Default EUR.")
]
CompanyZone = Annotated[
    Zone,
    Field(description="IANA zone of a company made by this call; its days are counted in it. Default yours, else UTC."),
]
Part = Annotated[str, Field(max_length=200, description="Part of name or e-mail address.")]
DepartmentFilter = Annotated[str, Field(max_length=255, description="Department, compared without case.")]
OtherCompany = Annotated[
    int, Field(ge=0, le=MAX_ID, description="A company your own one made. Default, and as 0, your own.")
]


class AddedUser(TypedDict):
    """Who is invited, or the founder whose address is still to be proven; and whether a company was made for them."""

    message: str
    user: DirectoryUser
    company_created: bool


@operation(
    access="write",
    actors=("public", "admin"),
    price="creation",
    secret=("password", "confirm_password"),
    load=check_sign_ups,
    prepare=hashed,
    prepares="secrets",
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
    password: Password | None = None,
    confirm_password: PasswordAgain | None = None,
    middle_name: MiddleName | None = None,
    last_name: LastName | None = None,
    type: KindOfUser | None = None,
    role: RoleOfUser | None = None,
    company_name: CompanyName | None = None,
    company_id: CompanyId | None = None,
    company: SameName | None = None,
    department: Department | None = None,
    phone: Phone | None = None,
    currency: CompanyCurrency | None = None,
    timezone: CompanyZone | None = None,
) -> AddedUser:
    """Invite a person into a company's user directory or, without sign-in, join as a new client organisation's admin.

    An admin invites to the own company (the default), to one it made, or to a new one; charged once. The person gets a
    mail and is a member once they agree (accept_company_invitation); nobody sets a password for somebody else. Without
    sign-in company_name names your new organisation, free of charge; it exists once log_in_with_code was called with the
    code mailed to you. Joining as a worker: register_account."""
    named = _company_name(company_name, company)
    if call.caller.kind == "nobody":
        return _ask_to_found(call, founding(named, company_id or None))
    if not call.caller.is_admin:
        raise NotAllowed(
            worded(
                "Only an admin of the company invites people to it. A company of your own is founded with "
                "found_company."
            ),
            next=("list_users", "found_company"),
        )
    if password is not None or confirm_password is not None:
        raise Invalid(
            {"password": worded("is chosen by the person themselves, never by an admin; leave it out")},
            code="persons_own",
        )
    place = wished_placement(call, company_id or None, named, "company_name")
    if place.company_id is not None:
        _check_not_a_member(call, place.company_id, email)
    terms = (currency or "EUR", call.now, call.caller.company_id, timezone or call.caller.timezone)
    company_of_theirs = place.company_id or identity.create_company(call.tx, place.new_name or "", *terms)
    if place.new_name and role == "user":
        call.warn("The first user of a new company is its admin.")
    wanted = Wanted(
        company_id=company_of_theirs,
        email=email,
        name=required_name(name, least=1),
        middle_name=_text(middle_name),
        last_name=_text(last_name),
        phone=phone,
        role="admin" if place.new_name else role or "user",
        type=type or "client",
        department=_text(department),
    )
    row = invite(call, wanted)
    return {
        "message": "The person was invited and is a member once they agree.",
        "user": directory_user(row, with_phone=True),
        "company_created": place.new_name is not None,
    }


def _company_name(name: str | None, same: str | None) -> str | None:
    """The company's name, by whichever of its two names it was given."""
    if name and same and one_line(name).casefold() != one_line(same).casefold():
        raise Invalid({"company": worded("is another name for company_name; give one of the two")})
    return _text(name) or _text(same)


def _check_not_a_member(call: Call, company_id: int, email: str) -> None:
    if members.is_member_by_email(call.tx, company_id, email):
        raise Invalid(
            {"email": worded("belongs to a member already")}, code="email_taken", next=("get_user", "list_users")
        )


def _ask_to_found(call: Call, company_name: str) -> AddedUser:
    """Keep what a newcomer wants to found, and mail the code that proves the address.

    The same whether or not the address has an account, and whatever other companies are called."""
    given = call.given
    names = (required_name(given["name"], least=1), _text(given.get("middle_name")), _text(given.get("last_name")))
    password = given.get("password")
    faults = password_faults(password, given.get("confirm_password"), about=(given["email"], *names, company_name))
    if faults:
        raise Invalid(faults)
    if given.get("role") == "user":
        call.warn("The first user of a new company is its admin.")
    count_sign_up(call)
    wanted: dict[str, Any] = {
        "email": given["email"],
        "company_name": company_name,
        "currency": given.get("currency", "EUR"),
        "timezone": given.get("timezone", "UTC"),
        "name": names[0],
        "middle_name": names[1],
        "last_name": names[2],
        "phone": given.get("phone"),
        "password_hash": call.prepared,
        "type": given.get("type", "client"),
        "department": _text(given.get("department")),
    }
    id = foundings.keep_founding(call.tx, call.now, call.now + SIGN_IN.lifetime, **wanted)
    known = identity.find_person_by_email(call.tx, wanted["email"])
    sent = make_code(call, SIGN_IN, wanted["email"], f"{FOUNDS}{id}", known["id"] if known is not None else None)
    _mail_code(call, wanted["email"], sent.code, company_name)
    founder = {
        **wanted, "id": None, "status": "unproven", "role": "admin", "company_id": None, "created_at": call.stamp,
    }  # fmt: skip
    return {
        "message": "A code was mailed to you; the company is founded when you pass it to log_in_with_code.",
        "user": directory_user(founder, with_phone=True),
        "company_created": False,
    }


def _mail_code(call: Call, email: str, code: str, company_name: str) -> None:
    """NotAllowed when no mail may go to the address now; nothing is kept then."""
    language = receivers.language_of_address(call.tx, email)
    why_not = mail_unproven(call, email, "founding_code", {"company": company_name}, {"code": code}, language)
    if why_not is not None:
        raise NotAllowed(
            worded(
                "No code can be mailed for this, because {why_not}. Nothing was founded. Join with "
                "register_account, or sign in with request_login_code, and found the company with "
                "found_company.",
                why_not=why_not,
            ),
            code="not_mailed",
            next=("register_account", "request_login_code"),
        )


def _text(value: str | None) -> str | None:
    return one_line(value) or None if value else None


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
    """List the people in the company's user directory, by last name; status tells members from those only invited.

    Phone numbers are shown to admins only. Freelancers who work for the company are list_freelancers; your own contacts
    are list_contacts. Next: get_user, create_user."""
    target = _reachable(call, company_id) if company_id else own_company(call)
    sql, params = members.members_query(target, query, role, _text(department), call.now)
    rows, next_cursor, total = page.rows(call.tx, sql, params, members.BY_NAME)
    return {
        "users": [listed_user(row, call.caller.is_admin) for row in rows],
        "total": total,
        "next_cursor": next_cursor,
    }


def _reachable(call: Call, company_id: int) -> int:
    company = members.find_company(call.tx, company_id)
    if company is None or not members.is_reachable(company, call.caller.company_id):
        raise NotAllowed(
            worded("Company {company_id} is neither yours nor made by yours.", company_id=company_id),
            next=("list_users",),
        )
    return company_id


class FoundUser(TypedDict):
    """One person of the directory."""

    user: DirectoryUser


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    example={"user_id": 1},
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
    """Show one person of the company's user directory, by e-mail address or number; who is only invited by address.

    Only people of the own company or of one it made. Yourself: get_my_profile. Next: update_user, delete_user."""
    row = user_of_company(call, user_id, user_email)
    return {"user": directory_user(row, call.caller.is_admin)}
