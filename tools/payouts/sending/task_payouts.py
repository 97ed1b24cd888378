"""Paying a task out: its money from the freelancer's balance to one of their payment methods, and how far that is."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.payouts import payouts
from store.types import Money, iso
from tools.call import Call
from tools.errors import Conflict, NotFound, Step
from tools.operation import operation
from tools.payouts.access import whose
from tools.payouts.handing_over import begin
from tools.payouts.params import MethodType
from tools.payouts.providers import Manual
from tools.payouts.rules.payouts import BLOCKING, CREATED, IN_PROGRESS, left_of_task
from tools.payouts.sending.checks import ask_to_pay_out, check_covers, quoted_for, usable_method
from tools.payouts.sending.params import EndpointId, TargetCurrency
from tools.payouts.sending.shapes import PayoutShape, payout_shape, state_of
from tools.payouts.settlement import create
from tools.rules.sentences import worded
from tools.tasks.access import Task, TaskId, TaskUuid, visible_task
from tools.tasks.rules.states import require_state

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class PayoutAnswer(TypedDict):
    payout: PayoutShape


class PayoutStep(TypedDict):
    status: int
    at: str


class TaskPayout(TypedDict):
    """steps: the states it has passed, with when. earlier: payouts of the task before it, the latest first."""

    payout_status: int
    payout: PayoutShape
    steps: list[PayoutStep]
    earlier: NotRequired[list[PayoutShape] | None]


@operation(
    access="money",
    actors=("client", "admin", "agent", "worker"),
    price="money_move",
    find=(
        "transfer a contractor's earnings to their card",
        "withdraw to a bank account in euros",
        "get the fee out to the worker's wallet",
        "send the money of a paid task to my IBAN",
        "cash out what this job brought me",
        "pay the freelancer's task money out to their bank",
        "move the earnings of one assignment to WebMoney",
        "wire the contractor what they got for the order",
        "get my payment for the logo on my Visa",
        "transfer task earnings abroad in another currency",
        "payout of a completed task",
        "try again to send the money after the bank turned it down",
    ),
)
def create_task_payout(
    call: Call,
    payout_endpoint_type: MethodType,
    payout_endpoint_id: EndpointId,
    task_id: TaskId | None = None,
    uuid: TaskUuid | None = None,
    currency_id: TargetCurrency | None = None,
) -> PayoutAnswer:
    """Send the money of a paid task (state 5) from the freelancer's balance to their card, bank account or e-wallet.

    All that is left of the task leaves, converted if currency_id says so; no parts. A company may do it for its freelancers.
    What fails comes back to the balance and can be sent again; a repeated call never pays twice. Next: get_task_payout shows
    how far it is. Earnings that belong to no task: create_balance_payout."""
    task = visible_task(call, task_id, uuid)
    whose(call, task.worker.id, None)
    earlier = payouts.of_task(call.tx, task.id)
    _refuse_twice(earlier)
    require_state(call.tool, task.id, task.state, task.next_tools, task.next_steps)
    method = usable_method(call, task.worker.id, payout_endpoint_type, payout_endpoint_id)
    base = Money(_left(task, earlier), task.row["currency"])
    made = quoted_for(call, method, base, currency_id)
    check_covers(call, task.worker.id, base)
    ask_to_pay_out(
        call, f"task:{task.id}", task.payee, method, made, (worded("For task {id}", id=task.id), task.called)
    )
    payout = create(call, method, made, company_id=task.company.id, task_id=task.id)
    return {"payout": payout_shape(begin(call, payout))}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "has the transfer reached the contractor",
        "was the withdrawal turned down",
        "where is my money",
        "how far is the payout of a task",
        "did the bank accept the transfer",
        "when will the earnings be on my card",
        "state of the money sent to the freelancer",
        "why was the payout declined",
        "which rate was my fee converted at",
        "how much of the task arrived on the account",
        "is the payment still on its way to the bank",
        "track a transfer of earnings",
        "did the money for this task arrive",
        "state of the payout of an assignment",
        "when was the task's money sent to my card",
    ),
)
def get_task_payout(call: Call, task_id: TaskId | None = None, uuid: TaskUuid | None = None) -> TaskPayout:
    """Tell how far the payout of a task is and whether the money has arrived.

    payout_status: 10 created, 1 in progress, 2 completed, 3 declined (the money is back on the balance), 5 partially completed
    (the rest is back). The latest payout counts; after 3 or 5 create_task_payout sends what is left."""
    task = visible_task(call, task_id, uuid)
    found = payouts.of_task(call.tx, task.id)
    if not found:
        of_it = {"task_id": task.id}
        raise NotFound("payout of task", task.id, next=(Step("create_task_payout", of_it), Step("get_task", of_it)))
    latest, *earlier = found
    _say_who_moves_it_on(call, latest)
    return {
        "payout_status": latest["status"],
        "payout": payout_shape(latest),
        "steps": [
            {"status": step["status"], "at": iso(step["at"])} for step in payouts.steps_of(call.tx, latest["id"])
        ],
        "earlier": [payout_shape(row) for row in earlier] or None,
    }


def _say_who_moves_it_on(call: Call, payout: Row) -> None:
    """A warning while it is under way: whoever asks why the money has not arrived need not do anything."""
    if payout["status"] == IN_PROGRESS and payout["provider"] == Manual.name:
        call.warn(
            "Whoever runs this installation transfers it by hand and records how it ended. It waits since "
            f"{iso(payout['sent_at'])}; nothing is asked of the freelancer or the company."
        )
    elif payout["status"] == CREATED and payout["attempts"]:
        again = f" at {iso(payout['next_attempt_at'])}" if payout["next_attempt_at"] else ""
        call.warn(f"It could not be handed over yet; that is tried again by itself{again}.")


def _refuse_twice(earlier: list[Row]) -> None:
    """Conflict with the payout when one of the task is under way or has arrived."""
    standing = next((row for row in earlier if row["status"] in BLOCKING), None)
    if standing is None:
        return
    raise Conflict(
        worded(
            "Task {task_id} has a payout already: payout {id} is {state_of}. Nothing was sent again.",
            task_id=standing["task_id"],
            id=standing["id"],
            state_of=state_of(standing),
        ),
        code="already_paid_out",
        next=("get_task_payout",),
        details={"payout": dict(payout_shape(standing))},
    )


def _left(task: Task, earlier: list[Row]) -> int:
    """What the task credited and no earlier payout has used up; Conflict when that is nothing."""
    used = [(row["status"], row["base_amount"], row["returned_base_amount"]) for row in earlier]
    left = left_of_task(task.row["worker_receives"], used)
    if left > 0:
        return left
    raise Conflict(
        worded("All that task {id} brought has been paid out.", id=task.id),
        code="already_paid_out",
        next=("get_task_payout",),
    )
