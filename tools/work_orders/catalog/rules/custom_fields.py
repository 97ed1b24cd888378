"""Custom fields: what a definition may say, and what may still change once values are stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

from tools.errors import Conflict, Invalid
from tools.rules.sentences import worded
from tools.work_orders.rules.custom_fields import CustomField, value_fault

FieldType = Literal["text", "number", "date", "time", "datetime", "phone", "email", "url", "predefined", "checkbox"]
Flag = Literal["required", "show_in_available", "show_to_provider", "read_only", "unique"]
DependencyOperator = Literal["equals", "not_equals", "greater", "less", "contains", "is_set"]

FIELDS = (
    "name", "tip", "role", "type", "options", "flags", "dependency", "default_value", "project_ids", "client_ids",
    "template_ids", "order", "active",
)  # fmt: skip
NEEDED = ("name", "role", "type")
_LISTS = ("options", "flags", "project_ids", "client_ids", "template_ids")


def columns(values: Mapping[str, Any], before: Mapping[str, Any], has_values: bool) -> dict[str, Any]:
    """What was given as it is stored. before: the field as it is, {} for a new one. has_values: orders hold values of it."""
    whole = {**_unpacked(before), **values}
    if whole["type"] not in get_args(FieldType):
        raise Invalid({"values.type": worded("must be one of {kinds}", kinds=", ".join(get_args(FieldType)))})
    _check_options(whole["type"], whole.get("options", []))
    if has_values:
        _check_kept(_unpacked(before), whole)
    _check_dependency(whole.get("dependency"), before.get("id"))
    if whole.get("default_value"):
        _check_default(whole)
    stored: dict[str, Any] = {name: values[name] for name in ("role", "type") if name in values}
    stored |= {name: values[name] or None for name in ("tip", "default_value") if name in values}
    stored |= {name: json.dumps(_once(values[name]), ensure_ascii=False) for name in _LISTS if name in values}
    if "dependency" in values:
        stored["dependency"] = json.dumps(values["dependency"], ensure_ascii=False) if values["dependency"] else None
    if "order" in values:
        stored["position"] = values["order"]
    return stored


def _unpacked(before: Mapping[str, Any]) -> dict[str, Any]:
    """The stored definition in the form in which one is given."""
    if not before:
        return {}
    lists = {name: json.loads(before[name]) for name in _LISTS}
    dependency = json.loads(before["dependency"]) if before["dependency"] else {}
    return {
        **lists,
        "dependency": dependency,
        **{name: before[name] for name in ("name", "role", "type", "default_value")},
    }


def _once(items: list[Any]) -> list[Any]:
    return list(dict.fromkeys(items))


def _check_options(type: str, options: list[str]) -> None:
    if type == "predefined" and not options:
        raise Invalid({"values.options": worded("is needed for a predefined field: what may be chosen")})
    if type != "predefined" and options:
        raise Invalid({"values.options": worded("is for predefined fields")})


def _check_kept(before: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    """Conflict for what would make stored values wrong."""
    if whole["type"] != before["type"]:
        raise Conflict(
            worded(
                "Work orders hold values of {name!r}, so it stays of type {type}; retire it (active false) "
                "and define another one.",
                name=before["name"],
                type=before["type"],
            ),
            state=before["type"],
            next=("set_company_catalog_entry",),
        )
    gone = [option for option in before["options"] if option not in whole["options"]]
    if gone:
        raise Conflict(
            worded(
                "Work orders hold values of {name!r}, so its options stay: {gone}. Options may be added.",
                name=before["name"],
                gone=", ".join(gone),
            ),
            next=("list_company_custom_fields",),
        )


def _check_dependency(dependency: Mapping[str, Any] | None, own_id: int | None) -> None:
    if not dependency:
        return
    if dependency["id"] == own_id:
        raise Invalid({"values.dependency.id": worded("must be another field")})
    if dependency["operator"] == "is_set" and dependency.get("value"):
        raise Invalid({"values.dependency.value": worded("is left out with is_set")})
    if dependency["operator"] != "is_set" and not dependency.get("value"):
        raise Invalid({"values.dependency.value": worded("is needed with {operator}", operator=dependency["operator"])})


def _check_default(whole: Mapping[str, Any]) -> None:
    field = CustomField(0, whole["name"], whole["role"], whole["type"], whole.get("options", []))
    fault = value_fault(replace(field, flags=frozenset()), whole["default_value"])
    if fault:
        raise Invalid({"values.default_value": fault})


def comes_back(dependencies: Mapping[int, int], from_id: int) -> bool:
    """Whether a field depends on itself by way of others. dependencies: {field: the field it depends on}."""
    seen = {from_id}
    at = dependencies.get(from_id)
    while at is not None and at not in seen:
        seen.add(at)
        at = dependencies.get(at)
    return at == from_id
