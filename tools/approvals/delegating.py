"""Handing a waiting act to somebody else, or to the next step of the chain."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import requests
from store.database import Row
from tools.approvals.access import ApprovalId, decided_by_caller
from tools.approvals.ends import check_pending, check_version, move, reread
from tools.approvals.policy import people_of, policy_of
from tools.approvals.requesting import deciders_of, due_columns, due_of, note_change, owner_of, tell_deciders
from tools.approvals.rules.policy import handed, next_step, reach
from tools.approvals.shapes import RequestShape, request_shape
from tools.call import Call
from tools.errors import Invalid, Step, WrongState
from tools.operation import operation
from tools.params import Id
from tools.rules.sentences import worded
from tools.wallet.rules.wallet import usd_text

TOOLSET = "approvals"

MOST_HANDED = 3


class DelegatedRequest(TypedDict):
    request: RequestShape


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "let my colleague decide on this one",
        "pass it up to the boss",
        "I am away, give it to Maria",
        "hand the waiting act to somebody else",
        "escalate the request to the next approver",
        "delegate an approval",
        "reassign who decides about apr_",
        "forward the pending yes to the finance lead",
        "skip to the next step of the approval chain",
        "someone else should approve this",
    ),
    example={"next_step": True},
)
def delegate_request(
    call: Call,
    approval_id: ApprovalId,
    user_id: Annotated[Id, Field(description="The member who shall decide. Either this or next_step.")] | None = None,
    next_step: Annotated[bool, Field(description="Pass it on to the next step of the chain.")] = False,
    note: Annotated[str, Field(min_length=1, max_length=1000, description="Told to whoever decides then.")]
    | None = None,
) -> DelegatedRequest:
    """Hand a waiting act to another person for decision, or pass it on to the next step of the chain at once.

    user_id: they decide beside those of this step, with a full time anew; at most three times a request, and only somebody
    whose step reaches the amount, or an admin. By whoever decides now and admins."""
    row = decided_by_caller(call, approval_id)
    check_pending(row)
    if (user_id is None) != next_step:
        raise Invalid(
            {"user_id": worded("either it or next_step, not both and not neither")}, next=("delegate_request",)
        )
    after = _to_person(call, row, user_id, note) if user_id is not None else _to_next_step(call, row, note)
    check_pending(after)
    return {"request": request_shape(call, after)}


def _to_next_step(call: Call, row: Row, note: str | None) -> Row:
    policy = policy_of(call.tx, owner_of(row))
    if row["step"] >= policy.steps:
        raise WrongState(
            worded(
                "Request {public_id} is at the last step, {step} of {steps}.",
                public_id=row["public_id"],
                step=row["step"],
                steps=policy.steps,
            ),
            state="last_step",
            next=(
                Step("approve_request", {"approval_id": row["public_id"], "version": row["version"]}),
                "decline_request",
            ),
        )
    return move(call, row, note, **due_columns(next_step(policy, due_of(row), call.now)), named="[]")


def _to_person(call: Call, row: Row, user_id: int, note: str | None) -> Row:
    _check_person(call, row, user_id)
    if row["handed"] >= MOST_HANDED:
        raise WrongState(
            worded(
                "Request {public_id} was handed on {most_handed} times already.",
                public_id=row["public_id"],
                most_handed=MOST_HANDED,
            ),
            state="handed_on",
            next=(
                Step("approve_request", {"approval_id": row["public_id"], "version": row["version"]}),
                "decline_request",
            ),
        )
    if user_id in deciders_of(call, row):
        raise Invalid(
            {"user_id": worded("person {user_id} decides about it already", user_id=user_id)},
            next=("get_approval_request",),
        )
    named = json.dumps([*json.loads(row["named"]), user_id])
    due = due_columns(handed(policy_of(call.tx, owner_of(row)), due_of(row), call.now))
    changed = requests.change_pending(call.tx, row["id"], row["version"], named=named, handed=row["handed"] + 1, **due)
    after = reread(call, row)
    if changed:
        tell_deciders(call, after, only=user_id, note=note)
        note_change(call, after, "approval.waiting")
    else:
        check_version(after, row["version"])
    return after


def _check_person(call: Call, row: Row, user_id: int) -> None:
    """Invalid for strangers, for whoever asked, and for members whose step does not reach the amount."""
    owner = owner_of(row)
    people = people_of(call.tx, owner)
    if user_id not in people.names:
        raise Invalid(
            {"user_id": worded("person {user_id} is no member of the company", user_id=user_id)}, next=("list_users",)
        )
    if (row["requester_type"], row["requester_id"]) == ("person", user_id):
        raise Invalid(
            {"user_id": worded("person {user_id} asked for it and cannot decide", user_id=user_id)},
            next=("list_users",),
        )
    limit = reach(policy_of(call.tx, owner), user_id)
    if user_id in people.admins or limit is None:
        return
    worth = row["usd_micros"]
    if limit == "none" or (worth is not None and limit < worth):
        raise Invalid({"user_id": _short(user_id, limit, worth)}, next=("list_users",))


def _short(user_id: int, limit: int | str, worth: int | None) -> str:
    """How far somebody decides who may not decide this."""
    if limit == "none" or worth is None:
        return worded("person {user_id} decides at no step of the chain", user_id=user_id)
    return worded(
        "person {user_id} decides up to {most} USD, and {asked} USD are asked for",
        user_id=user_id,
        most=usd_text(int(limit)),
        asked=usd_text(worth),
    )
