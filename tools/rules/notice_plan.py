"""When and by which ways a notice goes out."""

from __future__ import annotations

from datetime import datetime, timedelta

from tools.rules.notice_kinds import NoticeKind

SOON = timedelta(hours=24)


def is_urgent(kind: NoticeKind, starts_at: datetime | None, now: datetime) -> bool:
    """Whether it is never put off. starts_at: when the record starts or its deadline passes."""
    if kind.urgency == "within_24h":
        return starts_at is not None and starts_at - now < SOON
    return kind.urgency == "always"
