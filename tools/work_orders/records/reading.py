"""Reading one work order: in full, where it stands, when what happened."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.operation import Actor, operation
from tools.work_orders.access import visible_order
from tools.work_orders.drafting.writing import missing_of
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.records.record import (
    ALL,
    MilestonesShape,
    SectionName,
    WorkOrderRecord,
    full_record,
    milestones,
)
from tools.work_orders.rules.states import DRAFT
from tools.work_orders.shapes import JobStatusShape, StatusShape, actions_of, job_status_shape, status_shape

TOOLSET = "work_orders"

EVERYBODY: tuple[Actor, ...] = ("client", "admin", "agent", "worker")

Columns = Annotated[
    list[SectionName], Field(min_length=1, max_length=20, description="Sections to answer. Default: all of them.")
]


class WorkOrderStatus(TypedDict):
    work_order_id: int
    status: StatusShape
    job_status: JobStatusShape
    actions: list[str]


@operation(
    access="read",
    actors=EVERYBODY,
    price="free",
    find=(
        "open ticket 1001",
        "what do I need to know about this job",
        "read everything on that assignment",
        "details of the site visit",
        "show me the whole job",
        "address, contacts and checklist of my job",
        "terms of the work I was offered",
        "what is still missing on the draft",
        "look at one field job",
        "show the complete site job",
        "where do I have to go and what must be done there",
        "all data of a field job",
        "show one work order in full",
        "details of this site visit",
        "address, pay and schedule of the field job",
        "what does ticket WO-12 say",
    ),
)
def get_work_order(
    call: Call, work_order_id: WorkOrderId, columns: Columns | None = None, acting_user_id: ActingUserId | None = None
) -> WorkOrderRecord:
    """Give one work order in full, or only the sections asked for.

    Seen by its company, and by a provider to whose networks it is listed, who was offered it, asked for it or is
    assigned. Before the assignment a provider gets neither confidential text, contacts, street address nor fees;
    hidden names what was left out. A draft also says what publishing would still ask for. actions names what the
    caller may do now. get_work_order_status is the short answer."""
    row, side = visible_order(call, work_order_id, acting_user_id)
    answer = full_record(call, row, side, columns or ALL)
    if side == "company" and row["status"] == DRAFT:
        answer["missing"] = missing_of(call, row)
    return answer


@operation(
    access="read",
    actors=EVERYBODY,
    price="free",
    find=(
        "has the technician arrived yet",
        "is anyone on the way",
        "where does this ticket stand",
        "is the job confirmed",
        "is the contractor running late",
        "did somebody accept the job",
        "what can I do with this job now",
        "is the visit at risk",
        "what state is the site job in",
        "did the technician take the job",
        "is the visit finished or still open",
        "what should happen next with the ticket",
        "is the visit under way",
        "where does this field job stand",
        "has the technician checked in",
        "short state of a work order",
    ),
)
def get_work_order_status(
    call: Call, work_order_id: WorkOrderId, acting_user_id: ActingUserId | None = None
) -> WorkOrderStatus:
    """Tell where a work order stands: status, sub-status, flags, and what can be done next. Short.

    Sub-statuses of assigned: unconfirmed, confirmed, on_my_way, delayed, at_risk, checked_in, checked_out. ncns: the
    provider neither called nor showed up an hour past the latest arrival. actions names the tools the caller may use
    now."""
    row, side = visible_order(call, work_order_id, acting_user_id)
    return {
        "work_order_id": row["id"],
        "status": status_shape(call, row),
        "job_status": job_status_shape(row),
        "actions": actions_of(call, row, side),
    }


@operation(
    access="read",
    actors=EVERYBODY,
    price="free",
    find=(
        "when was this ticket created, filled and paid",
        "how long did it take to find somebody",
        "timeline of the job",
        "at what time was the visit checked in and out",
        "dates of a job's life",
        "how old is this ticket",
        "how fast was the work approved",
        "history of stages of one assignment",
        "when did each step of the job happen",
        "time from posting to assignment",
        "how long was the technician on the way",
        "chronology of a visit",
    ),
)
def list_work_order_milestones(call: Call, work_order_id: WorkOrderId) -> MilestonesShape:
    """Give the life-cycle times of one work order and the seconds between them.

    A time not reached is absent, a duration not reached is 0. Durations count from creation; time_alive stops at paid
    or canceled. A step backwards clears the times that are no longer true."""
    row, _ = visible_order(call, work_order_id)
    return milestones(call, row)
