"""What a task still needs before its freelancer can start."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.freelancers import agreements, freelancers
from store.freelancers import papers as freelancer_papers
from store.tasks import parts as task_parts
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.freelancers.agreements import agreement_uri
from tools.operation import operation
from tools.params import Id, Uuid
from tools.tasks.access import Task, TaskId, TaskUuid, visible_task
from tools.tasks.rules import requirements as rules
from tools.tasks.rules.requirements import Document, Issue, Readiness

TOOLSET = "tasks"

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


class Requirements(TypedDict):
    ready: bool
    issues: list[IssueShape]
    next_tools: NotRequired[list[str]]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "why can the contractor not begin",
        "anything to sign before this job",
        "pre-flight for an assignment",
        "what is missing before work can go ahead",
        "is the freelancer ready to take the job up",
        "which documents block the beginning of this work",
        "does the worker still have to prove their identity",
        "obstacles before an order is taken up",
        "do I have to accept a confidentiality paper first",
        "can I start already or is something missing",
        "what must be signed or proved before the work begins",
        "open to-dos before a task may begin",
    ),
)
def check_task_requirements(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    freelancer_id: Annotated[Id, Field(description="The freelancer of that task. Either this or freelancer_uuid.")]
    | None = None,
    freelancer_uuid: Annotated[Uuid, Field(description="The freelancer's uuid, instead of freelancer_id.")]
    | None = None,
) -> Requirements:
    """List everything that still keeps the freelancer from starting a task; an empty list means ready.

    Call it before start_task. Issues: registration_required (invite not taken up), agreement_required (offer
    agreement), verification (identity), acceptance_files_required (a document of this task),
    advertising_details_required. Each names the tool that settles it in settle_with; the uuid of what to sign is in
    data.template_uuid."""
    task = visible_task(call, task_id, uuid)
    _check_freelancer(call, task, freelancer_id, freelancer_uuid)
    found = open_issues(call, task)
    tools = [issue.settle_with for issue in found] or list(task.next_tools)
    return {
        "ready": not found,
        "issues": [_issue(issue) for issue in found],
        "next_tools": list(dict.fromkeys(tools)),
    }


def open_issues(call: Call, task: Task) -> list[Issue]:
    """Everything open between the task's freelancer and its start."""
    advertising = task.row["ad_production_amount"] is not None
    return rules.issues(_readiness(call, task, advertising), advertising=advertising)


def refuse_unless_settled(task: Task, found: list[Issue]) -> None:
    """Conflict listing every issue with the tool that settles it."""
    if not found:
        return
    agreement = next((issue for issue in found if issue.name == "agreement_required"), None)
    told = " ".join(f"{issue.reason} ({issue.settle_with})" for issue in found)
    details: dict[str, Any] = {"issues": [_issue(issue) for issue in found]}
    if agreement is not None:
        details |= {"code": AGREEMENT_CODE, "template_uuid": agreement.data["template_uuid"]}
    raise Conflict(
        f"{task.name} cannot be taken up yet. {told}",
        code="agreement_required" if agreement else "requirements_open",
        state=task.state.title,
        details=details,
        next=tuple(dict.fromkeys(issue.settle_with for issue in found)),
    )


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
        has_tax_number=advertising and bool(freelancer_papers.tax_documents(call.tx, person["id"])),
        has_phone=bool(person["phone_digits"]),
        unsigned_agreement=None if signed else _document(offer["template_uuid"], offer["title"]),
        agreement_reason=offer["reason"],
        signed_before=not signed and agreements.offer_signed_before(call.tx, person["id"]),
        unsigned_documents=[_document(row["uuid"], row["title_en"]) for row in documents],
    )


def _document(uuid: str, title: str) -> Document:
    return Document(uuid, title, agreement_uri(uuid))


def _issue(issue: Issue) -> IssueShape:
    data: IssueData = issue.data  # type: ignore[assignment]
    return {"name": issue.name, "data": data, "reason": issue.reason, "settle_with": issue.settle_with}


def _check_freelancer(call: Call, task: Task, freelancer_id: int | None, freelancer_uuid: str | None) -> None:
    if freelancer_id is None and freelancer_uuid is None:
        missing = "is required unless the other one is given"
        raise Invalid({"freelancer_id": missing, "freelancer_uuid": missing}, next=("get_task",))
    if freelancer_id is not None:
        row = freelancers.find_by_id(call.tx, call.caller.company_id, freelancer_id)
    else:
        row = freelancers.find_by_uuid(call.tx, call.caller.company_id, freelancer_uuid or "")
    if row is None or (row["membership_id"] is None and row["id"] != task.worker.id):
        raise NotFound("freelancer", freelancer_id or freelancer_uuid, next=("list_freelancers",))
    if row["id"] != task.worker.id:
        name = "freelancer_uuid" if freelancer_id is None else "freelancer_id"
        raise Invalid({name: f"is not the freelancer of {task.name}; that is {task.worker.id}"}, next=("get_task",))
    if freelancer_uuid is not None and row["uuid"] != freelancer_uuid.lower():
        raise Invalid({"freelancer_uuid": f"is not the uuid of freelancer {freelancer_id}; pass one of the two"})
