"""After the visit: the work reported done, sent back, and how far the scope came."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.scheduling.busy import busy_times
from store.types import Owner, iso, utc_text, utc_time
from store.work_orders import assignments as work_order_assignments
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from store.work_orders import parts as work_order_parts
from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import Sentence, joined, say, word, worded
from tools.text import plain
from tools.work_orders.access import Side, actor, order_of_company, order_to_work_on, reload, standing, write
from tools.work_orders.catalog.choices import of_company
from tools.work_orders.drafting.parts import empty_required
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.params import ActingUserId, ClosingNotes, WorkOrderId
from tools.work_orders.pay_shapes import pay_shape
from tools.work_orders.references import check_incomplete_reason, incomplete_reasons
from tools.work_orders.rules.acts import FILL, tool_for
from tools.work_orders.rules.checklist import CLOSE_OUT_NOTES, description
from tools.work_orders.rules.drafts import NotReady
from tools.work_orders.rules.schedule import hours_after
from tools.work_orders.rules.service_window import DEFAULT_HOURS
from tools.work_orders.rules.states import ANSWER_TIME, ASSIGNED, WORK_DONE, refuse_open_log, step
from tools.work_orders.shapes import JobStatusShape, ReasonShape, WorkOrderShape, job_status_shape, shape
from tools.work_orders.steps import complete

TOOLSET = "work_orders"

JobStatus = Annotated[
    Literal["complete", "incomplete"], Field(description="Whether the full scope of work was carried out.")
]
ReasonId = Annotated[int, Field(ge=1, description="A reason of the company, by number; needed with incomplete.")]
WhatIsMissing = Annotated[
    str, Field(min_length=1, max_length=2000, description="What is missing; the provider sees it.")
]
Why = Annotated[str, Field(min_length=1, max_length=2000, description="In words, beside the reason id.")]


class DoneMilestone(TypedDict):
    work_done: str


class CompletedWorkOrder(WorkOrderShape):
    milestones: DoneMilestone


class SentBackWorkOrder(WorkOrderShape):
    sub_status: str
    incomplete_reason: ReasonShape
    revisit_id: NotRequired[int | None]
    answer_until: str


class JobStatusAnswer(TypedDict):
    work_order_id: int
    job_status: JobStatusShape


@operation(
    access="write",
    actors=("worker", "client", "admin", "agent"),
    price="free",
    find=(
        "I am done at the site",
        "the company sent my field work back, I hand it in again",
        "tell the customer everything is finished",
        "submit my job for approval",
        "the installation is finished",
        "close out the visit",
        "hand the finished work over",
        "report that the repair is done",
        "work is complete, please review",
        "finish the ticket with closing notes",
        "everything on site is done",
        "close the visit from my side",
        "let the company know that I completed the field job",
    ),
)
def mark_work_order_complete(
    call: Call,
    work_order_id: WorkOrderId,
    closing_notes: ClosingNotes | None = None,
    job_status: JobStatus = "complete",
    incomplete_reason_id: ReasonId | None = None,
    acting_user_id: ActingUserId | None = None,
) -> CompletedWorkOrder:
    """Say that the work on an assigned work order is finished and hand it to the company for approval.

    For the assignee, or the company in their place. Needs: nobody checked in, required tasks and required provider
    fields done, and a closed time log unless pay is fixed. closing_notes complete a close-out-notes task and are needed
    when one is open. job_status incomplete says that part of the scope was not possible, with a reason. Next: the
    company calls approve_work_order, or mark_work_order_incomplete to send it back."""
    row, side = order_to_work_on(call, work_order_id, "mark_work_order_complete", acting_user_id)
    refuse_open_log("mark_work_order_complete", standing(row, call))
    _check_job_status(call, row, job_status, incomplete_reason_id)
    notes = plain(closing_notes) if closing_notes else ""
    _refuse_unfinished(call, row, notes)
    complete(call, row, [CLOSE_OUT_NOTES])
    work_order_bundles.leave(call.tx, [row["id"]], call.stamp)
    call.freed.add(Owner("person", row["assignee_id"]))
    work_orders.free_time(call.tx, row["id"])
    write(
        call, row, "work_done", acting_user_id=acting_user_id, detail={"job_status": job_status},
        status=int(WORK_DONE), work_done_at=call.stamp, sent_back_at=None,
        closing_notes=notes or row["closing_notes"],
        **_job_columns(call, job_status, incomplete_reason_id),
    )  # fmt: skip
    _tell_done(call, row, side)
    now = reload(call, row)
    return {**shape(call, now, side), "pay": pay_shape(call, now, side), "milestones": {"work_done": iso(call.now)}}


def _tell_done(call: Call, row: Row, side: Side) -> None:
    """The company hears of it from its provider; the provider, when the company reported it in their place."""
    if side == "company":
        text = say("The work on {orders} is reported done: the company did it in your place.", orders=named([row]))
        tell(call, [row], [row["assignee_id"]], "work_order_changed", text)
        return
    text = say(
        "{who} reported the work on {orders} done. approve_work_order accepts it and releases the payment.",
        who=quoted(call.caller.name),
        orders=named([row]),
    )
    tell_company(call, [row], "work_order_done", text)


def _refuse_unfinished(call: Call, row: Row, closing_notes: str) -> None:
    """NotReady that lists open steps, empty fields and missing time, with the ways on that there are."""
    gaps, ways = [], []
    for task in work_order_parts.tasks(call.tx, row["id"]):
        if task["status"] == "complete" or not (task["required"] or task["type_id"] == CLOSE_OUT_NOTES):
            continue
        named = worded("task {id} ({description})", id=task["id"], description=description(dict(task)))
        if task["type_id"] == CLOSE_OUT_NOTES:
            gaps += [] if closing_notes else [worded("{named}: give closing_notes", named=named)]
        else:
            ways.append(tool_for(task["type_id"], been_there=bool(row["open_logs"] or row["closed_logs"])))
            gaps.append(worded("{named}: {ways} completes it", named=named, ways=ways[-1]))
    empty = empty_required(call, row, "provider")
    gaps += [worded("custom field {name}: {fill} fills it in", name=name, fill=FILL) for name in empty]
    ways += [FILL] if empty else []
    if row["pay_type"] != "fixed" and not row["closed_logs"]:
        ways.append("create_work_order_time_log")
        gaps.append(
            worded(
                "time log: {pay_type} pay needs a closed one; create_work_order_time_log records the visit",
                pay_type=row["pay_type"],
            )
        )
    if gaps:
        raise NotReady(
            worded("Work order {id} is not finished yet: {gaps}.", id=row["id"], gaps=joined(gaps, "; ")),
            next=(*dict.fromkeys(ways), "list_work_order_tasks", "get_work_order"),
            details={"missing": gaps},
        )


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    choices={"reason_id": of_company("incomplete_reason")},
    find=(
        "the work is not good enough, back to the technician",
        "send the technician's work back",
        "photos are missing, reject the completion",
        "reopen a finished ticket",
        "send the job back with a reason",
        "this was reported done but is not",
        "ask the contractor to come back and fix it",
        "do not accept the result yet",
        "refuse to sign off the visit",
        "the site job is not really finished",
        "return the completed visit to the technician",
        "it still doesn't work, reopen the job",
        "refuse the completion and say why",
    ),
)
def mark_work_order_incomplete(
    call: Call,
    work_order_id: WorkOrderId,
    reason_id: Annotated[int, Field(ge=1, description="A reason of the company, by number.")],
    reason: WhatIsMissing,
    create_revisit: Annotated[bool, Field(description="Also plan a return visit. Default false.")] = False,
    acting_user_id: ActingUserId | None = None,
) -> SentBackWorkOrder:
    """Send a work order that was reported as done back to the provider, with a reason.

    Only from work done. The order is assigned again to the same provider, who gets a message; the job status becomes
    incomplete; the hold stays. The provider answers by mark_work_order_complete again, as often as it takes, or gives
    the work up with remove_work_order_provider. Until answer_until, 7 days on, the company cannot end the assignment:
    reported work does not end unpaid without an answer. After that without one it may, with cancel_work_order."""
    row = order_of_company(call, work_order_id, acting_user_id)
    step("mark_work_order_incomplete", standing(row, call))
    why = check_incomplete_reason(call, row["company_id"], reason_id, "reason_id")
    text = plain(reason)
    if not text:
        raise Invalid({"reason": worded("must not be blank: the provider has to know what is missing")})
    _confirm_arrival(call, row)
    by = actor(call)
    revisit_id = work_order_parts.add_revisit(call.tx, row["id"], text, call.stamp, by) if create_revisit else None
    write(
        call, row, "sent_back", acting_user_id=acting_user_id, detail={"reason_id": reason_id, "reason": text},
        status=int(ASSIGNED), work_done_at=None, sent_back_at=call.stamp, **_job_columns(call, "incomplete", reason_id, text),
    )  # fmt: skip
    work_order_parts.say(call.tx, row["id"], "buyer", by, text, call.stamp, to_person_id=row["assignee_id"])
    until = call.now + ANSWER_TIME
    notice = say(
        "{orders} was sent back: {why}. Report it again by {until} (mark_work_order_complete), or the company may end it "
        "unpaid.",
        orders=named([row]),
        why=word(why["name"]),
        until=iso(until),
    )
    figures = {"answer_until": iso(until)}
    tell(call, [row], [row["assignee_id"]], "work_order_returned", notice, said=text, figures=figures)
    now = reload(call, row)
    answer = shape(call, now)
    return {
        **answer,
        "pay": pay_shape(call, now, "company"),
        "sub_status": answer["status"]["sub_status"],
        "incomplete_reason": {"reason_id": reason_id, "reason_name": why["name"]},
        "revisit_id": revisit_id,
        "answer_until": iso(until),
    }


def _confirm_arrival(call: Call, row: Row) -> None:
    """Somebody who reported the work done has been there: an arrival never confirmed counts as kept.

    What of it lies ahead takes the provider's time again."""
    if not row["start_at"]:
        return
    if row["eta_status"] == "confirmed":
        _take_time(call, row, utc_time(row["eta_start_at"]), utc_time(row["eta_end_at"]))
        return
    hours, start = Decimal(row["estimated_hours"] or DEFAULT_HOURS), utc_time(row["start_at"])
    end = hours_after(start, hours)
    work_order_assignments.confirm_arrival(call.tx, row["id"], row["start_at"], utc_text(end), f"{hours:f}", call.stamp)
    _take_time(call, row, start, end)


