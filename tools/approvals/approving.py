"""Agreeing to an act that waits: it is carried out at once, as it was sealed or with less, and exactly once."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import mandates, requests
from store.database import Row
from store.types import Shortfall
from tools.acts import Sought
from tools.approvals.access import ApprovalId, decided_by_caller, is_admin_of
from tools.approvals.authority import SPENDING
from tools.approvals.ends import check_pending, check_version, end, reread, tell_end
from tools.approvals.requesting import asks_over_caps, looked_columns, sealed_of
from tools.approvals.rules.edits import Edit, Less, NotLower, lowered
from tools.approvals.rules.over import is_done
from tools.approvals.shapes import RequestShape, request_shape
from tools.approvals.sought import read
from tools.call import Call
from tools.desk import Carried, Desk, OtherThanAgreed, Sealed
from tools.errors import Conflict, Invalid, NotAllowed, Refusal, Step, short
from tools.operation import operation
from tools.params import Id, PositiveAmount
from tools.rules.sentences import told_by, worded

TOOLSET = "approvals"


class Approved(TypedDict):
    """result: the operation's own answer; receipt: that of the requester's call."""

    request: RequestShape
    result: dict[str, Any]
    receipt: dict[str, Any]


@operation(
    access="money",
    actors=("any",),
    price="free",
    at_once=True,
    find=(
        "yes, let the bot pay that",
        "agree, but only sixty of it",
        "give the go-ahead to the stopped booking",
        "approve what the assistant is waiting for",
        "carry out the request that waits for my yes",
        "I agree to this waiting payment",
        "release the act that waits at the approval desk",
        "sign off the agent's request",
        "say yes to apr_",
        "okay the pending act with a lower amount",
    ),
)
def approve_request(
    call: Call,
    approval_id: ApprovalId,
    version: Annotated[int, Field(ge=1, description="The version that you read.")],
    amount: Annotated[PositiveAmount, Field(description="A lower amount, where one can be lowered.")] | None = None,
    comment: Annotated[str, Field(min_length=1, max_length=1000, description="Told to whoever asked.")] | None = None,
    seats: Annotated[int, Field(ge=1, description="Fewer seats, of publish_open_call.")] | None = None,
    application_ids: Annotated[
        list[Id], Field(min_length=1, max_length=50, description="Of accept_applications: only these.")
    ]
    | None = None,
) -> Approved:
    """Agree to a waiting act, which is then carried out at once and exactly once as it was sealed, or with less.

    People only: who decides at the present step, and admins; never whoever asked, of an act above a spending limit only
    admins. It runs as whoever asked, with their rights and their purse. What would happen is looked at anew: another record,
    payee, amount or currency than in the version named carries nothing out, and answers both. A refusal of the operation
    leaves the request waiting. No further question is asked."""
    row = decided_by_caller(call, approval_id)
    check_pending(row)
    _check_admin(call, row)
    check_version(row, version)
    sealed = sealed_of(call, row)
    edit = _edited(row, sealed, Less(amount, seats, application_ids))
    agreed = [read(act) for act in json.loads(row["acts"])]
    done = _carry_out(call, row, sealed, agreed, edit)
    after = _finish(call, row, done, edit, comment)
    return {"request": request_shape(call, after), "result": dict(done.answer), "receipt": dict(done.receipt)}


def _check_admin(call: Call, row: Row) -> None:
    if SPENDING in json.loads(row["reasons"]) and not is_admin_of(call, row):
        raise NotAllowed(
            worded(
                "Request {public_id} goes above a spending limit, to which only an admin says yes. Nothing happened.",
                public_id=row["public_id"],
            ),
            code="not_approver",
            next=(Step("delegate_request", {"approval_id": row["public_id"]}), "list_users"),
        )


def _edited(row: Row, sealed: Sealed, less: Less) -> Edit | None:
    previewed = json.loads(row["preview"]).get("open_call") or {}
    try:
        return lowered(sealed.tool, sealed.arguments, less, previewed.get("seats"))
    except NotLower as no:
        raise Invalid({no.name: told_by(no)}, next=("get_approval_request",)) from no


def _carry_out(call: Call, row: Row, sealed: Sealed, agreed: list[Sought], edit: Edit | None) -> Carried:
    """Run it, or take back all of it. The state is claimed first, so of two approvers on however many servers one runs it."""
    desk, over_cap = _desk(call), SPENDING in json.loads(row["reasons"])
    done: list[Carried] = []

    def run() -> None:
        if not requests.change_pending(
            call.tx, row["id"], row["version"], status="executed", decided_by=call.caller.id
        ):
            raise _Taken
        less = edit.arguments if edit is not None else None
        done.append(desk.carry_out(call, sealed, agreed, row["id"], less=less, over_cap=over_cap))

    fault = call.tx.attempt(run)
    if fault is None:
        return done[0]
    if isinstance(fault, _Taken):
        check_pending(reread(call, row))
    if isinstance(fault, OtherThanAgreed):
        raise _changed(call, row)
    refusal = _refusal(fault)
    if refusal is None:
        raise fault
    raise _refused(call, row, refusal)


class _Taken(Exception):
    """Somebody else decided it meanwhile."""


def _changed(call: Call, row: Row) -> Refusal:
    """What would happen now is kept as the next version, and shown beside the one that was agreed to."""
    try:
        looked = _desk(call).look(call, sealed_of(call, row), asks_over_caps(call, row))
    except Refusal as refusal:
        return _refused(call, row, refusal)
    columns = looked_columns(call, looked)
    requests.change_pending(call.tx, row["id"], row["version"], version=row["version"] + 1, **columns)
    after = reread(call, row)
    return Conflict(
        worded(
            "It is no longer what you agreed to. Then: {preview_text} Now: {after_preview_text} Nothing "
            "happened; agree to version {version} or decline.",
            preview_text=row["preview_text"],
            after_preview_text=after["preview_text"],
            version=after["version"],
        ),
        code="changed",
        details={"version": after["version"], "old": row["preview_text"], "new": after["preview_text"]},
        next=(
            Step("approve_request", {"approval_id": row["public_id"], "version": after["version"]}),
            Step("get_approval_request", {"approval_id": row["public_id"]}),
        ),
    ).kept()


def _refusal(fault: Exception) -> Refusal | None:
    """What an operation says, as a refusal; None of what is no refusal at all."""
    if isinstance(fault, Refusal):
        return fault
    if isinstance(fault, Shortfall):
        return short(fault.owner, fault.needed, fault.available, worded("Nothing happened."))
    return None


def _refused(call: Call, row: Row, refusal: Refusal) -> Refusal:
    """The operation's own refusal, kept with the request. On a record that is done, or of somebody who is gone, it is over."""
    if is_done(refusal.status, refusal.state) or refusal.code in ("requester_gone", "agent_banned"):
        end(call, row, "void", decided_at=call.stamp, last_error=refusal.message[:1000])
    else:
        requests.change_pending(call.tx, row["id"], row["version"], last_error=refusal.message[:1000])
    if refusal.code == "frozen":
        refusal = Conflict(
            refusal.message,
            code="frozen",
            state="frozen",
            details=refusal.details,
            next=("get_approval_policy", "unfreeze_payments"),
        )
    return refusal.kept()


def _finish(call: Call, row: Row, done: Carried, edit: Edit | None, comment: str | None) -> Row:
    requests.change_decided(
        call.tx,
        row["id"],
        decided_at=call.stamp,
        result=json.dumps(done.answer, ensure_ascii=False),
        call_id=done.receipt["call_id"],
        mandate_id=mandates.used_by_call(call.tx, done.receipt["call_id"]),
        edited=json.dumps({"name": edit.name, "old": edit.old, "new": edit.new}) if edit else None,
        last_error=None,
    )
    call.changes += done.changes
    after = reread(call, row)
    tell_end(call, after, comment)
    return after


def _desk(call: Call) -> Desk:
    assert call.desk is not None, call.tool
    return call.desk
