"""What the operations of a visit are given."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, NotRequired
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationInfo
from typing_extensions import TypedDict

from tools.params import Home, LocalMoment, Moment
from tools.rules.moments import read_moment
from tools.rules.sentences import worded
from tools.work_orders.params import Latitude, Longitude
from tools.work_orders.visits.rules.time_logs import MOST_DEVICES

TimeLogId = Annotated[int, Field(ge=1, description="The time log, from list_work_order_time_logs.")]
RevisitId = Annotated[int, Field(ge=1, description="The return visit, from list_work_order_site_revisits.")]
ProblemId = Annotated[int, Field(ge=1, description="The problem, from list_work_order_problems.")]
Devices = Annotated[
    int, Field(ge=0, le=MOST_DEVICES, description="Devices done on this visit; for device pay, with check_out.")
]
VisitNote = Annotated[str, Field(min_length=1, max_length=1000, description="What to know of this visit.")]
Reason = Annotated[
    str, Field(min_length=1, max_length=1000, description="Why; a provider gives it when the log is closed.")
]


class ClockedIn(TypedDict):
    """A check-in or check-out as whoever was there states it."""

    created: NotRequired[Annotated[Moment, Field(description="By their clock. Default now.")]]
    latitude: NotRequired[Latitude]
    longitude: NotRequired[Longitude]


CheckIn = Annotated[ClockedIn, Field(description="Arrival: time and place, as stated.")]
CheckOut = Annotated[ClockedIn, Field(description="Departure: time and place, as stated.")]


def _clear_clock(value: Any, info: ValidationInfo) -> Any:
    """A time by the clocks of the site that stands there once: not twice, not never."""
    home = info.context
    if not isinstance(value, str) or not isinstance(home, Home) or home.zone is None:
        return value
    written = read_moment(value)
    if written.has_offset or not written.has_time:
        return value
    first, second = (written.at.replace(tzinfo=ZoneInfo(home.zone), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return value
    never = _offset(first) < _offset(second)
    one, other = (written.at.replace(tzinfo=each.tzinfo, fold=each.fold).isoformat() for each in (first, second))
    clocks = (
        worded("the clocks of {zone} skip this time", zone=home.zone)
        if never
        else worded("the clocks of {zone} show this time twice", zone=home.zone)
    )
    raise ValueError(
        worded("{clocks}; say which with an offset: {one} or {other}", clocks=clocks, one=one, other=other)
    )


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


SiteMoment = Annotated[LocalMoment, BeforeValidator(_clear_clock)]
