"""Days as people filter by them: from the first moment of one day to the last of another, in a time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.types import utc_text
from tools.errors import Invalid
from tools.rules.sentences import joined, worded


@dataclass(frozen=True, slots=True)
class DayRange:
    """Stored moments: `start` is inside, `end` is the first one outside. None is open."""

    start: str | None
    end: str | None


def day_range(
    first: date | None, last: date | None, zone: str, names: tuple[str, str] = ("date_from", "date_to")
) -> DayRange:
    """The moments of the days first to last. Invalid, naming both parameters, when first is after last."""
    if first is not None and last is not None and first > last:
        fault = worded("{first} is after {last}", first=first.isoformat(), last=last.isoformat())
        raise Invalid(
            {names[0]: joined((fault, f" ({names[1]})"), ""), names[1]: worded("is before {names}", names=names[0])}
        )
    return DayRange(
        start=_midnight(first, zone) if first is not None else None,
        end=_midnight(last + timedelta(days=1), zone) if last is not None else None,
    )


def _midnight(day: date, zone: str) -> str:
    return utc_text(datetime.combine(day, time(), tzinfo=ZoneInfo(zone)))
