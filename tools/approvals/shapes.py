"""Requests as they are shown."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import mandates
from store.database import Row
from store.types import Money, iso
from tools.approvals.policy import people_of
from tools.approvals.requesting import deciders_of, owner_of
from tools.call import Call
from tools.rules.quotation import cut
from tools.shapes import MoneyShape, NamedShape, Theirs, money_shape
from tools.wallet.rules.wallet import usd_text

Status = Literal["pending", "executed", "declined", "expired", "withdrawn", "void"]
ReasonName = Literal["confirmation", "spending_limit", "mandate"]


class Requester(TypedDict):
    """Who asked, and through which program."""

    type: str
    id: int
    name: Theirs
    client: NotRequired[str | None]


class Edited(TypedDict):
    """What was lowered when it was approved."""

    name: str
    old: str
    new: str


class RequestLine(TypedDict):
    """A request in a list."""

    public_id: str
    tool: str
    preview_text: str
    amount: NotRequired[MoneyShape | None]
    payee: NotRequired[str | None]
    reasons: list[ReasonName]
    requester: Requester
    status: Status
    step: int
    step_due_at: str
    expires_at: str
    decided_by: NotRequired[NamedShape | None]
    created_at: str


class RequestShape(RequestLine):
    """A request in full."""

    id: int
    version: int
    record: str
    amount_usd: NotRequired[str | None]
    approvers: Annotated[list[NamedShape], Field(description="Who decides now.")]
    edited: NotRequired[Edited | None]
    decided_at: NotRequired[str | None]
    decline_reason: NotRequired[Theirs | None]
    last_error: NotRequired[str | None]
    call_id: NotRequired[str | None]
    call_price: NotRequired[Annotated[MoneyShape | None, Field(description="What the call costs, beside the amount.")]]
    mandate_id: NotRequired[Annotated[str | None, Field(description="The mandate it was carried out under.")]]


def line_shape(call: Call, row: Row) -> RequestLine:
    return {
        "public_id": row["public_id"],
        "tool": row["tool"],
        "preview_text": cut(row["preview_text"], 300),
        "amount": _amount(row),
        "payee": row["payee"],
        "reasons": json.loads(row["reasons"]),
        "requester": {
            "type": row["requester_type"],
            "id": row["requester_id"],
            "name": row["requester_name"],
            "client": row["client_name"],
        },
        "status": row["status"],
        "step": row["step"],
        "step_due_at": iso(row["step_due_at"]),
        "expires_at": iso(row["expires_at"]),
        "decided_by": _decider(call, row),
        "created_at": iso(row["created_at"]),
    }


def request_shape(call: Call, row: Row) -> RequestShape:
    names = people_of(call.tx, owner_of(row)).names
    waits = row["status"] == "pending"
    return {
        **line_shape(call, row),
        "preview_text": row["preview_text"],
        "id": row["id"],
        "version": row["version"],
        "record": row["record"],
        "amount_usd": usd_text(row["usd_micros"]) if row["usd_micros"] is not None else None,
        "approvers": [{"id": id, "name": names[id]} for id in deciders_of(call, row)] if waits else [],
        "edited": json.loads(row["edited"]) if row["edited"] else None,
        "decided_at": iso(row["decided_at"]) if row["decided_at"] else None,
        "decline_reason": row["decline_reason"],
        "last_error": row["last_error"],
        "call_id": row["call_id"],
        "call_price": json.loads(row["preview"]).get("would_cost"),
        "mandate_id": _mandate(call, row),
    }


def kept_result(row: Row) -> dict[str, Any] | None:
    """The operation's own answer, of a request that was carried out."""
    found: dict[str, Any] | None = json.loads(row["result"]) if row["result"] else None
    return found


def _amount(row: Row) -> MoneyShape | None:
    return money_shape(Money(row["amount"], row["currency"])) if row["amount"] is not None else None


def _mandate(call: Call, row: Row) -> str | None:
    id = row["mandate_id"]
    return None if id is None else str(mandates.by_number(call.tx, id, call.now)["public_id"])


def _decider(call: Call, row: Row) -> NamedShape | None:
    if row["decided_by"] is None:
        return None
    return {"id": row["decided_by"], "name": people_of(call.tx, owner_of(row)).names.get(row["decided_by"], "")}
