"""A person's own account settings: details, language and the second factor."""

from __future__ import annotations

import base64
import json
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people import persons, sign_ins
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Conflict, Invalid, WrongState
from tools.operation import operation
from tools.people.owner_proof import change_contact, load_present, user_name
from tools.people.passwords import Compared, check_not_locked, compared, is_password_of, wrong
from tools.people.person import load_self
from tools.people.rules.sign_in import authenticator_uri
from tools.people.second_factor import check_app_code, check_sms_code, sealed_secret, send_code
from tools.people.wrong_tries import note_wrong_try
from tools.rules.names import full_name
from tools.rules.reference import LANGUAGES
from tools.rules.sentences import language_read, worded
from tools.shapes import NamedShape, verification_shape

TOOLSET = "access"
WHY = worded("Account settings are a person's.")
TITLES = {language.code: language.title for language in LANGUAGES}

Method = Literal["none", "sms", "google"]


class PersonalDetailsShape(TypedDict):
    """A person's own account. Tax status, verification and specialization are for freelancers."""

    id: int
    uuid: str
    email: str | None
    username: str | None
    name: str
    first_name: str
    middle_name: str | None
    last_name: str | None
    birth_date: str | None
    phone: str | None
    country: str | None
    state: str | None
    city: str | None
    physical_address: str | None
    post_code: str | None
    reg_date: str
    type: str
    taxation_status: int | None
    is_verified: bool | None
    verification: Literal["none", "declared"] | None
    sandbox: bool | None
    specialization: NamedShape | None
    language: str
    language_string_value: str
    two_fa_method: str
    login_notification: bool
    ip: list[str] | None
    grids_settings: dict[str, Any]
    flags: int


class PersonalDetails(TypedDict):
    """The account of whoever is signed in."""

    personal_details: PersonalDetailsShape


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "who am I here",
        "my own account data",
        "is a second factor on for me",
        "what is my user name",
        "which language do I get texts in",
        "my tax status and verification",
        "from which network addresses may I sign in",
        "show the settings of my account",
        "what settings does my account have",
        "the tax status you have recorded for me",
        "my login name and address",
        "is two-step login turned on",
    ),
)
def get_personal_details(call: Call) -> PersonalDetails:
    """Show the signed-in person's own account: name, address, language, second factor, tax status, verification.

    Contacts, calendars, companies and the full profile are get_my_profile; an agent's own data get_my_agent_profile."""
    require_person(call, WHY, ("get_my_agent_profile",))
    row = sign_ins.personal_details(call.tx, call.caller.id)
    if row is None:
        raise LookupError(f"person {call.caller.id} is gone")
    return {"personal_details": _details(call, row)}


def _details(call: Call, row: Row) -> PersonalDetailsShape:
    freelancer = row["freelancer_id"] is not None and call.caller.company_id is None
    language = _language(row)
    known = verification_shape(row["verified_at"]) if freelancer else None
    return {
        "id": row["id"],
        "uuid": row["uuid"],
        "email": row["email"],
        "username": row["username"] or row["email"],
        "name": full_name(row["name"], row["middle_name"], row["last_name"]),
        "first_name": row["name"],
        "middle_name": row["middle_name"],
        "last_name": row["last_name"],
        "birth_date": row["birthdate"],
        "phone": row["phone"],
        "country": row["country"],
        "state": row["region"],
        "city": row["city"],
        "physical_address": row["address"],
        "post_code": row["postal_code"],
        "reg_date": iso(row["registered_at"] or row["created_at"]),
        "type": "freelancer" if freelancer else "customer",
        "taxation_status": (row["taxation_status_id"] or None) if freelancer else None,
        "is_verified": known["is_verified"] if known else None,
        "verification": known["verification"] if known else None,
        "sandbox": known["sandbox"] if known else None,
        "specialization": _specialization(row) if freelancer else None,
        "language": language,
        "language_string_value": TITLES[language],
        "two_fa_method": row["second_factor"] or "none",
        "login_notification": bool(row["login_notification"]),
        "ip": json.loads(row["allowed_ips"]) if row["allowed_ips"] else None,
        "grids_settings": json.loads(row["grids_settings"]),
        "flags": row["flags"],
    }


def _specialization(row: Row) -> NamedShape | None:
    if row["specialization_id"] is None:
        return None
    return {"id": row["specialization_id"], "name": row["specialization_title"]}


def _language(row: Row) -> str:
    return language_read(row["language"]).upper()


class ChosenLanguage(TypedDict):
    """The language of mails and notices from now on, and of category names where they come in it."""

    language: str
    language_string_value: str
    message: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "talk to me in English",
        "switch texts to Russian",
        "change the interface tongue",
        "category names in another language",
        "I do not read Russian",
        "notices in Finnish please",
        "set the language of messages",
        "localise what I am shown",
        "which tongue should the texts be in",
        "change the language",
        "I prefer English",
        "show everything in Russian",
        "language setting of my account",
    ),
)
def set_my_language(
    call: Call, language: Annotated[Literal["EN", "FI", "RU"], Field(description="EN, FI or RU.")]
) -> ChosenLanguage:
    """Set in which language the signed-in person is told things, refused and asked: English, Finnish or Russian.

    Mails, text messages, notices, refusals and questions are read in it from now on: notices told before stay as they were
    written, and what other people wrote stays in their words. Codes, states, names of fields and calls to make next are the
    same in each. Names of service categories follow it where they come in it, which is English and Russian. Answers of tools
    are English. Languages a person speaks are set with update_my_profile."""
    require_person(call, WHY)
    persons.write_person(call.tx, call.caller.id, call.now, language=language.lower())
    return {
        "language": language,
        "language_string_value": TITLES[language],
        "message": f"{_comes_in(language)}; answers of tools stay English.",
    }


