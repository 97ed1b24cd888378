"""The invited person takes up an invite and becomes a registered freelancer."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import same_address
from store.freelancers import agreements, freelancers, memberships, papers
from store.people import persons
from store.people.provider_profiles import open_profile
from store.search.index import reindex
from store.secrets import hash_secret
from store.types import Owner, iso
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, Unauthorized
from tools.freelancers.codes import PHONE_REGISTRATION, fresh_code
from tools.freelancers.notices import tell_companies, tell_company
from tools.freelancers.params import Address, City, Country, PersonName, PostalCode, tidy
from tools.freelancers.rules.freelancers import (
    Member,
    Registration,
    check_registration,
    checked_country,
    sought_digits,
)
from tools.freelancers.team_events import raise_to_teams
from tools.operation import operation
from tools.people.codes import check_code
from tools.people.passwords import hashed
from tools.people.rules.passwords import weakness_of
from tools.people.wrong_tries import check_origin, wrong_try
from tools.rules.sentences import say, worded
from tools.webhooks.events import raise_event

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

Token = Annotated[str, Field(min_length=1, max_length=200, description="From the invite mail.")]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="Six digits that were sent; left out, they are sent.")]
Password = Annotated[str, Field(min_length=10, max_length=255, description="Required for a new account.")]
OwnTaxStatus = Annotated[
    Literal[1, 3, 4], Field(description="1 individual, 3 self-employed, 4 individual entrepreneur.")
]


_PREFILLED = ("first_name", "last_name", "middle_name", "country", "city", "address", "postal_code")


class RegisteredFreelancer(TypedDict):
    id: int
    uuid: str
    is_registered: bool
    register_date: str


class Registered(TypedDict):
    """code_sent when a code was asked for, freelancer when the registration is complete."""

    freelancer: NotRequired[RegisteredFreelancer]
    code_sent: NotRequired[bool]


def _load(call: Call, arguments: dict[str, Any]) -> None:
    """Nobody's password is hashed who has tried too many codes or tokens."""
    check_origin(call)


class _Proof(NamedTuple):
    """Who registers and what proves it: an invite sent to their address, a code sent to their phone, or their session."""

    row: Row
    invite_id: int | None = None
    membership_id: int | None = None
    email: str | None = None
    phone: str | None = None


@operation(
    access="write",
    actors=("public", "worker"),
    price="free",
    example={"invite_token": "hh_token_0123456789", "password": "correct horse battery"},
    find=(
        "finish signing up from an invite",
        "complete my contractor account",
        "take up an invitation",
        "I got a link to join a team",
        "register with the number I was invited by",
        "confirm my details and agree to the terms",
        "become a registered contractor",
        "open my worker account",
        "accept a company's invitation to work with them",
        "I was invited as a freelancer, sign me up",
        "fill in my data and join the company's team",
        "yes, I want to be on their list of contractors",
    ),
    secret=("invite_token", "code", "password"),
    load=_load,
    prepare=hashed,
    prepares="secrets",
)
def confirm_freelancer_registration(
    call: Call,
    accept_agreement: Annotated[
        bool, Field(description="Must be true: signs the current offer agreement, which get_agreement shows.")
    ],
    invite_token: Token | None = None,
    phone: Annotated[str, Field(min_length=1, max_length=40, description="When invited by phone.")] | None = None,
    code: Code | None = None,
    first_name: PersonName | None = None,
    last_name: PersonName | None = None,
    middle_name: PersonName | None = None,
    country: Country | None = None,
    city: City | None = None,
    address: Address | None = None,
    postal_code: PostalCode | None = None,
    password: Password | None = None,
    taxation_status_id: OwnTaxStatus = 1,
) -> Registered:
    """Take up an invite as the invited person: confirm your details and accept the offer agreement.

    With invite_token from the mail, or with phone: without code a code is sent to it, with code the registration is
    completed. Signed in and taken for an open call, neither. Names and country the company filled in may be left out.
    Confirms the e-mail address or phone and registers you in every team that invited you; registered already, you join
    the team that asks. Next: get_freelancer_verification_link and verify_freelancer; sign in with log_in_with_password."""
    if invite_token is not None:
        proof = _by_invite(call, invite_token)
    elif phone is None and (own := _own_account(call)) is not None:
        proof = _Proof(own)
    elif phone is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"invite_token": missing, "phone": missing})
    elif code is None:
        _send_code(call, sought_digits(phone))
        return {"code_sent": True}
    else:
        proof = _by_phone(call, sought_digits(phone), code)
    if proof.row["registered_at"] is not None:
        return _agree(call, proof, accept_agreement)
    kept = _kept_by_company(call, proof.row)
    names = _names(proof.row, kept, first_name, last_name, middle_name)
    home = checked_country(country) if country is not None else proof.row["country"] or kept["country"]
    new_account = not freelancers.has_account(proof.row)
    check_registration(
        Registration(names["name"], names["last_name"], home),
        accepted=accept_agreement,
        has_password=password is not None,
        new_account=new_account,
    )
    _check_password(password, proof.email, names)
    place = {"country": home, "city": city or proof.row["city"] or kept["city"]}
    _store_person(call, proof, {**names, **place}, new_account)
    profile = {
        "address": address or proof.row["address"] or kept["address"],
        "postal_code": postal_code or proof.row["postal_code"] or kept["postal_code"],
        "confirmed_phone": proof.phone,
    }
    _store_registration(call, proof, taxation_status_id, profile)
    if password is not None and not new_account:
        call.warn("You have an account already; its password stays as it is.")
    return _registered(call, proof.row)


