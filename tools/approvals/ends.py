"""How a request ends or moves on by itself, and who is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from store.approvals import requests
from store.calls.jobs import end_job
from store.database import Row
from store.types import Owner, utc_text
from tools.approvals.policy import policy_of
from tools.approvals.requesting import due_columns, due_of, note_change, owner_of, tell_deciders, tell_requester
from tools.approvals.rules.policy import Lapsed, moved_on
from tools.call import Call
from tools.errors import Conflict, Step, WrongState
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, word, worded

JOBS_KEPT_FOR = timedelta(days=7)


def current(call: Call, row: Row) -> Row:
    """A request as it stands now: what is due of it is applied first. A time-out never approves."""
    if row["status"] == "pending" and row["gone"]:
        return end(call, row, "void", decided_at=call.stamp, last_error="Whoever asked for it is gone.")
    if row["status"] != "pending" or row["step_due_at"] > call.stamp:
        return row
    now = moved_on(policy_of(call.tx, owner_of(row)), due_of(row), call.now)
    if isinstance(now, Lapsed):
        why = "nobody answered in time" if now.status == "declined" else None
        return end(call, row, now.status, decided_at=utc_text(now.at), decline_reason=why)
    # It is somebody else's step now: whoever it was handed to decided at the last one.
    return move(call, row, **due_columns(now), named="[]")


def apply_due(call: Call, owner: Owner, requester: Owner) -> None:
    """Apply what is due of an owner's requests and of a requester's."""
    for row in requests.due_of(call.tx, owner, requester, call.stamp):
        current(call, row)


def move(call: Call, row: Row, note: str | None = None, **columns: Any) -> Row:
    """Change a request that goes on waiting, and tell whoever decides now. note: of whoever passes it on."""
    if not requests.change_pending(call.tx, row["id"], row["version"], **columns):
        return reread(call, row)
    after = reread(call, row)
    tell_deciders(call, after, note=note)
    note_change(call, after, "approval.waiting")
    return after


def end(call: Call, row: Row, status: str, **columns: Any) -> Row:
    """End a request that waits, and tell whoever asked; as it is when it was decided meanwhile."""
    if not requests.change_pending(call.tx, row["id"], row["version"], status=status, **columns):
        return reread(call, row)
    after = reread(call, row)
    tell_end(call, after)
    return after


def withdraw_of_job(call: Call, job_id: str) -> None:
    """Take back the request that a job waits for, if it waits for one."""
    row = requests.pending_of_job(call.tx, job_id)
    if row is not None:
        end(call, row, "withdrawn", decided_at=call.stamp)


def tell_end(call: Call, row: Row, comment: str | None = None) -> None:
    """Whoever asked hears what became of it, and what the approver adds; nobody who is gone."""
    if row["job_id"] is not None:
        _end_job(call, row)
    if not row["gone"]:
        tell_requester(call, row, _said(row), comment)
    note_change(call, row, "approval.decided")


def _end_job(call: Call, row: Row) -> None:
    """The job of a call that was not waited for ends as its request does."""
    state = {"executed": "succeeded", "withdrawn": "cancelled"}.get(row["status"], "failed")
    said = f"Request {row['public_id']} is {row['status']}. {row['decline_reason'] or row['last_error'] or ''}".strip()
    error = {"error": said, "code": row["status"], "status": 403, "tool": row["tool"], "retry": "no"}
    result, told = (row["result"], None) if state == "succeeded" else (None, json.dumps(error, ensure_ascii=False))
    expires = utc_text(call.now + JOBS_KEPT_FOR)
    end_job(
        call.tx, row["job_id"], state, call.stamp, expires, result=result, error=told if state == "failed" else None
    )


def check_pending(row: Row) -> None:
    """WrongState, with what became of it, when a request waits no more."""
    if row["status"] == "pending":
        return
    carried = worded(" as call {call_id}", call_id=row["call_id"]) if row["call_id"] else ""
    raise WrongState(
        worded(
            "Request {public_id} is {status}{carried}; it waits no more. Nothing happened.",
            public_id=row["public_id"],
            status=word(row["status"]),
            carried=carried,
        ),
        state=row["status"],
        details={"approval_id": row["public_id"], **({"call_id": row["call_id"]} if row["call_id"] else {})},
        next=(Step("get_approval_request", {"approval_id": row["public_id"]}),),
    )


def check_version(row: Row, version: int) -> None:
    if row["version"] != version:
        raise Conflict(
            worded(
                "Request {public_id} has version {version} by now, not {other_version}: {preview_text} "
                "Nothing happened; read it and decide about that one.",
                public_id=row["public_id"],
                version=row["version"],
                other_version=version,
                preview_text=row["preview_text"],
            ),
            code="changed",
            details={"version": row["version"], "preview_text": row["preview_text"]},
            next=(Step("get_approval_request", {"approval_id": row["public_id"]}),),
        )


def reread(call: Call, row: Row) -> Row:
    found = requests.find_request(call.tx, row["id"], None)
    assert found is not None, row["id"]
    return found


def _said(row: Row) -> Sentence:
    what, id = quoted(row["preview_text"], 250), row["public_id"]
    if row["status"] == "executed":
        return say("Approved and carried out, request {id}: {what}", id=id, what=what)
    if row["status"] == "declined":
        why = quoted(row["decline_reason"], 300)
        return say("Declined, request {id}: {what} {why}", id=id, what=what, why=why)
    if row["status"] == "expired":
        return say("Nobody answered in time, request {id}: {what}", id=id, what=what)
    if row["status"] == "withdrawn":
        return say("Taken back, request {id}: {what}", id=id, what=what)
    return say("It cannot be carried out any more, request {id}: {what}", id=id, what=what)
