"""Looking at the company's team of freelancers."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies import companies
from store.database import Row
from store.freelancers import freelancers, papers
from tools.call import Call
from tools.errors import NotFound
from tools.freelancers.access import addressed, is_caller
from tools.freelancers.params import FreelancerId, FreelancerUuid, Phone
from tools.freelancers.rules.freelancers import sought_digits
from tools.freelancers.shapes import (
    FreelancerDetails,
    FreelancerShape,
    TaxDocumentShape,
    email_status,
    freelancer_shape,
    full_name,
    phone_status,
    tax_document_shape,
)
from tools.operation import operation
from tools.paging import Page
from tools.params import Email, WholeDay
from tools.rules.day_range import day_range
from tools.rules.sentences import worded
from tools.shapes import Theirs, verification_shape

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

TaxStatus = Annotated[Literal[1, 3, 4], Field(description="1 individual, 3 self-employed, 4 individual entrepreneur.")]
Verified = Annotated[bool, Field(description="Identity confirmed, or not.")]
InviteSent = Annotated[bool, Field(description="An invite was sent by e-mail, or not.")]


class Freelancers(TypedDict):
    items: list[FreelancerShape]
    total: int
    next_cursor: NotRequired[str | None]


class FoundFreelancer(TypedDict):
    """Of a person outside the team only id, uuid, name, country and whether they are verified and registered."""

    id: int
    uuid: str
    email: NotRequired[str | None]
    name: Theirs
    team_status: NotRequired[str | None]
    taxation_status_id: NotRequired[int]
    taxation_blocked_till: NotRequired[str | None]
    category_title: NotRequired[str | None]
    category_title_en: NotRequired[str | None]
    details: NotRequired[FreelancerDetails]
    country: NotRequired[str | None]
    is_verified: bool
    verification: Literal["none", "declared"]
    sandbox: NotRequired[bool | None]
    is_invite_sent: NotRequired[bool]
    invite_sent_at: NotRequired[str | None]
    register_date: NotRequired[str | None]
    is_registered: bool
    is_tax_payment_allowed: NotRequired[bool]
    email_confirmation_status: NotRequired[int]
    phone_confirmation_status: NotRequired[int]


class Found(TypedDict):
    freelancer: FoundFreelancer
    in_team: bool


class FullFreelancer(FreelancerShape):
    phone: NotRequired[str | None]
    city: NotRequired[Theirs | None]
    address: NotRequired[Theirs | None]
    postal_code: NotRequired[Theirs | None]
    email_confirmation_status: int
    phone_confirmation_status: int
    tax_documents: list[TaxDocumentShape]


class OneFreelancer(TypedDict):
    freelancer: FullFreelancer


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "who works for us",
        "contractors that are not through identity checks yet",
        "people we invited last month who have not registered",
        "our pool of outside workers",
        "roster of the team",
        "show all self-employed people on our crew",
        "who has not taken up the invitation",
        "everybody we can give assignments to",
        "show our contractors",
        "all freelancers of the company",
        "who in our pool is not verified",
        "which outside people do we work with",
    ),
)
def list_freelancers(
    call: Call,
    page: Page,
    taxation_status_id: TaxStatus | None = None,
    is_verified: Verified | None = None,
    is_invite_email_sent: InviteSent | None = None,
    date_invited_from: Annotated[WholeDay, Field(description="Invited on or after this day.")] | None = None,
    date_invited_to: Annotated[WholeDay, Field(description="Invited on or before this day.")] | None = None,
) -> Freelancers:
    """List the freelancers in the company's own team, newest first; people to book are in search_specialists.

    Filters combine. Days are days in the company's time zone. Removed members are left out. team_status is added,
    invited or registered; only registered ones can start tasks. Next: get_freelancer for one of them, create_task
    to order work."""
    company_id = call.caller.company_id or 0
    zone = companies.terms_of(call.tx, company_id)["timezone"]
    days = day_range(date_invited_from, date_invited_to, zone, ("date_invited_from", "date_invited_to"))
    params = {
        "company_id": company_id,
        "taxation_status_id": taxation_status_id,
        "is_verified": is_verified,
        "is_invite_sent": is_invite_email_sent,
        "invited_from": days.start,
        "invited_before": days.end,
    }
    rows, next_cursor, total = page.rows(call.tx, freelancers.TEAM, params, order=freelancers.TEAM_ORDER)
    return {"items": [freelancer_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="search",
    find=(
        "has worker@example.com signed up",
        "which contractor does this address belong to",
        "look a person up through their mail address",
        "do we know somebody with this mail",
        "check whether an invited person has registered",
        "whose inbox is this",
        "search the team by address",
        "is this mail already one of our contractors",
        "search a contractor by their e-mail",
        "is bob@example.com registered with us",
        "find the freelancer behind this address",
        "did the invited person create an account",
    ),
)
def find_freelancer_by_email(call: Call, email: Annotated[Email, Field(description="Their e-mail address.")]) -> Found:
    """Look a freelancer up by exact e-mail address, for example to see whether an invited person has registered.

    Of a registered freelancer outside the team who does not hide the address it shows little, with in_team false; of others
    nothing. invite_freelancer asks them into the team."""
    row = freelancers.find_in_team_by_email(call.tx, call.caller.company_id, email)
    return _found(
        row if _is_member(row) else freelancers.find_offering_by_email(call.tx, call.caller.company_id, email),
        worded("freelancer with this e-mail address"),
    )


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="search",
    find=(
        "which contractor has this number",
        "look a person up through their mobile",
        "who called us",
        "search the team by telephone",
        "do we know somebody with this cell number",
        "whose mobile is this",
        "reverse phone lookup of a worker",
        "is this number already one of our contractors",
        "find a contractor by phone",
        "I have only a mobile number, who is it",
        "a freelancer called, look up the number",
        "search our people by their telephone digits",
    ),
)
def find_freelancer_by_phone(call: Call, phone: Phone) -> Found:
    """Look a freelancer up by phone number, however it is written.

    Of a registered freelancer outside the team who has confirmed the number and does not hide it, it shows little, with
    in_team false; of others nothing. invite_freelancer asks them into the team."""
    digits = sought_digits(phone)
    row = freelancers.find_in_team_by_phone(call.tx, call.caller.company_id, digits)
    return _found(
        row if _is_member(row) else freelancers.find_offering_by_phone(call.tx, call.caller.company_id, digits),
        worded("freelancer with this phone number"),
    )


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="profile_view",
    find=(
        "profile of one contractor",
        "is this person verified and what is their tax status",
        "contact data of a team member",
        "everything we know about a worker",
        "my own contractor profile",
        "phone and mail of somebody on our crew",
        "has this member confirmed their contacts",
        "which taxpayer numbers are on file",
        "data about one contractor of ours",
        "has he finished his registration and verification",
        "look at a team member's record",
        "tax form and phone of a freelancer",
    ),
)
def get_freelancer(
    call: Call, freelancer_id: FreelancerId | None = None, freelancer_uuid: FreelancerUuid | None = None
) -> OneFreelancer:
    """Show one freelancer of the team, or yourself, with contacts, tax status, verification and registration.

    Former members too. Counts as a profile view; your own profile is free. For people outside the team use
    find_freelancer_by_email; for public profiles get_specialist_profile."""
    row = addressed(call, freelancer_id, freelancer_uuid, former=True)
    own = is_caller(call, row)
    documents = papers.tax_documents(call.tx, row["id"]) if own or row["has_agreed"] else []
    return {
        "freelancer": {
            **freelancer_shape(row),
            "phone": row["phone_digits"],
            "city": row["city"],
            "address": row["address"],
            "postal_code": row["postal_code"],
            "email_confirmation_status": email_status(row),
            "phone_confirmation_status": phone_status(row),
            "tax_documents": [tax_document_shape(it["type"], it["tax_number"], it["country"]) for it in documents],
        }
    }


def _is_member(row: Row | None) -> bool:
    return row is not None and row["removed_at"] is None


def _found(row: Row | None, what: str) -> Found:
    if row is None:
        raise NotFound(what, next=("invite_freelancer",))
    if row["membership_id"] is None or row["removed_at"] is not None:
        known = verification_shape(row["verified_at"])
        return {
            "freelancer": {
                "id": row["id"],
                "uuid": row["uuid"],
                "name": full_name(row),
                "country": row["country"],
                "is_verified": known["is_verified"],
                "verification": known["verification"],
                "sandbox": known["sandbox"],
                "is_registered": row["registered_at"] is not None,
            },
            "in_team": False,
        }
    return {
        "freelancer": {
            **freelancer_shape(row),
            "email_confirmation_status": email_status(row),
            "phone_confirmation_status": phone_status(row),
        },
        "in_team": True,
    }
