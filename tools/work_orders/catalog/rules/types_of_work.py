"""Types of work and the service types below them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.errors import Invalid
from tools.rules.sentences import worded

TYPE_FIELDS = ("name", "category", "parent_id", "active")
SERVICE_FIELDS = ("name", "type_of_work_id", "active")


def type_columns(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored; a type stays under the one it was made under."""
    if before and values.get("parent_id", before["parent_id"]) != before["parent_id"]:
        raise Invalid({"values.parent_id": worded("stays as it is; make a new type of work instead")})
    return {name: values[name] for name in ("category", "parent_id") if name in values}


def service_columns(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored; a service type stays with its type of work."""
    if before and values.get("type_of_work_id", before["type_of_work_id"]) != before["type_of_work_id"]:
        raise Invalid({"values.type_of_work_id": worded("stays as it is; make a new service type instead")})
    return {} if before else {"type_of_work_id": values["type_of_work_id"]}
