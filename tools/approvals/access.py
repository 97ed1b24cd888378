"""Which request is meant, and who may see or decide it."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field

from store.approvals import requests
from store.database import Row
from store.types import Owner
from tools.approvals.authority import SPENDING, rules_of
from tools.approvals.ends import current
from tools.approvals.policy import people_of, policy_of
from tools.approvals.requesting import deciders_of, owner_of, requester_of
from tools.call import Call
from tools.errors import NotAllowed, NotFound
from tools.rules.sentences import joined, worded

ApprovalId = Annotated[
    str, Field(min_length=1, max_length=60, description="Number or public id apr_..., from list_approval_requests.")
]


def seen_request(call: Call, approval_id: str) -> Row:
    """The request, as it stands now, for whoever asked, decides at any of its steps, or is an admin."""
    row = _named(call, approval_id)
    if row is None or not _sees(call, row):
        raise NotFound("request", approval_id, next=("list_approval_requests",))
    return current(call, row)


def sees_request(call: Call, id: int) -> bool:
    """Whether the caller may know of a request."""
    row = requests.find_request(call.tx, id, None)
    return row is not None and _sees(call, row)


def is_over(call: Call, approval_id: str) -> bool:
    """Whether a request waits no more, or is due to end or move on; nothing is written. Also when it is not to be seen."""
    row = _named(call, approval_id)
    seen = row is not None and _sees(call, row)
    return (
        row is None or not seen or row["status"] != "pending" or bool(row["gone"]) or row["step_due_at"] <= call.stamp
    )


def decided_by_caller(call: Call, approval_id: str) -> Row:
    """The same for whoever may decide it now."""
    row = seen_request(call, approval_id)
    check_decider(call, row)
    return row


def check_decider(call: Call, row: Row) -> None:
    """NotAllowed, naming who decides, for everybody else; admins may at any step, whoever asked never."""
    caller = call.caller
    if caller.kind != "person" or caller.scopes is not None:
        raise NotAllowed(
            worded("Only a person decides, in a session of their own: {who}. Nothing happened.", who=_who(call, row)),
            code="people_only",
            next=("list_approval_requests",),
        )
    if requester_of(row) == caller.owner:
        _check_own(call, row)
    elif not may_decide(call, row):
        raise NotAllowed(
            worded(
                "Request {public_id} is decided by {who}. Nothing happened.",
                public_id=row["public_id"],
                who=_who(call, row),
            ),
            code="not_approver",
            next=("list_approval_requests",),
        )


def open_tools(call: Call, request_id: int) -> tuple[str, ...] | None:
    """The tools by which the caller can answer a request they were told of now; None when there is none."""
    row = requests.find_request(call.tx, request_id, None)
    if row is None:
        return None
    if row["status"] != "pending" or row["gone"] or row["step_due_at"] <= call.stamp or not may_decide(call, row):
        return ()
    try:
        check_decider(call, row)
    except NotAllowed:
        return ()
    says_yes = SPENDING not in json.loads(row["reasons"]) or is_admin_of(call, row)
    return ("approve_request", "decline_request") if says_yes else ("decline_request",)


def check_decides(call: Call, act: str) -> None:
    """NotAllowed for whoever does not decide about approvals: agents, and members who are no admins."""
    if call.caller.kind != "person":
        raise NotAllowed(
            worded("An agent never {act}; an admin of its company does.", act=act),
            code="people_only",
            next=("get_approval_policy",),
        )
    if call.caller.company_id is not None and not call.caller.is_admin:
        raise NotAllowed(
            worded("Only an admin of the company {act}.", act=act), next=("list_users", "get_approval_policy")
        )


def may_decide(call: Call, row: Row) -> bool:
    """Whether the caller, who did not ask for it, may decide now."""
    if call.caller.kind != "person" or rules_of(call.caller) != owner_of(row):
        return False
    return is_admin_of(call, row) or call.caller.id in deciders_of(call, row)


def is_admin_of(call: Call, row: Row) -> bool:
    """An admin of the company whose request it is, or the person themself."""
    owner = owner_of(row)
    return owner == call.caller.owner or (
        call.caller.is_admin and owner == Owner("company", call.caller.company_id or 0)
    )


def _check_own(call: Call, row: Row) -> None:
    """Somebody without a company decides about what another of their sessions asked for."""
    if owner_of(row) == call.caller.owner and call.caller.session_id not in (None, row["session_id"]):
        return
    where = (
        worded("in another session than the one that asked")
        if owner_of(row) == call.caller.owner
        else worded("by {who}", who=_who(call, row))
    )
    raise NotAllowed(
        worded(
            "You asked for {public_id} yourself: it is decided {where}. Nothing happened.",
            public_id=row["public_id"],
            where=where,
        ),
        code="own_request",
        next=("withdraw_request", "list_approval_requests"),
    )


def _named(call: Call, approval_id: str) -> Row | None:
    said = approval_id.strip()
    if said.isdecimal():
        return requests.find_request(call.tx, int(said), None) if len(said) < 16 else None
    return requests.find_request(call.tx, None, said)


def _sees(call: Call, row: Row) -> bool:
    if requester_of(row) == call.caller.owner:
        return True
    if call.caller.kind != "person" or rules_of(call.caller) != owner_of(row):
        return False
    if is_admin_of(call, row) or call.caller.id in json.loads(row["named"]):
        return True
    steps = range(1, policy_of(call.tx, owner_of(row)).steps + 1)
    return any(call.caller.id in deciders_of(call, row, step) for step in steps)


def _who(call: Call, row: Row) -> str:
    names = people_of(call.tx, owner_of(row)).names
    deciders = [worded("person {id} {name}", id=id, name=names[id]) for id in deciders_of(call, row)]
    return joined(deciders, ", ") if deciders else worded("an admin")
