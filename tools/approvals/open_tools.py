"""What the caller can do now about a request they were told of."""

from __future__ import annotations

from store.approvals import requests
from tools.approvals.access import may_decide
from tools.call import Call


def open_tools(call: Call, request_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer now; None when there is no such request."""
    row = requests.find_request(call.tx, request_id, None)
    if row is None:
        return None
    waits = row["status"] == "pending" and row["step_due_at"] > call.stamp
    return ("approve_request", "decline_request") if waits and may_decide(call, row) else ()
