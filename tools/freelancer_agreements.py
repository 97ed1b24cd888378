"""Signing the offer agreement and other documents, and putting a new offer in force."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store import agreements, companies
from store.database import Row
from store.types import Owner, iso
from tools.call import Call
from tools.errors import NotFound, WrongState
from tools.operation import operation
from tools.params import Uuid
from tools.team import FreelancerId, FreelancerUuid, addressed, is_caller, require_operator
from tools.text import plain

TOOLSET = "freelancers"

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
    ),
)
def accept_freelancer_agreement(
    call: Call,
    template_uuid: TemplateUuid,
    freelancer_id: FreelancerId | None = None,
    freelancer_uuid: FreelancerUuid | None = None,
) -> Signed:
    """Sign the offer agreement, or a document a task requires, in the freelancer's name after it was shown to them.

    A freelancer signs for themself. A company signs for freelancers of its team only after showing them the
    document; that is recorded as on_behalf and the freelancer is notified. Signing twice answers the first
    signature. Only the current version of the offer can be signed. Next: check_task_requirements, then
    start_task."""
    row = addressed(call, freelancer_id, freelancer_uuid)
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
    ),
)
def publish_agreement(
    call: Call,
    title: Annotated[str, Field(min_length=1, max_length=255, description="Title of the agreement.")],
    text: Annotated[str, Field(min_length=1, max_length=200_000, description="The whole agreement.")],
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why it changed; shown to freelancers.")],
) -> Published:
    """Put a new version of the offer agreement in force, which every freelancer has to sign; for the operator only.

    Freelancers sign it before they start further tasks; tasks already in work are not affected. The former version
    stops being current, its signatures stay."""
    require_operator(call, "Publishing the offer agreement")
    template_uuid = call.new_uuid()
    version = agreements.publish_offer(
        call.tx, template_uuid, plain(title), plain(text), plain(reason), call.caller.owner, call.stamp
    )
    call.changed("agreement", template_uuid)
    return {
        "agreement": {
            "template_uuid": template_uuid,
            "version": version,
            "published_at": iso(call.now),
            "url": agreement_uri(template_uuid),
        }
    }


def agreement_uri(template_uuid: str) -> str:
    """Where whoever has to sign reads the agreement."""
    return f"hiringhall://agreements/{template_uuid}"


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
        return agreements.in_team_of(call.tx, row["id"], company_id)
    return bool(company_id == call.caller.company_id)


def _check_current(call: Call, template: Row) -> None:
    if template["is_current"]:
        return
    current = agreements.current_offer(call.tx)
    raise WrongState(
        f"This is version {template['version']} of the offer agreement, which is outdated. The current one is version "
        f"{current['version']}: template_uuid {current['template_uuid']}.",
        state="outdated",
        next=("accept_freelancer_agreement",),
        details={"template_uuid": current["template_uuid"], "url": agreement_uri(current["template_uuid"])},
    )


def _sign(call: Call, row: Row, template: Row) -> Row:
    behalf = None if is_caller(call, row) else call.caller.company_id
    agreements.sign(call.tx, template["template_uuid"], row["id"], call.caller.owner, behalf, call.stamp)
    if behalf is not None:
        company = companies.company(call.tx, behalf)
        name = company["company_name"] if company else "A company"
        call.notify(
            Owner("person", row["id"]),
            "agreement",
            f"{name} signed '{template['title']}' in your name. Read it: {agreement_uri(template['template_uuid'])}",
        )
    call.changed("freelancer", row["id"])
    signature = agreements.signature(call.tx, template["template_uuid"], row["id"])
    assert signature is not None
    return signature
