"""What a task still needs before its freelancer can start."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.freelancers import freelancers
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.params import Id, Uuid
from tools.rules.sentences import worded
from tools.tasks.access import Task, TaskId, TaskUuid, visible_task
from tools.tasks.readiness import IssueShape, issue_shape, open_issues

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


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
        "issues": [issue_shape(issue) for issue in found],
        "next_tools": list(dict.fromkeys(tools)),
    }


def _check_freelancer(call: Call, task: Task, freelancer_id: int | None, freelancer_uuid: str | None) -> None:
    if freelancer_id is None and freelancer_uuid is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"freelancer_id": missing, "freelancer_uuid": missing}, next=("get_task",))
    if freelancer_id is not None:
        row = freelancers.find_by_id(call.tx, call.caller.company_id, freelancer_id)
    else:
        row = freelancers.find_by_uuid(call.tx, call.caller.company_id, freelancer_uuid or "")
    if row is None or (row["membership_id"] is None and row["id"] != task.worker.id):
        raise NotFound("freelancer", freelancer_id or freelancer_uuid, next=("list_freelancers",))
    if row["id"] != task.worker.id:
        name = "freelancer_uuid" if freelancer_id is None else "freelancer_id"
        raise Invalid(
            {name: worded("is not the freelancer of {name}; that is {id}", name=task.name, id=task.worker.id)},
            next=("get_task",),
        )
    if freelancer_uuid is not None and row["uuid"] != freelancer_uuid.lower():
        raise Invalid(
            {
                "freelancer_uuid": worded(
                    "is not the uuid of freelancer {freelancer_id}; pass one of the two", freelancer_id=freelancer_id
                )
            }
        )
