"""Taking back an act that still waits."""

from __future__ import annotations

from typing_extensions import TypedDict

from tools.approvals.access import ApprovalId, is_admin_of, seen_request
from tools.approvals.authority import rules_of
from tools.approvals.ends import check_pending, end
from tools.approvals.requesting import owner_of, requester_of
from tools.approvals.shapes import RequestShape, request_shape
from tools.call import Call
from tools.errors import NotFound
from tools.operation import operation

TOOLSET = "approvals"


class WithdrawnRequest(TypedDict):
    request: RequestShape


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "never mind, I no longer need that yes",
        "take my request for approval back",
        "the payment I asked for is obsolete",
        "withdraw the waiting act",
        "cancel my request at the approval desk",
        "I changed my mind about what waits for a yes",
        "pull back apr_ before anybody approves",
        "the stopped act is not wanted any more",
        "recall the agent's pending request",
        "drop the approval I asked for",
    ),
)
def withdraw_request(call: Call, approval_id: ApprovalId) -> WithdrawnRequest:
    """Take back an act that still waits for a person's yes; it can then no longer be carried out.

    By whoever asked, of an agent also by admins of its company. A frozen agent may too. Asking again makes a new request."""
    row = seen_request(call, approval_id)
    asked = requester_of(row) == call.caller.owner
    of_our_agent = (
        row["requester_type"] == "agent" and rules_of(call.caller) == owner_of(row) and is_admin_of(call, row)
    )
    if not asked and not of_our_agent:
        raise NotFound("request", approval_id, next=("list_approval_requests",))
    check_pending(row)
    after = end(call, row, "withdrawn", decided_at=call.stamp)
    if after["status"] != "withdrawn":
        check_pending(after)
    return {"request": request_shape(call, after)}
