"""Who a freelancer is and how they are taxed: verification, taxpayer numbers, tax status."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NotRequired
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import freelancers, papers
from store.people.persons import write_person
from store.search.index import reindex
from store.secrets import hash_secret
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, NotAllowed, WrongState
from tools.freelancers.access import addressed, check_agreed, is_caller
from tools.freelancers.notices import tell_changed, tell_companies
from tools.freelancers.params import FreelancerId, FreelancerUuid
from tools.freelancers.rules.freelancers import (
    VERIFICATION_LIFETIME,
    TaxStanding,
    blocked_till_after,
    check_autopay,
    check_identity,
    status_title,
)
from tools.freelancers.rules.tax_documents import checked_number
from tools.freelancers.shapes import TaxDocumentShape, tax_document_shape
from tools.freelancers.team_events import raise_to_teams
from tools.operation import operation
from tools.params import Day, OneLine, Url
from tools.people.wrong_tries import wrong_try
from tools.rules.sentences import numbered, say, worded
from tools.shapes import Verification, verification_shape
from tools.text import plain

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

LegalName = Annotated[OneLine, Field(min_length=1, max_length=100, description="Exactly as in the document.")]
DocumentCountry = Annotated[str, Field(min_length=2, max_length=2, description="Issuer, ISO 3166-1 alpha-2.")]
TaxDocumentType = Literal[
    "INN", "UNP", "CUIT/CUIL", "NIT", "CI", "CE", "CPF", "CNPJ", "RUT", "PASS", "TAXID", "CC", "PEP", "CJ", "CR", "RN",
    "RUC", "DNI", "NI", "MIL", "DE",
]  # fmt: skip


class VerificationLink(TypedDict):
    terminal_url: str
    token: str
    expires_at: str


class VerifiedFreelancer(Verification):
    id: int
    uuid: str


class Verified(TypedDict):
    freelancer: VerifiedFreelancer
    redirect_url: NotRequired[str | None]


class AddedTaxDocument(TypedDict):
    tax_document: TaxDocumentShape


class TaxedFreelancer(TypedDict):
    uuid: str
    taxation_status_id: int
    taxation_blocked_till: NotRequired[str | None]


class ChangedTaxStatus(TypedDict):
    freelancer: TaxedFreelancer


class AutopayFreelancer(TypedDict):
    uuid: str
    is_tax_payment_allowed: bool


class ChangedAutopay(TypedDict):
    freelancer: AutopayFreelancer


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "let the contractor prove who they are",
        "identity check page for a person",
        "how does somebody become verified",
        "start a know-your-customer check",
        "link for showing a passport",
        "why can this worker not start: not verified",
        "get my own identity check link",
        "have somebody's documents checked",
        "a contractor needs to verify, create the link",
        "start the passport check of a freelancer",
        "where can she upload her ID",
        "I want to verify myself, give me the address",
    ),
    on_writer=True,
)
def get_freelancer_verification_link(
    call: Call,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
    redirect_url: Annotated[Url, Field(description="Where to go afterwards.")] | None = None,
) -> VerificationLink:
    """Create a personal link under which a registered freelancer confirms identity and documents.

    Valid for 24 hours; a new link replaces the one before. Sending it to the person is up to you. The person passes
    the token to verify_freelancer."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    if row["verified_at"] is not None:
        raise WrongState(
            worded("Freelancer {id} is verified already.", id=row["id"]), state="verified", next=("get_freelancer",)
        )
    if row["registered_at"] is None:
        raise WrongState(
            worded(
                "Freelancer {id} has not registered yet; they take up the invite first, which "
                "invite_freelancer sends again.",
                id=row["id"],
            ),
            state="not_registered",
            next=("invite_freelancer", "confirm_freelancer_registration"),
        )
    token = call.new_secret("hh_verify_")
    expires_at = call.now + VERIFICATION_LIFETIME
    papers.replace_verification_link(
        call.tx, row["id"], hash_secret(token), redirect_url, call.caller.owner, call.now, expires_at
    )
    return {"terminal_url": f"hiringhall://verification/{token}", "token": token, "expires_at": iso(expires_at)}


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "confirm my identity with my passport",
        "pass the identity check",
        "get my account approved for work",
        "submit my id card details",
        "prove that I am who I say",
        "I was sent a link to verify myself",
        "hand in my residence permit",
        "complete the know-your-customer step",
        "verify my identity",
        "send my passport details",
        "I followed the verification link, here are my data",
        "complete identification as a contractor",
    ),
    secret=("token", "document_number"),
    example={"first_name": "Ann", "last_name": "Lee", "birth_date": "1990-05-17", "document_number": "AB123456"},
)
def verify_freelancer(
    call: Call,
    token: Annotated[str, Field(min_length=1, max_length=200, description="From the verification link.")],
    first_name: LegalName,
    last_name: LegalName,
    birth_date: Annotated[Day, Field(description="YYYY-MM-DD; at least 18 years ago.")],
    document_type: Literal["passport", "id_card", "residence_permit"],
    document_number: Annotated[str, Field(min_length=4, max_length=30, description="Number of the document.")],
    document_country: DocumentCountry,
) -> Verified:
    """Submit your identity details under your verification link; they count as declared.

    Only the person the link was made for. Sets your legal names, which no company can change afterwards. No provider has
    checked the document: is_verified opens what needs it, marked sandbox and verification declared wherever it is shown. Of
    the document number only a keyed digest and the last 4 characters are kept."""
    link = papers.open_verification_link(call.tx, hash_secret(token), call.stamp)
    if link is None:
        ended = Conflict(
            worded("This link is not known, was used or replaced, or is older than 24 hours; make a new one."),
            code="link_ended",
            next=("get_freelancer_verification_link",),
        )
        raise wrong_try(call, "token", ended)
    if link["person_id"] != call.caller.id:
        raise NotAllowed(worded("This verification link was made for somebody else."))
    row = addressed(call, call.caller.id, None)
    today = call.now.astimezone(ZoneInfo(row["timezone"])).date()
    number, country = check_identity(birth_date, document_number, document_country, today)
    number_hash = call.key.digest("identity document", f"{document_type}|{country}|{number}")
    names = {"first_name": plain(first_name), "last_name": plain(last_name)}
    _store_identity(call, row["id"], names, birth_date, document_type, country, number, number_hash)
    papers.use_verification_link(call.tx, link["id"], call.stamp)
    tell_companies(
        call, addressed(call, row["id"], None), say("Freelancer {freelancer} {name} has declared who they are.")
    )
    call.changed("freelancer", row["id"])
    return {
        "freelancer": {"id": row["id"], "uuid": row["uuid"], **verification_shape(call.stamp)},
        "redirect_url": link["redirect_url"],
    }


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"type": "INN", "tax_number": "500100732259"},
    find=(
        "store a contractor's tin",
        "taxpayer number for a person in Peru",
        "enter the inn of a self-employed worker",
        "add fiscal id of somebody on our crew",
        "my CPF number",
        "tax identification is missing for advertising",
        "replace a wrong taxpayer number",
        "put a RUC on file",
        "register a tax number for a team member",
        "submit my tax ID",
        "save the number the revenue office gave me",
        "a contractor's VAT or income tax number",
    ),
)
def add_freelancer_tax_document(
    call: Call,
    type: Annotated[
        TaxDocumentType, Field(description="Kind of number; must be one used in the freelancer's country.")
    ],
    tax_number: Annotated[str, Field(min_length=4, max_length=20, description="The number; an INN has 12 digits.")],
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> AddedTaxDocument:
    """Record a freelancer's taxpayer number under the document type that is used in their country.

    A number with published check digits has to fit them. The same type again replaces the number; one the freelancer
    entered is theirs alone to replace. Needed for ad labelling (advertising_details_required) and, in Russia, before the
    tax status self-employed or entrepreneur."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    number = checked_number(row["country"], type, tax_number)
    if not is_caller(call, row):
        _check_company_may(call, row, type)
    papers.replace_tax_document(call.tx, row["id"], type, number, row["country"], call.caller.owner, call.stamp)
    if not is_caller(call, row):
        text = say(
            "Your {type} ending in {end} was put on record by a company you work for.", type=type, end=number[-4:]
        )
        tell_changed(call, row, text)
    call.changed("freelancer", row["id"])
    return {"tax_document": tax_document_shape(type, number, row["country"])}


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "I became self-employed",
        "registered as an entrepreneur",
        "switch how my income is taxed",
        "change my fiscal standing",
        "I am an individual again",
        "move to the professional income regime",
        "tell companies my new tax form",
        "update my taxation id",
        "change my tax status",
        "I'm now a sole trader",
        "report that I pay professional income tax",
        "update how I am registered with the tax office",
    ),
)
def set_freelancer_tax_status(
    call: Call,
    taxation_status_id: Annotated[
        Literal[1, 3, 4], Field(description="1 individual, 3 self-employed, 4 individual entrepreneur.")
    ],
) -> ChangedTaxStatus:
    """Change your tax status as a freelancer in Russia; the companies you work for are told.

    3 and 4 need an INN on record (add_freelancer_tax_document). A change holds until the end of the calendar year.
    Existing tasks keep their commission."""
    row = addressed(call, call.caller.id, None)
    today = call.now.astimezone(ZoneInfo(row["timezone"])).date()
    types = [document["type"] for document in papers.tax_documents(call.tx, row["id"])]
    blocked_till = row["taxation_blocked_till"]
    standing = TaxStanding(
        row["country"], row["taxation_status_id"], date.fromisoformat(blocked_till) if blocked_till else None, types
    )
    until = blocked_till_after(standing, taxation_status_id, today)
    if taxation_status_id != row["taxation_status_id"]:
        _store_tax_status(call, row, taxation_status_id, until)
    return {
        "freelancer": {
            "uuid": row["uuid"],
            "taxation_status_id": taxation_status_id,
            "taxation_blocked_till": until.isoformat() if until else None,
        }
    }


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "have my taxes settled by themselves",
        "stop deducting duties on its own",
        "allow automatic levy payment",
        "agree that my income tax is paid for me",
        "switch the tax standing order off",
        "consent to tax being taken care of",
        "do not pay my taxes automatically any more",
        "automatic settlement of duties for individuals",
        "pay my tax for me",
        "turn automatic taxes on",
        "I want to pay taxes on my own, switch it off",
        "let the platform deduct income tax",
    ),
)
def set_freelancer_tax_autopay(
    call: Call, enabled: Annotated[bool, Field(description="true allows it, false forbids it.")]
) -> ChangedAutopay:
    """Allow or forbid automatic tax payment as an individual in Russia; the companies you work for are told.

    A consent only: this server withholds no money. Needs tax status 1 (set_freelancer_tax_status)."""
    row = addressed(call, call.caller.id, None)
    check_autopay(row["country"], row["taxation_status_id"])
    if enabled != bool(row["is_tax_payment_allowed"]):
        freelancers.change_profile(call.tx, row["id"], call.stamp, is_tax_payment_allowed=int(enabled))
        text = say("Freelancer {freelancer} {name} has forbidden automatic tax payment.")
        if enabled:
            text = say("Freelancer {freelancer} {name} has allowed automatic tax payment.")
        tell_companies(call, row, text)
        raise_to_teams(call, row["id"], "autoTaxPaymentChanged", {"uuid": row["uuid"], "enabled": enabled})
        call.changed("freelancer", row["id"])
    return {"freelancer": {"uuid": row["uuid"], "is_tax_payment_allowed": enabled}}


def _check_company_may(call: Call, row: Row, type: str) -> None:
    """A company fills in a number for somebody who has agreed to be in its team and has entered none themselves."""
    check_agreed(call, row)
    entered = [document for document in papers.tax_documents(call.tx, row["id"]) if document["type"] == type]
    if any((document["added_by_type"], document["added_by_id"]) == ("person", row["id"]) for document in entered):
        raise Conflict(
            worded("The freelancer entered their {type} themselves and alone replaces it.", type=type),
            code="persons_own",
        )


def _store_identity(
    call: Call,
    person_id: int,
    names: dict[str, str],
    birth_date: date,
    document_type: str,
    country: str,
    number: str,
    number_hash: str,
) -> None:
    papers.add_identity_document(
        call.tx,
        person_id,
        document_type,
        country,
        number_hash,
        number[-4:],
        names["first_name"],
        names["last_name"],
        birth_date,
        call.stamp,
    )
    write_person(call.tx, person_id, call.now, name=names["first_name"], last_name=names["last_name"])
    reindex(call.tx, person_id, call.now)
    freelancers.change_profile(call.tx, person_id, call.stamp, verified_at=call.stamp)


def _store_tax_status(call: Call, row: Row, status: int, until: date | None) -> None:
    freelancers.change_profile(
        call.tx,
        row["id"],
        call.stamp,
        taxation_status_id=status,
        taxation_blocked_till=until.isoformat() if until else None,
    )
    told = numbered(status_title(status), status)
    tell_companies(call, row, say("Freelancer {freelancer} {name} now has tax status {status}.", status=told))
    raise_to_teams(call, row["id"], "taxStatusChanged", {"uuid": row["uuid"], "taxationStatus": status})
    call.changed("freelancer", row["id"])
