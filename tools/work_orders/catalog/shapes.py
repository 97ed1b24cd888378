"""Entries of a company's lists as answers show them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from tools.shapes import MoneyShape, money_shape
from tools.work_orders.catalog.rules.kinds import EntryKind
from tools.work_orders.rules.project_totals import TotalShape


class DependencyShape(TypedDict):
    """The field shows when another field compares like this."""

    id: int
    operator: str
    value: NotRequired[str | None]


class CustomFieldShape(TypedDict):
    """Empty project_ids, client_ids, template_ids: all of them."""

    custom_field_id: int
    name: str
    tip: NotRequired[str | None]
    role: Literal["buyer", "provider"]
    type: str
    options: NotRequired[list[str] | None]
    flags: list[str]
    dependency: NotRequired[DependencyShape | None]
    default_value: NotRequired[str | None]
    project_ids: list[int]
    client_ids: list[int]
    template_ids: list[int]
    order: int
    active: bool


class EntryShape(TypedDict):
    """One entry with the fields of its kind. shared: every company has it; what you change of it changes for yours alone."""

    kind: str
    id: int
    shared: bool
    active: bool
    name: NotRequired[str | None]
    api_code: NotRequired[str | None]
    description: NotRequired[str | None]
    max_amount: NotRequired[MoneyShape | None]
    receipt_required: NotRequired[bool | None]
    calculation: NotRequired[str | None]
    modifier: NotRequired[str | None]
    type: NotRequired[str | None]
    default: NotRequired[bool | None]
    sourced_providers: NotRequired[TotalShape | None]
    audience: NotRequired[str | None]
    needs_note: NotRequired[bool | None]
    tip: NotRequired[str | None]
    role: NotRequired[str | None]
    options: NotRequired[list[str] | None]
    flags: NotRequired[list[str] | None]
    dependency: NotRequired[DependencyShape | None]
    default_value: NotRequired[str | None]
    project_ids: NotRequired[list[int] | None]
    client_ids: NotRequired[list[int] | None]
    template_ids: NotRequired[list[int] | None]
    order: NotRequired[int | None]
    color: NotRequired[str | None]
    category: NotRequired[str | None]
    parent_id: NotRequired[int | None]
    type_of_work_id: NotRequired[int | None]
    user_id: NotRequired[int | None]
    first_name: NotRequired[str | None]
    last_name: NotRequired[str | None]
    reason: NotRequired[str | None]
    created_at: NotRequired[str | None]
    created_by: NotRequired[str | None]


def custom_field_shape(entry: Mapping[str, Any]) -> CustomFieldShape:
    return {
        "custom_field_id": entry["id"],
        "name": entry["name"],
        "tip": entry["tip"],
        "role": entry["role"],
        "type": entry["type"],
        "options": json.loads(entry["options"]) or None,
        "flags": json.loads(entry["flags"]),
        "dependency": json.loads(entry["dependency"]) if entry["dependency"] else None,
        "default_value": entry["default_value"],
        "project_ids": json.loads(entry["project_ids"]),
        "client_ids": json.loads(entry["client_ids"]),
        "template_ids": json.loads(entry["template_ids"]),
        "order": entry["position"],
        "active": bool(entry["active"]),
    }


_PLAIN: Mapping[str, tuple[str, ...]] = {
    "expense_category": ("api_code", "description"),
    "bonus": ("description", "calculation", "modifier"),
    "penalty": ("description", "calculation", "modifier"),
    "network": ("type",),
    "site_revisit_reason": ("audience",),
    "tag": ("color",),
    "type_of_work": ("category", "parent_id"),
    "service_type": ("type_of_work_id",),
}


def entry_shape(kind: EntryKind, entry: Mapping[str, Any], currency: str) -> EntryShape:
    """An entry of a list as the company has it. currency: the company's, of limits."""
    answer: dict[str, Any] = {
        "kind": kind,
        "id": entry["id"],
        "shared": entry["company_id"] is None,
        "active": bool(entry["active"]),
        "name": entry["name"],
        **{name: entry[name] for name in _PLAIN.get(kind, ())},
    }
    if kind == "expense_category":
        most = entry["max_amount"]
        answer["max_amount"] = money_shape(Money(most, currency)) if most is not None else None
        answer["receipt_required"] = bool(entry["receipt_required"])
    elif kind == "cancel_reason":
        answer["needs_note"] = bool(entry["needs_note"])
    elif kind == "network":
        answer["default"] = bool(entry["is_default"])
    elif kind == "tag":
        answer["created_at"] = iso(entry["created_at"])
    elif kind == "custom_field":
        answer |= {name: value for name, value in custom_field_shape(entry).items() if name != "custom_field_id"}
    return answer  # type: ignore[return-value]


def manager_entry(row: Row, active: bool) -> EntryShape:
    """A member as somebody who manages work orders or does not."""
    return {
        "kind": "manager", "id": row["id"], "user_id": row["id"], "shared": False, "active": active,
        "first_name": row["name"], "last_name": row["last_name"], "role": row["role"],
    }  # fmt: skip


def blocked_entry(row: Row) -> EntryShape:
    """A provider the company does not work with, or did not for a time."""
    return {
        "kind": "blocked_provider", "id": row["id"], "user_id": row["person_id"], "shared": False,
        "active": bool(row["active"]), "reason": row["reason"], "created_at": iso(row["created_at"]),
        "created_by": f"{row['created_by_type']}:{row['created_by_id']}",
    }  # fmt: skip
