"""What a day is planned by: as given, with what holds where nothing was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

MAX_STOPS, MAX_TRAVEL_MINUTES, PRIORITY = 12, 240, 5
# How soon somebody can be sent out today.
NOTICE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one plan. user_ids: the people looked at. not_before: HH:MM of the zone."""

    date: date
    time_zone: str
    user_ids: tuple[int, ...] = ()
    pool_ids: tuple[str, ...] = ()
    include_drafts: bool = False
    priorities: Mapping[int, int] = field(default_factory=dict)
    max_stops: int = MAX_STOPS
    max_travel_minutes: int = MAX_TRAVEL_MINUTES
    max_distance_km: Decimal | None = None
    setup_minutes: int = 0
    not_before: str | None = None

    @property
    def midnight(self) -> datetime:
        """When the day begins: times of the plan are seconds since then."""
        return datetime.combine(self.date, time(), tzinfo=ZoneInfo(self.time_zone)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        next_day = datetime.combine(self.date + timedelta(days=1), time(), tzinfo=ZoneInfo(self.time_zone))
        return next_day.astimezone(UTC)

    @property
    def reaches(self) -> datetime:
        """Until when work is looked at that begins on the date: a night's shift ends on the next one."""
        return self.ends + timedelta(hours=24)

    def second(self, moment: datetime) -> int:
        """A moment as whole seconds since midnight, rounded up."""
        return -int((self.midnight - moment).total_seconds() // 1)

    def moment(self, second: int) -> datetime:
        return self.midnight + timedelta(seconds=second)

    def at(self, clock: str) -> int:
        """A time of day, HH:MM, as seconds since midnight."""
        wall = datetime.combine(self.date, time.fromisoformat(clock), tzinfo=ZoneInfo(self.time_zone))
        return self.second(wall.astimezone(UTC))

    def earliest(self, now: datetime) -> int:
        """Before this nobody starts: as was asked for, and today in half an hour."""
        asked = self.at(self.not_before) if self.not_before else 0
        return max(asked, self.second(now + NOTICE)) if now >= self.midnight else asked

    def priority(self, order_id: int) -> int:
        return self.priorities.get(order_id, PRIORITY)

    def stored(self) -> dict[str, Any]:
        """As JSON, and as told."""
        return {
            "user_ids": list(self.user_ids),
            "pool_ids": list(self.pool_ids),
            "include_drafts": self.include_drafts,
            "priorities": [{"work_order_id": id, "priority": rank} for id, rank in sorted(self.priorities.items())],
            "max_stops": self.max_stops,
            "max_travel_minutes": self.max_travel_minutes,
            "max_distance_km": None if self.max_distance_km is None else f"{self.max_distance_km:f}",
            "setup_minutes": self.setup_minutes,
            "not_before": self.not_before,
        }

    def for_people(self, user_ids: tuple[int, ...]) -> Settings:
        return replace(self, user_ids=user_ids)


def settings_of(day: str, zone: str, stored: Mapping[str, Any]) -> Settings:
    """The settings of a stored plan."""
    distance = stored["max_distance_km"]
    return Settings(
        date=date.fromisoformat(day),
        time_zone=zone,
        user_ids=tuple(stored["user_ids"]),
        pool_ids=tuple(stored["pool_ids"]),
        include_drafts=stored["include_drafts"],
        priorities={each["work_order_id"]: each["priority"] for each in stored["priorities"]},
        max_stops=stored["max_stops"],
        max_travel_minutes=stored["max_travel_minutes"],
        max_distance_km=None if distance is None else Decimal(distance),
        setup_minutes=stored["setup_minutes"],
        not_before=stored["not_before"],
    )
