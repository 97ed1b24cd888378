"""Background calls as tasks of the protocol's extension, for clients that follow them by themselves.

A task is the job of the same id. Nothing here needs the protocol's library."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from server.calls.answers import compact
from server.calls.messages import Answered, Form
from server.protocol.forms import answered
from server.protocol.plain.messages import CAPABILITIES
from server.protocol.questions import form_of
from store.database import Row
from store.types import iso

EXTENSION = "io.modelcontextprotocol/tasks"
# Most jobs are done within it.
POLL_MS = 500
STATUS = {
    "queued": "working",
    "running": "working",
    "succeeded": "completed",
    "failed": "completed",
    "cancelled": "cancelled",
}

Theirs = Callable[[Answered], list[str]]


def takes_tasks(meta: object) -> bool:
    """Whether a client says, with this very message, that it follows tasks."""
    capabilities = meta.get(CAPABILITIES) if isinstance(meta, dict) else None
    extensions = capabilities.get("extensions") if isinstance(capabilities, dict) else None
    return isinstance(extensions, dict) and isinstance(extensions.get(EXTENSION), dict)


def is_task(form: Form) -> bool:
    return form.get("resultType") == "task"


def job_begun(reply: Answered) -> str | None:
    """The job that an answer is the handle of; None when it is another answer."""
    job = reply.answer.get("job")
    handle = isinstance(job, dict) and job.get("tool") == reply.tool and job.get("state") == "queued"
    return str(job["id"]) if job is not None and handle else None


def request_named(reply: Answered) -> str | None:
    """The request for a person's yes that a background call waits for, as its answer names it."""
    approval = reply.answer.get("approval")
    return str(approval["public_id"]) if isinstance(approval, dict) else None


def begun(job_id: str, created_at: str, receipt: Form, approval_id: str | None = None) -> Form:
    """The answer to the call that began a task. approval_id: the request for a person's yes that it waits for."""
    created = iso(created_at)
    task = _task(job_id, "working", created, created, None)
    if approval_id is not None:
        task |= _at_desk(approval_id)
    return {"resultType": "task", **task, "_meta": {"hiringhall/receipt": receipt}}


def task_of(job: Row, theirs: Theirs, approval_id: str | None = None) -> Form:
    """How far a task is, and what came of it. theirs: the fields of an answer that other people wrote. approval_id: the request
    for a person's yes that it waits for."""
    created, last = iso(job["created_at"]), iso(job["finished_at"] or job["asked_at"] or job["created_at"])
    kept = job["expires_at"] and _milliseconds(created, iso(job["expires_at"]))
    task = _task(job["id"], STATUS[job["state"]], created, last, kept or None)
    if job["state"] == "queued" and job["question"] is not None:
        task["status"] = "input_required"
        task["inputRequests"] = {key_of(job): _question(json.loads(job["question"]))}
    elif job["state"] == "queued" and approval_id is not None:
        task |= _at_desk(approval_id)
    elif job["state"] == "succeeded":
        done = Answered(job["tool"], json.loads(job["result"]), {"job_id": job["id"]})
        task["result"] = {"resultType": "complete", **answered(done, theirs(done))}
    elif job["state"] == "failed":
        text = compact(json.loads(job["error"]))
        task["result"] = {"resultType": "complete", "content": [{"type": "text", "text": text}], "isError": True}
    return task


def _at_desk(approval_id: str) -> Form:
    """It waits for somebody who is not at this client, so nothing is asked of whoever follows it."""
    said = (
        f"It waits for a person's yes: get_approval_request with approval_id {approval_id} shows who decides and until when; "
        "withdraw_request takes it back."
    )
    return {"status": "input_required", "statusMessage": said, "inputRequests": {}}


def key_of(job: Row) -> str:
    """Under which a task's question stands, and its answer: no two of one task have the same."""
    return f"confirm-{job['questions']}"


def shown_of(question: Form) -> dict[str, str]:
    """The fields of a job's question beside the yes."""
    return {name: question[name] for name in ("amount", "payee") if question[name] is not None}


def _question(question: Form) -> Form:
    form = form_of(shown_of(question))
    params = {"mode": "form", "message": question["text"], "requestedSchema": form}
    return {"method": "elicitation/create", "params": params}


def _task(id: str, status: str, created: str, last: str, kept: int | None) -> Form:
    return {
        "taskId": id,
        "status": status,
        "createdAt": created,
        "lastUpdatedAt": last,
        "ttlMs": kept,
        "pollIntervalMs": POLL_MS,
    }


def _milliseconds(start: str, end: str) -> int:
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() * 1000)
