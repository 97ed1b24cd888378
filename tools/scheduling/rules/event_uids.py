"""How appointments of this hall are called in outside calendars, so that they are known when they come back."""

from __future__ import annotations

# Under what the mark of an installation is derived from its key.
MARK_LABEL = "calendar uids"


def uid_suffix(mark: str) -> str:
    """How every UID of this installation ends. mark: hex digits of its own."""
    return f"@{mark[:16]}.hiringhall"


def event_uid(event_id: int, mark: str) -> str:
    """The UID of an appointment, the same wherever and however often it is written."""
    return f"event-{event_id}{uid_suffix(mark)}"
