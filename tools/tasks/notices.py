"""Who is told of what happens to tasks, in which words, and what the feed of changes says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.types import Owner, iso
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, begun, say, together
from tools.rules.task_states import State
from tools.tasks.access import Task
from tools.telling import Record

# Of what others wrote stands so much in the notice itself; all of it in the mail.
LONGEST_WORDS = 250
LONGEST_MESSAGE = 5000

# What the feed calls a step; of other steps it says that the task has changed.
_VERBS = {
    "create_task": "created",
    "start_task": "started",
    "mark_task_completed": "delivered",
    "resume_task": "returned",
    "accept_task": "accepted",
    "reject_task": "rejected",
    "confirm_task_rejection": "rejected",
    "decline_task": "declined",
    "start_task_dispute": "disputed",
}


def tell_other_side(
    call: Call,
    task: Task,
    kind: str,
    text: Sentence,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
) -> None:
    """Tell whoever did not take the step; the freelancer too when it was taken in their name.

    text: with places for the {task}, its {client} and its {worker}. said: what was written."""
    tell = tell_company if task.side == "worker" else tell_worker
    tell(call, task, kind, text, said=said, figures=figures)


def tell_company(
    call: Call,
    task: Task,
    kind: str,
    text: Sentence,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
) -> None:
    """Tell the company; its mail goes to who made the task."""
    _tell(call, task.company, task, kind, text, said, figures, Owner(task.row["creator_type"], task.row["creator_id"]))


def tell_worker(
    call: Call,
    task: Task,
    kind: str,
    text: Sentence,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
) -> None:
    """Tell the freelancer."""
    _tell(call, task.worker, task, kind, text, said, figures, None)


def note_step(call: Call, task: Task, tool: str) -> None:
    """Append to the feed where a step has led. Money on its way is told once it has arrived, or has come back."""
    accepted = tool == "reply_to_task_dispute" and task.state is State.PENDING_PAYMENT
    note(call, task, "accepted" if accepted else _VERBS.get(tool, "changed"))


def note(call: Call, task: Task, verb: str, fields: Sequence[str] = ()) -> None:
    """Append to the feed what happened to a task. fields: the names of what is different."""
    data: dict[str, object] = {"state": task.state.title}
    if fields:
        data["fields"] = sorted(fields)
    call.change(f"task.{verb}", task.record, company_id=task.company.id, data=data)


def _tell(
    call: Call,
    owner: Owner,
    task: Task,
    kind: str,
    text: Sentence,
    said: str | None,
    figures: Mapping[str, object] | None,
    responsible: Owner | None,
) -> None:
    words = say("They write: {words}", words=quoted(said, LONGEST_WORDS)) if said else None
    rest = said is not None and len(said) > LONGEST_WORDS
    call.tell(
        owner,
        kind,
        begun(together(_filled_in(text, task), words)),
        record=Record("task", task.id, task.row["title"]),
        starts_at=task.deadline,
        figures={"state": task.state.title, "deadline": iso(task.deadline), **(figures or {})},
        responsible=responsible,
        body=say("All of what they write: {words}", words=quoted(said, LONGEST_MESSAGE)) if rest else None,
        open_tools=replace(task, side="worker" if owner == task.worker else "client").next_tools,
    )


def _filled_in(text: Sentence, task: Task) -> Sentence:
    """The text with the task, the company that ordered it and the freelancer as notices speak of them."""
    row = task.row
    return text.using(
        task=say("task {id} {title}", id=task.id, title=quoted(row["title"])),
        client=quoted(row["company_name"]),
        worker=quoted(task.worker_name),
    )
