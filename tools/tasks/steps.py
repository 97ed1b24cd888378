"""What every step of a task does: the state, its history and the feed of changes go together."""

from __future__ import annotations

from typing import Any

from store.tasks import parts as task_parts
from store.tasks import tasks
from tools.call import Call
from tools.rules.sentences import say
from tools.rules.task_states import State
from tools.tasks.access import Task
from tools.tasks.notices import note_step, tell_company, tell_worker
from tools.tasks.rules.states import DEADLINE, HARD, PAYMENT_PROCESSING, TRANSITIONS, has_lapsed

# What becomes of a payment is told by whoever carries it out, once that is known.
_MONEY_STEPS = frozenset({"pay_task", "pay_new_task", PAYMENT_PROCESSING})


def advance(
    call: Call, task: Task, to: State, *, tool: str | None = None, at: str | None = None, **columns: Any
) -> Task:
    """Move a task along one of its transitions and append the step to its history; the task as it is then.

    tool: what caused it, by default the operation called. at: when, by default now. columns: others to be stored."""
    step = tool or call.tool
    if (task.state, to) not in TRANSITIONS[step]:
        raise AssertionError(f"{step} does not lead from {task.state} to {to}")
    _store_lapse(call, task)
    columns = {"state": int(to), **columns}
    tasks.change(call.tx, task.id, **columns)
    actor = call.caller.owner if tool is None else None
    tasks.add_history(call.tx, task.id, int(task.state), int(to), at or call.stamp, actor, task.on_behalf, step)
    call.changed("task", task.id)
    moved = task.with_columns(**columns)
    if step not in _MONEY_STEPS:
        note_step(call, moved, step)
    return moved


def back_to_work(call: Call, task: Task, **columns: Any) -> Task:
    """Back to in_progress, and on to client_approval at once when the hard deadline in force has passed."""
    working = advance(call, task, State.IN_PROGRESS, **columns)
    return pass_deadline(call, working, at=call.stamp) if working.lapses(call.now) else working


def back_from_proposal(call: Call, task: Task, **columns: Any) -> Task:
    """A change proposal is answered: work goes on, unless the hard deadline in force has passed meanwhile."""
    agreed = task.with_columns(**columns)
    passed = has_lapsed(State.IN_PROGRESS, agreed.row["deadline_type"], agreed.deadline, call.now)
    to = State.CLIENT_APPROVAL if passed else State.IN_PROGRESS
    moved = advance(call, task, to, active_changeset_id=None, **columns)
    if passed:
        _tell_of_lapse(call, moved)
    return moved


def pass_deadline(call: Call, task: Task, *, at: str) -> Task:
    """A hard deadline has passed: the client has to extend it or cancel."""
    moved = advance(call, task, State.CLIENT_APPROVAL, tool=DEADLINE, at=at)
    _tell_of_lapse(call, moved)
    return moved


def post_words(call: Call, task: Task, text: str | None) -> Task:
    """Post what was said with a step into the task's chat."""
    if text is None:
        return task
    task_parts.add_message(call.tx, task.id, call.caller.owner, chat_side(task), text, call.stamp)
    return task.with_columns(message_count=task.row["message_count"] + 1)


def chat_side(task: Task) -> str:
    return "client" if task.on_behalf else task.side


def _store_lapse(call: Call, task: Task) -> None:
    """Write down a deadline that passed before this step, so that history tells both in their order."""
    if task.state is State.CLIENT_APPROVAL and task.row["state"] != State.CLIENT_APPROVAL:
        before = State(task.row["state"])
        tasks.add_history(call.tx, task.id, int(before), int(task.state), task.row["date_end"], None, False, DEADLINE)
        _tell_of_lapse(call, task)


def _tell_of_lapse(call: Call, task: Task) -> None:
    text = say("The deadline of {task} has passed. {next}")
    if task.row["deadline_type"] == HARD:
        text = say("The hard deadline of {task} has passed. {next}")
    for_company = say("Give it a later one with extend_task_deadline, or end it with reject_task.")
    tell_company(call, task, "task_deadline", text.using(next=for_company))
    theirs = say("The client decides whether the work goes on.")
    tell_worker(call, task, "task_deadline", text.using(next=theirs))
