"""What a mandate looks like in parameters and answers. What is signed stands in an answer as it was signed."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals import mandates
from store.database import Row
from store.types import Money, iso
from tools.approvals.mandates_use import mandate_of
from tools.call import Call
from tools.params import Currency, Id, PositiveAmount
from tools.shapes import MoneyShape, Theirs, money_shape

Status = Literal["active", "used_up", "expired", "revoked"]
ActKind = Literal["task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal"]
MandateKind = Literal["task", "booking", "work_order", "open_call", "contract", "payout", "withdrawal", "any"]
MandateId = Annotated[str, Field(min_length=1, max_length=40, description="mnd_..., from list_mandates.")]


class PayeeIn(TypedDict):
    """Who may be paid; any without id."""

    type: Literal["person", "company", "any"]
    id: NotRequired[Id]


class ActIn(TypedDict):
    """An act that a mandate might cover; without payee where nobody is named yet."""

    kind: ActKind
    payee_type: NotRequired[Literal["person", "company"]]
    payee_id: NotRequired[Id]
    amount: PositiveAmount
    currency: Currency


class MandateShape(TypedDict):
    public_id: str
    status: Status
    grantor: Annotated[str, Field(description="Whose money: company:1 or person:7.")]
    granted_by: Annotated[str, Field(description="Who allowed it.")]
    agent_id: NotRequired[Annotated[int | None, Field(description="Without it every agent of the company.")]]
    payees: Annotated[list[str], Field(description="person:7, company:3 or any.")]
    kinds: list[str]
    currency: str
    per_call: NotRequired[str | None]
    per_day: NotRequired[str | None]
    total: str
    max_uses: NotRequired[int | None]
    valid_from: str
    valid_until: NotRequired[str | None]
    created_at: str
    note: NotRequired[Theirs | None]
    used: str
    used_today: str
    uses: int
    left_total: str
    left_today: NotRequired[str | None]
    uses_left: NotRequired[int | None]
    ended_at: NotRequired[str | None]
    ended_by: NotRequired[str | None]
    end_reason: NotRequired[Theirs | None]
    signature: str
    key_id: str
    public_key: Annotated[str, Field(description="Ed25519, in hex.")]


class UseShape(TypedDict):
    """One act under a mandate."""

    call_id: str
    agent_id: int
    kind: str
    record: NotRequired[str | None]
    payee: NotRequired[str | None]
    committed: MoneyShape
    returned: MoneyShape
    at: str


def mandate_shape(call: Call, row: Row) -> MandateShape:
    found = mandate_of(row)
    left_today = found.left_today(call.now)
    shape: MandateShape = {
        "public_id": found.public_id,
        "status": found.status,
        "grantor": f"{row['owner_type']}:{row['owner_id']}",
        "granted_by": f"person:{row['granted_by']}",
        "agent_id": found.agent_id,
        "payees": mandates.texts(row, "payees"),
        "kinds": mandates.texts(row, "kinds"),
        "currency": found.currency,
        "per_call": found.per_call.text if found.per_call else None,
        "per_day": found.per_day.text if found.per_day else None,
        "total": found.total.text,
        "max_uses": found.max_uses,
        "valid_from": iso(found.valid_from),
        "valid_until": iso(found.valid_until) if found.valid_until else None,
        "created_at": iso(row["created_at"]),
        "note": row["note"],
        "used": found.used.text,
        "used_today": found.spent_today(call.now).text,
        "uses": found.uses,
        "left_total": found.left.text,
        "left_today": left_today.text if left_today is not None else None,
        "uses_left": None if found.max_uses is None else found.max_uses - found.uses,
        "ended_at": iso(row["ended_at"]) if row["ended_at"] else None,
        "ended_by": f"person:{row['ended_by']}" if row["ended_by"] else None,
        "end_reason": row["end_reason"],
        "signature": row["signature"],
        "key_id": row["key_id"],
        "public_key": row["public_key"],
    }
    return shape


def use_shape(row: Row, currency: str) -> UseShape:
    return {
        "call_id": row["call_id"],
        "agent_id": row["agent_id"],
        "kind": row["kind"],
        "record": row["record"],
        "payee": f"{row['payee_type']}:{row['payee_id']}" if row["payee_type"] else None,
        "committed": money_shape(Money(row["committed"], currency)),
        "returned": money_shape(Money(row["returned"], currency)),
        "at": iso(row["at"]),
    }
