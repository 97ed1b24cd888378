"""Settings of automatic dispatch, and when they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tools.rules.sentences import worded


@dataclass(frozen=True, slots=True)
class Settings:
    """How a project is dispatched. runtime: how long each tier has. threshold: so long before the latest arrival no new round
    starts."""

    runtime: timedelta
    reruns: bool
    threshold: timedelta
    to_first_available: bool
    reverts_to_draft: bool
    effective_from: datetime
    effective_to: datetime | None
    enabled: bool

    def effective(self, now: datetime) -> bool:
        return self.enabled and self.effective_from <= now and (self.effective_to is None or now < self.effective_to)

    def hindrance(self, now: datetime) -> str | None:
        """Why no run can go on now, as the end of a sentence; None for nothing."""
        if not self.enabled:
            return worded("are disabled")
        if now < self.effective_from:
            return worded("are not effective yet")
        if self.effective_to is not None and now >= self.effective_to:
            return worded("are not effective any more")
        return None


def fault_of_span(effective_from: datetime, effective_to: datetime | None) -> str | None:
    """What is wrong with the time in which settings are effective."""
    if effective_to is not None and effective_to <= effective_from:
        return worded("must be after effective_from")
    return None
