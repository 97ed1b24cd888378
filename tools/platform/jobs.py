"""Background jobs: calls made with wait=false."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.jobs import LINES, LINES_ORDER, end_job, find_job, forget_expired_jobs
from store.database import Row
from store.types import iso, utc_text
from tools.approvals.ends import JOBS_KEPT_FOR, withdraw_of_job
from tools.call import Call
from tools.errors import NotFound, WrongState
from tools.operation import operation, scheduled
from tools.paging import Page
from tools.rules.sentences import word, worded

TOOLSET = "platform"

KEPT_FOR = JOBS_KEPT_FOR
JobId = Annotated[str, Field(min_length=1, max_length=100, description="The handle a wait=false call gave.")]
State = Literal["queued", "running", "succeeded", "failed", "cancelled"]


class JobShape(TypedDict):
    id: str
    tool: str
    state: str
    progress: int
    result: NotRequired[dict[str, Any] | None]
    error: NotRequired[dict[str, Any] | None]
    question: NotRequired[str]
    created_at: str
    finished_at: NotRequired[str | None]


class JobAnswer(TypedDict):
    job: JobShape


class JobList(TypedDict):
    jobs: list[JobShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    waits_for="job_id",
    find=(
        "is my background request done",
        "poll the handle I got",
        "outcome of the asynchronous publish",
        "how far is the job",
        "result of what I started with wait false",
        "check a long running request",
        "has the queued call finished",
        "what came out of that background task",
        "how is the run going that I started",
        "check on a deferred call",
        "result of the background job",
        "is that asynchronous thing ready",
    ),
)
def get_job(
    call: Call,
    job_id: JobId,
    wait_seconds: Annotated[int, Field(ge=0, le=30, description="Wait this long for it to finish; default 0.")] = 0,
) -> JobAnswer:
    """Show how far a background job is, and its result once finished.

    Jobs come from calls with wait=false. wait_seconds keeps the call open until it has finished. Kept for 7 days."""
    return {"job": _shape(_job(call, job_id), whole=True)}


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "what is still running for me",
        "my asynchronous requests",
        "which background work went wrong",
        "list queued jobs",
        "all jobs I started this week",
        "failed background calls",
        "overview of pending asynchronous work",
        "did I leave anything in the queue",
        "show my background runs",
        "everything that is waiting or running",
        "did any asynchronous call fail",
        "recent deferred work",
    ),
)
def list_jobs(
    call: Call,
    page: Page,
    state: Annotated[State, Field(description="Only this state.")] | None = None,
    tool: Annotated[str, Field(max_length=100, description="Only jobs of this tool.")] | None = None,
) -> JobList:
    """List the caller's background jobs, newest first; company admins see those of their company.

    The result of one job is in get_job; cancel_job stops one that has not taken effect."""
    params = {
        "kind": call.caller.kind,
        "caller": call.caller.id,
        "admin": int(call.caller.is_admin),
        "company": call.caller.company_id or 0,
        "state": state,
        "tool": tool or None,
    }
    rows, cursor, total = page.rows(call.tx, LINES, params, LINES_ORDER)
    return {"jobs": [_shape(row, whole=False) for row in rows], "total": total, "next_cursor": cursor}


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    at_once=True,
    find=(
        "stop what I started in the background",
        "never mind the asynchronous request",
        "abort the queued work",
        "cancel a job",
        "take back a call made with wait false",
        "do not run that background task",
        "kill a queued request before it takes effect",
        "undo starting the asynchronous call",
        "stop the asynchronous run",
        "abort what is waiting in the background",
        "I do not want that pending call to happen",
        "discard an unfinished background call",
    ),
)
def cancel_job(call: Call, job_id: JobId) -> JobAnswer:
    """Stop a background job that has not taken effect yet; the price held for it is released.

    A job that has succeeded, failed or been cancelled stays as it is: get_job shows it."""
    row = _job(call, job_id)
    if row["state"] != "queued":
        raise WrongState(
            worded(
                "Job {job_id} is {state}; only a queued one can be cancelled.", job_id=job_id, state=word(row["state"])
            ),
            state=row["state"],
            next=("get_job",),
        )
    call.confirm(
        worded("Cancel the queued job {job_id} of {tool}", job_id=job_id, tool=row["tool"]), record=f"job:{job_id}"
    )
    if row["hold_id"] is not None:
        call.books.void(row["hold_id"])
    expires = utc_text(call.now + KEPT_FOR)
    end_job(call.tx, job_id, "cancelled", call.stamp, expires, result=None, error=None)
    withdraw_of_job(call, job_id)
    return {"job": _shape(_job(call, job_id), whole=False)}


@scheduled(every=3600)
def forget_old_jobs(call: Call) -> int:
    """Drop the results of jobs that finished a week ago."""
    return forget_expired_jobs(call.tx, call.stamp)


def _job(call: Call, job_id: str) -> Row:
    row = find_job(call.tx, job_id, call.caller.owner, call.caller.company_id, call.caller.is_admin)
    if row is None:
        raise NotFound("job", job_id, next=("list_jobs",))
    return row


def _shape(row: Row, *, whole: bool) -> JobShape:
    shape: JobShape = {
        "id": row["id"],
        "tool": row["tool"],
        "state": row["state"],
        "progress": row["progress"],
        "result": json.loads(row["result"]) if whole and row["result"] else None,
        "error": json.loads(row["error"]) if whole and row["error"] else None,
        "created_at": iso(row["created_at"]),
        "finished_at": iso(row["finished_at"]) if row["finished_at"] else None,
    }
    if whole and row["question"] and row["state"] == "queued":
        shape["question"] = json.loads(row["question"])["text"]
    return shape
