"""A task as its caller sees it: found within their reach, on their side, as it stands at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from store.tasks import tasks
from store.types import Money, Owner, utc_time
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound, Step
from tools.params import Id, Uuid
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.rules.task_states import State
from tools.tasks.rules import states as rules
from tools.tasks.rules.states import Side

TaskId = Annotated[Id, Field(description="The task, from list_tasks. Either this or uuid.")]
TaskUuid = Annotated[Uuid, Field(description="The task's uuid. Either this or task_id.")]


@dataclass(frozen=True, slots=True)
class Task:
    """A task's row with the side that looks at it. A hard deadline that has passed is already counted in `state`."""

    row: Mapping[str, Any]
    side: Side
    state: State
    # A member of the company takes the freelancer's step in their name.
    on_behalf: bool = False

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def record(self) -> tuple[str, int]:
        return ("task", self.id)

    @property
    def name(self) -> str:
        """How messages speak of it."""
        return worded("task {id} '{title}'", id=self.id, title=self.row["title"])

    @property
    def called(self) -> str:
        """What a question says last of it."""
        return worded("The task is called {title}", title=quoted(self.row["title"]))

    @property
    def company(self) -> Owner:
        return Owner("company", self.row["company_id"])

    @property
    def worker(self) -> Owner:
        return Owner("person", self.row["worker_id"])

    @property
    def worker_name(self) -> str:
        names = (self.row["worker_first_name"], self.row["worker_last_name"])
        return " ".join(name for name in names if name)

    @property
    def payee(self) -> str:
        """Whom a question says the money goes to."""
        return worded("person {id} {name}", id=self.row["worker_id"], name=quoted(self.worker_name))

    @property
    def on_order(self) -> bool:
        """Whether its money is set aside from the order on, as the task came of an open call."""
        return self.row["open_call_id"] is not None

    @property
    def deadline(self) -> datetime:
        return utc_time(self.row["date_end"])

    @property
    def finished(self) -> datetime | None:
        return utc_time(self.row["date_finished"]) if self.row["date_finished"] else None

    @property
    def next_tools(self) -> tuple[str, ...]:
        if self.row["has_payout"] or (self.state is State.COMPLETED and not self._pays_out):
            return ()
        return rules.next_tools(self.state, self.side, bool(self.row["act_for_freelancers"]))

    @property
    def _pays_out(self) -> bool:
        """A company pays out what a task brought to those in its team; others do it themselves."""
        return self.side == "worker" or bool(self.row["worker_in_team"])

    @property
    def next_steps(self) -> tuple[str | Step, ...]:
        """next_tools for a refusal: before what ends the task, a look at it, or at what still keeps it from being started."""
        if self.side == "client" and self.state is State.IN_PROGRESS and self.next_tools:
            return ("get_task", *self.next_tools)
        check = Step("check_task_requirements", {"freelancer_id": self.row["worker_id"]})
        steps: dict[str, tuple[str | Step, ...]] = {
            "start_task": ("start_task", check),
            "create_task_payout": (Step("create_task_payout", {"task_id": self.id}),),
        }
        return tuple(step for tool in self.next_tools for step in steps.get(tool, (tool,)))

    def money(self, column: str) -> Money:
        return Money(self.row[column], self.row["currency"])

    def with_columns(self, **columns: Any) -> Task:
        """The task after these columns were stored."""
        state = State(columns["state"]) if "state" in columns else self.state
        return replace(self, row={**self.row, **columns}, state=state)

    def lapses(self, now: datetime) -> bool:
        """Whether a hard deadline has taken it out of the freelancer's hands without that being stored yet."""
        stored = State(self.row["state"])
        return rules.has_lapsed(stored, self.row["deadline_type"], self.deadline, now)


def visible_task(call: Call, task_id: int | None, uuid: str | None) -> Task:
    """The task for whoever of the two sides is calling; a freelancer calls free of charge."""
    row = _named(call, task_id, uuid)
    own = call.caller.kind == "person" and row["worker_id"] == call.caller.id
    if own:
        call.as_worker()
    return task_of(row, "client" if row["company_id"] == call.caller.company_id else "worker", call.now)


def task_of(row: Mapping[str, Any], side: Side, now: datetime) -> Task:
    """A loaded row as the task it is now."""
    task = Task(row, side, State(row["state"]))
    return replace(task, state=State.CLIENT_APPROVAL) if task.lapses(now) else task


def client_step(call: Call, task_id: int | None, uuid: str | None) -> Task:
    """The task for a step of the company that ordered it: refused to others and in states the step does not fit."""
    task = visible_task(call, task_id, uuid)
    if task.side != "client":
        raise NotAllowed(
            worded(
                "{tool} is a step of the company that ordered {name}; you are its freelancer.",
                tool=call.tool,
                name=task.name,
            ),
            next=task.next_steps or ("get_task",),
        )
    rules.require_state(call.tool, task.id, task.state, task.next_tools, task.next_steps)
    return task


def freelancer_step(call: Call, task_id: int | None, uuid: str | None) -> Task:
    """The task for a step of its freelancer, or of a company with the right to act for them."""
    task = visible_task(call, task_id, uuid)
    if call.caller.kind == "person" and task.worker.id == call.caller.id:
        task = replace(task, side="worker")
    else:
        rules.require_right_to_act(call.tool, bool(task.row["act_for_freelancers"]))
        task = replace(task, on_behalf=True)
    rules.require_state(call.tool, task.id, task.state, task.next_tools, task.next_steps)
    return task


def _named(call: Call, task_id: int | None, uuid: str | None) -> Mapping[str, Any]:
    if task_id is None and uuid is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"task_id": missing, "uuid": missing}, next=("list_tasks",))
    caller = call.caller
    person_id = caller.id if caller.kind == "person" else None
    if task_id is not None:
        row = tasks.find_by_id(call.tx, task_id, caller.company_id, person_id)
        found = [row] if row else []
    else:
        found = tasks.find_by_uuid(call.tx, uuid or "", caller.company_id, person_id)
    if not found:
        raise NotFound("task", task_id or uuid, next=("list_tasks",))
    if len(found) > 1:
        raise Conflict(
            worded("Two companies gave the uuid {uuid} to a task; use task_id.", uuid=uuid), next=("list_tasks",)
        )
    if uuid is not None and found[0]["uuid"] != uuid.lower():
        raise Invalid(
            {"uuid": worded("is not the uuid of task {task_id}; pass one of the two", task_id=task_id)},
            next=("get_task",),
        )
    return dict(found[0])


def open_tools(call: Call, task_id: int) -> tuple[str, ...] | None:
    """The next tools of a task for whoever calls; None when it is not theirs to see."""
    caller = call.caller
    row = tasks.find_by_id(call.tx, task_id, caller.company_id, caller.id if caller.kind == "person" else None)
    if row is None:
        return None
    side: Side = "client" if row["company_id"] == caller.company_id else "worker"
    return task_of(dict(row), side, call.now).next_tools
