"""What is still open between a freelancer and the start of a task."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from store.freelancers import agreements, freelancers, papers
from store.tasks import parts as task_parts
from tools.call import Call
from tools.errors import Conflict, NotFound, Step
from tools.freelancers.shapes import agreement_uri
from tools.rules.sentences import joined, worded
from tools.tasks.access import Task
from tools.tasks.rules import requirements as rules
from tools.tasks.rules.requirements import Document, Issue, Readiness

# The number by which a missing signature under the offer agreement has always been known.
AGREEMENT_CODE = 11


class IssueData(TypedDict, total=False):
    url: str
    template_uuid: str
    code: str
    missing: list[str]


class IssueShape(TypedDict):
    name: str
    data: IssueData
    reason: str
    settle_with: str


def open_issues(call: Call, task: Task) -> list[Issue]:
    """Everything open between the task's freelancer and its start."""
    advertising = task.row["ad_production_amount"] is not None
    return rules.issues(_readiness(call, task, advertising), advertising=advertising)


def refuse_unless_settled(task: Task, found: list[Issue]) -> None:
    """Conflict listing every issue with the tool that settles it."""
    if not found:
        return
    agreement = next((issue for issue in found if issue.name == "agreement_required"), None)
    told = joined([joined((issue.reason, f"({issue.settle_with})"), " ") for issue in found], " ")
    details: dict[str, Any] = {"issues": [issue_shape(issue) for issue in found]}
    if agreement is not None:
        details |= {"code": AGREEMENT_CODE, "template_uuid": agreement.data["template_uuid"]}
    raise Conflict(
        worded("{name} cannot be taken up yet. {told}", name=task.name, told=told),
        code="agreement_required" if agreement else "requirements_open",
        state=task.state.title,
        details=details,
        next=[_settling(issue, task) for issue in found],
    )


def _settling(issue: Issue, task: Task) -> Step:
    """The call that settles it: for whom, and the document to be signed where there is one."""
    if issue.settle_with == "confirm_freelancer_registration":
        # Only the freelancer can, and for themself.
        return Step(issue.settle_with)
    document = {name: issue.data[name] for name in ("template_uuid",) if name in issue.data}
    return Step(issue.settle_with, {**document, "freelancer_id": task.row["worker_id"]})


def issue_shape(issue: Issue) -> IssueShape:
    data: IssueData = issue.data  # type: ignore[assignment]
    return {"name": issue.name, "data": data, "reason": issue.reason, "settle_with": issue.settle_with}


def _readiness(call: Call, task: Task, advertising: bool) -> Readiness:
    person = freelancers.find_by_id(call.tx, task.row["company_id"], task.row["worker_id"])
    if person is None:
        raise NotFound("freelancer", task.row["worker_id"], next=("list_freelancers",))
    offer = agreements.current_offer(call.tx)
    signed = agreements.signature(call.tx, offer["template_uuid"], person["id"]) is not None
    documents = [row for row in task_parts.acceptance_files_of(call.tx, [task.id])[task.id] if row["signed_at"] is None]
    return Readiness(
        registered=person["registered_at"] is not None,
        verified=person["verified_at"] is not None,
        country=person["country"],
        has_tax_number=advertising and bool(papers.tax_documents(call.tx, person["id"])),
        has_phone=bool(person["phone_digits"]),
        unsigned_agreement=None if signed else _document(offer["template_uuid"], offer["title"]),
        agreement_reason=offer["reason"],
        signed_before=not signed and agreements.offer_signed_before(call.tx, person["id"]),
        unsigned_documents=[_document(row["uuid"], row["title_en"]) for row in documents],
    )


def _document(uuid: str, title: str) -> Document:
    return Document(uuid, title, agreement_uri(uuid))
