"""Saying no to an act that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.types import utc_text
from tools.approvals.access import ApprovalId, decided_by_caller
from tools.approvals.ends import check_pending, end
from tools.approvals.shapes import RequestShape, request_shape
from tools.call import Call
from tools.operation import operation
from tools.params import Said

TOOLSET = "approvals"

BLOCKED_FOR = timedelta(hours=24)


class DecidedRequest(TypedDict):
    request: RequestShape


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "no, the bot must not pay this",
        "turn the waiting act down",
        "refuse what the assistant asked for",
        "decline the request at the approval desk",
        "say no to the agent's payment",
        "reject apr_ with a reason",
        "do not carry out the pending act",
        "deny the approval",
        "the agent shall not ask that again today",
        "veto the stopped booking",
    ),
)
def decline_request(
    call: Call,
    approval_id: ApprovalId,
    reason: Annotated[Said, Field(min_length=1, max_length=1000, description="Why; told to whoever asked.")],
    block_same: Annotated[
        bool, Field(description="Refuse the same tool and arguments of theirs for 24 hours.")
    ] = False,
) -> DecidedRequest:
    """Say no to a waiting act with a reason; nothing happens and whoever asked is told.

    People only: who decides at the present step, and admins. A no is final; the act can be asked for again, unless
    block_same refuses that for a day."""
    row = decided_by_caller(call, approval_id)
    check_pending(row)
    after = end(
        call,
        row,
        "declined",
        decided_by=call.caller.id,
        decided_at=call.stamp,
        decline_reason=reason,
        blocked_until=utc_text(call.now + BLOCKED_FOR) if block_same else None,
    )
    if after["status"] != "declined" or after["decided_by"] != call.caller.id:
        check_pending(after)
    return {"request": request_shape(call, after)}
