"""Renegotiating a task: the client proposes other terms, the freelancer agrees or keeps the old ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.tasks import parts as task_parts
from store.types import Money, iso
from tools.call import Call
from tools.errors import Conflict
from tools.operation import operation
from tools.params import Deadline, Id, PositiveAmount
from tools.rules.sentences import say, worded
from tools.shapes import Theirs
from tools.tasks.access import Task, TaskId, TaskUuid, client_step, freelancer_step, visible_task
from tools.tasks.changeset import cost_at, offer_terms, put_in_force, wanted_terms
from tools.tasks.notices import tell_other_side
from tools.tasks.params import Attributes, DeadlineType, Description, Title
from tools.tasks.shapes import BriefTask, TaskAnswer
from tools.tasks.steps import back_from_proposal, post_words
from tools.tasks.views import answer, brief_task
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


class Effect(TypedDict):
    old: str
    new: str


class ChangesetShape(TypedDict, total=False):
    """A proposal. changes: {field: {old, new}}; worker_receives: what it would mean for the freelancer's money."""

    id: int
    status: str
    changes: dict[str, dict[str, Any]]
    comment: Theirs | None
    proposed_by: int
    proposed_at: str
    answered_by: int | None
    answered_at: str | None
    worker_receives: Effect | None


class RequestedChanges(TypedDict):
    task: BriefTask
    changeset: ChangesetShape


