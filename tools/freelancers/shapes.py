"""Freelancers in answers: a member of the team, their contacts and papers."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.freelancers.rules.freelancers import Member
from tools.freelancers.rules.tax_documents import masked
from tools.shapes import Theirs, Verification, verification_shape


class FreelancerDetails(TypedDict):
    """Names, and the company's own notes on the person where it has some."""

    first_name: NotRequired[Theirs | None]
    last_name: NotRequired[Theirs | None]
    middle_name: NotRequired[Theirs | None]
    note: NotRequired[Theirs | None]
    specialization: NotRequired[str | None]
    specialization_id: NotRequired[int | None]


class FreelancerShape(Verification):
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
    is_invite_sent: bool
    invite_sent_at: NotRequired[str | None]
    register_date: NotRequired[str | None]
    is_registered: bool
    is_tax_payment_allowed: bool


class FreelancerName(TypedDict):
    id: int
    uuid: str


class TaxDocumentShape(TypedDict):
    type: str
    tax_number: str
    country: str


def full_name(row: Row) -> str:
    """What the person is called; before the company or they gave a name, the part of their address before the @."""
    named = " ".join(part for part in (row["first_name"], row["last_name"]) if part)
    return named or (row["email"] or "Freelancer").partition("@")[0]


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
        **verification_shape(row["verified_at"]),
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


def tax_document_shape(type: str, tax_number: str, country: str) -> TaxDocumentShape:
    return {"type": type, "tax_number": masked(tax_number), "country": country}


def agreement_uri(template_uuid: str) -> str:
    """Where whoever has to sign reads the agreement."""
    return f"hiringhall://agreements/{template_uuid}"
