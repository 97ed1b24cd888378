"""Adding a step to the checklist of a work order, changing one, ticking it off, taking it out."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.errors import Invalid, WrongState
from tools.operation import operation
from tools.params import Clearable
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.work_orders.access import order_of_company, reload, standing, visible_order, write
from tools.work_orders.checklist.changeset import Changed, change_task, notes_given, task_of, tell_assignee
from tools.work_orders.checklist.params import (
    Alerts,
    AttachmentId,
    FieldId,
    FolderId,
    Group,
    Label,
    MailTo,
    Phone,
    Position,
    Required,
    TaskId,
    TaskStatus,
    TypeId,
)
from tools.work_orders.checklist.rules.permits import check_defined
from tools.work_orders.checklist.shapes import SumShape, TaskShape, full_task_shape, sum_shape
from tools.work_orders.drafting.leaving import called
from tools.work_orders.drafting.parts import check_checklist, write_task
from tools.work_orders.params import ClosingNotes, WorkOrderId
from tools.work_orders.rules.checklist import check_data, description
from tools.work_orders.rules.states import ASSIGNED, code

TOOLSET = "work_order_content"


class NewTask(TypedDict):
    task: TaskShape


class ChangedTask(TypedDict):
    """alerts_sent: mails that went out because the step was completed."""

    task: TaskShape
    alerts_sent: int


class DeletedTask(TypedDict):
    deleted: bool
    sum: SumShape


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"group": "onsite", "type_id": 10, "label": "Take a photo of the rack"},
    find=(
        "remind him to call the help desk before leaving",
        "add a step: take a photo of the rack",
        "checklist entry for a signature",
        "one more thing to do on site",
        "add a to-do to the ticket",
        "the technician must also upload a report",
        "require a check-in on the job",
        "new checklist item",
        "mail us as soon as he has done this step",
        "add a question the provider has to fill in to the steps",
        "extra task for the visit",
    ),
)
def create_work_order_task(
    call: Call,
    work_order_id: WorkOrderId,
    group: Group,
    type_id: TypeId,
    label: Label | None = None,
    required: Required = True,
    order: Position | None = None,
    alerts: Alerts | None = None,
    custom_field_id: FieldId | None = None,
    phone: Phone | None = None,
    email: MailTo | None = None,
    folder_id: FolderId | None = None,
    attachment_id: AttachmentId | None = None,
) -> NewTask:
    """Add a step to the checklist of a work order, by default as the last of its group.

    Up to assigned; the assigned provider is told. At most 100 steps, and one each of types 1, 3 and 4. Type 7 needs
    custom_field_id, 8 phone, 9 email, 13 attachment_id. Types 1, 3 to 7, 11 and 12 are completed by the act itself (a
    check-in, an upload, a signature), the others by update_work_order_task. alerts are mailed on completion."""
    row = order_of_company(call, work_order_id)
    check_defined(call.tool, standing(row, call))
    given = {name: value for name, value in call.given.items() if name != "work_order_id"}
    check_data(given)
    id = write_task(call, row, given, None)
    check_checklist(call, row)
    write(call, row, "changed", detail={"fields": ["tasks"], "task_id": id})
    if row["status"] == ASSIGNED:
        about = say("The checklist of {orders} has another step, {step}. get_work_order_task shows it.")
        tell_assignee(call, row, id, about)
    return {"task": full_task_shape(call, row, task_of(call, row, id), "company")}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    example={"status": "complete"},
    find=(
        "I called the help desk, tick it off",
        "rename that step",
        "make the photo optional",
        "this step is done",
        "check off a to-do of the visit",
        "mark one checklist item complete",
        "set a step back because it was not done",
        "change the phone number to call in the step",
        "write the close-out notes of the job",
        "move a step to another place in the list",
        "mail somebody else when the step is done",
    ),
)
def update_work_order_task(
    call: Call,
    work_order_id: WorkOrderId,
    task_id: TaskId,
    status: TaskStatus | None = None,
    closing_notes: Annotated[ClosingNotes, Field(description="How the job ended; completes a step of type 2.")]
    | None = None,
    group: Group | None = None,
    type_id: TypeId | None = None,
    label: Clearable[Label] | None = None,
    required: Required | None = None,
    order: Position | None = None,
    alerts: Clearable[Alerts] | None = None,
    custom_field_id: Clearable[FieldId] | None = None,
    phone: Clearable[Phone] | None = None,
    email: Clearable[MailTo] | None = None,
    folder_id: Clearable[FolderId] | None = None,
    attachment_id: Clearable[AttachmentId] | None = None,
) -> ChangedTask:
    """Change one step of a work order's checklist, or tick it off. Only what is given changes.

    The assigned provider sets status complete and closing_notes, while assigned; a step that an act completes (arrival,
    check-in, upload, field value, signature, tracking) only once that is done. The company changes what a step is up to
    assigned and its status until approval, also back to incomplete; the provider is told. On completion each alert
    address is mailed once."""
    row, side = visible_order(call, work_order_id)
    task = task_of(call, row, task_id)
    given = {name: value for name, value in call.given.items() if name not in ("work_order_id", "task_id")}
    if not given:
        raise Invalid({"arguments": worded("name at least one thing to change: status, or what the step asks for")})
    columns: dict[str, Any] = notes_given(given)
    changed = change_task(call, row, side, task, given)
    check_checklist(call, row)
    if changed.defined or changed.status or columns:
        detail = {"fields": ["tasks"], "task_id": task_id, **({"status": changed.status} if changed.status else {})}
        write(call, row, "changed", detail=detail, **columns)
    if side == "company":
        _tell_changed(call, row, task, changed)
    now = reload(call, row)
    return {"task": full_task_shape(call, now, task_of(call, now, task_id), side), "alerts_sent": changed.alerts_sent}


def _tell_changed(call: Call, row: Row, task: Row, changed: Changed) -> None:
    """The provider hears what the company made of a step."""
    told: Sentence | None = None
    if changed.status == "incomplete":
        told = say("Step {step} of the checklist of {orders} counts as open again.")
    elif changed.status == "complete":
        told = say("Step {step} of the checklist of {orders} was ticked off by the company.")
    elif changed.defined:
        told = say("Step {step} of the checklist of {orders} changed. get_work_order_task shows it.")
    if told is not None:
        tell_assignee(call, row, task["id"], told)


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "that step is not needed",
        "take the phone call off the list",
        "shorten the checklist",
        "delete a checklist item",
        "drop one to-do from the ticket",
        "remove a step from the job",
        "he does not have to do that any more on site",
        "strike a task off the visit",
        "no signature needed after all",
        "take out the check-in step",
    ),
)
def delete_work_order_task(call: Call, work_order_id: WorkOrderId, task_id: TaskId) -> DeletedTask:
    """Remove a step from the checklist of a work order, with its alerts.

    Up to assigned; while assigned not a step that is complete. Files, signatures and values it led to stay. The
    assigned provider is told. To keep it as an option, set required false with update_work_order_task."""
    row = order_of_company(call, work_order_id)
    task = task_of(call, row, task_id)
    check_defined(call.tool, standing(row, call))
    if row["status"] == ASSIGNED and task["status"] == "complete":
        raise WrongState(
            worded(
                "Step {task_id} is complete; while the work order is assigned, what was done stays on its checklist.",
                task_id=task_id,
            ),
            state=code(standing(row, call)),
            next=("get_work_order_task",),
        )
    call.confirm(
        worded(
            "Remove step {task_id} from the checklist of work order {work_order_id}",
            task_id=task_id,
            work_order_id=work_order_id,
        ),
        record=f"work_order:{work_order_id}",
        details=(worded("The step is {description}", description=description(dict(task), quoted)), called([row])),
    )
    checklist_tasks.delete(call.tx, row["id"], task_id)
    write(call, row, "changed", detail={"fields": ["tasks"], "task_id": task_id, "deleted": True})
    if row["status"] == ASSIGNED:
        tell_assignee(call, row, task_id, say("Step {step} of the checklist of {orders} is not needed any more."))
    return {"deleted": True, "sum": sum_shape(call, row)}
