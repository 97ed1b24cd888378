"""Which time zone a site is in: from its coordinates, its country, or the offset its times are given with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from timezonefinder import TimezoneFinder

# How far ahead two zones have to agree to be one for a visit, and how often they are looked at.
AGREED_FOR, STEP = timedelta(days=400), timedelta(days=7)


def zone_of_site(country: str, start: datetime | None, company_zone: str) -> str | None:
    """The zone of a site without coordinates; None when only the client can tell.

    start: when the visit begins, with the offset it was given with. An offset of zero says nothing: programs send it for
    every place. Where several zones of the country fit, they have to show the same time for a year."""
    zones = zones_of(country)
    if len(zones) == 1 or _agree(zones, start):
        return company_zone if company_zone in zones else zones[0]
    if start is None or not start.utcoffset():
        return None
    fitting = [zone for zone in zones if start.astimezone(ZoneInfo(zone)).utcoffset() == start.utcoffset()]
    if company_zone in fitting:
        return company_zone
    return fitting[0] if fitting and _agree(fitting, start) else None


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country by its two letters, the one most people live in first; empty where none is known."""
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(row[2] for row in rows if row[0] == country)


@lru_cache(maxsize=4096)
def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a point of the earth; at sea the one of ships there."""
    return _atlas().timezone_at(lat=latitude, lng=longitude)


@cache
def _atlas() -> TimezoneFinder:
    # Imported here: its tables take a quarter of a second, and most servers never ask.
    from timezonefinder import TimezoneFinder

    return TimezoneFinder()


def _agree(zones: Iterable[str], start: datetime | None) -> bool:
    """Whether the clocks of these zones show the same for more than a year from a moment on."""
    if start is None:
        return False
    moments = [start + STEP * number for number in range(AGREED_FOR // STEP)]
    shown = {tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments) for zone in zones}
    return len(shown) == 1
