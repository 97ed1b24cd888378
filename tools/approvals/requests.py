"""Acts that wait for a yes, or were decided: the list, and one in full."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import requests
from store.database import Row
from store.spending import has_agent
from store.types import Owner
from tools.approvals.access import ApprovalId, is_admin_of, is_over, may_decide, seen_request
from tools.approvals.authority import rules_of
from tools.approvals.ends import apply_due
from tools.approvals.policy import people_of
from tools.approvals.requesting import asks_over_caps, deciders_of, looked_columns, owner_of, requester_of, sealed_of
from tools.approvals.rules.masking import masked
from tools.approvals.shapes import RequestLine, RequestShape, Status, kept_result, line_shape, request_shape
from tools.call import Call
from tools.errors import NotAllowed, NotFound, Refusal
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, PositiveAmount
from tools.rules.sentences import worded

TOOLSET = "approvals"

Box = Literal["to_decide", "asked_by_me", "all"]


class RequestList(TypedDict):
    items: list[RequestLine]
    total: int
    next_cursor: NotRequired[str | None]


class ShownRequest(TypedDict):
    """preview: the dry run's answer, what exactly will happen. now: the same against the present state, with refresh."""

    request: RequestShape
    arguments: dict[str, Any]
    preview: dict[str, Any]
    now: NotRequired[dict[str, Any] | None]
    preview_differs: NotRequired[bool | None]
    result: NotRequired[dict[str, Any] | None]
    allowed: Annotated[list[str], Field(description="Tools that the caller may use on it.")]


@operation(
    access="read",
    page_size=15,
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "what do my bots want me to agree to",
        "payments waiting for my yes",
        "has my request been answered",
        "approval inbox",
        "list acts that wait for a person",
        "which approvals are pending",
        "what did I decline last week for the agent",
        "requests at the approval desk",
        "is anything waiting for my approval",
        "open approval requests of the assistant",
    ),
)
def list_approval_requests(
    call: Call,
    page: Page,
    box: Annotated[Box, Field(description="Default to_decide for people, asked_by_me for agents; all: admins.")]
    | None = None,
    status: Annotated[list[Status], Field(min_length=1, max_length=6, description="In these states. Default pending.")]
    | None = None,
    agent_id: Annotated[Id, Field(description="Only those of this agent.")] | None = None,
    tool: Annotated[str, Field(min_length=1, max_length=100, description="Only of this operation.")] | None = None,
    min_amount_usd: Annotated[PositiveAmount, Field(description="Only from this worth on.")] | None = None,
) -> RequestList:
    """List acts of agents that wait for a person's yes, or were decided.

    With amount, reason, who may decide and until when; those that wait by the end of their step, others newest first.
    to_decide: where the caller decides at the present step, for admins all. Read one with get_approval_request."""
    box = box or ("asked_by_me" if call.caller.kind == "agent" else "to_decide")
    owner, caller = rules_of(call.caller), call.caller
    _check(call, box, agent_id, tool)
    apply_due(call, owner, caller.owner)
    decides = box == "to_decide" and not (caller.is_admin or owner == caller.owner)
    states = status or ["pending"]
    sql, params, order = requests.lines(
        owner,
        caller.owner if box == "asked_by_me" else None,
        states,
        agent_id,
        tool,
        None if min_amount_usd is None else int(min_amount_usd * Decimal(1_000_000)),
        _decidable(call, owner, states) if decides else None,
    )
    rows, cursor, total = page.rows(call.tx, sql, params, order)
    return {"items": [line_shape(call, row) for row in rows], "total": total, "next_cursor": cursor}


def has_come(call: Call, arguments: Mapping[str, Any]) -> bool:
    """Whether the request was decided, so that the call waits no longer."""
    return is_over(call, arguments["approval_id"])


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    waits_until=has_come,
    find=(
        "show me what I would be agreeing to",
        "was the payment I asked for let through",
        "full picture of a stopped act",
        "what exactly will happen if I approve",
        "details of request apr_",
        "why was the agent's act stopped",
        "who decides about my request and until when",
        "look at one waiting approval",
        "what became of the act I asked a yes for",
        "arguments of the sealed call",
    ),
)
def get_approval_request(
    call: Call,
    approval_id: ApprovalId,
    refresh: Annotated[bool, Field(description="Look anew at what would happen now.")] = False,
    wait_seconds: Annotated[int, Field(ge=0, le=30, description="Wait this long for a decision.")] = 0,
) -> ShownRequest:
    """Show one waiting or decided act in full: what exactly will happen, its cost, why it was stopped, who decides.

    For whoever asked, those who decide at any of its steps, and admins. refresh shows what would happen now beside what was
    kept, and changes nothing. Codes, keys and full account numbers are masked. approve_request takes the version shown."""
    row = seen_request(call, approval_id)
    now, differs = _looked_at(call, row) if refresh and row["status"] == "pending" else (None, None)
    result = kept_result(row)
    return {
        "request": request_shape(call, row),
        "arguments": masked(dict(sealed_of(call, row).arguments)),
        "preview": masked(json.loads(row["preview"])),
        "now": now,
        "preview_differs": differs,
        "result": masked(result) if result is not None else None,
        "allowed": _allowed(call, row),
    }


def _check(call: Call, box: Box, agent_id: int | None, tool: str | None) -> None:
    caller = call.caller
    if box == "all" and not (caller.is_admin or (caller.kind == "person" and caller.company_id is None)):
        raise NotAllowed(
            worded("Only an admin lists all requests of the company; to_decide and asked_by_me are yours."),
            next=("list_approval_requests",),
        )
    if agent_id is not None and not has_agent(call.tx, caller.company_id or 0, agent_id):
        raise NotFound("agent", agent_id, next=("list_company_agents",))
    if tool is not None and (call.finder is None or call.finder.describe(tool, caller, []) is None):
        raise NotFound("operation", tool, next=("find_operations",))


def _decidable(call: Call, owner: Owner, states: Collection[str]) -> list[int]:
    """Of a company's requests those that a member decides now, or decided."""
    rows = requests.of_owner(call.tx, owner, states)
    me = call.caller.id
    return [
        row["id"]
        for row in rows
        if row["decided_by"] == me or (row["status"] == "pending" and me in deciders_of(call, row))
    ]


def _looked_at(call: Call, row: Row) -> tuple[dict[str, Any], bool]:
    assert call.desk is not None
    try:
        looked = call.desk.look(call, sealed_of(call, row), asks_over_caps(call, row))
    except Refusal as refusal:
        return {"error": refusal.message, "code": refusal.code}, True
    acts = looked_columns(call, looked)["acts"]
    return masked(dict(looked.answer)), json.loads(acts) != json.loads(row["acts"])


def _allowed(call: Call, row: Row) -> list[str]:
    if row["status"] != "pending":
        return []
    asked = requester_of(row) == call.caller.owner
    own = owner_of(row) == call.caller.owner and call.caller.session_id not in (None, row["session_id"])
    found = ["approve_request", "decline_request"] if (own if asked else may_decide(call, row)) else []
    if found and len(people_of(call.tx, owner_of(row)).names) > 1:
        found.append("delegate_request")
    agents = row["requester_type"] == "agent" and call.caller.kind == "person" and is_admin_of(call, row)
    return [*found, "withdraw_request"] if asked or agents else found
