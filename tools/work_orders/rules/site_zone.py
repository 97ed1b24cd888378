"""Which time zone a site is in: from its coordinates, its country, or the offset its times are given with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
    """The zone that the map proposes for a point on land; None at sea, and where the map knows a zone that clocks do not."""
    found = _atlas().timezone_at_land(lat=latitude, lng=longitude)
    try:
        return ZoneInfo(found).key if found else None
    except ZoneInfoNotFoundError:
        return None


def doubt(zone: str, latitude: float, longitude: float, country: str, now: datetime) -> str | None:
    """Why the proposal of the map may be wrong, as a sentence; None for no reason."""
    if any(box.holds(latitude, longitude) for box in TWO_CLOCKS.get(zone, ())):
        return "Clocks there are not all set alike, so ask at the site."
    zones = zones_of(country)
    if zones and zone not in zones and not any(_agree((zone, each), now) for each in zones):
        return f"No clock of {country} goes like that, so check country and coordinates."
    return None


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


EVERYWHERE = Box(-90, -180, 90, 180)
# Where people keep another time than the zone of the map, by that zone: the map has one answer and no word of it. The boxes are
# wide, as a question too many costs less than a visit at the wrong hour.
TWO_CLOCKS: Mapping[str, tuple[Box, ...]] = {
    "Africa/El_Aaiun": (EVERYWHERE,),
    "Asia/Famagusta": (EVERYWHERE,),
    "Asia/Gaza": (EVERYWHERE,),
    "Asia/Hebron": (EVERYWHERE,),
    "Asia/Jerusalem": (Box(32.6, 35.55, 33.4, 36.0), Box(31.6, 35.15, 31.9, 35.4)),
    "Asia/Kolkata": (Box(32.2, 72.5, 37.1, 80.4), Box(26.6, 91.5, 29.5, 97.5)),
    "Asia/Karachi": (Box(32.8, 72.5, 37.1, 77.9),),
    "Asia/Tbilisi": (Box(42.2, 40.0, 43.7, 42.2), Box(42.0, 43.3, 42.8, 44.6)),
    "Asia/Urumqi": (EVERYWHERE,),
    "Europe/Kyiv": (Box(46.0, 33.0, 50.1, 40.3),),
    "Europe/Simferopol": (EVERYWHERE,),
}


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
