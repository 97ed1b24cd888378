"""What still keeps a freelancer from starting a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tools.rules.sentences import worded


class Document(NamedTuple):
    """Something to be signed: the offer agreement or a document asked for by a task."""

    uuid: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is known of a freelancer before a task is started."""

    registered: bool
    verified: bool
    country: str | None
    has_tax_number: bool
    has_phone: bool
    # The current offer agreement while it is unsigned, why it is there, and whether an earlier version was signed.
    unsigned_agreement: Document | None = None
    agreement_reason: str | None = None
    signed_before: bool = False
    unsigned_documents: Sequence[Document] = field(default=())


@dataclass(frozen=True, slots=True)
class Issue:
    name: str
    reason: str
    settle_with: str
    data: dict[str, Any] = field(default_factory=dict)


def issues(ready: Readiness, *, advertising: bool) -> list[Issue]:
    """Everything that is open, at once; an empty list means the task can be started."""
    found: list[Issue] = []
    if not ready.registered:
        reason = worded("The freelancer has not taken up the invite and given their details yet.")
        found.append(Issue("registration_required", reason, "confirm_freelancer_registration"))
    if ready.unsigned_agreement:
        found.append(_agreement(ready.unsigned_agreement, ready))
    if not ready.verified:
        reason = worded("The freelancer's identity is not confirmed yet.")
        found.append(Issue("verification", reason, "get_freelancer_verification_link"))
    found += [_document(document) for document in ready.unsigned_documents]
    if advertising:
        found += _advertising(ready)
    return found


def blocks_payment(issue: Issue) -> bool:
    """A new task is paid at once only when nothing is left to sign and the freelancer has signed up."""
    return issue.name in ("registration_required", "agreement_required", "acceptance_files_required")


def _agreement(agreement: Document, ready: Readiness) -> Issue:
    return Issue(
        "agreement_required",
        ready.agreement_reason or worded("To start the task, the freelancer has to sign the offer agreement."),
        "accept_freelancer_agreement",
        {
            "url": agreement.url,
            "template_uuid": agreement.uuid,
            "code": "forced_update" if ready.signed_before else "first_signature",
        },
    )


def _document(document: Document) -> Issue:
    return Issue(
        "acceptance_files_required",
        worded("The freelancer has to accept the document '{title}' for this task.", title=document.title),
        "accept_freelancer_agreement",
        {"url": document.url, "template_uuid": document.uuid, "code": "first_signature"},
    )


def _advertising(ready: Readiness) -> list[Issue]:
    """Labelled ads name the performer: in Russia by taxpayer number, elsewhere by that or a phone."""
    if ready.has_tax_number or (ready.country != "RU" and ready.has_phone):
        return []
    in_russia = ready.country == "RU"
    missing = ["tax_number"] if in_russia else ["tax_number", "phone"]
    wanted = worded("taxpayer number (INN)") if in_russia else worded("taxpayer number or phone (one is enough)")
    tool = "add_freelancer_tax_document" if in_russia else "request_freelancer_contact_change"
    reason = worded("Labelled advertising has to name the freelancer's {wanted}.", wanted=wanted)
    return [Issue("advertising_details_required", reason, tool, {"missing": missing})]
