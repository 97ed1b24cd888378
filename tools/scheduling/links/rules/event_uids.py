"""How appointments of this hall are called in outside calendars, so that they are known when they come back."""

from __future__ import annotations


def uid_suffix(installation: str) -> str:
    """How every UID of this installation ends."""
    return f"@{installation}.hiringhall"


def event_uid(event_id: int, installation: str) -> str:
    """The UID of an appointment, the same wherever and however often it is written."""
    return f"event-{event_id}{uid_suffix(installation)}"
