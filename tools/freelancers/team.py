"""Freelancers as operations address and show them: by number or uuid, in the caller's team or the caller themself."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import freelancers
from store.types import iso
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.freelancers.rules.freelancers import Member
from tools.params import Id, Uuid
from tools.shapes import Theirs
from tools.text import plain

FreelancerId = Annotated[
    Id, Field(description="The freelancer, from list_freelancers. Either this or freelancer_uuid.")
]
FreelancerUuid = Annotated[Uuid, Field(description="The freelancer's uuid. Either this or freelancer_id.")]


class FreelancerDetails(TypedDict):
    """Names, and the company's own notes on the person where it has some."""

    first_name: NotRequired[Theirs | None]
    last_name: NotRequired[Theirs | None]
    middle_name: NotRequired[Theirs | None]
    note: NotRequired[Theirs | None]
    specialization: NotRequired[str | None]
    specialization_id: NotRequired[int | None]


class FreelancerShape(TypedDict):
    """A freelancer in the caller's team. Times are absent until reached."""

    id: int
    uuid: str
    email: NotRequired[str | None]
    name: Theirs
    team_status: NotRequired[str | None]
    taxation_status_id: int
    taxation_blocked_till: NotRequired[str | None]
    category_title: NotRequired[str | None]
    category_title_en: NotRequired[str | None]
    details: FreelancerDetails
    country: NotRequired[str | None]
    is_verified: bool
    is_invite_sent: bool
    invite_sent_at: NotRequired[str | None]
    register_date: NotRequired[str | None]
    is_registered: bool
    is_tax_payment_allowed: bool


class FreelancerName(TypedDict):
    id: int
    uuid: str


def addressed(call: Call, freelancer_id: int | None, freelancer_uuid: str | None, *, former: bool = False) -> Row:
    """The freelancer a call names: the caller, without a fee, or a member of the company's team.

    former: members who were removed count too. NotFound is the same for strangers and for nobody."""
    row = _named(call, freelancer_id, freelancer_uuid)
    if row is None or not is_caller(call, row):
        return _in_team(row, freelancer_id, freelancer_uuid, former)
    _check_agreement(row, freelancer_id, freelancer_uuid)
    call.as_worker()
    # Nobody reads in their own profile what a company notes about them.
    own = freelancers.find_by_id(call.tx, None, row["id"])
    assert own is not None
    return own


def team_member(call: Call, freelancer_id: int | None, freelancer_uuid: str | None) -> Row:
    """The member of the company's team a call names, even when it is the caller. NotFound when there is none."""
    return _in_team(_named(call, freelancer_id, freelancer_uuid), freelancer_id, freelancer_uuid, former=False)


def is_caller(call: Call, row: Row) -> bool:
    """Whether the freelancer is the one who is calling."""
    return call.caller.kind == "person" and row["id"] == call.caller.id


def full_name(row: Row) -> str:
    return " ".join(part for part in (row["first_name"], row["last_name"]) if part)


def freelancer_shape(row: Row) -> FreelancerShape:
    return {
        "id": row["id"],
        "uuid": row["uuid"],
        "email": row["email"],
        "name": full_name(row),
        "team_status": Member(row["state"]).title if row["state"] is not None else None,
        "taxation_status_id": row["taxation_status_id"],
        "taxation_blocked_till": row["taxation_blocked_till"],
        "category_title": row["category_title"],
        "category_title_en": row["category_title_en"],
        "details": details_shape(row),
        "country": row["country"],
        "is_verified": row["verified_at"] is not None,
        "is_invite_sent": row["invite_sent_at"] is not None,
        "invite_sent_at": iso(row["invite_sent_at"]) if row["invite_sent_at"] else None,
        "register_date": iso(row["registered_at"]) if row["registered_at"] else None,
        "is_registered": row["registered_at"] is not None,
        "is_tax_payment_allowed": bool(row["is_tax_payment_allowed"]),
    }


def details_shape(row: Row) -> FreelancerDetails:
    return {
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "middle_name": row["middle_name"],
        "note": row["note"],
        "specialization": row["category_title_en"],
        "specialization_id": row["specialization_id"],
    }


def email_status(row: Row) -> int:
    """1 when the e-mail address is confirmed, else 0."""
    return int(row["email"] is not None and row["email_verified_at"] is not None)


def phone_status(row: Row) -> int:
    """1 when the phone number as it is now was confirmed, else 0."""
    return int(row["phone_digits"] is not None and row["phone_digits"] == row["confirmed_phone"])


def tidy(text: str | None) -> str | None:
    """Text as it is stored; None when nothing visible is left."""
    return plain(text) or None if text is not None else None


def _named(call: Call, freelancer_id: int | None, freelancer_uuid: str | None) -> Row | None:
    if freelancer_id is None and freelancer_uuid is None:
        missing = "is required unless the other one is given"
        raise Invalid({"freelancer_id": missing, "freelancer_uuid": missing}, next=("list_freelancers",))
    if freelancer_id is not None:
        return freelancers.find_by_id(call.tx, call.caller.company_id, freelancer_id)
    return freelancers.find_by_uuid(call.tx, call.caller.company_id, freelancer_uuid or "")


def _in_team(row: Row | None, freelancer_id: int | None, freelancer_uuid: str | None, former: bool) -> Row:
    if row is None or row["membership_id"] is None or (row["removed_at"] is not None and not former):
        raise NotFound(
            "freelancer", freelancer_id or freelancer_uuid, next=("list_freelancers", "find_freelancer_by_email")
        )
    _check_agreement(row, freelancer_id, freelancer_uuid)
    return row


def _check_agreement(row: Row, freelancer_id: int | None, freelancer_uuid: str | None) -> None:
    if freelancer_id is not None and freelancer_uuid is not None and row["uuid"] != freelancer_uuid.lower():
        raise Invalid({"freelancer_uuid": f"is not the uuid of freelancer {freelancer_id}; pass one of the two"})