def _take_time(call: Call, row: Row, start: datetime, end: datetime) -> None:
    """Take the provider's time again, unless something else has taken it since the work was reported done."""
    if end <= call.now:
        return
    if busy_times(call.tx, Owner("person", row["assignee_id"]), start, end, call.now):
        call.warn("The provider has other work at that time by now: agree on another with update_work_order.")
        return
    work_orders.block_time(call.tx, row["id"], row["assignee_id"], start, end)


@operation(
    access="write",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "note that the scope was only partly finished",
        "the site was not ready, mark the scope as unfinished",
        "flag the full job as carried out",
        "record whether everything on the ticket was done",
        "part of the work could not be done",
        "all of the scope is covered",
        "say why the visit did not finish the work",
        "scope result of the visit",
        "not all of it could be done on site",
        "everything in the scope was carried out",
        "mark the job as partly complete",
        "record how much of the visit was accomplished",
    ),
)
def update_work_order_job_status(
    call: Call,
    work_order_id: WorkOrderId,
    status: JobStatus,
    incomplete_reason_id: ReasonId | None = None,
    reason: Why | None = None,
) -> JobStatusAnswer:
    """Record whether the full scope of work was carried out, apart from where the order stands.

    For the company and the assignee, while assigned or work done. incomplete needs a reason id; complete clears the
    reason. Does not finish the job: that is mark_work_order_complete."""
    row, side = order_to_work_on(call, work_order_id, "update_work_order_job_status")
    _check_job_status(call, row, status, incomplete_reason_id)
    text = plain(reason) or None if reason else None
    write(call, row, "job_status", detail={"status": status}, **_job_columns(call, status, incomplete_reason_id, text))
    told = say("The scope of {orders} is noted as {status} now.", orders=named([row]), status=Sentence(status))
    if side == "company":
        tell(call, [row], [row["assignee_id"]], "work_order_changed", told, said=text)
    else:
        tell_company(call, [row], "work_order_visit", told, said=text)
    return {"work_order_id": row["id"], "job_status": job_status_shape(reload(call, row))}


def _check_job_status(call: Call, row: Row, status: str, reason_id: int | None) -> None:
    if status == "incomplete":
        if reason_id is None:
            known = incomplete_reasons(call, row["company_id"])
            fault = worded("is needed when the scope is incomplete: {known}", known=known)
            raise Invalid({"incomplete_reason_id": fault}, next=("list_incomplete_reasons",))
        check_incomplete_reason(call, row["company_id"], reason_id, "incomplete_reason_id")
    elif reason_id is not None:
        raise Invalid({"incomplete_reason_id": worded("goes with incomplete only")})


def _job_columns(call: Call, status: str, reason_id: int | None, reason: str | None = None) -> dict[str, Any]:
    by = actor(call)
    return {
        "job_status": status,
        "incomplete_reason_id": reason_id if status == "incomplete" else None,
        "job_status_reason": reason if status == "incomplete" else None,
        "job_status_at": call.stamp,
        "job_status_by_type": by.kind,
        "job_status_by_id": by.id,
    }
