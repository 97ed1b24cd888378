"""Definitions of custom fields, as stored and as the rules take them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tools.work_orders.rules import custom_fields


def custom_field(row: Mapping[str, Any]) -> custom_fields.CustomField:
    """A definition as the rules take it."""
    depends = json.loads(row["dependency"]) if row["dependency"] else None
    return custom_fields.CustomField(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        type=row["type"],
        options=json.loads(row["options"]),
        flags=frozenset(json.loads(row["flags"])),
        dependency=custom_fields.Dependency(depends["id"], depends["operator"], depends.get("value"))
        if depends
        else None,
        project_ids=json.loads(row["project_ids"]),
        client_ids=json.loads(row["client_ids"]),
        template_ids=json.loads(row["template_ids"]),
    )
