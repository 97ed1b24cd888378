"""The company's own incident number on a work order."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import orders as work_orders
from store.work_orders import words as work_order_words
from tools.call import Call
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import order_of_company, reload, standing, write
from tools.work_orders.drafting.leaving import called
from tools.work_orders.notices import named, tell
from tools.work_orders.params import IncidentId, WorkOrderId
from tools.work_orders.rules.states import APPROVED, ASSIGNED, DELETED, PAID, WORK_DONE, wrong_state

TOOLSET = "work_orders"


class IncidentAnswer(TypedDict):
    work_order_id: int
    incident_id: str
    same_incident: list[int]
    same_incident_total: int


class IncidentRemoved(TypedDict):
    work_order_id: int
    changed: bool
    removed_incident_id: NotRequired[str | None]


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "link the ticket from our help desk",
        "store the customer's reference number",
        "attach incident INC-1001 to this job",
        "our own ticket number for this visit",
        "connect the job to the case in our system",
        "which other jobs belong to the same incident",
        "set the case id",
        "tie the site visit to a support request",
        "add our own case number",
        "put a reference from the ticketing system on the site job",
        "change the incident number",
        "this visit belongs to a help desk case",
    ),
)
def update_work_order_incident(call: Call, work_order_id: WorkOrderId, incident_id: IncidentId) -> IncidentAnswer:
    """Set or replace the incident number that ties a work order to the company's own system.

    Open in every state but paid. Not unique: several orders of one incident are how return visits are counted; the
    answer names the other orders that carry it. delete_work_order_incident takes it off."""
    row = order_of_company(call, work_order_id)
    _refuse_closed("update_work_order_incident", call, row)
    incident = plain(incident_id)
    if incident != row["incident_id"]:
        _store(call, row, incident)
    others = work_orders.same_incident(call.tx, row["company_id"], incident, row["id"])
    return {
        "work_order_id": row["id"],
        "incident_id": incident,
        "same_incident": others[:50],
        "same_incident_total": len(others),
    }


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "unlink the help desk ticket",
        "clear the wrong reference number",
        "detach the case id",
        "the incident number does not belong to this job",
        "remove our ticket number from the visit",
        "this job has no case any more",
        "erase the customer's reference",
        "break the link to our help desk",
        "remove the external case number",
        "the reference to our ticketing system is wrong, delete it",
        "the job should not show an incident any longer",
        "strip the reference off the site job",
    ),
)
def delete_work_order_incident(call: Call, work_order_id: WorkOrderId) -> IncidentRemoved:
    """Remove the incident number from a work order; the order itself stays.

    Without a number nothing happens and changed is false. Not once the order is paid."""
    row = order_of_company(call, work_order_id)
    _refuse_closed("delete_work_order_incident", call, row)
    if row["incident_id"] is None:
        return {"work_order_id": row["id"], "changed": False}
    call.confirm(
        worded("Remove the incident number from work order {id}", id=row["id"]),
        record=f"work_order:{row['id']}",
        details=(worded("The number is {incident_id}", incident_id=quoted(row["incident_id"])), called([row])),
    )
    _store(call, row, None)
    return {"work_order_id": row["id"], "changed": True, "removed_incident_id": row["incident_id"]}


def _refuse_closed(tool: str, call: Call, row: Row) -> None:
    if row["status"] in (PAID, DELETED):
        raise wrong_state(tool, standing(row, call), needs=worded("any state before paid"), next=("get_work_order",))


def _store(call: Call, row: Row, incident: str | None) -> None:
    detail = {"before": row["incident_id"], "after": incident}
    write(call, row, "incident", detail=detail, incident_id=incident)
    work_order_words.index(call.tx, reload(call, row))
    if row["status"] in (ASSIGNED, WORK_DONE, APPROVED):
        text = say("The incident number of {orders} was taken off.", orders=named([row]))
        if incident:
            number = quoted(incident)
            text = say("The incident number of {orders} is {number} now.", orders=named([row]), number=number)
        tell(call, [row], [row["assignee_id"]], "work_order_changed", text)
