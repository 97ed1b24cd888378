"""Calendars: the periods that are looked at, what an outside calendar takes, and taken time as others may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from store.types import Money
from tools.rules.sentences import say

PERSONAL, OF_CONTRACT, EXTERNAL = 1, 2, 3
DEFAULT_DAYS, LONGEST_DAYS = 31, 366
# What an imported calendar lets its owner change; all else comes from outside.
OWN_OF_EXTERNAL = ("label", "settings.blocks_time")
SETTINGS: Mapping[str, Any] = {"blocks_time": True, "week_start": 1, "show_busy": True}

# What is said of a schedule that went with its calendar.
GONE = say("What was booked in it is called off.")

Span = tuple[datetime, datetime]


def midnight(now: datetime, zone: str) -> datetime:
    """The start of the day it is in a zone."""
    return datetime.combine(now.astimezone(ZoneInfo(zone)).date(), time(0), ZoneInfo(zone))


def days_of(begin: datetime, until: datetime, zone: str) -> tuple[str, str]:
    """The first and last day that lie whole or in part in [begin, until)."""
    first: date = begin.astimezone(ZoneInfo(zone)).date()
    last: date = (until - timedelta(milliseconds=1)).astimezone(ZoneInfo(zone)).date()
    return str(first), str(last)


def differing(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """The names of what is wanted to be other than it is, in the order they were asked for."""
    return [name for name, value in wanted.items() if stored.get(name) != value]


def beyond_external(stored: Mapping[str, Any], wanted: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    """What of a wanted change an imported calendar does not take. settings: the wanted ones; stored has them by
    'settings.name'."""
    asked = {**wanted, **{f"settings.{name}": value for name, value in settings.items()}}
    return [name for name in differing(stored, asked) if name not in OWN_OF_EXTERNAL]


def merged(spans: Iterable[Span], begin: datetime, until: datetime) -> list[Span]:
    """Taken time within [begin, until), in order; times that touch are one, so that nobody counts appointments."""
    found: list[Span] = []
    for start, end in sorted(spans):
        start, end = max(start, begin), min(end, until)
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def sums_of(amounts: Iterable[Money]) -> list[Money]:
    """Amounts added up, a sum a currency, in the order the currencies came."""
    sums: dict[str, Money] = {}
    for money in amounts:
        sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return list(sums.values())
