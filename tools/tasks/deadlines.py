"""What deadlines do by themselves: hard ones hand the task back to the client, the others are only told."""

from __future__ import annotations

from collections.abc import Sequence

from store.tasks import tasks
from store.types import utc_text
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.rules.sentences import say
from tools.rules.task_states import State
from tools.tasks.access import Task
from tools.tasks.notices import tell_company, tell_worker
from tools.tasks.rules.states import COMING_UP
from tools.tasks.steps import pass_deadline

MOST_A_RUN = 200


@scheduled(every=15)
def apply_hard_deadlines(call: Call) -> int:
    """Move tasks whose hard deadline has passed to client_approval, stamped with the deadline's own time."""
    return one_by_one(call, _loaded(call, tasks.lapsed(call.tx, call.stamp, MOST_A_RUN)), _pass)


@scheduled(every=60)
def tell_of_soft_deadlines(call: Call) -> int:
    """Tell both sides, once, that a soft deadline has passed; the task keeps its state."""
    return one_by_one(call, _loaded(call, tasks.newly_overdue(call.tx, call.stamp, MOST_A_RUN)), _tell_overdue)


def _pass(call: Call, task: Task) -> None:
    pass_deadline(call, task, at=task.row["date_end"])


def _tell_overdue(call: Call, task: Task) -> None:
    tasks.note_overdue_told(call.tx, task.id)
    for_company = say(
        "The deadline of {task} has passed. It can still be delivered; request_task_changes sets another date."
    )
    tell_company(call, task, "task_deadline", for_company)
    theirs = say("The deadline of {task} has passed. You can still deliver it with mark_task_completed.")
    tell_worker(call, task, "task_deadline", theirs)


@scheduled(every=60)
def tell_of_near_deadlines(call: Call) -> int:
    """Tell both sides, once, that a deadline is less than three days away."""
    due = _loaded(call, tasks.newly_coming_up(call.tx, utc_text(call.now + COMING_UP), MOST_A_RUN))
    return one_by_one(call, due, _tell_coming_up)


def _tell_coming_up(call: Call, task: Task) -> None:
    tasks.note_coming_up_told(call.tx, task.id)
    if task.deadline > call.now:
        text = say(
            "{task} is due on {day} at {time} UTC and not delivered yet.",
            day=f"{task.deadline:%Y-%m-%d}",
            time=f"{task.deadline:%H:%M}",
        )
        tell_company(call, task, "task_deadline", text)
        tell_worker(call, task, "task_deadline", text)


def _loaded(call: Call, task_ids: Sequence[int]) -> list[Task]:
    """The tasks in their stored states."""
    return [Task(dict(row), "client", State(row["state"])) for row in tasks.load_all(call.tx, task_ids)]
