"""Disputes: the freelancer contests terms or a rejection, the client answers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from store.tasks import parts as task_parts
from store.types import Money, iso, utc_text
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import Deadline, PositiveAmount
from tools.rules.sentences import Sentence, say, worded
from tools.rules.task_states import State
from tools.shapes import Theirs
from tools.tasks import views
from tools.tasks.access import Task, TaskId, TaskUuid, client_step, freelancer_step
from tools.tasks.changeset import new_deadline, offer_terms, wanted_terms
from tools.tasks.holds import ask_to_accept, place_hold, refuse_hold_without_money
from tools.tasks.notices import tell_other_side
from tools.tasks.order_checks import deadline_fault, price_fault
from tools.tasks.rules.disputes import Decision, answered, check_terms_given
from tools.tasks.shapes import BriefTask, TaskAnswer
from tools.tasks.steps import advance, back_to_work, post_words
from tools.tasks.views import brief_task
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True


class DisputeShape(TypedDict, total=False):
    id: int
    opened_in: int
    opened_at: str
    reason: Theirs
    wanted_price: str | None
    wanted_deadline: str | None
    status: str
    decision: str | None
    answer: Theirs | None
    closed_at: str | None


class AnsweredDispute(TypedDict):
    task: BriefTask
    dispute: DisputeShape


@operation(
    access="write",
    actors=("worker",),
    price="write",
    find=(
        "contractor objects to the refusal",
        "I disagree with the client's decision",
        "ask for more time or a higher fee because the scope grew",
        "my work was turned down unfairly",
        "complain about the conditions of a running job",
        "contest that the client does not want to pay",
        "open a conflict case about an assignment",
        "the work is more than was agreed",
        "open a dispute",
        "the client won't accept my work although it is fine",
        "I don't agree with the rejection",
        "the terms are not what we agreed, escalate",
    ),
)
def start_task_dispute(
    call: Call,
    reason: Annotated[str, Field(min_length=1, max_length=5000, description="What is contested and why.")],
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    wanted_price: Annotated[PositiveAmount, Field(description="Price asked for; only in state 2.")] | None = None,
    wanted_deadline: Annotated[Deadline, Field(description="Deadline asked for; only in state 2.")] | None = None,
) -> TaskAnswer:
    """The freelancer contests the terms of work in progress (state 2) or a rejection (state 11).

    The task waits in 13 for the client's answer (reply_to_task_dispute); money set aside stays so. Only the
    freelancer can do it, a company never for them. cancel_task_dispute takes it back."""
    task = freelancer_step(call, task_id, uuid)
    text = plain(reason)
    price = _check_wishes(call, task, text, wanted_price, wanted_deadline)
    wanted = utc_text(wanted_deadline) if wanted_deadline else None
    dispute_id = task_parts.add_dispute(call.tx, task.id, int(task.state), text, price, wanted, call.stamp)
    task = advance(call, task, State.DISPUTE_INITIATED, active_dispute_id=dispute_id)
    task = task.with_columns(
        dispute_opened_in=int(task.row["state"]), dispute_opened_at=call.stamp, dispute_reason=text
    )
    contested = say("{worker} contests {task}. Answer with reply_to_task_dispute.")
    tell_other_side(call, task, "task_step", contested, said=text)
    return views.answer(call, task)


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    example={"decision": "uphold"},
    find=(
        "answer the contractor's complaint",
        "settle the disagreement by paying after all",
        "offer a compromise on the contested job",
        "stand by our refusal of the work",
        "respond to a freelancer's objection",
        "give in and take the delivered work",
        "let the contractor improve the contested work",
        "decide what becomes of a conflict case",
        "answer a dispute",
        "our reaction to the freelancer's complaint",
        "agree on a middle way with the contractor",
        "we stay with our decision in the conflict",
    ),
)
def reply_to_task_dispute(
    call: Call,
    decision: Annotated[
        Literal["propose_terms", "accept_work", "return_to_work", "uphold"],
        Field(description="Opened in 2: propose_terms, uphold. Opened in 11: accept_work, return_to_work, uphold."),
    ],
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    answer: Annotated[str, Field(min_length=1, max_length=5000, description="Posted to the chat.")] | None = None,
    price: Annotated[PositiveAmount, Field(description="With propose_terms.")] | None = None,
    deadline: Annotated[Deadline, Field(description="With propose_terms or return_to_work.")] | None = None,
) -> AnsweredDispute:
    """The client answers a freelancer's dispute: offer terms, accept or resume the work, or stand firm.

    Only from state 13. Dispute about terms (opened in 2): propose_terms waits for the freelancer in 16, uphold goes
    back to 2. Dispute about a rejection (opened in 11): accept_work makes it payable (4; Secure Deal sets the total
    aside), return_to_work goes to 2, uphold back to 11, where the freelancer may confirm the rejection or contest it
    again."""
    task = client_step(call, task_id, uuid)
    opened_in = State(task.row["dispute_opened_in"])
    to = answered(opened_in, decision)
    check_terms_given(decision, price, deadline)
    dispute_id = task.row["active_dispute_id"]
    text = plain(answer) if answer else None
    task = _carry_out(call, task, decision, to, price, deadline, text)
    task_parts.close_dispute(call.tx, dispute_id, call.stamp, decision, text)
    task = post_words(call, task, text)
    if decision != "propose_terms":
        tell_other_side(call, task, "task_step", _told(decision, opened_in), said=text)
    return {"task": brief_task(task, call.now), "dispute": _dispute(call, dispute_id, task.row["currency"])}


@operation(
    access="write",
    actors=("worker",),
    price="write",
    find=(
        "contractor drops the objection",
        "I no longer contest this",
        "take back my complaint",
        "withdraw a conflict case about a job",
        "end my disagreement with the client",
        "forget the objection I raised",
        "carry on without the complaint",
        "give up contesting the refusal",
        "close the dispute I started",
        "we found an agreement, no more conflict",
        "I drop my claim against the client",
        "recall my objection and go back to work",
    ),
)
def cancel_task_dispute(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskAnswer:
    """The freelancer withdraws an open dispute; the task returns to where it was (state 13 to 2 or 11).

    From 2 it goes on to 14 when a hard deadline has passed. Only the freelancer can do it. After going back to 11 the
    rejection still waits: confirm_task_rejection, or start_task_dispute again."""
    task = freelancer_step(call, task_id, uuid)
    task_parts.close_dispute(call.tx, task.row["active_dispute_id"], call.stamp)
    task = _go_back(call, task, State(task.row["dispute_opened_in"]))
    tell_other_side(call, task, "task_step", say("{worker} no longer contests {task}."))
    return views.answer(call, task)


def _carry_out(
    call: Call,
    task: Task,
    decision: Decision,
    to: State,
    price: Decimal | None,
    deadline: datetime | None,
    text: str | None,
) -> Task:
    if decision == "propose_terms":
        terms = wanted_terms(call, task, price=price, deadline=deadline)
        call.confirm(
            worded("Propose other terms for task {id}", id=task.id),
            record=f"task:{task.id}",
            details=(worded("The freelancer is {payee}", payee=task.payee), task.called),
        )
        return offer_terms(call, task, terms, text, active_dispute_id=None)[1]
    if decision == "accept_work":
        refuse_hold_without_money(call, task, State.DISPUTE_INITIATED)
        ask_to_accept(call, task)
        columns = place_hold(call, task)
        return advance(call, task, to, active_dispute_id=None, date_accepted=call.stamp, issue_code=None, **columns)
    columns = new_deadline(call, deadline)
    call.confirm(
        worded("Answer the dispute about task {id}: {decision}", id=task.id, decision=decision),
        record=f"task:{task.id}",
        details=(task.called,),
    )
    if decision == "return_to_work":
        columns |= {"date_finished": None, "date_accepted": None}
        return back_to_work(call, task, active_dispute_id=None, **columns)
    return _go_back(call, task, to)


def _go_back(call: Call, task: Task, opened_in: State) -> Task:
    """Back to where the dispute was opened."""
    if opened_in is State.IN_PROGRESS:
        return back_to_work(call, task, active_dispute_id=None)
    return advance(call, task, opened_in, active_dispute_id=None)


def _check_wishes(
    call: Call, task: Task, reason: str, wanted_price: Decimal | None, wanted_deadline: datetime | None
) -> int | None:
    """The price asked for in the smallest unit; Invalid when a wish cannot be or has no place in this state."""
    faults: dict[str, str] = {}
    if not reason:
        faults["reason"] = worded("is empty")
    contests_terms = task.state is State.IN_PROGRESS
    for name, wish in (("wanted_price", wanted_price), ("wanted_deadline", wanted_deadline)):
        if wish is not None and not contests_terms:
            faults[name] = worded(
                "goes only with a dispute about terms, from state 2; {name} is {state}",
                name=task.name,
                state=task.state.told,
            )
    if wanted_price is not None and contests_terms and (fault := price_fault(wanted_price, task.row["currency"])):
        faults["wanted_price"] = fault
    if wanted_deadline is not None and contests_terms and (fault := deadline_fault(wanted_deadline, call.now)):
        faults["wanted_deadline"] = fault
    if faults:
        raise Invalid(faults, next=("get_task", "start_task_dispute"))
    return None if wanted_price is None else Money.of(wanted_price, task.row["currency"]).amount


def _told(decision: Decision, opened_in: State) -> Sentence:
    if decision == "accept_work":
        return say("{client} accepts, after your dispute, the work on {task}.")
    if decision == "return_to_work":
        return say("{client} lets the work go on for {task}.")
    if opened_in is State.IN_PROGRESS:
        return say("{client} stands by the terms of {task}.")
    return say("{client} stands by the rejection of {task}.")


def _dispute(call: Call, dispute_id: int, currency: str) -> DisputeShape:
    row = task_parts.dispute(call.tx, dispute_id)
    wanted_price = row["wanted_price"]
    return {
        "id": row["id"],
        "opened_in": row["opened_in"],
        "opened_at": iso(row["opened_at"]),
        "reason": row["reason"],
        "wanted_price": Money(wanted_price, currency).text if wanted_price is not None else None,
        "wanted_deadline": iso(row["wanted_deadline"]) if row["wanted_deadline"] else None,
        "status": row["status"],
        "decision": row["decision"],
        "answer": row["answer"],
        "closed_at": iso(row["closed_at"]) if row["closed_at"] else None,
    }
