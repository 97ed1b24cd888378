"""Correcting what is kept about a freelancer: names, notes, profession, and how they are reached."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import freelancers, memberships
from store.people import codes
from store.people.persons import write_person
from store.search.index import reindex
from store.types import Owner, iso, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.freelancers.access import addressed, is_caller
from tools.freelancers.codes import CONTACT_CHANGE, fresh_code
from tools.freelancers.params import FreelancerId, FreelancerUuid, Note, PersonName, Phone, tidy
from tools.freelancers.rules.freelancers import masked_email, masked_phone, phone_digits
from tools.freelancers.shapes import FreelancerDetails, details_shape, email_status, phone_status
from tools.operation import operation
from tools.params import Email, NumberOrCode
from tools.people.codes import check_code
from tools.people.rules.codes import TRIES
from tools.unproven_mail import mail_unproven

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

Specialization = Annotated[NumberOrCode, Field(description="Id of the profession, from list_specializations.")]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="The six digits the freelancer received.")]


class UpdatedFreelancer(TypedDict):
    id: int
    uuid: str
    details: FreelancerDetails
    category_title: NotRequired[str | None]
    category_title_en: NotRequired[str | None]


class Updated(TypedDict):
    freelancer: UpdatedFreelancer


class SentContactCode(TypedDict):
    sent_to: str
    channel: Literal["sms", "email"]
    expires_at: str


class FreelancerContacts(TypedDict):
    id: int
    uuid: str
    email: NotRequired[str | None]
    phone: NotRequired[str | None]
    email_confirmation_status: int
    phone_confirmation_status: int


class ChangedContacts(TypedDict):
    freelancer: FreelancerContacts


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "correct a contractor's surname",
        "note what this person is good at",
        "set the profession of a team member",
        "edit the description of a worker",
        "fix a typo in somebody's name",
        "write down remarks on a person of our crew",
        "change my own trade",
        "rename a member of the pool",
        "edit a freelancer's data",
        "fix the name of a contractor",
        "change what he is specialised in",
        "update the description of a team member",
    ),
)
def update_freelancer(
    call: Call,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    first_name: PersonName | None = None,
    last_name: PersonName | None = None,
    note: Note | None = None,
    specialization: Specialization | None = None,
) -> Updated:
    """Change a freelancer's name, description or specialization as the company keeps them, or your own.

    Only what is given changes; an empty note clears it. The legal names of a verified person cannot be changed.
    What one company keeps no other sees. E-mail and phone change only through request_freelancer_contact_change."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    given = {"first_name": tidy(first_name), "last_name": tidy(last_name)}
    names = {name: value for name, value in given.items() if value is not None}
    notes: dict[str, Any] = {}
    if note is not None:
        notes["note"] = tidy(note)
    if specialization is not None:
        notes["specialization_id"] = _specialization(call, specialization)
    if not names and not notes:
        raise Invalid({"first_name": "or last_name, note or specialization is required: nothing would change"})
    if names and row["verified_at"] is not None:
        raise Conflict(
            "The freelancer is verified, and legal names cannot be changed; note and specialization can.",
            code="verified_name",
            next=("update_freelancer",),
        )
    if is_caller(call, row):
        _change_own(call, row["id"], names, notes)
    else:
        memberships.change_details(call.tx, row["membership_id"], call.stamp, **names, **notes)
    call.changed("freelancer", row["id"])
    row = addressed(call, row["id"], None)
    return {
        "freelancer": {
            "id": row["id"],
            "uuid": row["uuid"],
            "details": details_shape(row),
            "category_title": row["category_title"],
            "category_title_en": row["category_title_en"],
        }
    }


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "contractor has a new mobile",
        "start moving a person to another mail address",
        "text them a code for a new mail address",
        "worker lost their old phone number",
        "my mail address has changed",
        "switch somebody's telephone on file",
        "first step of correcting how a person is reached",
        "send a confirmation number for changed contacts",
        "a freelancer's phone number is different now",
        "update the e-mail of a team member",
        "I have a new number, tell the company",
        "change contact data and send a code",
    ),
)
def request_freelancer_contact_change(
    call: Call,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    email: Annotated[Email, Field(description="The new one. Required unless phone.")] | None = None,
    phone: Phone | None = None,
) -> SentContactCode:
    """Prepare a new e-mail address or phone number for a freelancer and send them a code to confirm it with.

    The code goes to the phone known so far, else to the e-mail known so far, never to the new contact. Nothing
    changes until confirm_freelancer_contact_change, within 10 minutes. A new request replaces the pending one;
    three in 10 minutes at most."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    digits = phone_digits(phone) if phone is not None else None
    _check_new(row, email, digits)
    _check_free(call, row["id"], email, digits)
    channel: Literal["sms", "email"] = "sms" if row["phone_digits"] else "email"
    if channel == "email" and not row["email"]:
        raise Conflict("The freelancer has neither a phone number nor an e-mail address the code could go to.")
    detail = json.dumps({"email": email, "phone": digits})
    sent = fresh_code(call, CONTACT_CHANGE, f"person:{row['id']}", detail)
    new = " and ".join(part for part in (email, digits and f"+{digits}") if part)
    text = f"{sent.code} is the code to change your contact to {new}. It is valid for 10 minutes. Not you? Ignore it."
    if channel == "sms":
        call.sms(row["phone_digits"], text)
    elif row["email_verified_at"] is not None:
        call.mail(row["email"], "Code to change your contact", text)
    else:
        _mail_code(call, row["email"], sent.code, new)
    masked = masked_phone(row["phone_digits"]) if channel == "sms" else masked_email(row["email"])
    return {"sent_to": masked, "channel": channel, "expires_at": iso(sent.expires_at)}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "enter the code for the new number",
        "finish switching a contractor's address",
        "make the prepared phone number valid",
        "second step of changing how a person is reached",
        "the worker told me the six digits",
        "approve the new mail address with the number received",
        "apply a pending change of telephone",
        "complete my move to another mailbox",
        "code from the text message for the changed phone",
        "verify the freelancer's new mail",
        "finalise a contractor's new phone number",
        "the code arrived, switch the contact data over",
    ),
    secret=("code",),
)
def confirm_freelancer_contact_change(
    call: Call,
    code: Code,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> ChangedContacts:
    """Make a prepared new e-mail address or phone number effective with the code the freelancer received.

    Applies exactly what request_freelancer_contact_change prepared. The changed contact counts as not confirmed
    until the person uses it; the old one gets a notice. Five wrong tries end the request."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    change = _pending(call, row["id"])
    address = f"person:{row['id']}"
    check_code(call, CONTACT_CHANGE, address, code, _wrong, ask="request_freelancer_contact_change")
    email, digits = change["email"], change["phone"]
    _check_free(call, row["id"], email, digits)
    changed: dict[str, Any] = {}
    if email is not None:
        changed = {"email": email, "email_verified_at": None}
    if digits is not None:
        changed["phone"] = digits
    write_person(call.tx, row["id"], call.now, **changed)
    if digits is not None:
        freelancers.change_profile(call.tx, row["id"], call.stamp, confirmed_phone=None)
    _tell_old_contact(call, row, email, digits)
    call.changed("freelancer", row["id"])
    row = addressed(call, row["id"], None)
    return {
        "freelancer": {
            "id": row["id"],
            "uuid": row["uuid"],
            "email": row["email"],
            "phone": row["phone_digits"],
            "email_confirmation_status": email_status(row),
            "phone_confirmation_status": phone_status(row),
        }
    }


