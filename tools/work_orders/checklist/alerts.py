"""Taking alert addresses off the steps of a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import parts as work_order_parts
from store.work_orders.checklist import tasks as checklist_tasks
from tools.call import Call
from tools.errors import NotFound, Step
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.work_orders.access import order_of_company, standing, write
from tools.work_orders.checklist.changeset import task_of
from tools.work_orders.checklist.params import TaskId
from tools.work_orders.checklist.rules.permits import check_alerts_change
from tools.work_orders.checklist.shapes import AlertShape
from tools.work_orders.drafting.leaving import called
from tools.work_orders.params import WorkOrderId

TOOLSET = "work_order_content"


class DeletedAlerts(TypedDict):
    """deleted: how many there were."""

    deleted: int


class DeletedAlert(TypedDict):
    """alerts: those that are left."""

    deleted: bool
    alerts: list[AlertShape]


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "nobody needs to hear about this step any more",
        "switch off all notifications of the task",
        "clear its mailing list",
        "stop all mails about that step",
        "remove every alert address of a checklist item",
        "no alerts for this to-do",
        "delete all e-mail addresses from the step",
        "mail nobody when this step is completed",
        "empty the alert list of the task",
        "take off everybody who is told about the step",
    ),
)
def delete_all_work_order_task_alerts(call: Call, work_order_id: WorkOrderId, task_id: TaskId) -> DeletedAlerts:
    """Remove every alert address from a step of a work order's checklist: nobody is mailed on its completion.

    Until the work is approved. Where there is none it answers 0. update_work_order_task with alerts sets new ones."""
    row = order_of_company(call, work_order_id)
    check_alerts_change("delete_all_work_order_task_alerts", standing(row, call))
    task = task_of(call, row, task_id)
    found = work_order_parts.alerts_of(call.tx, task["id"])
    if found:
        _confirm(
            call,
            row,
            task_id,
            worded("Remove {count} alert address(es)", count=len(found)),
            [each["email"] for each in found],
        )
        checklist_tasks.delete_alerts(call.tx, task["id"])
        write(call, row, "changed", detail={"fields": ["tasks"], "task_id": task_id})
    return {"deleted": len(found)}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "do not mail her when it is done",
        "drop one notification address",
        "stop telling the dispatcher about that step",
        "remove one alert from a checklist item",
        "take an e-mail address off the step",
        "he left, no more alerts to him about this task",
        "delete a single alert address",
        "one person less on the mailing list of the step",
        "wrong address in the alerts of a step",
        "unsubscribe somebody from the step",
    ),
)
def delete_work_order_task_alert(
    call: Call,
    work_order_id: WorkOrderId,
    task_id: TaskId,
    alert_id: Annotated[int, Field(ge=1, description="The alert, from get_work_order_task.")],
) -> DeletedAlert:
    """Remove one alert address from a step of a work order's checklist, until the work is approved; the others stay."""
    row = order_of_company(call, work_order_id)
    check_alerts_change("delete_work_order_task_alert", standing(row, call))
    task = task_of(call, row, task_id)
    found = {each["id"]: each["email"] for each in work_order_parts.alerts_of(call.tx, task["id"])}
    if alert_id not in found:
        known = {"work_order_id": work_order_id, "task_id": task_id}
        raise NotFound("alert", alert_id, next=(Step("get_work_order_task", known),))
    _confirm(call, row, task_id, worded("Remove an alert address"), [found.pop(alert_id)])
    checklist_tasks.delete_alert(call.tx, task["id"], alert_id)
    write(call, row, "changed", detail={"fields": ["tasks"], "task_id": task_id})
    return {"deleted": True, "alerts": [{"id": id, "email": email} for id, email in found.items()]}


def _confirm(call: Call, row: Row, task_id: int, act: str, emails: Sequence[str]) -> None:
    call.confirm(
        worded("{act} from step {task_id} of work order {id}", act=act, task_id=task_id, id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(worded("Not mailed any more: {emails}", emails=", ".join(map(quoted, emails))), called([row])),
    )
