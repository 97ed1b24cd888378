"""Looking for people: what a free slot must be like, what an asked window means, and who is shown whose address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tools.rules.sentences import worded

Channel = Literal["email", "phone"]

LOOK_AHEAD = timedelta(days=60)
LONGEST_WINDOW = timedelta(days=62)
REVEALS_AN_HOUR = 60
REVEAL_SPAN = timedelta(hours=1)
EXCERPT = 240


@dataclass(frozen=True, slots=True)
class SlotWish:
    """The free slot that is looked for. days: weekdays, 0 = Sunday; hours: (from, to) of the zone's wall clock.

    minutes: its least length; places: how many it must still have free. None = any."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    days: frozenset[int] | None = None
    hours: tuple[int, int] | None = None
    minutes: int | None = None
    places: int | None = None

    def fits(self, start: datetime, end: datetime) -> bool:
        """Whether a slot lies in the window, begins on one of the days and keeps within the hours."""
        if start < self.start or end > self.end:
            return False
        begins = start.astimezone(self.zone)
        if self.days is not None and begins.isoweekday() % 7 not in self.days:
            return False
        if self.hours is None:
            return True
        opens = begins.replace(hour=self.hours[0], minute=0, second=0, microsecond=0, tzinfo=None)
        closes = opens.replace(hour=0) + timedelta(hours=self.hours[1])
        return opens <= begins.replace(tzinfo=None) and end.astimezone(self.zone).replace(tzinfo=None) <= closes

    def length_of(self, offered: tuple[int, ...]) -> int | None:
        """The shortest offered length that is long enough, the schedule's own first; None when there is none."""
        if self.minutes is None or offered[0] >= self.minutes:
            return offered[0]
        return min((minutes for minutes in offered if minutes >= self.minutes), default=None)


def window(start: datetime | None, end: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The stretch of time that is looked through, from now on; without an end, LOOK_AHEAD long."""
    begin = max(start or now, now)
    return begin, end or begin + LOOK_AHEAD


def window_faults(start: datetime | None, end: datetime | None, now: datetime) -> dict[str, str]:
    """What is wrong with a window, by field."""
    if end is None:
        return {}
    if start is not None and end <= start:
        return {"end": worded("must be later than start")}
    if end <= now:
        return {"end": worded("lies in the past; now is {now}", now=now.isoformat(timespec="seconds"))}
    if end - max(start or now, now) > LONGEST_WINDOW:
        return {"end": worded("at most {days} days after start (or now)", days=LONGEST_WINDOW.days)}
    return {}


def is_shown(hidden: bool, knows: bool) -> bool:
    """Whether a contact is shown in full: never when hidden; else to those it was revealed to and whom the person knows."""
    return not hidden and knows


def reveal_wait(lately: list[datetime], now: datetime) -> int:
    """Seconds until a caller may reveal another contact; 0 is now. lately: the newest REVEALS_AN_HOUR, newest first."""
    if len(lately) < REVEALS_AN_HOUR:
        return 0
    return max(0, int((lately[REVEALS_AN_HOUR - 1] + REVEAL_SPAN - now).total_seconds() + 0.999))


def excerpt(text: str | None) -> str | None:
    """The beginning of a longer text, cut between words."""
    if text is None or len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
