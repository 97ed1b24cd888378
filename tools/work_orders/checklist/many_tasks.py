"""Changing several steps of a checklist at once."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.params import OneLine
from tools.rules.sentences import worded
from tools.work_orders.access import reload, visible_order, write
from tools.work_orders.checklist.changeset import change_task, task_of, tell_assignee_of_all
from tools.work_orders.checklist.params import Alerts, Group, Position, TaskStatus
from tools.work_orders.checklist.shapes import SumShape, TaskShape, full_task_shape, sum_shape
from tools.work_orders.drafting.parts import check_checklist
from tools.work_orders.params import WorkOrderId

TOOLSET = "work_order_content"


class TaskChangeIn(TypedDict):
    task_id: Annotated[int, Field(ge=1)]
    status: NotRequired[TaskStatus]
    label: NotRequired[Annotated[OneLine, Field(max_length=1000, description="Empty text takes it away.")]]
    order: NotRequired[Position]
    group: NotRequired[Group]
    required: NotRequired[bool]
    alerts: NotRequired[Alerts]


class ChangedTasks(TypedDict):
    """alerts_sent: mails that went out because steps were completed."""

    results: list[TaskShape]
    sum: SumShape
    alerts_sent: int


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    example={"tasks": [{"task_id": 1, "required": False}]},
    find=(
        "tick off everything on the list",
        "reorder the steps",
        "mark three items as done",
        "complete several checklist items at once",
        "change the whole checklist in one go",
        "put the steps into another order",
        "make all the steps optional",
        "rename several steps",
        "all to-dos of the visit are done",
        "move steps from onsite to prep",
    ),
)
def update_work_order_tasks(
    call: Call,
    work_order_id: WorkOrderId,
    tasks: Annotated[
        list[TaskChangeIn],
        Field(min_length=1, max_length=100, description="Steps by task_id, with what changes of each."),
    ],
) -> ChangedTasks:
    """Change several steps of a work order's checklist at once, all or none. Steps not named stay as they are.

    The assigned provider sets status only, and free of charge; a step that an act completes only once that is done. The
    company changes what steps are up to assigned, and their status until approval. Each alert address of a completed
    step is mailed once."""
    row, side = visible_order(call, work_order_id)
    _check_named(tasks)
    found = [task_of(call, row, each["task_id"]) for each in tasks]
    changed = []
    for number, (task, each) in enumerate(zip(found, tasks, strict=True)):
        given = {name: value for name, value in each.items() if name != "task_id"}
        if given.get("label") == "":
            given["label"] = None
        changed.append(change_task(call, row, side, task, given, f"tasks[{number}]."))
    check_checklist(call, row)
    if any(each.defined or each.status for each in changed):
        write(call, row, "changed", detail={"fields": ["tasks"], "task_ids": [each["task_id"] for each in tasks]})
        if side == "company":
            tell_assignee_of_all(call, row)
    now = reload(call, row)
    results = [full_task_shape(call, now, task_of(call, now, each["task_id"]), side) for each in tasks]
    return {"results": results, "sum": sum_shape(call, now), "alerts_sent": sum(each.alerts_sent for each in changed)}


def _check_named(tasks: list[TaskChangeIn]) -> None:
    """Invalid for a step that is named twice, and for one of which nothing changes."""
    faults: dict[str, str] = {}
    seen: set[int] = set()
    for number, each in enumerate(tasks):
        if each["task_id"] in seen:
            faults[f"tasks[{number}].task_id"] = worded("{task_id} is named twice", task_id=each["task_id"])
        if len(each) == 1:
            faults[f"tasks[{number}]"] = worded("name at least one thing to change, such as status")
        seen.add(each["task_id"])
    if faults:
        raise Invalid(faults)
