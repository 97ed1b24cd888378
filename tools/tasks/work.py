"""The freelancer's steps: starting a task, delivering it, giving it up."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field

from store.tasks import parts as task_parts
from store.tasks import proof, tasks
from store.types import Owner
from store.uploads import files
from tools.approvals.authority import check_payee
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.operation import operation
from tools.params import Id, Url
from tools.rules.sentences import joined, say, worded
from tools.rules.task_states import State
from tools.tasks.access import Task, TaskId, TaskUuid, freelancer_step
from tools.tasks.changeset import cost_at, money_columns
from tools.tasks.holds import release_hold
from tools.tasks.notices import tell_other_side
from tools.tasks.order_checks import AWAITING_CONSENT, INSURED
from tools.tasks.proof import done_items
from tools.tasks.readiness import open_issues, refuse_unless_settled
from tools.tasks.rules.evidence import missing
from tools.tasks.shapes import TaskAnswer
from tools.tasks.steps import advance, post_words
from tools.tasks.views import answer
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

TRANSFER_OF_RIGHTS = 5


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "begin working on the job I was given",
        "contractor confirms the order",
        "move an assignment from new to being worked on",
        "take up the work a company offers me",
        "take on the task I was offered",
        "mark an assignment as under way for our freelancer",
        "agree to be insured and get going",
        "accept an offered piece of work as its freelancer",
        "start the task",
        "I'm beginning with the client's order now",
        "put a new gig into progress",
        "accept the order and go",
    ),
)
def start_task(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    accept_insurance: Annotated[
        bool, Field(description="Needed when insurance.status is 2: true insures the task, false drops the insurance.")
    ]
    | None = None,
) -> TaskAnswer:
    """Start a new task (state 1 to 2), by its freelancer or a company with the right act_for_freelancers.

    Everything check_task_requirements lists has to be settled first: agreement, identity, documents, ad details. Not
    to be confused with accept_task, by which the client accepts delivered work. Next: mark_task_completed delivers
    it, decline_task gives it up."""
    task = freelancer_step(call, task_id, uuid)
    refuse_unless_settled(task, open_issues(call, task))
    check_payee(call, task.company, Owner("person", task.worker.id))
    columns = _insurance_answer(call, task, accept_insurance)
    task = advance(call, task, State.IN_PROGRESS, date_started=call.stamp, **columns)
    tell_other_side(call, task, "task_step", say("{worker} has started {task}."))
    return answer(call, task)


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "hand in the finished work",
        "contractor is done and wants a review",
        "deliver the result with a link",
        "submit what I made for this job",
        "send the report and the files of my work",
        "tell the client the assignment is finished",
        "work is ready to be looked at",
        "give the client the outcome of the job",
        "my part is done, please check it",
        "upload the final result of a gig",
        "hand over the work I did for the client",
        "finish my task",
    ),
)
def mark_task_completed(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    report: Annotated[str, Field(min_length=1, max_length=10_000, description="What was done.")] | None = None,
    report_file_ids: Annotated[list[Id], Field(max_length=20, description="Report files (upload_files).")]
    | None = None,
    links: Annotated[list[Url], Field(max_length=20, description="Where the results can be found.")] | None = None,
) -> TaskAnswer:
    """Deliver the work of a task (state 2 to 3) and hand it to the client for review.

    Where need_report is set, a report text or file has to come with it. Late delivery is possible after a soft
    deadline; a hard one takes the task out of the freelancer's hands (state 14). Open to its freelancer, or a company
    with the right act_for_freelancers. Next, for the client: accept_task, resume_task or reject_task."""
    task = freelancer_step(call, task_id, uuid)
    text = plain(report) if report else None
    file_ids = list(dict.fromkeys(report_file_ids or ()))
    _check_report(call, task, text, file_ids)
    _check_proved(call, task)
    _attach_report(call, task, text, file_ids)
    addresses = json.dumps(links or [], ensure_ascii=False)
    task = advance(call, task, State.CLIENT_REVIEW, date_finished=call.stamp, links=addresses)
    if task.row["copyright"] and not links and not _rights_attached(call, task):
        call.warn("The rights pass to the client, but no transfer of rights is attached yet (attach_task_file).")
    delivered = say("{worker} has delivered {task}. Accept it, send it back or reject it.")
    tell_other_side(call, task, "task_step", delivered, said=text)
    return answer(call, task)


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "contractor says no to the job",
        "I cannot do this assignment after all",
        "give up work I had accepted",
        "turn down an offered piece of work",
        "refuse an order as a freelancer",
        "the worker drops out of the job",
        "I am not available for this work",
        "step back from what I agreed to do",
        "I do not want this task, give it to another",
        "say no to work the client ordered from me",
        "I have no time for this gig, refuse it",
        "quit a task half way",
    ),
)
def decline_task(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why; posted to the chat.")] | None = None,
) -> TaskAnswer:
    """The freelancer turns a task down, before or while working on it; it ends there for good (state 6).

    Only from states 1 and 2. It is the freelancer's step (or that of a company with the right act_for_freelancers): a
    company withdraws its own task with reject_task, and decline_task_changes refuses only a proposal."""
    task = freelancer_step(call, task_id, uuid)
    task = advance(call, task, State.DECLINED_BY_CONTRACTOR, **release_hold(call, task))
    why = plain(reason) if reason else None
    task = post_words(call, task, why)
    tell_other_side(call, task, "task_step", say("{worker} has turned down {task}."), said=why)
    return answer(call, task)


def _insurance_answer(call: Call, task: Task, accepted: bool | None) -> dict[str, Any]:
    """The columns that follow from what the freelancer says to the insurance."""
    if task.row["insurance_status"] != AWAITING_CONSENT:
        return {}
    if accepted is None:
        fault = worded("the company wants to insure this task: true agrees, false starts it without insurance")
        raise Invalid({"accept_insurance": fault}, next=("start_task",))
    if not accepted:
        return {"insurance_status": 0, "insurance_cost": 0, "insurance_cost_rub": 0}
    tasks.consent_to_insurance(call.tx, task.row["company_id"], task.row["worker_id"], call.stamp)
    return {"insurance_status": INSURED, **money_columns(cost_at(task, task.money("price"), insured=True))}


def _check_report(call: Call, task: Task, text: str | None, file_ids: list[int]) -> None:
    if task.row["need_report"] and not text and not file_ids:
        raise Invalid(
            {"report": worded("this task wants a report: pass report or report_file_ids")},
            next=("mark_task_completed",),
        )
    unknown = [id for id in file_ids if files.find_file(call.tx, call.caller.owner, id) is None]
    if unknown:
        named = ", ".join(map(str, unknown))
        raise Invalid(
            {"report_file_ids": worded("unknown: {named}; only your own files can be attached", named=named)},
            next=("upload_files",),
        )


def _check_proved(call: Call, task: Task) -> None:
    """What came of an open call is delivered once all that has to prove it is there."""
    if not task.on_order:
        return
    keys = [piece["key"] for piece in proof.pieces_of(call.tx, task.record)]
    lacking = missing(done_items(call, task.record), keys)
    if lacking:
        named = joined(
            [
                worded(
                    "{key} ({have} of {count}, {evidence})",
                    key=one.item.key,
                    have=one.have,
                    count=one.item.count,
                    evidence=one.item.evidence,
                )
                for one in lacking
            ],
            "; ",
        )
        raise Conflict(
            worded(
                "{name} is to be proved first: {named}. submit_evidence hands a piece in.", name=task.name, named=named
            ),
            code="evidence_missing",
            state=task.state.title,
            next=(Step("submit_evidence", {"task_id": task.id, "key": lacking[0].item.key}),),
            details={"keys": [one.item.key for one in lacking]},
        )


def _attach_report(call: Call, task: Task, text: str | None, file_ids: list[int]) -> None:
    tasks.keep_report(call.tx, task.id, text)
    for file_id in file_ids:
        task_parts.add_file(call.tx, task.id, file_id, 0, call.stamp, for_report=True)
    files.attach(call.tx, file_ids, f"task:{task.id}")


def _rights_attached(call: Call, task: Task) -> bool:
    return any(row["type_id"] == TRANSFER_OF_RIGHTS for row in task_parts.files_of(call.tx, [task.id])[task.id])
