"""When a visit may take place, and where in that window it fits into somebody's day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

Mode = Literal["exact", "between", "hours"]

DEFAULT_HOURS = Decimal(1)
TRAVEL = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, end excluded."""

    start: datetime
    end: datetime

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def widened(self, margin: timedelta) -> Span:
        return Span(self.start - margin, self.end + margin)


@dataclass(frozen=True, slots=True)
class ServiceWindow:
    """exact: be there at start. between: any time from start to end. hours: each day between the two times of day.

    start and end are aware; end is None for exact. estimated_hours None counts as one hour."""

    mode: Mode
    start: datetime
    end: datetime | None
    estimated_hours: Decimal | None
    zone: str

    @property
    def duration(self) -> timedelta:
        hours = DEFAULT_HOURS if self.estimated_hours is None else self.estimated_hours
        return timedelta(seconds=int(hours * 3600))

    @property
    def last_end(self) -> datetime:
        """When the visit is over at the latest, as far as the window says."""
        if self.mode == "exact" or self.end is None:
            return self.start + self.duration
        return max(self.end, self.start + self.duration)

    @property
    def latest_arrival(self) -> datetime:
        return self.arrivals()[-1].end

    def arrivals(self) -> list[Span]:
        """The stretches in which the provider may arrive, earliest first; start and end both allowed.

        A day (or window) shorter than the visit leaves its beginning as the only arrival."""
        if self.mode == "exact" or self.end is None:
            return [Span(self.start, self.start)]
        opened = [Span(self.start, self.end)] if self.mode == "between" else self._days(self.end)
        return [Span(day.start, max(day.start, day.end - self.duration)) for day in opened]

    def _days(self, end: datetime) -> list[Span]:
        zone = ZoneInfo(self.zone)
        first, last = self.start.astimezone(zone), end.astimezone(zone)
        days = (last.date() - first.date()).days
        dates = [first.date() + timedelta(days=day) for day in range(days + 1)]
        return [Span(_at(day, first.time(), zone), _at(day, last.time(), zone)) for day in dates]


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # In UTC, because arithmetic on a local time skips or repeats the hour of a clock change.
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def placement(window: ServiceWindow, taken: Iterable[Span], margin: timedelta = timedelta(0)) -> Span | None:
    """The earliest visit inside the window that keeps the margin to all taken time; None when there is none."""
    spans = [span.widened(margin) for span in taken]
    ends = sorted(span.end for span in spans)
    for arrival in window.arrivals():
        after = ends[bisect_right(ends, arrival.start) : bisect_right(ends, arrival.end)]
        for start in (arrival.start, *after):
            visit = Span(start, start + window.duration)
            if not any(visit.overlaps(span) for span in spans):
                return visit
    return None


def first_visit(window: ServiceWindow) -> Span:
    """The visit that starts as early as the window allows."""
    start = window.arrivals()[0].start
    return Span(start, start + window.duration)


def conflict(window: ServiceWindow, taken: Sequence[Span], margin: timedelta = TRAVEL) -> Span | None:
    """What stands in the way of a visit: None when one fits with time to travel, else the first taken span it meets."""
    if placement(window, taken, margin) is not None:
        return None
    whole = may_search(window, margin)
    return min((span for span in taken if span.overlaps(whole)), key=lambda span: (span.start, span.end))


def has_room(window: ServiceWindow, taken: Sequence[Span], movable: Sequence[ServiceWindow] = ()) -> bool:
    """Whether a visit fits beside taken time and still leaves room for visits agreed on but not fixed in time yet."""
    if not taken and not movable:
        return True
    alone = len(_planned(movable, taken))
    together = _planned([window, *movable], taken)
    return 0 in together and len(together) == alone + 1


def _planned(windows: Sequence[ServiceWindow], taken: Sequence[Span]) -> set[int]:
    """Places of the windows that get a visit: fixed ones first, then those that close first."""
    spans = list(taken)
    done: set[int] = set()
    for index in sorted(range(len(windows)), key=lambda place: _urgency(windows[place])):
        visit = placement(windows[index], spans, TRAVEL)
        if visit is not None:
            spans.append(visit)
            done.add(index)
    return done


def _urgency(window: ServiceWindow) -> tuple[bool, datetime, datetime]:
    return window.mode != "exact", window.last_end, window.start


def may_search(window: ServiceWindow, margin: timedelta = TRAVEL) -> Span:
    """The stretch of time in which taken spans matter to this window."""
    return Span(window.start, window.last_end).widened(margin)
