"""Money set aside for a task under Secure Deal, and what is said when there is too little of it."""

from __future__ import annotations

from typing import Any

from store.tasks import tasks
from store.types import Money, Owner
from tools.acts import Spends
from tools.call import Call
from tools.errors import InsufficientFunds, short
from tools.rules.sentences import worded
from tools.rules.task_states import State
from tools.tasks.access import Task


def ask_to_accept(call: Call, task: Task) -> None:
    """Ask the person before work is accepted; under Secure Deal that commits the total."""
    total = task.money("total_to_pay")
    held = task.row["safe_deal_enabled"] or task.row["held_amount"]
    act = worded("Accept the work on task {id}", id=task.id)
    effect = (
        worded("The money is set aside until it is paid") if held else worded("{total} become payable", total=total)
    )
    call.confirm(
        worded("{act} and set aside", act=act) if held else act,
        record=f"task:{task.id}",
        amount=total if held else None,
        payee=task.payee if held else None,
        details=(effect, worded("The freelancer is {payee}", payee=task.payee), task.called),
        spends=spends_on(task, Money(max(0, total.amount - task.row["held_amount"]) if held else 0, total.currency)),
    )


def spends_on(task: Task, newly: Money) -> Spends:
    """What an act on a task commits beside what is held for it already."""
    return Spends("task", task.company, [(Owner("person", task.worker.id), newly)], of_balance=True)


def spends_when_paid(call: Call, task: Task) -> Spends:
    """What paying a task commits beside what its company set aside for it. A price that the freelancer agreed to since is
    held by their act, which counted as nobody's."""
    total = task.money("total_to_pay")
    counted = tasks.held_without(call.tx, task.id, task.worker.id) if task.row["hold_id"] is not None else 0
    return spends_on(task, Money(max(0, total.amount - counted), total.currency))


def refuse_hold_without_money(call: Call, task: Task, stays: State) -> None:
    """Refuse an acceptance under Secure Deal that the company cannot cover, and note that on the task."""
    available = _missing_for_hold(call, task)
    if available is None:
        return
    tasks.note_issue(call.tx, task.id, "insufficient_funds_for_hold")
    raise short_of(task, available, worded("{name} stays {stays}.", name=task.name, stays=stays.told)).kept()


def place_hold(call: Call, task: Task) -> dict[str, Any]:
    """Set the total aside under Secure Deal, in place of an earlier hold of another amount; the columns that say so.

    Shortfall when the company has too little available."""
    total = task.money("total_to_pay")
    if not _hold_is_missing(task):
        return {}
    release_hold(call, task)
    purse = call.books.purse(task.company, total.currency)
    hold_id = call.books.hold(purse, total, kind="task", record=task.record)
    return {"hold_id": hold_id, "held_amount": total.amount}


def hold_on_order(call: Call, task: Task) -> Task:
    """Set the total of a task that came of an open call aside before it is started; the task as it is then."""
    total = task.money("total_to_pay")
    purse = call.books.purse(task.company, total.currency)
    columns = {
        "hold_id": call.books.hold(purse, total, kind="task", record=task.record),
        "held_amount": total.amount,
    }
    tasks.change(call.tx, task.id, **columns)
    return task.with_columns(**columns)


def adjust_hold(call: Call, task: Task, total: Money) -> dict[str, Any]:
    """What is set aside from the order on follows another total; the columns that say so. Refused, with nothing changed,
    when the company cannot cover it."""
    if not task.on_order or task.row["hold_id"] is None or task.row["held_amount"] == total.amount:
        return {}
    purse = call.books.purse(task.company, total.currency)
    available = Money(purse.available + task.row["held_amount"], total.currency)
    if available < total and task.side == "worker":
        # What the company has is not the freelancer's to know.
        raise InsufficientFunds(
            worded(
                "The company cannot set aside what {name} costs at the new price now; its terms stay as they are.",
                name=task.name,
            ),
            next=("decline_task_changes",),
            state=task.state.title,
        )
    if available < total:
        told = worded("The terms of {name} stay as they are.", name=task.name)
        raise short(task.company, total, available, told, tops_up=True)
    newly = Money(max(0, total.amount - task.row["held_amount"]), total.currency)
    call.confirm(
        worded("Set aside for task {id}", id=task.id), record=f"task:{task.id}", amount=total, payee=task.payee,
        moves=task.side == "client", spends=spends_on(task, newly),
    )  # fmt: skip
    call.books.void(task.row["hold_id"])
    hold_id = call.books.hold(purse, total, kind="task", record=task.record)
    return {"hold_id": hold_id, "held_amount": total.amount}


def release_hold(call: Call, task: Task) -> dict[str, Any]:
    """Give money set aside back to the company; the columns that say so."""
    if task.row["hold_id"] is None:
        return {}
    call.books.void(task.row["hold_id"])
    return {"hold_id": None, "held_amount": 0}


def short_of(task: Task, available: Money, effect: str) -> InsufficientFunds:
    """The company's balance does not reach for the task's total."""
    return short(
        task.company,
        task.money("total_to_pay"),
        available,
        worded("{effect} Add money, then try again.", effect=effect),
        state=task.state.title,
        details={"state_id": int(task.state)},
        tops_up=True,
    )


def _missing_for_hold(call: Call, task: Task) -> Money | None:
    """What the company has available when that is too little for place_hold, else None."""
    total = task.money("total_to_pay")
    if not _hold_is_missing(task):
        return None
    purse = call.books.purse(task.company, total.currency)
    available = purse.available + task.row["held_amount"]
    return Money(available, total.currency) if available < total.amount else None


def _hold_is_missing(task: Task) -> bool:
    """Whether acceptance has to set money aside. What is held already stays held when Secure Deal is switched off."""
    wanted = task.row["safe_deal_enabled"] or task.row["held_amount"]
    return bool(wanted) and task.row["held_amount"] != task.row["total_to_pay"]
