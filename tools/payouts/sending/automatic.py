"""Paying a task out by itself, to the payment method that its freelancer has switched on for that."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods, payouts
from store.types import Money, Owner, Shortfall, SpendingLimitReached
from tools.call import Call
from tools.errors import Refusal
from tools.payouts.handing_over import begin
from tools.payouts.rules.methods import NOUNS, TYPES
from tools.payouts.rules.payouts import left_of_task
from tools.payouts.sending.checks import check_covers, quoted_for, usable_method
from tools.payouts.settlement import create
from tools.rules.sentences import Sentence, begun, say, told_by
from tools.telling import Record


def pay_out(call: Call, task: Row) -> None:
    """Send what a task that was just paid brought, if its freelancer wants that. What cannot be sent stays on the balance, and
    the freelancer is told why."""
    method = methods.auto_pay_method(call.tx, task["worker_id"], task["currency"])
    if method is None or payouts.of_task(call.tx, task["id"]):
        return
    fault = call.attempt(lambda: _send(call, task, method))
    if fault is None:
        return
    if not isinstance(fault, Refusal | Shortfall | SpendingLimitReached):
        raise fault
    _tell_of_failure(call, task, method, fault)


def _send(call: Call, task: Row, method: Row) -> None:
    """As create_task_payout does, without asking anybody."""
    usable = usable_method(call, task["worker_id"], TYPES[method["kind"]], method["id"])
    base = Money(left_of_task(task["worker_receives"], ()), task["currency"])
    made = quoted_for(call, usable, base, None)
    check_covers(call, task["worker_id"], base)
    begin(call, create(call, usable, made, company_id=task["company_id"], task_id=task["id"], auto=True))


def _tell_of_failure(call: Call, task: Row, method: Row, fault: Exception) -> None:
    money = Money(task["worker_receives"], task["currency"])
    why = fault.message if isinstance(fault, Refusal) else told_by(fault)
    text = say(
        "{amount} of task {task} could not be sent to your {noun} {number} by itself and stay on your balance. {why} Send them "
        "with create_task_payout.",
        amount=money,
        task=task["id"],
        noun=Sentence(NOUNS[method["kind"]]),
        number=method["number"],
        why=begun(why),
    )
    record = Record("task", task["id"], task["title"])
    call.tell(Owner("person", task["worker_id"]), "money_failed", text, record=record, figures={"amount": str(money)})
