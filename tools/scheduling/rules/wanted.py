"""Which slots somebody asks for: those that begin on some weekdays, at some time of day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tools.scheduling.rules.settings import clock_minutes
from tools.scheduling.rules.slots import Slot


class Wanted:
    """Whether a slot begins on the weekdays and in the hours that were asked for."""

    def __init__(self, zone: str, days: list[int] | None, from_time: str | None, to_time: str | None) -> None:
        self._zone = ZoneInfo(zone)
        self._days = set(days or range(7))
        self._first = clock_minutes(from_time or "00:00") or 0
        last = clock_minutes(to_time or "24:00")
        self._last = last if last is not None else 0
        self._all = len(self._days) == 7 and self._first == 0 and to_time is None

    def __call__(self, slot: Slot) -> bool:
        if self._all:
            return True
        begins = datetime.fromtimestamp(slot.starts, self._zone)
        minutes = begins.hour * 60 + begins.minute
        return begins.isoweekday() % 7 in self._days and self._first <= minutes <= self._last
