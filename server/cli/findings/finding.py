"""What is found out about a set-up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` says what to do when it is not well."""

    what: str
    well: bool
    says: str
    advice: str = ""
