"""Return visits: that one is needed or took place, why, and who pays."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_text
from store.work_orders.entries import active_entries, entry
from store.work_orders.visits import revisits
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import CLEARED, Clearable, Moment
from tools.questions import quoted
from tools.rules.sentences import Words, say, together, worded
from tools.text import plain
from tools.work_orders.access import (
    Side,
    note,
    order_of_company,
    order_to_work_on,
    standing,
    visible_order,
    zone_of_order,
)
from tools.work_orders.catalog.choices import fits, named_entries, of_company
from tools.work_orders.notices import named
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.predecessors import earlier_providers, is_by
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.states import step
from tools.work_orders.shapes import ReasonShape
from tools.work_orders.visits.params import RevisitId
from tools.work_orders.visits.recording import tell_of_visit
from tools.work_orders.visits.shapes import RevisitShape, revisit_shape

TOOLSET = "work_order_visits"

RevisitReasonId = Annotated[int, Field(ge=1, description="From list_site_revisit_reasons.")]
Notes = Annotated[str, Field(min_length=1, max_length=2000, description="What has to be done, or was.")]
ScheduledAt = Annotated[Moment, Field(description="When it is planned, or took place.")]
Billable = Annotated[bool, Field(description="Whether the visit is paid for; a provider's word is kept as claimed.")]


class Revisits(TypedDict):
    """revisit_count: with incident_count, the company's earlier finished orders of the same incident."""

    job_status: Literal["unset", "complete", "incomplete"]
    revisit_count: int
    incident_count: int
    latest: NotRequired[RevisitShape | None]
    incomplete_reason: NotRequired[ReasonShape | None]
    results: list[RevisitShape]
    total: int
    next_cursor: NotRequired[str | None]


class Revisit(TypedDict):
    site_revisit: RevisitShape
    revisit_count: int


