"""The planned arrival: when it may be, when somebody may set out, and what is known of it on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from store.types import iso
from tools.errors import Invalid
from tools.rules.sentences import joined, worded
from tools.work_orders.rules.service_window import ServiceWindow, Span
from tools.work_orders.rules.states import Standing, wrong_state

EARLIER = timedelta(minutes=30)
SETS_OUT = timedelta(hours=24)


def open_times(window: ServiceWindow) -> list[Span]:
    """When an arrival may be: for exact the half hour up to the start, else the whole window, each of its days apart."""
    if window.mode == "exact" or window.end is None:
        return [Span(window.start - EARLIER, window.start)]
    # A visit without length may come at any moment the window is open.
    return ServiceWindow(window.mode, window.start, window.end, Decimal(0), window.zone).arrivals()


def check_in_window(start: datetime, window: ServiceWindow) -> None:
    """Invalid, with the window, for an arrival outside of it."""
    times = open_times(window)
    if any(span.start <= start <= span.end for span in times):
        return
    zone = window.zone
    listed = joined(
        [worded("{start} to {end}", start=iso(span.start, zone), end=iso(span.end, zone)) for span in times[:7]], ", "
    )
    more = worded(" and {count} days more", count=len(times) - 7) if len(times) > 7 else ""
    raise Invalid({"start": worded("must lie in the service window: {listed}{more}", listed=listed, more=more)})


def check_may_set_out(standing: Standing, start: datetime | None, zone: str) -> None:
    """WrongState while somebody is checked in, or more than a day before the arrival."""
    tool = "mark_work_order_on_my_way"
    refuse_checked_in(tool, standing)
    if start is not None and standing.now < start - SETS_OUT:
        earliest = iso(start - SETS_OUT, zone)
        needs = worded(
            "to be at most 24 hours before the arrival at {start}: from {earliest} on",
            start=iso(start, zone),
            earliest=earliest,
        )
        raise wrong_state(tool, standing, needs=needs, next=("set_work_order_eta", "get_work_order_eta"))


def refuse_checked_in(tool: str, standing: Standing) -> None:
    """WrongState while somebody is on site."""
    if standing.open_logs:
        needs = worded("nobody checked in: the provider is there")
        raise wrong_state(tool, standing, needs=needs, next=("list_work_order_time_logs",))


def refuse_after_arrival(tool: str, standing: Standing) -> None:
    """WrongState once somebody has been on site."""
    if standing.open_logs or standing.closed_logs:
        needs = worded("to come before the first check-in")
        raise wrong_state(tool, standing, needs=needs, next=("list_work_order_time_logs",))


def arrival_as_known(window: ServiceWindow, now: datetime, drive: timedelta) -> datetime:
    """When somebody who sets out unconfirmed will arrive: at an exact start, else as soon as the road and the window allow."""
    if window.mode == "exact":
        return window.start
    return max(window.start, min(now + drive, window.latest_arrival))