def _registered(call: Call, row: Row) -> Registered:
    return {
        "freelancer": {
            "id": row["id"],
            "uuid": row["uuid"],
            "is_registered": True,
            "register_date": iso(call.now),
        }
    }


def _check_password(password: str | None, email: str | None, names: dict[str, str | None]) -> None:
    weakness = weakness_of(password, (email, names["name"], names["last_name"])) if password else None
    if weakness:
        raise Invalid({"password": weakness})


def _by_invite(call: Call, token: str) -> _Proof:
    invite = papers.open_invite(call.tx, hash_secret(token), call.stamp)
    row = freelancers.find_by_id(call.tx, None, invite["person_id"]) if invite is not None else None
    if invite is None or row is None:
        ended = Conflict(
            worded(
                "This invite is not known, was used or withdrawn, or is older than 30 days. Ask the company "
                "for a new one."
            ),
            code="invite_ended",
            next=("log_in_with_password", "request_login_code"),
        )
        raise wrong_try(call, "token", ended)
    _check_caller(call, row)
    return _Proof(row, invite_id=invite["id"], membership_id=invite["membership_id"], email=invite["email"])


def _own_account(call: Call) -> Row | None:
    """Whoever is signed in to a proven account and asked by a team without a mail, as those are who were taken for an open
    call."""
    row = freelancers.find_by_id(call.tx, None, call.caller.id) if call.caller.kind == "person" else None
    if row is None or not freelancers.has_account(row) or row["registered_at"] is not None:
        return None
    return row if memberships.open_memberships(call.tx, row["id"]) else None


def _send_code(call: Call, digits: str) -> None:
    sent = fresh_code(call, PHONE_REGISTRATION, digits)
    awaited = _awaited(call, digits)
    if awaited is not None:
        text = say("{code} is your code to register. It is valid for 10 minutes; give it to nobody.", code=sent.code)
        call.sms(digits, text, awaited["language"])


def _by_phone(call: Call, digits: str, code: str) -> _Proof:
    check_code(call, PHONE_REGISTRATION, digits, code, Unauthorized, ask="confirm_freelancer_registration")
    row = _awaited(call, digits)
    if row is None:
        raise Conflict(
            worded("Nobody is waiting to be registered with this number. Ask the company to invite you by phone.")
        )
    _check_caller(call, row)
    return _Proof(row, phone=digits)


def _check_caller(call: Call, row: Row) -> None:
    if call.caller.kind != "nobody" and call.caller.owner != Owner("person", row["id"]):
        raise NotAllowed(worded("This invite is for somebody else; call without signing in, or as the invited person."))


def _awaited(call: Call, digits: str) -> Row | None:
    """Whom a team asked by this number and who has not agreed yet."""
    return freelancers.find_asked_by_phone(call.tx, digits)