class DeletedRevisit(TypedDict):
    deleted: bool
    revisit_count: int


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "how often did we have to come back",
        "return trips for this site",
        "was this the second visit",
        "follow-up visits of a field job",
        "why does the technician come again",
        "is a second trip planned",
        "which return visits are billable",
        "earlier visits for the same incident",
        "number of trips to the customer",
        "planned follow-ups of the ticket",
        "when do we go there again",
    ),
)
def list_work_order_site_revisits(
    call: Call,
    work_order_id: WorkOrderId,
    page: Page,
    is_billable: Annotated[bool, Field(description="Only those that are, or are not.")] | None = None,
) -> Revisits:
    """List the return visits of a work order, newest first, with their number and the latest one.

    revisit_count counts all of this order, also those of a provider before the one who asks, which are not shown; and
    the company's earlier orders of the same incident whose work was reported done, which alone stand in incident_count.
    create_work_order_site_revisit adds one."""
    row, side = visible_order(call, work_order_id)
    mine = call.caller.owner if side == "provider" else None
    every = revisits.revisits(call.tx, row["id"], mine)
    before = earlier_providers(call, row, side)
    shown = [each for each in every if not is_by(each, before)]
    found = [each for each in shown if is_billable in (None, bool(each["is_billable"]))]
    earlier = revisits.incident_count(call.tx, row["id"]) if side != "provider" else 0
    reason: ReasonShape | None = None
    if row["incomplete_reason_id"] is not None:
        reason = {"reason_id": row["incomplete_reason_id"], "reason_name": row["incomplete_reason_name"]}
    part, next_cursor, total = page.slice(found)
    return {
        "job_status": row["job_status"],
        "revisit_count": len(every) + earlier,
        "incident_count": earlier,
        "latest": revisit_shape(shown[0]) if shown else None,
        "incomplete_reason": reason,
        "results": [revisit_shape(each) for each in part],
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="write",
    zone=zone_of_order,
    example={"revisit_reason_id": 1},
    choices={"revisit_reason_id": of_company("site_revisit_reason")},
    find=(
        "we have to come back with the right part",
        "log a second trip",
        "note a follow-up visit for Tuesday",
        "the technician has to go there again",
        "plan a return visit to the site",
        "another visit is needed",
        "a part was missing, we come again",
        "record that somebody came a second time",
        "schedule a return visit because the job is not finished",
        "note that a further trip will be charged",
        "I have to return to the store tomorrow",
        "enter a return trip",
    ),
)
def create_work_order_site_revisit(
    call: Call,
    work_order_id: WorkOrderId,
    revisit_reason_id: RevisitReasonId,
    is_billable: Billable = False,
    notes: Notes | None = None,
    scheduled_at: ScheduledAt | None = None,
    acting_user_id: ActingUserId | None = None,
) -> Revisit:
    """Record that a return visit to the site is needed or took place, why, and whether it is billable.

    While assigned, work done or approved; a provider as assignee. It changes neither status nor schedule nor pay by
    itself: update_work_order_schedule moves the visit, create_work_order_time_log records it."""
    row, side = order_to_work_on(call, work_order_id, "create_work_order_site_revisit", acting_user_id)
    _check_reason(call, row, side, revisit_reason_id)
    company = side == "company"
    id = revisits.insert(
        call.tx, row["id"], call.caller.owner, call.stamp, revisit_reason_id=revisit_reason_id,
        is_billable=int(is_billable and company), claimed_billable=int(is_billable and not company),
        notes=plain(notes) or None if notes else None, scheduled_at=utc_text(scheduled_at) if scheduled_at else None,
    )  # fmt: skip
    note(call, row, "revisit_recorded", acting_user_id=acting_user_id, detail={"revisit_id": id})
    revisit = _found(call, row, id)
    _tell(call, row, side, say("A return visit is noted on {orders}: {reason}.", orders=named([row]),
                               reason=quoted(revisit["reason_name"])), revisit)  # fmt: skip
    return {"site_revisit": revisit_shape(revisit), "revisit_count": _count(call, row)}


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    zone=zone_of_order,
    example={"status": "done"},
    find=(
        "make the return trip billable",
        "change why we came back",
        "the follow-up visit is done",
        "put the second visit off by a day",
        "correct a recorded return visit",
        "the second trip is not to be paid",
        "other reason for coming again",
        "the return visit took place",
        "no date for the follow-up any more",
        "edit the notes of a revisit",
        "accept that the extra trip is charged",
    ),
)
def update_work_order_site_revisit(
    call: Call,
    work_order_id: WorkOrderId,
    revisit_id: RevisitId,
    revisit_reason_id: RevisitReasonId | None = None,
    is_billable: Annotated[bool, Field(description="The company decides it.")] | None = None,
    notes: Clearable[Notes] | None = None,
    scheduled_at: Clearable[ScheduledAt] | None = None,
    status: Annotated[Literal["planned", "done"], Field(description="Whether it took place.")] | None = None,
) -> Revisit:
    """Change a recorded return visit: its reason, time, notes, whether it is billable and whether it took place.

    The company any, a provider the own ones. clear empties notes or scheduled_at. Not once the order is paid or
    canceled."""
    row, side = order_to_work_on(call, work_order_id, "update_work_order_site_revisit")
    revisit = _found(call, row, revisit_id, side)
    _check_own(call, side, revisit)
    if is_billable is not None and side != "company":
        raise NotAllowed(worded("Whether a return visit is paid for is the company's to say; leave is_billable out."),
                         next=("update_work_order_site_revisit",))  # fmt: skip
    columns = _columns(call, row, side, revisit)
    if not columns:
        raise Invalid(
            {"arguments": worded("name what to change: revisit_reason_id, is_billable, notes, scheduled_at or status")}
        )
    revisits.change(call.tx, revisit["id"], call.stamp, **columns)
    before = {name: revisit[name] for name in columns}
    note(call, row, "revisit_changed", detail={"revisit_id": revisit["id"], "before": before, "after": columns})
    after = _found(call, row, revisit_id)
    text = say("Return visit {revisit} of {orders} has changed.", revisit=revisit["id"], orders=named([row]))
    done = say("It took place.") if columns.get("status") == "done" else None
    _tell(call, row, side, together(text, done), after)
    return {"site_revisit": revisit_shape(after), "revisit_count": _count(call, row)}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "that return trip was entered by mistake",
        "take the second visit off the list",
        "erase the follow-up",
        "no second trip is needed after all",
        "delete a recorded return visit",
        "remove the planned follow-up visit",
        "the revisit was entered twice",
        "drop the extra trip",
        "we do not come back after all",
        "cancel the return trip record",
        "clear a revisit off the ticket",
    ),
)
def delete_work_order_site_revisit(call: Call, work_order_id: WorkOrderId, revisit_id: RevisitId) -> DeletedRevisit:
    """Remove a recorded return visit of a work order.

    Not once the order is paid or canceled. Nothing else changes: schedule and pay stay as they are."""
    row = order_of_company(call, work_order_id)
    step("delete_work_order_site_revisit", standing(row, call))
    revisit = _found(call, row, revisit_id)
    call.confirm(
        worded("Remove return visit {id} of work order {row_id}", id=revisit["id"], row_id=row["id"]),
        record=f"work_order:{row['id']}",
    )
    revisits.delete(call.tx, revisit["id"])
    names = ("revisit_reason_id", "is_billable", "notes", "scheduled_at", "status", "author_type", "author_id")
    kept = {name: revisit[name] for name in names}
    note(call, row, "revisit_deleted", detail={"revisit_id": revisit["id"], **kept})
    text = say("Return visit {revisit} of {orders} was taken off.", revisit=revisit["id"], orders=named([row]))
    _tell(call, row, "company", text, None)
    return {"deleted": True, "revisit_count": _count(call, row)}


