"""Whether two weekly plans of working hours want the same time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tools.scheduling.rules.open_hours import OpenHours, Stretch, local_day, open_days, zone_named

WEEKS_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """Working hours in a zone, holding from start (included) until end. None: no such bound."""

    hours: OpenHours
    zone: str
    start: datetime | None = None
    end: datetime | None = None


def first_collision(one: Plan, other: Plan, now: datetime) -> tuple[datetime, datetime] | None:
    """The first stretch in the coming weeks that both want, from the later of now and their starts on."""
    begins = max(moment for moment in (now, one.start, other.start) if moment is not None)
    until = begins + timedelta(weeks=WEEKS_LOOKED_AT)
    ends = min(moment for moment in (until, one.end, other.end) if moment is not None)
    span = (int(begins.timestamp()), int(ends.timestamp()))
    theirs = list(_stretches(other, span))
    for start, end in _stretches(one, span):
        for from_, to in theirs:
            if max(start, from_) < min(end, to):
                return tuple(  # type: ignore[return-value]
                    datetime.fromtimestamp(second, zone_named("UTC")) for second in (max(start, from_), min(end, to))
                )
    return None


def _stretches(plan: Plan, span: Stretch) -> Iterator[Stretch]:
    """The plan's stretches within a span, in order."""
    begins, ends = span
    if ends <= begins:
        return
    zone = zone_named(plan.zone)
    anchor = local_day(int(plan.start.timestamp()), zone) if plan.start else None
    first, last = local_day(begins, zone) - 1, local_day(ends, zone)
    for _, stretches in open_days(plan.hours, zone, first, last, anchor=anchor):
        for start, end in stretches:
            if max(start, begins) < min(end, ends):
                yield max(start, begins), min(end, ends)
