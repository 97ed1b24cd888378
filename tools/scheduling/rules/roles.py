"""Roles in schedules: which of them need a person's yes, and how soon somebody who said no may be asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

OWNER, MANAGER, HOST, OBSERVER = 1, 2, 3, 6
ASKED_AGAIN_AFTER = timedelta(days=30)
MOST_OPEN = 200


def needs_yes(present: int | None, wanted: int) -> bool:
    """Whether a role is given only once the person agreed: any they do not have. Who is in a schedule may be left with
    less, an observer's place, without being asked."""
    return wanted != present and (present is None or wanted != OBSERVER)


def asked_again_from(declined_at: datetime | None, now: datetime) -> datetime | None:
    """From when on somebody who said no may be asked again; None when it is now."""
    if declined_at is None or declined_at + ASKED_AGAIN_AFTER <= now:
        return None
    return declined_at + ASKED_AGAIN_AFTER