def _specialization(call: Call, given: str) -> int:
    found = freelancers.specialization(call.tx, int(given)) if given.isdecimal() and len(given) < 10 else None
    if found is None:
        raise Invalid(
            {"specialization": f"{given!r} is not the id of a specialization"}, next=("list_specializations",)
        )
    id: int = found["id"]
    return id


def _change_own(call: Call, person_id: int, names: dict[str, str], notes: dict[str, Any]) -> None:
    columns = {"first_name": "name", "last_name": "last_name"}
    write_person(call.tx, person_id, call.now, **{columns[it]: names[it] for it in names})
    reindex(call.tx, person_id, call.now)
    if notes:
        freelancers.change_profile(call.tx, person_id, call.stamp, **notes)


def _check_new(row: Row, email: str | None, digits: str | None) -> None:
    faults: dict[str, str] = {}
    if email is None and digits is None:
        faults = dict.fromkeys(("email", "phone"), "is required unless the other one is given")
    if email is not None and email.lower() == (row["email"] or "").lower():
        faults["email"] = "is the freelancer's address already"
    if digits is not None and digits == row["phone_digits"]:
        faults["phone"] = "is the freelancer's number already"
    if faults:
        raise Invalid(faults)


def _check_free(call: Call, person_id: int, email: str | None, digits: str | None) -> None:
    by_email = freelancers.find_by_email(call.tx, None, email) if email is not None else None
    by_phone = freelancers.find_by_phone(call.tx, None, digits) if digits is not None else None
    for what, other in (("e-mail address", by_email), ("phone number", by_phone)):
        if other is not None and other["id"] != person_id:
            raise Conflict(f"The {what} belongs to another person.", code="contact_taken")


def _pending(call: Call, person_id: int) -> dict[str, Any]:
    """The prepared contacts; Conflict unless a request is open."""
    row = codes.newest_code(call.tx, f"person:{person_id}", CONTACT_CHANGE.purpose)
    ask = "request_freelancer_contact_change"
    if row is None or row["used_at"] is not None or row["attempts"] >= TRIES:
        raise Conflict(
            f"No change of contact is pending; prepare one with {ask}.", code="no_pending_change", next=(ask,)
        )
    expires_at: datetime = utc_time(row["expires_at"])
    if call.now >= expires_at:
        raise Conflict(f"The code ran out at {iso(expires_at)}; ask for a new one with {ask}.", next=(ask,))
    pending: dict[str, Any] = json.loads(row["detail"])
    return pending


def _mail_code(call: Call, email: str, code: str, new: str) -> None:
    """To an address that somebody else typed, and nobody has proven yet. Conflict when no mail may go there now."""
    why_not = mail_unproven(call, email, "contact_code", {"new": new}, {"code": code})
    if why_not is not None:
        raise Conflict(f"The code was not mailed, because {why_not}; nothing has changed.", code="not_mailed")


def _wrong(text: str) -> Invalid:
    return Invalid({"code": text}, next=("request_freelancer_contact_change",))


def _tell_old_contact(call: Call, row: Row, email: str | None, digits: str | None) -> None:
    text = "Your contact was changed and no longer reaches this account. Not you? Tell the company you work for."
    if email is not None and row["email"]:
        call.mail(row["email"], "Your e-mail address was changed", text)
    if digits is not None and row["phone_digits"]:
        call.sms(row["phone_digits"], text)
    call.notify(Owner("person", row["id"]), "contact", "Your contact details were changed.")
