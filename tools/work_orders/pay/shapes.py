"""How the lines of the pay are answered: increases, expenses, discounts, bonuses and penalties."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from store.work_orders.entries import entries
from tools.call import Call
from tools.shapes import NamedShape, Theirs
from tools.work_orders.pay_shapes import RangeShape


class AuthorShape(TypedDict):
    type: Literal["person", "agent"]
    id: int
    name: str


class IncreaseShape(TypedDict):
    id: int
    work_order_id: int
    author: AuthorShape
    status: Literal["pending", "accepted", "declined", "voided"]
    status_description: NotRequired[Theirs | None]
    kind: Literal["amount", "additional_hours", "additional_devices"]
    amount: NotRequired[str | None]
    units: NotRequired[str | None]
    reason: Theirs
    created_at: str
    decided_at: NotRequired[str | None]
    decided_by: NotRequired[AuthorShape | None]


class EffectShape(TypedDict):
    """What acceptance would do now. The hold is shown to the company."""

    range_max_before: str
    range_max_after: str
    hold_before: NotRequired[str | None]
    hold_after: NotRequired[str | None]


class ExpenseShape(TypedDict):
    """amount: of one unit; total: amount times quantity; max_amount: the most its category allows."""

    id: int
    work_order_id: int
    author: AuthorShape
    category: NamedShape
    company_expense_id: NotRequired[int | None]
    description: Theirs
    quantity: str
    amount: str
    total: str
    max_amount: NotRequired[str | None]
    status: Literal["pending", "approved", "denied", "voided"]
    status_description: NotRequired[Theirs | None]
    approved_amount: NotRequired[str | None]
    receipts: list[int]
    created_at: str
    decided_at: NotRequired[str | None]
    decided_by: NotRequired[AuthorShape | None]


class DiscountShape(TypedDict):
    id: int
    work_order_id: int
    author: AuthorShape
    amount: str
    description: Theirs
    status: Literal["active", "voided"]
    created_at: str


class ExtraShape(TypedDict):
    """modifier: money for fixed, percent else. amount: what it comes to; absent while no pay is set."""

    id: int
    name: str
    description: NotRequired[Theirs | None]
    calculation: Literal["fixed", "percent"]
    modifier: str
    amount: NotRequired[str | None]
    charged: bool
    author: AuthorShape
    created_at: str


class BonusShape(ExtraShape):
    bonus_id: int


class PenaltyShape(ExtraShape):
    penalty_id: int
    reason: NotRequired[Theirs | None]


class AvailableShape(TypedDict):
    """An entry of the company's list that could be added."""

    id: int
    name: str
    description: NotRequired[str | None]
    calculation: Literal["fixed", "percent"]
    modifier: str


class RangeNow(TypedDict):
    range: RangeShape
    hold: NotRequired[str | None]


def increase_shape(row: Row, currency: str) -> IncreaseShape:
    answer: dict[str, Any] = {
        **_head(row),
        "kind": row["kind"],
        "amount": Money(row["amount"], currency).text if row["amount"] is not None else None,
        "units": row["units"],
        "reason": row["reason"],
    }
    return cast(IncreaseShape, answer)


def expense_shape(row: Row, currency: str, most: Mapping[int, int | None]) -> ExpenseShape:
    """most: the maximum of each category, in the smallest unit."""
    limit, approved = most.get(row["category_id"]), row["approved_amount"]
    answer: dict[str, Any] = {
        **_head(row),
        "category": {"id": row["category_id"], "name": row["category_name"]},
        "company_expense_id": row["category_id"] if row["category_company_id"] is not None else None,
        "description": row["description"],
        "quantity": row["quantity"],
        "amount": Money(row["amount"], currency).text,
        "total": Money(row["total"], currency).text,
        "max_amount": Money(limit, currency).text if limit is not None else None,
        "approved_amount": Money(approved, currency).text if approved is not None else None,
        "receipts": json.loads(row["attachment_ids"]),
    }
    return cast(ExpenseShape, answer)


def maxima(call: Call, company_id: int) -> dict[int, int | None]:
    """The most each expense category of a company allows, in the smallest unit of its currency."""
    return {each["id"]: each["max_amount"] for each in entries(call.tx, "expense_category", company_id)}


def _head(row: Row) -> dict[str, Any]:
    """What all claims tell of themselves."""
    return {
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "author": author_shape(row),
        "status": row["status"],
        "status_description": row["status_description"],
        "created_at": iso(row["created_at"]),
        "decided_at": iso(row["decided_at"]) if row["decided_at"] else None,
        "decided_by": _decider(row),
    }


def discount_shape(row: Row, currency: str) -> DiscountShape:
    return {
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "author": author_shape(row),
        "amount": Money(row["amount"], currency).text,
        "description": row["description"],
        "status": row["status"],
        "created_at": iso(row["created_at"]),
    }


def bonus_shape(row: Row, amount: Money | None) -> BonusShape:
    return {**_extra(row, amount), "bonus_id": row["bonus_id"]}


def penalty_shape(row: Row, amount: Money | None) -> PenaltyShape:
    return {**_extra(row, amount), "penalty_id": row["penalty_id"], "reason": row["reason"]}


def _extra(row: Row, amount: Money | None) -> ExtraShape:
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "calculation": row["calculation"],
        "modifier": f"{Decimal(row['modifier']):f}",
        "amount": amount.text if amount is not None else None,
        "charged": bool(row["charged"]),
        "author": author_shape(row),
        "created_at": iso(row["created_at"]),
    }


def available_shape(entry: Mapping[str, Any]) -> AvailableShape:
    return {
        "id": entry["id"],
        "name": entry["name"],
        "description": entry["description"],
        "calculation": entry["calculation"],
        "modifier": entry["modifier"],
    }


def author_shape(row: Row) -> AuthorShape:
    return {"type": row["author_type"], "id": row["author_id"], "name": row["author_name"]}


def _decider(row: Row) -> AuthorShape | None:
    if row["decided_by_id"] is None:
        return None
    return {"type": row["decided_by_type"], "id": row["decided_by_id"], "name": row["decider_name"]}