def _columns(call: Call, row: Row, side: Side, revisit: Row) -> dict[str, Any]:
    """What changes of a return visit."""
    given, columns = call.given, dict[str, Any]()
    if "revisit_reason_id" in given:
        if given["revisit_reason_id"] != revisit["revisit_reason_id"]:
            _check_reason(call, row, side, given["revisit_reason_id"])
        columns["revisit_reason_id"] = given["revisit_reason_id"]
    if "is_billable" in given:
        columns["is_billable"] = int(given["is_billable"])
    if "notes" in given:
        columns["notes"] = None if given["notes"] is CLEARED else plain(given["notes"]) or None
    if "scheduled_at" in given:
        columns["scheduled_at"] = None if given["scheduled_at"] is CLEARED else utc_text(given["scheduled_at"])
    if "status" in given:
        columns["status"] = given["status"]
    return columns


def _check_reason(call: Call, row: Row, side: Side, id: int) -> None:
    """The reason is in use at the company, and one for that side to give."""
    reason = entry(call.tx, "site_revisit_reason", row["company_id"], id)
    if reason is not None and reason["active"] and fits(reason, side):
        return
    known = [each for each in active_entries(call.tx, "site_revisit_reason", row["company_id"]) if fits(each, side)]
    fault = worded("{id} is not one of the reasons: {named_entries}", id=id, named_entries=named_entries(known))
    raise invalid_reference("revisit_reason_id", fault, "list_site_revisit_reasons")


def _found(call: Call, row: Row, id: int, side: Side = "company") -> Row:
    revisit = revisits.find(call.tx, row["id"], id)
    if revisit is None or is_by(revisit, earlier_providers(call, row, side)):
        raise NotFound("return visit", id, next=("list_work_order_site_revisits",))
    return revisit


def _check_own(call: Call, side: Side, revisit: Row) -> None:
    by = call.caller.owner
    if side != "company" and (revisit["author_type"], revisit["author_id"]) != (by.kind, by.id):
        raise NotAllowed(worded("Return visit {id} is not yours to change; the company is asked for it.", id=revisit['id']),
                         next=("list_work_order_site_revisits",))  # fmt: skip


def _count(call: Call, row: Row) -> int:
    return len(revisits.revisits(call.tx, row["id"])) + revisits.incident_count(call.tx, row["id"])


def _tell(call: Call, row: Row, side: Side, text: Words, revisit: Row | None) -> None:
    """The other side hears of a return visit, with the time that is planned."""
    at = revisit["scheduled_at"] if revisit is not None else None
    planned = say("Its time is {at}.", at=iso(at, row["time_zone"])) if at else None
    words = together(text, planned)
    tell_of_visit(call, row, side, words, words, revisit["notes"] if revisit is not None else None)