def _agree(call: Call, proof: _Proof, accepted: bool) -> Registered:
    """Somebody who is registered joins the team whose invite they took up, or those that asked by their number."""
    person_id = proof.row["id"]
    if not accepted:
        raise Invalid({"accept_agreement": worded("must be true: you join the team under the current offer agreement")})
    for membership in memberships.open_memberships(call.tx, person_id):
        by_number = proof.phone is not None and membership["invited_phone"] == proof.phone
        if membership["state"] != Member.REGISTERED and (membership["id"] == proof.membership_id or by_number):
            memberships.join_one(call.tx, membership["id"], Member.REGISTERED, call.stamp)
            text = say("Freelancer {freelancer} {name} has joined your team.")
            tell_company(call, membership["company_id"], proof.row, text)
            raise_event(call, membership["company_id"], "freelancerRegistered", {"uuid": proof.row["uuid"]})
    if proof.invite_id is not None:
        papers.use_invite(call.tx, proof.invite_id, call.stamp)
    call.changed("freelancer", person_id)
    return {
        "freelancer": {
            "id": person_id,
            "uuid": proof.row["uuid"],
            "is_registered": True,
            "register_date": iso(proof.row["registered_at"]),
        }
    }


def _kept_by_company(call: Call, row: Row) -> dict[str, str | None]:
    """What companies filled in, the first that did counting."""
    kept = memberships.open_memberships(call.tx, row["id"])
    return {name: next((it[name] for it in kept if it[name] is not None), None) for name in _PREFILLED}


def _names(
    row: Row, kept: dict[str, str | None], first: str | None, last: str | None, middle: str | None
) -> dict[str, str | None]:
    """The person's names, by column: legal ones stay, then what is given, what is known, what a company filled in."""
    if row["verified_at"] is not None:
        return {"name": row["first_name"], "last_name": row["last_name"], "middle_name": row["middle_name"]}
    # The first name of an account that was only prepared is a stand-in.
    own = row["first_name"] if freelancers.has_account(row) else None
    return {
        "name": tidy(first) or own or kept["first_name"],
        "last_name": tidy(last) or row["last_name"] or kept["last_name"],
        "middle_name": tidy(middle) or row["middle_name"] or kept["middle_name"],
    }


def _store_person(call: Call, proof: _Proof, values: dict[str, Any], new_account: bool) -> None:
    """A new account keeps nothing that signs in or reaches it but what was proven now: the rest others typed."""
    row = proof.row
    changed: dict[str, Any] = {name: tidy(value) for name, value in values.items() if value is not None}
    if new_account:
        changed["password_hash"] = call.prepared
        persons.end_sessions(call.tx, row["id"], call.now)
    if new_account and proof.phone is not None:
        changed |= {"email": None, "username": f"+{proof.phone}"}
    proved = proof.email is not None and same_address(proof.email, row["email"])
    if proved and row["email_verified_at"] is None:
        changed["email_verified_at"] = call.stamp
    persons.write_person(call.tx, row["id"], call.now, **changed, terms_accepted_at=call.stamp)
    reindex(call.tx, row["id"], call.now)


def _store_registration(call: Call, proof: _Proof, tax_status: int, profile: dict[str, str | None]) -> None:
    person_id = proof.row["id"]
    given = {name: tidy(value) for name, value in profile.items() if value is not None}
    freelancers.change_profile(
        call.tx, person_id, call.stamp, **given, taxation_status_id=tax_status, registered_at=call.stamp
    )
    open_profile(call.tx, person_id, call.stamp)
    memberships.join_all(call.tx, person_id, Member.REGISTERED, call.stamp)
    papers.use_invites(call.tx, person_id, proof.invite_id, call.stamp)
    offer = agreements.current_offer(call.tx)
    agreements.sign(call.tx, offer["template_uuid"], person_id, Owner("person", person_id), None, call.stamp)
    row = freelancers.find_by_id(call.tx, None, person_id)
    assert row is not None
    tell_companies(call, row, say("Freelancer {freelancer} {name} has registered as a freelancer."))
    raise_to_teams(call, person_id, "freelancerRegistered", {"uuid": row["uuid"]})
    call.changed("freelancer", person_id)
