"""The material terms of an open call: what people apply for, and what of it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Whoever applied has to send their application again when one of these changes; seats when they become fewer.
MATERIAL = (
    "price_min", "price_max", "seats", "description", "location", "schedule", "deadline", "deadline_hours", "done",
    "requirements", "estimated_hours", "types_of_work", "attributes",
)  # fmt: skip


def material_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The material ones among a call's fields, in their stored form."""
    return {name: fields.get(name) for name in MATERIAL}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of fields that are not the same."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def material_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of material terms that changed; more seats harm nobody."""
    changed = differing(material_of(before), material_of(after))
    more_seats = (after.get("seats") or 0) >= (before.get("seats") or 0)
    return [name for name in changed if not (name == "seats" and more_seats)]


def told_differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What somebody sees of material terms that changed since: {name: {old, new}}."""
    return {name: {"old": before.get(name), "new": now.get(name)} for name in differing(before, now)}
