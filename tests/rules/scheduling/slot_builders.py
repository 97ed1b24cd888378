"""Offers, busy times and slots in few words, for the tests of slots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from store.types import Owner
from tools.scheduling.rules.settings import checked, settings_of
from tools.scheduling.rules.slots import Booked, Busy, Lane, Offer, Slot, Taken, free_slots

BERLIN = "Europe/Berlin"
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
ANN, BOB, CID = Owner("person", 1), Owner("person", 2), Owner("person", 3)
NOW = datetime(2026, 2, 1, tzinfo=UTC)


def rule(start: str, end: str, days: list[int] | None = None, **more: Any) -> dict[str, Any]:
    return {"days": EVERY_DAY if days is None else days, "start": start, "end": end, **more}


def offer(*rules: dict[str, Any], duration: int = 60, timezone: str = BERLIN, **more: Any) -> Offer:
    """An offer with these rules; further words go to the offer where it knows them, else into the settings."""
    of_offer = {
        name: more.pop(name) for name in ("places", "start", "end", "week_start", "price", "price_per") if name in more
    }
    settings = settings_of(checked({"max_days_ahead": 730, "rules": list(rules), **more}))
    return Offer(timezone, settings, settings.hours, duration, **of_offer)


def taken(*busy: Busy, booked: Iterable[Booked] = ()) -> Taken:
    return Taken((Lane((ANN,), busy),), tuple(booked))


def at(text: str, zone: str = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def busy(start: str, end: str, zone: str = BERLIN, **gaps: int) -> Busy:
    return Busy(int(at(start, zone).timestamp()), int(at(end, zone).timestamp()), **gaps)


def event(start: str, end: str, event_id: int = 1, **more: Any) -> Booked:
    return Booked(event_id, int(at(start).timestamp()), int(at(end).timestamp()), hosts=(ANN,), **more)


def slots_of_day(day: str, of: Offer, used: Taken | None = None, now: datetime = NOW, **asked: Any) -> list[Slot]:
    start = at(day, of.timezone)
    end = (start + timedelta(days=1)).astimezone(UTC)
    return list(free_slots(of, used or taken(), start, end, now, **asked))


def wall_times(day: str, of: Offer, used: Taken | None = None, now: datetime = NOW, **asked: Any) -> list[str]:
    return [f"{slot.start.astimezone(of.zone):%H:%M}" for slot in slots_of_day(day, of, used, now, **asked)]


def with_offsets(day: str, of: Offer) -> list[str]:
    return [slot.start.astimezone(of.zone).isoformat(timespec="minutes")[11:] for slot in slots_of_day(day, of)]
