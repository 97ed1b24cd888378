"""Correcting what is kept about a freelancer: names, notes, profession, and how they are reached."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import same_address
from store.freelancers import freelancers, memberships
from store.people import codes, persons
from store.people.persons import write_person
from store.search.index import reindex
from store.types import iso, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.freelancers.access import addressed, check_agreed, is_caller
from tools.freelancers.codes import CONTACT_CHANGE, NEW_CONTACT, fresh_code
from tools.freelancers.contact_messages import mail_code, new_address, number_is_taken, send_to_new, tell_old_number
from tools.freelancers.notices import tell_changed
from tools.freelancers.params import FreelancerId, FreelancerUuid, Note, PersonName, Phone, tidy
from tools.freelancers.rules.freelancers import masked_email, masked_phone, phone_digits
from tools.freelancers.shapes import FreelancerDetails, details_shape, email_status, phone_status
from tools.operation import operation
from tools.params import CLEARED, Clearable, Email, Id
from tools.people.codes import check_code
from tools.people.new_address import take_address
from tools.people.owner_proof import change_contact
from tools.people.rules.codes import TRIES, Plan
from tools.rules.sentences import AND, read, say, together, worded

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

Specialization = Annotated[Id, Field(description="Id of the profession, from list_specializations.")]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="The six digits the freelancer received.")]


NewEmailCode = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="The six digits the new address received.")]
NewPhoneCode = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="The six digits the new number received.")]
ASK = "request_freelancer_contact_change"


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
    example={"note": "Draws fast."},
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
    note: Clearable[Note] | None = None,
    specialization: Clearable[Specialization] | None = None,
) -> Updated:
    """Change a freelancer's name, description or specialization as the company keeps them, or your own.

    Only what is given changes; clear names what to empty. The legal names of a verified person cannot be changed.
    What one company keeps no other sees. E-mail and phone change only through request_freelancer_contact_change."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    given = {"first_name": tidy(first_name), "last_name": tidy(last_name)}
    names = {name: value for name, value in given.items() if value is not None}
    notes: dict[str, Any] = {}
    if note is not None:
        notes["note"] = None if note is CLEARED else tidy(note)
    if specialization is not None:
        cleared = specialization is CLEARED
        notes["specialization_id"] = None if cleared else _specialization(call, specialization)
    if not names and not notes:
        raise Invalid({"first_name": worded("or last_name, note or specialization is required: nothing would change")})
    if names and row["verified_at"] is not None:
        raise Conflict(
            worded("The freelancer is verified, and legal names cannot be changed; note and specialization can."),
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
    example={"phone": "+4930123456"},
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
    """Prepare a new e-mail address or phone number for a freelancer and send them the codes to confirm it with.

    One code goes to the contact they have proven so far (phone before e-mail), another to each new contact, unless somebody
    else has an account with it. Nothing changes until confirm_freelancer_contact_change, within 10 minutes, with all of
    them. A new request replaces the pending one; three in 10 minutes at most."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    check_agreed(call, row)
    digits = phone_digits(phone, row["country"]) if phone is not None else None
    _check_new(row, email, digits)
    channel = _proven_channel(row)
    detail = json.dumps({"email": email, "phone": digits})
    sent = fresh_code(call, CONTACT_CHANGE, f"person:{row['id']}", detail)
    send_to_new(call, row, email, digits)
    new = together(email, digits and f"+{digits}", between=AND)
    text = say(
        "{code} is the code to change your contact to {new}. It is valid for 10 minutes. Not you? Ignore it.",
        code=sent.code,
        new=new,
    )
    if channel == "sms":
        call.sms(row["phone_digits"], text, row["language"])
    elif row["email_verified_at"] is not None:
        call.mail(row["email"], say("Code to change your contact"), text, row["language"])
    else:
        mail_code(call, row, sent.code, read(new, row["language"]))
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
    secret=("code", "email_code", "phone_code"),
)
def confirm_freelancer_contact_change(
    call: Call,
    code: Code,
    email_code: NewEmailCode | None = None,
    phone_code: NewPhoneCode | None = None,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> ChangedContacts:
    """Make a prepared new e-mail address or phone number effective with the codes the freelancer received.

    code went to the contact they had, email_code and phone_code to the new ones. Applies exactly what
    request_freelancer_contact_change prepared; the person's sessions end, the old contact gets a notice, and the mail to the
    old address undoes it for 7 days. Five wrong tries end the request."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    change = _pending(call, row["id"])
    email, digits = change["email"], change["phone"]
    needed = {"email_code": email and not email_code, "phone_code": digits and not phone_code}
    if any(needed.values()):
        raise Invalid(
            {name: worded("is required: the code that went to the new contact") for name in needed if needed[name]}
        )
    _use_codes(call, row["id"], code, email_code if email else None, phone_code if digits else None)
    _apply(call, row["id"], email, digits)
    tell_old_number(call, row, digits)
    mailed = row["email"] is not None and row["email_verified_at"] is not None
    tell_changed(call, row, say("Your contact details were changed."), inbox_only=mailed)
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


def _specialization(call: Call, given: int) -> int:
    found = freelancers.specialization(call.tx, given)
    if found is None:
        raise Invalid(
            {"specialization": worded("{given} is not the id of a specialization", given=given)},
            next=("list_specializations",),
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
        faults = dict.fromkeys(("email", "phone"), worded("is required unless the other one is given"))
    if email is not None and same_address(email, row["email"]):
        faults["email"] = worded("is the freelancer's address already")
    if digits is not None and digits == row["phone_digits"]:
        faults["phone"] = worded("is the freelancer's number already")
    if faults:
        raise Invalid(faults)


def _proven_channel(row: Row) -> Literal["sms", "email"]:
    """Where the code goes: to a contact that is known to be the person's. Conflict when there is none."""
    if phone_status(row):
        return "sms"
    if email_status(row):
        return "email"
    raise Conflict(
        worded(
            "The freelancer has proven neither a phone number nor an e-mail address, so there is nowhere "
            "the code could go."
        ),
        code="no_proven_contact",
        next=("invite_freelancer",),
    )


def _use_codes(call: Call, person_id: int, code: str, email_code: str | None, phone_code: str | None) -> None:
    """Use all codes up, or none: a wrong one is refused before the right ones are spent."""
    given = [
        (CONTACT_CHANGE, f"person:{person_id}", code, _wrong),
        (NEW_CONTACT, new_address(person_id, "email"), email_code, _wrong_new("email_code")),
        (NEW_CONTACT, new_address(person_id, "phone"), phone_code, _wrong_new("phone_code")),
    ]
    tries = [(plan, address, text, refuse) for plan, address, text, refuse in given if text is not None]
    for plan, address, text, refuse in sorted(tries, key=lambda it: _is_right(call, it[0], it[1], it[2])):
        check_code(call, plan, address, text, refuse, ASK)


def _is_right(call: Call, plan: Plan, address: str, code: str) -> bool:
    row = codes.newest_code(call.tx, address, plan.purpose)
    return row is not None and codes.is_right(call.key, row, code)


def _apply(call: Call, person_id: int, email: str | None, digits: str | None) -> None:
    person = persons.find_person(call.tx, person_id)
    assert person is not None
    changed: dict[str, Any] = {}
    if email is not None:
        take_address(call, email, person_id)
        changed |= {"email": email, "email_verified_at": call.stamp}
    if digits is not None:
        if number_is_taken(call, person_id, digits):
            raise Conflict(worded("The phone number belongs to another person."), code="contact_taken")
        changed["phone"] = f"+{digits}"
    change_contact(call, person, **changed)
    if digits is not None:
        freelancers.change_profile(call.tx, person_id, call.stamp, confirmed_phone=digits)


def _pending(call: Call, person_id: int) -> dict[str, Any]:
    """The prepared contacts; Conflict unless a request is open."""
    row = codes.newest_code(call.tx, f"person:{person_id}", CONTACT_CHANGE.purpose)
    if row is None or row["used_at"] is not None or row["attempts"] >= TRIES:
        raise Conflict(
            worded("No change of contact is pending; prepare one with {ask}.", ask=ASK),
            code="no_pending_change",
            next=(ASK,),
        )
    expires_at: datetime = utc_time(row["expires_at"])
    if call.now >= expires_at:
        raise Conflict(
            worded(
                "The code ran out at {expires_at}; ask for a new one with {ask}.", expires_at=iso(expires_at), ask=ASK
            ),
            next=(ASK,),
        )
    pending: dict[str, Any] = json.loads(row["detail"])
    return pending


def _wrong(text: str) -> Invalid:
    return Invalid({"code": text}, next=(ASK,))


def _wrong_new(field: str) -> Callable[[str], Invalid]:
    return lambda text: Invalid({field: text}, next=(ASK,))