def _comes_in(language: str) -> str:
    if language == "FI":
        return "Mails, text messages, new notices, refusals and questions come in Finnish, names of service categories in English"
    return f"Mails, text messages, new notices, refusals, questions and names of service categories come in {TITLES[language]}"


class SecondFactor(TypedDict):
    """The method in force; or code_required, then call again with the code."""

    two_fa_method: str | None
    code_required: bool | None
    sent_to: str | None
    authenticator_uri: str | None


def _load(call: Call, arguments: dict[str, Any]) -> str | None:
    return load_present(call, arguments, "password")


def _compare(arguments: dict[str, Any], stored: str | None) -> Compared:
    return compared(arguments["password"], stored)


@operation(
    access="write",
    actors=("any",),
    price="free",
    secret=("password", "code", "authenticator_uri"),
    load=_load,
    prepare=_compare,
    prepares="secrets",
    find=(
        "protect my sign-in with an extra code",
        "use an authenticator app",
        "switch off sms confirmation",
        "turn on two-step verification",
        "scan a QR code for my account",
        "make my login safer",
        "stop asking me for a second code",
        "change from text messages to an app",
        "enable two-factor authentication",
        "switch off the second factor",
        "secure my account with codes by text message",
        "change how I confirm my login",
    ),
)
def set_two_factor_method(
    call: Call,
    method: Annotated[Method, Field(description="none: password only; sms: code by text; google: authenticator app.")],
    password: Annotated[str, Field(min_length=1, max_length=255, description="The present password.")],
    code: Annotated[str, Field(pattern=r"^\d{6}$", description="Proves the new method; for none, the old one.")]
    | None = None,
) -> SecondFactor:
    """Turn the second factor of signing in on, off or to another method, for the signed-in person.

    Two steps: without code a text message is sent, or the authenticator's address answered; the same call with the code
    puts the method in force and ends your other sessions. sms needs a phone number on record (update_my_profile). Signing
    in then takes log_in_with_password."""
    require_person(call, WHY)
    person = load_self(call)
    _check_password(call, person, call.prepared)
    present = person["second_factor"] or "none"
    if method == present:
        return _in_force(method)
    proven = present if method == "none" else method
    if proven == "sms" and not person["phone"]:
        raise Conflict(
            worded("There is no phone number on record; set one with update_my_profile first."),
            code="no_phone",
            next=("update_my_profile",),
        )
    if code is None:
        return _first_step(call, person, proven, turning_off=method == "none")
    _check_code(call, person, proven, code, turning_off=method == "none")
    columns: dict[str, Any] = {"second_factor": None if method == "none" else method, "authenticator_pending": None}
    if method == "google":
        columns["authenticator_secret"] = person["authenticator_pending"]
    change_contact(call, person, **columns)
    return _in_force(method)


def _check_password(call: Call, person: Row, password: Compared) -> None:
    if person["password_hash"] is None:
        raise WrongState(
            worded(
                "This account has no password yet, and a second factor goes with one; set it with update_my_profile."
            ),
            state="no_password",
            next=("update_my_profile",),
        )
    check_not_locked(call, user_name(person), person)
    if not is_password_of(person, password):
        raise wrong(call, user_name(person), worded("The password is wrong."))


def _first_step(call: Call, person: Row, proven: str, turning_off: bool) -> SecondFactor:
    if proven == "sms":
        return {**_ASKED, "sent_to": send_code(call, person)}
    if turning_off:
        return _ASKED
    secret = base64.b32encode(call.randomness.bytes(20)).decode()
    persons.write_person(
        call.tx, person["id"], call.now, authenticator_pending=sealed_secret(call, person["id"], secret)
    )
    return {**_ASKED, "authenticator_uri": authenticator_uri(secret, user_name(person))}


_ASKED: SecondFactor = {"two_fa_method": None, "code_required": True, "sent_to": None, "authenticator_uri": None}


def _check_code(call: Call, person: Row, proven: str, code: str, turning_off: bool) -> None:
    def refuse(text: str) -> Invalid:
        note_wrong_try(call, "password", user_name(person))
        return Invalid({"code": text}, code="wrong_code", next=("set_two_factor_method",))

    if proven == "sms":
        check_sms_code(call, person, code, refuse, worded("set_two_factor_method, called without code"))
        return
    secret = person["authenticator_secret" if turning_off else "authenticator_pending"]
    if secret is None:
        raise WrongState(
            worded("No authenticator has been shown yet; call set_two_factor_method without code first."),
            state="not_started",
            next=("set_two_factor_method",),
        )
    check_app_code(call, person, secret, code, refuse)


def _in_force(method: str) -> SecondFactor:
    return {"two_fa_method": method, "code_required": None, "sent_to": None, "authenticator_uri": None}
