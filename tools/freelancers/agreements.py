"""Signing the offer agreement and other documents, and putting a new offer in force."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.freelancers import agreements, memberships
from store.types import iso
from tools.call import Call
from tools.companies.operator import require_operator
from tools.errors import NotFound, WrongState
from tools.freelancers.access import addressed, check_agreed, is_caller
from tools.freelancers.notices import tell_freelancer, tell_of_new_offer
from tools.freelancers.params import FreelancerId, FreelancerUuid
from tools.freelancers.shapes import agreement_uri
from tools.operation import operation
from tools.params import OneLine, Uuid
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.shapes import Theirs
from tools.text import plain, visible
from tools.uploads.reading import file_uri

TOOLSET = "freelancers"
ACTS_FOR_COMPANIES = True

TemplateUuid = Annotated[
    Uuid, Field(description="data.template_uuid of check_task_requirements, or uuid of list_acceptance_files.")
]


class SignatureShape(TypedDict):
    """on_behalf: signed by a company for the freelancer."""

    template_uuid: str
    kind: str
    title: str
    signed_at: str
    on_behalf: bool


class Signed(TypedDict):
    signature: SignatureShape


class AgreementShape(TypedDict):
    template_uuid: str
    version: int
    published_at: str
    url: str


class Published(TypedDict):
    agreement: AgreementShape


class AgreementFile(TypedDict):
    """The document as it was uploaded, when it is not plain text."""

    file_id: int
    name: str
    mime_type: str
    size_bytes: int
    url: str


class ReadableAgreement(TypedDict):
    """text is the whole document; a document that is no plain text has file instead. signed_at: when you signed it."""

    template_uuid: str
    kind: str
    title: Theirs
    version: int
    is_current: bool
    published_at: str
    reason: NotRequired[Theirs | None]
    text: NotRequired[Theirs | None]
    file: NotRequired[AgreementFile | None]
    signed_at: NotRequired[str | None]


class Agreement(TypedDict):
    agreement: ReadableAgreement


@operation(
    access="read",
    actors=("public",),
    price="free",
    find=(
        "read the terms before I agree",
        "text of the offer for contractors",
        "show the nda to the worker",
        "what exactly would be signed",
        "full wording of the standard contract",
        "why did the offer change",
        "open a document that blocks the start",
        "conditions I accept when I register",
        "I'd like to read what I'm signing",
        "display the contract for freelancers",
        "wording of the confidentiality document",
        "which rules do contractors agree to",
    ),
)
def get_agreement(
    call: Call,
    template_uuid: Annotated[Uuid, Field(description="The document; left out, the current offer agreement.")]
    | None = None,
) -> Agreement:
    """Read the text of the offer agreement, or of a document a task requires, before anybody signs it.

    Without template_uuid the offer in force. Offers and documents for everybody are open to all; a company's own
    documents to its members and the freelancers of its team. Next: accept_freelancer_agreement."""
    template = agreements.template(call.tx, template_uuid) if template_uuid else agreements.current_offer(call.tx)
    if template is None or not _may_be_read(call, template):
        raise NotFound("agreement", template_uuid, next=("list_acceptance_files", "check_task_requirements"))
    file = agreements.document_file(call.tx, template["file_id"]) if template["file_id"] is not None else None
    plain_text = file is None or file["mime_type"] == "text/plain"
    person = call.caller.id if call.caller.kind == "person" else 0
    signed = agreements.signature(call.tx, template["template_uuid"], person)
    return {
        "agreement": {
            "template_uuid": template["template_uuid"],
            "kind": template["kind"],
            "title": template["title"],
            "version": template["version"],
            "is_current": bool(template["is_current"]),
            "published_at": iso(template["published_at"]),
            "reason": template["reason"],
            "text": _text(call, template, file) if plain_text else None,
            "file": None if plain_text or file is None else _file_shape(file),
            "signed_at": iso(signed["signed_at"]) if signed else None,
        }
    }


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    find=(
        "the contractor agreed to the new terms of service",
        "sign the nda for this person",
        "clear the paper that blocks the start",
        "I agree to the offer",
        "put a signature under the standard contract",
        "worker has read the confidentiality paper and says yes",
        "record consent to updated conditions",
        "accept the document a job asks for",
        "consent to the document in my own name",
        "tick the box that I agree with the rules",
        "confirm on a freelancer's behalf that they signed",
        "I read the paperwork and I'm okay with it",
    ),
)
def accept_freelancer_agreement(
    call: Call,
    template_uuid: TemplateUuid,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> Signed:
    """Sign the offer agreement, or a document a task requires, in the freelancer's name after it was shown to them.

    A freelancer signs for themself. A company signs for freelancers who agreed to be in its team, only after showing them
    the document; that is recorded as on_behalf and the freelancer is notified. Signing twice answers the first
    signature. Only the current version of the offer can be signed. Next: check_task_requirements, then
    start_task."""
    row = addressed(call, freelancer_id, freelancer_uuid)
    check_agreed(call, row)
    template = _template(call, row, template_uuid)
    existing = agreements.signature(call.tx, template_uuid, row["id"])
    if existing is None:
        _check_current(call, template)
        existing = _sign(call, row, template)
    return {
        "signature": {
            "template_uuid": existing["template_uuid"],
            "kind": template["kind"],
            "title": template["title"],
            "signed_at": iso(existing["signed_at"]),
            "on_behalf": bool(existing["on_behalf"]),
        }
    }


@operation(
    access="write",
    actors=("admin",),
    price="free",
    find=(
        "put new contract terms in force",
        "everybody must sign the updated offer",
        "replace the standard contract text",
        "new version of the terms for contractors",
        "roll out changed conditions to all workers",
        "issue the next edition of the offer",
        "operator updates the legal text",
        "require fresh consent from every contractor",
        "release a new contract version",
        "freelancers must agree to changed rules",
        "update the offer agreement for everyone",
        "set a new legal text live",
    ),
)
def publish_agreement(
    call: Call,
    title: Annotated[OneLine, Field(min_length=1, max_length=255, description="Title of the agreement.")],
    text: Annotated[str, Field(min_length=1, max_length=200_000, description="The whole agreement.")],
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why it changed; shown to freelancers.")],
) -> Published:
    """Put a new version of the offer agreement in force, which every freelancer has to sign; for the operator only.

    Freelancers sign it before they start further tasks; tasks already in work are not affected. The former version
    stops being current, its signatures stay."""
    require_operator(call, worded("Publishing the offer agreement"))
    template_uuid = call.new_uuid()
    version = agreements.publish_offer(
        call.tx, template_uuid, plain(title), plain(text), plain(reason), call.caller.owner, call.stamp
    )
    tell_of_new_offer(call)
    call.changed("agreement", template_uuid)
    return {
        "agreement": {
            "template_uuid": template_uuid,
            "version": version,
            "published_at": iso(call.now),
            "url": agreement_uri(template_uuid),
        }
    }


def _may_be_read(call: Call, template: Row) -> bool:
    company_id = template["company_id"]
    if company_id is None or company_id == call.caller.company_id:
        return True
    return call.caller.kind == "person" and memberships.in_team_of(call.tx, call.caller.id, company_id)


def _text(call: Call, template: Row, file: Row | None) -> str:
    text: str = template["text"] if file is None else call.files.get(file["sha256"]).decode()
    return visible(text)


def _file_shape(file: Row) -> AgreementFile:
    return {
        "file_id": file["id"],
        "name": file["name"],
        "mime_type": file["mime_type"],
        "size_bytes": file["size_bytes"],
        "url": file_uri(file["id"]),
    }


def _template(call: Call, row: Row, template_uuid: str) -> Row:
    """An agreement the freelancer can be asked to sign by this caller; NotFound for another company's documents."""
    template = agreements.template(call.tx, template_uuid)
    if template is not None and _may_be_signed(call, row, template):
        return template
    raise NotFound("document to sign", template_uuid, next=("check_task_requirements", "list_acceptance_files"))


