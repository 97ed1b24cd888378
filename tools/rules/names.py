"""Names of people."""

from __future__ import annotations


def full_name(name: str, middle_name: str | None, last_name: str | None) -> str:
    """First, middle and last name as one line."""
    return " ".join(part for part in (name, middle_name, last_name) if part)
