"""When reports stop a call: enough people who are known to be who they say, or one who was accepted and met something grave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

ReportReason = Literal[
    "illegal", "dangerous", "identity_misuse", "advertising", "below_pay_floor", "not_paid", "other"
]  # fmt: skip
GRAVE: tuple[ReportReason, ...] = ("illegal", "dangerous", "identity_misuse")

THRESHOLD = 3
WITHIN = timedelta(hours=24)
MOST_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Report:
    """One report. person_id: None for an agent's. verified: of the person, when it was made; accepted: for this call."""

    reason: ReportReason
    at: datetime
    person_id: int | None = None
    verified: bool = False
    accepted: bool = False


def suspends(reports: Iterable[Report], threshold: int = THRESHOLD, within: timedelta = WITHIN) -> bool:
    """Whether the reports on a call stop it: the threshold by different verified people in the time, or one grave one of
    somebody accepted."""
    reports = list(reports)
    if any(one.accepted and one.reason in GRAVE for one in reports):
        return True
    counted = [one for one in reports if one.verified and one.person_id is not None]
    return any(_together(counted, last.at, within) >= threshold for last in counted)


def _together(reports: list[Report], last: datetime, within: timedelta) -> int:
    return len({one.person_id for one in reports if last - within < one.at <= last})