class TaskChanges(TypedDict, total=False):
    active: ChangesetShape | None
    earlier: list[ChangesetShape]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"price": "95.00"},
    find=(
        "renegotiate the fee with the contractor",
        "we need it a week later and for more money",
        "adjust what was ordered",
        "the scope grew, offer a higher fee",
        "move the due date of running work",
        "correct the description of an assignment",
        "propose an amendment to a job",
        "make the due date a loose one",
        "change the price of a running order",
        "ask a freelancer to agree to another deadline",
        "propose different terms",
        "we want more for the gig, offer a new sum",
    ),
)
def request_task_changes(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    title: Title | None = None,
    description: Description | None = None,
    price: Annotated[PositiveAmount, Field(description="New price in the task's currency.")] | None = None,
    deadline: Annotated[Deadline, Field(description="New deadline, in the future.")] | None = None,
    deadline_type: DeadlineType | None = None,
    attributes: Annotated[Attributes, Field(description="Replace all attributes.")] | None = None,
    copyright: Annotated[bool, Field(description="Intellectual property passes to the client.")] | None = None,
    need_report: Annotated[bool, Field(description="A report must come with the delivery.")] | None = None,
    comment: Annotated[str, Field(min_length=1, max_length=1000, description="Why.")] | None = None,
) -> RequestedChanges:
    """The client proposes other terms for a task: text, price, deadline, attributes or requirements.

    Before it is started (state 1) they apply at once. While it is in work (state 2) it waits in 16 until the
    freelancer answers with accept_task_changes or decline_task_changes; the old terms stay in force, and
    cancel_task_changes takes the proposal back. After a passed hard deadline use extend_task_deadline."""
    task = client_step(call, task_id, uuid)
    terms = wanted_terms(
        call,
        task,
        title=title,
        description=description,
        price=price,
        deadline=deadline,
        deadline_type=deadline_type,
        attributes=attributes,
        copyright=copyright,
        need_report=need_report,
    )
    changeset_id, task = offer_terms(call, task, terms, plain(comment) if comment else None)
    changeset = _changeset(task_parts.changeset(call.tx, changeset_id), task)
    return {"task": brief_task(task, call.now), "changeset": changeset}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "what does the client want to alter",
        "difference between the agreed and the proposed terms",
        "pending amendment of this job",
        "how often were the terms renegotiated",
        "which new price is offered to me",
        "old against new conditions of an assignment",
        "was our amendment turned down",
        "what would I earn under the proposal",
        "see what was proposed to be changed",
        "did the freelancer accept our new price",
        "compare the old with the new conditions",
        "history of renegotiations",
    ),
)
def get_task_changes(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskChanges:
    """Show the proposed changes of a task, old against new, with earlier proposals and their answers.

    active is absent when nothing is proposed. worker_receives shows what a new price means for the freelancer's money.
    Next: accept_task_changes or decline_task_changes by the freelancer, cancel_task_changes by the client."""
    task = visible_task(call, task_id, uuid)
    rows = [_changeset(row, task) for row in task_parts.changesets_of(call.tx, task.id)]
    active = next((row for row in rows if row["status"] == "pending"), None)
    return {"active": active, "earlier": [row for row in rows if row is not active]}


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "contractor says yes to the new price",
        "agree to the amended terms",
        "go along with the later date",
        "take the client's new offer",
        "the amendment is fine with me",
        "confirm the changed conditions of a job",
        "accept a higher fee for more work",
        "put the proposed terms in force",
        "I'm okay with the price and date the customer now wants",
        "agree to the modified order",
        "the new conditions suit me, carry on",
        "say yes to the customer's change proposal",
    ),
)
def accept_task_changes(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    changeset_id: Annotated[Id, Field(description="The proposal meant; refused when another one is open.")]
    | None = None,
) -> TaskAnswer:
    """The freelancer agrees to the proposed terms; all of them apply and work goes on (state 16 to 2).

    To 14 instead when the hard deadline then in force has passed. Open to the freelancer, or a company with the right
    act_for_freelancers. get_task_changes shows what is proposed; decline_task_changes keeps the old terms."""
    task = freelancer_step(call, task_id, uuid)
    row = _pending(call, task)
    if changeset_id is not None and changeset_id != row["id"]:
        raise Conflict(
            worded(
                "Proposal {changeset_id} is not open; the open one is {id}. Look at it before you agree.",
                changeset_id=changeset_id,
                id=row["id"],
            ),
            details={"changeset_id": row["id"]},
            next=("get_task_changes",),
        )
    columns = put_in_force(call, task, json.loads(row["terms"]))
    task_parts.answer_changeset(call.tx, row["id"], "accepted", call.caller.owner, call.stamp)
    task = back_from_proposal(call, task, **columns)
    tell_other_side(call, task, "task_terms", say("{worker} agrees to the new terms of {task}."))
    return answer(call, task)


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "contractor refuses the lower fee",
        "keep what we agreed on",
        "say no to an amendment",
        "the new date does not suit me",
        "stick to the original conditions of a job",
        "turn the client's proposal down but go on working",
        "I do not agree to the changed scope",
        "leave the terms as they were",
        "I don't accept a smaller budget",
        "no, the terms stay as they are",
        "reject the customer's modification",
        "leave price and deadline alone",
    ),
)
def decline_task_changes(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why; posted to the chat.")] | None = None,
) -> TaskAnswer:
    """The freelancer refuses the proposed terms; the agreed ones stay, work goes on (state 16 to 2).

    To 14 instead when the hard deadline in force has passed. Open to the freelancer, or a company with the right
    act_for_freelancers. It refuses only the proposal: decline_task gives up the whole task."""
    task = freelancer_step(call, task_id, uuid)
    task_parts.answer_changeset(call.tx, _pending(call, task)["id"], "declined", call.caller.owner, call.stamp)
    why = plain(reason) if reason else None
    task = post_words(call, back_from_proposal(call, task), why)
    tell_other_side(call, task, "task_terms", say("{worker} keeps the agreed terms of {task}."), said=why)
    return answer(call, task)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "withdraw our amendment",
        "forget the new terms we offered",
        "undo a pending proposal",
        "we no longer want to alter the order",
        "take the offered price change back",
        "let work continue on the old conditions",
        "remove an unanswered renegotiation",
        "scrap the proposed later date",
        "take back the changes we suggested to the freelancer",
        "drop our request for another price",
        "leave the task as it was agreed, forget our proposal",
        "revoke the offer of new terms before it is answered",
        "take back the changes I asked for",
        "withdraw our new terms for the task",
        "keep the task as it was, forget my proposal",
        "drop the pending change of an assignment",
    ),
)
def cancel_task_changes(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskAnswer:
    """The client takes its change proposal back; work goes on under the agreed terms (state 16 to 2).

    To 14 instead when the hard deadline in force has passed. The task itself goes on: reject_task would end it."""
    task = client_step(call, task_id, uuid)
    task_parts.answer_changeset(call.tx, _pending(call, task)["id"], "cancelled", call.caller.owner, call.stamp)
    task = back_from_proposal(call, task)
    taken_back = say("{client} has taken its change proposal for {task} back.")
    tell_other_side(call, task, "task_terms", taken_back)
    return answer(call, task)


def _pending(call: Call, task: Task) -> Mapping[str, Any]:
    return dict(task_parts.changeset(call.tx, task.row["active_changeset_id"]))


def _changeset(row: Any, task: Task) -> ChangesetShape:
    shape: ChangesetShape = {
        "id": row["id"],
        "status": row["status"],
        "changes": json.loads(row["changes"]),
        "comment": row["comment"],
        "proposed_by": row["proposed_by"],
        "proposed_at": iso(row["proposed_at"]),
        "answered_by": row["answered_by"],
        "answered_at": iso(row["answered_at"]) if row["answered_at"] else None,
    }
    terms = json.loads(row["terms"])
    if row["status"] == "pending" and "price" in terms:
        offered = cost_at(task, Money(terms["price"], task.row["currency"]))
        shape["worker_receives"] = {"old": task.money("worker_receives").text, "new": offered.worker_receives.text}
    return shape