def _may_be_signed(call: Call, row: Row, template: Row) -> bool:
    company_id = template["company_id"]
    if company_id is None:
        return True
    if is_caller(call, row):
        return memberships.in_team_of(call.tx, row["id"], company_id)
    return bool(company_id == call.caller.company_id)


def _check_current(call: Call, template: Row) -> None:
    if template["is_current"]:
        return
    current = agreements.current_offer(call.tx)
    raise WrongState(
        worded(
            "This is version {version} of the offer agreement, which is outdated. The current one is "
            "version {current_version}: template_uuid {template_uuid}.",
            version=template["version"],
            current_version=current["version"],
            template_uuid=current["template_uuid"],
        ),
        state="outdated",
        next=("accept_freelancer_agreement",),
        details={"template_uuid": current["template_uuid"], "url": agreement_uri(current["template_uuid"])},
    )


def _sign(call: Call, row: Row, template: Row) -> Row:
    behalf = None if is_caller(call, row) else call.caller.company_id
    template_uuid = template["template_uuid"]
    agreements.sign(call.tx, template_uuid, row["id"], call.caller.owner, behalf, call.stamp)
    if behalf is not None:
        signed = say(
            "The company {company} has signed {title} in your name. Read it: {address}",
            title=quoted(template["title"]),
            address=agreement_uri(template_uuid),
        )
        tell_freelancer(call, row["id"], signed)
    call.changed("freelancer", row["id"])
    signature = agreements.signature(call.tx, template_uuid, row["id"])
    assert signature is not None
    return signature
