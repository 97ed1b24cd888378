"""The service window of a work order: what a proper one is."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from store.types import iso, utc_text, wall_text
from tools.errors import Invalid
from tools.rules.sentences import worded
from tools.work_orders.rules.service_window import Mode, ServiceWindow, Span

LONGEST = timedelta(days=366)


def window_from(
    mode: Mode | None,
    start: datetime | None,
    end: datetime | None,
    zone: str,
    estimated_hours: Decimal | None,
) -> ServiceWindow:
    """A service window from what was given; Invalid names every fault under `schedule`."""
    faults: dict[str, str] = {}
    if mode is None:
        faults["schedule.mode"] = worded("is needed: exact, between or hours")
    if start is None:
        faults["schedule.start"] = worded("is needed")
    if mode == "exact" and end is not None:
        faults["schedule.end"] = worded("must be left out for mode exact; use between for a window")
    if mode in ("between", "hours") and end is None:
        faults["schedule.end"] = worded("is needed for mode {mode}", mode=mode)
    if mode is not None and start is not None and end is not None and not faults:
        faults = _window_faults(mode, start, end, zone)
    if faults or mode is None or start is None:
        raise Invalid(faults)
    return ServiceWindow(mode, start, end, estimated_hours, zone)


def _window_faults(mode: Mode, start: datetime, end: datetime, zone: str) -> dict[str, str]:
    if end <= start:
        return {"schedule.end": worded("must be after start {start}", start=iso(start, zone))}
    if end - start > LONGEST:
        return {"schedule.end": worded("must be within {days} days of start", days=LONGEST.days)}
    if mode == "hours":
        here = ZoneInfo(zone)
        opens, closes = start.astimezone(here).time(), end.astimezone(here).time()
        if closes <= opens:
            return {
                "schedule.end": worded(
                    "its time of day ({closes:%H:%M} in {zone}) must be later than that of start "
                    "({opens:%H:%M}): mode hours means every day between the two",
                    closes=closes,
                    zone=zone,
                    opens=opens,
                )
            }
    return {}


def check_future(window: ServiceWindow, now: datetime) -> None:
    """Out of draft a window lies ahead."""
    if window.start <= now:
        raise Invalid({"schedule.start": worded("must be in the future; now is {now}", now=iso(now, window.zone))})


def window_columns(window: ServiceWindow) -> dict[str, Any]:
    """The stored form of a window."""
    return {
        "schedule_mode": window.mode,
        "start_at": utc_text(window.start),
        "window_end_at": utc_text(window.end or window.start),
        "latest_arrival_at": utc_text(window.latest_arrival),
        "time_zone": window.zone,
        "wall_start": wall_text(window.start, window.zone),
    }


def visit_time(window: ServiceWindow) -> Span | None:
    """What an unconfirmed assignment takes of the provider's time: only an exact start takes any."""
    return Span(window.start, window.start + window.duration) if window.mode == "exact" else None


def hours_after(start: datetime, hours: Decimal) -> datetime:
    """When a visit of so many hours is over."""
    return start + timedelta(seconds=int(hours * 3600))
