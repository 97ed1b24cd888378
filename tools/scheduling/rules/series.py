"""The same time every week or every few weeks: its starts, and what is free next to one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tools.scheduling.rules.open_hours import instant, week_of
from tools.scheduling.rules.slots import Offer, Slot

MOST_TIMES, MOST_WEEKS = 52, 4


def starts_of(first: datetime, zone: ZoneInfo, times: int, every_weeks: int) -> list[datetime]:
    """So many starts that show the same wall time in a zone, the first one as it is; a wall time that occurs twice or not at
    all that day is read as the rules of a schedule read it."""
    local = first.astimezone(zone)
    day, minutes = local.toordinal(), local.hour * 60 + local.minute
    rest = timedelta(seconds=local.second, microseconds=local.microsecond)
    later = (day + 7 * every_weeks * nth for nth in range(1, times))
    return [first, *(datetime.fromtimestamp(instant(each, minutes, zone), UTC) + rest for each in later)]


def week_around(offer: Offer, start: datetime) -> tuple[datetime, datetime]:
    """The week of a start, by the schedule's calendar: its first moment and that of the next one."""
    first = week_of(offer.day_of(int(start.timestamp())), offer.week_start) * 7 + offer.week_start
    begin, end = (datetime.fromtimestamp(instant(day, 0, offer.zone), UTC) for day in (first, first + 7))
    return begin, end


def nearest(start: datetime, free: Iterable[Slot], count: int = 3) -> list[Slot]:
    """The free slots next to a start, the nearest first, of two equally near the earlier one."""
    wanted = start.timestamp()
    return sorted(free, key=lambda slot: (abs(slot.starts - wanted), slot.starts))[:count]
