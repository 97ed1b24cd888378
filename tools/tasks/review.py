"""What becomes of a task's result: accepted, sent back, rejected; and what becomes of one whose deadline has passed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from store.types import iso
from tools.call import Call
from tools.operation import operation
from tools.params import Deadline
from tools.rules.sentences import say, worded
from tools.rules.task_states import State
from tools.tasks.access import TaskId, TaskUuid, client_step, freelancer_step
from tools.tasks.changeset import new_deadline
from tools.tasks.holds import ask_to_accept, place_hold, refuse_hold_without_money, release_hold
from tools.tasks.notices import tell_other_side
from tools.tasks.rules.states import rejected
from tools.tasks.shapes import TaskAnswer
from tools.tasks.steps import advance, back_to_work, post_words
from tools.tasks.views import answer
from tools.text import plain

TOOLSET = "tasks"
ACTS_FOR_COMPANIES = True

Reason = Annotated[str, Field(min_length=1, max_length=1000, description="Why; posted to the chat.")]
NewDeadline = Annotated[Deadline, Field(description="The new deadline, in the future.")]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "the result is fine, approve it",
        "sign off on the contractor's work",
        "take delivery and reserve the fee",
        "we are happy with what the freelancer made",
        "confirm that the delivered job is good",
        "pass the review of finished work",
        "put the contractor's fee in escrow",
        "make finished work payable",
        "the work we got is great, close the review",
        "mark a freelancer's submission as good",
        "yes, that is what we wanted from the contractor",
        "approve the result so that it can be paid",
    ),
)
def accept_task(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskAnswer:
    """The client accepts delivered work (state 3 to 4), which makes the task payable.

    Under Secure Deal (hold.type on_acceptance) the total is set aside from the company's available balance in the
    same step; with too little available nothing changes but issue_code. It pays nobody yet. Not to be confused with
    start_task, by which the freelancer takes work up. Next: pay_task; until then reject_task is possible."""
    task = client_step(call, task_id, uuid)
    refuse_hold_without_money(call, task, State.CLIENT_REVIEW)
    ask_to_accept(call, task)
    columns = place_hold(call, task)
    task = advance(call, task, State.PENDING_PAYMENT, date_accepted=call.stamp, issue_code=None, **columns)
    accepted = say("{client} has accepted your work on {task}. Payment comes next.")
    tell_other_side(call, task, "task_step", accepted)
    return answer(call, task)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "ask for a revision",
        "send the work back for corrections",
        "not good enough yet, continue",
        "the freelancer should improve what they delivered",
        "return a delivery with remarks",
        "another round on this job please",
        "reopen delivered work for changes",
        "request fixes before we approve",
        "send it back, it needs improvements",
        "the freelancer has to fix a few things",
        "not accepted yet, please continue",
        "ask for corrections on delivered work",
    ),
)
def resume_task(
    call: Call,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    comment: Annotated[str, Field(min_length=1, max_length=5000, description="What to improve; posted to the chat.")]
    | None = None,
    deadline: NewDeadline | None = None,
) -> TaskAnswer:
    """Send delivered work back to the freelancer for further work (state 3 to 2) instead of accepting it.

    Only from state 3. Give a new deadline when the hard one has passed, else the task goes on to state 14 at once. To
    refuse the result altogether use reject_task; to continue after a passed deadline extend_task_deadline."""
    task = client_step(call, task_id, uuid)
    columns = new_deadline(call, deadline)
    task = back_to_work(call, task, date_finished=None, **columns)
    remark = plain(comment) if comment else None
    task = post_words(call, task, remark)
    tell_other_side(call, task, "task_step", say("{client} asks for more work on {task}."), said=remark)
    return answer(call, task)


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "cancel an assignment we no longer need",
        "the delivered work is not acceptable",
        "call off the overdue job",
        "withdraw an order from a freelancer",
        "refuse to pay for bad work",
        "we do not want this result",
        "stop a job that is under way",
        "take back the work we offered",
        "we don't accept what the freelancer delivered",
        "cancel an order with a contractor",
        "the result is wrong, reject it",
        "call the gig off, we changed plans",
    ),
)
def reject_task(
    call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None, reason: Reason | None = None
) -> TaskAnswer:
    """The client withdraws a task or rejects its result: unfinished work ends, delivered work waits.

    From states 1, 2 and 14 it ends (8). From 3 and 4 it waits in 11 until the freelancer agrees
    (confirm_task_rejection) or contests it (start_task_dispute); money set aside stays so until then. Impossible once
    paid, while a payment runs, or while a dispute or a change proposal is open. For another try use resume_task."""
    task = client_step(call, task_id, uuid)
    to = rejected(task.state)
    ends = to is State.REJECTED_BY_CLIENT
    effect = worded("it ends unpaid") if ends else worded("the freelancer has to agree, or may contest it")
    call.confirm(
        worded("Reject task {id}, which is {state}: {effect}", id=task.id, state=task.state.told, effect=effect),
        record=f"task:{task.id}",
        details=(task.called,),
    )
    task = advance(call, task, to, **(release_hold(call, task) if ends else {}))
    why = plain(reason) if reason else None
    task = post_words(call, task, why)
    told = say("{client} has withdrawn {task}.")
    if not ends:
        told = say(
            "{client} has rejected your work on {task}. Agree with confirm_task_rejection or contest it with start_task_dispute."
        )
    tell_other_side(call, task, "task_step", told, said=why)
    return answer(call, task)


@operation(
    access="destructive",
    actors=("worker", "client", "admin", "agent"),
    price="write",
    find=(
        "contractor accepts that the client turned the result down",
        "agree to the cancellation of delivered work",
        "free the escrow of a refused job",
        "I accept that my work was not taken",
        "close a refused delivery without payment",
        "no objection to the client's refusal",
        "let the client have the reserved money back",
        "settle a turned-down job in the client's favour",
        "okay, then I get no money for it",
        "agree that the task is cancelled without pay",
        "the customer is right, my work was not good enough",
        "I give in to the rejection",
        "I agree that the task is called off",
        "accept that the client rejected my work",
        "the cancellation of my assignment is fine",
        "say yes to ending the task",
    ),
)
def confirm_task_rejection(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskAnswer:
    """The freelancer agrees that the work was rejected; the task ends unpaid for good (state 11 to 8).

    Money set aside goes back to the company's available balance in full. Open to the freelancer, or a company with
    the right act_for_freelancers; the freelancer is then notified. To contest the rejection instead:
    start_task_dispute."""
    task = freelancer_step(call, task_id, uuid)
    call.confirm(
        worded(
            "Agree that the work on task {id} was rejected: it ends unpaid and the freelancer receives nothing",
            id=task.id,
        ),
        record=f"task:{task.id}",
        details=(worded("The freelancer is {payee}", payee=task.payee), task.called),
    )
    task = advance(call, task, State.REJECTED_BY_CLIENT, **release_hold(call, task))
    confirmed = say("The rejection of {task} is confirmed for {worker}; it ends unpaid.")
    tell_other_side(call, task, "task_step", confirmed)
    return answer(call, task)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "give the contractor three more days",
        "the due date passed, let them continue",
        "prolong an expired assignment",
        "more time for late work",
        "the freelancer missed the date, set a new one",
        "let overdue work go on",
        "postpone when the late job has to be ready",
        "unblock work that ran past its date",
        "the freelancer is late, allow another week",
        "move an expired deadline out",
        "let the task continue although time ran out",
        "grant additional days",
    ),
)
def extend_task_deadline(
    call: Call, deadline: NewDeadline, task_id: TaskId | None = None, uuid: TaskUuid | None = None
) -> TaskAnswer:
    """Give a task whose hard deadline has passed a later one, so that work goes on (state 14 to 2 or 1).

    Only from state 14, which waits for the client: extend it or end it with reject_task. Before the deadline has passed
    request_task_changes sets another one. The kind of deadline stays as it is."""
    task = client_step(call, task_id, uuid)
    columns = new_deadline(call, deadline)
    started = task.row["date_started"] is not None
    task = advance(call, task, State.IN_PROGRESS if started else State.UNCONFIRMED, **columns)
    later = say("{task} has a new deadline: {deadline}. Work can go on.", deadline=iso(deadline))
    tell_other_side(call, task, "task_terms", later)
    return answer(call, task)
