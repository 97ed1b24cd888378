"""Reading the checklist of a work order."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.work_orders.access import visible_order
from tools.work_orders.checklist.changeset import task_of
from tools.work_orders.checklist.params import TaskId, TaskStatus
from tools.work_orders.checklist.shapes import SumShape, TaskShape, full_task_shape, sum_shape
from tools.work_orders.params import WorkOrderId

TOOLSET = "work_order_content"


class Tasks(TypedDict):
    """sum: of the whole checklist. total: how many steps the filters find."""

    sum: SumShape
    results: list[TaskShape]
    total: int
    next_cursor: NotRequired[str | None]


class OneTask(TypedDict):
    task: TaskShape


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "what do I have to do on site",
        "checklist of the job",
        "which steps are still open",
        "show the to-do list of the work order",
        "what is left before I can report the job done",
        "steps before the visit",
        "how far is the technician with the checklist",
        "all checklist items of a ticket",
        "required steps that are not ticked off",
        "what has been completed on site so far",
        "instructions step by step for the visit",
    ),
)
def list_work_order_tasks(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    group: Annotated[Literal["prep", "onsite", "post"], Field(description="Only these.")] | None = None,
    status: Annotated[TaskStatus, Field(description="Only these.")] | None = None,
    type_id: Annotated[int, Field(ge=1, le=13, description="Only this type.")] | None = None,
) -> Tasks:
    """List the checklist of a work order with the status of each step: prep, onsite, post, each in its order.

    sum counts the whole checklist, whatever is asked for. A provider who is not assigned sees the steps without
    telephone numbers and addresses. Next: update_work_order_task ticks one off, update_work_order_tasks several."""
    order, side = visible_order(call, work_order_id)
    alerts = checklist_tasks.alerts(call.tx, order["id"])
    wanted = [
        each
        for each in work_order_parts.tasks(call.tx, order["id"])
        if group in (None, each["task_group"])
        and status in (None, each["status"])
        and type_id in (None, each["type_id"])
    ]
    found, next_cursor, total = page.slice(wanted)
    results = [full_task_shape(call, order, each, side, alerts) for each in found]
    return {"sum": sum_shape(call, order), "results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "details of that step",
        "which number do I have to call",
        "what exactly must be photographed",
        "open one checklist item",
        "who is mailed when this step is done",
        "who ticked off that step and when",
        "which file do I have to download for this step",
        "address to write to in this step",
        "is that single step complete",
        "full text of one step of the checklist",
    ),
)
def get_work_order_task(call: Call, work_order_id: WorkOrderId, task_id: TaskId) -> OneTask:
    """Give one step of a work order's checklist in full: what it asks for, who did it when, and who is mailed of it.

    A provider who is not assigned sees it without telephone numbers and addresses."""
    order, side = visible_order(call, work_order_id)
    return {"task": full_task_shape(call, order, task_of(call, order, task_id), side)}
