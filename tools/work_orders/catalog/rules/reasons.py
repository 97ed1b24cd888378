"""Reasons: why a job is called off, sent back, or gone to once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Audience = Literal["buyer", "provider", "both"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "site_revisit_reason": ("name", "audience", "active"),
    "incomplete_reason": ("name", "active"),
    "cancel_reason": ("name", "needs_note", "active"),
}


def is_for(audience: str, side: Audience) -> bool:
    """Whether a reason is one that a side may give."""
    return "both" in (audience, side) or audience == side


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as it is stored."""
    stored: dict[str, Any] = {name: values[name] for name in ("audience",) if name in values}
    if "needs_note" in values:
        stored["needs_note"] = int(values["needs_note"])
    return stored
