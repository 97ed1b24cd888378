"""Whether two weekly plans of working hours want the same time."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tools.contracts.rules.collisions import Plan, first_collision
from tools.scheduling.rules.settings import settings_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def plan(days: list[int], opens: str, closes: str, zone: str = "UTC", **bounds: datetime) -> Plan:
    rules = json.dumps({"rules": [{"days": days, "start": opens, "end": closes}]})
    return Plan(settings_of(rules).hours, zone, **bounds)


@pytest.mark.parametrize(
    ("one", "other", "begins"),
    [
        (plan([1], "09:00", "12:00"), plan([1], "11:00", "13:00"), "2026-03-02T11:00"),
        (plan([1], "09:00", "12:00"), plan([1], "12:00", "13:00"), None),
        (plan([1], "09:00", "12:00"), plan([2], "09:00", "12:00"), None),
        (plan([2], "09:00", "10:00", "Europe/Berlin"), plan([2], "08:30", "09:00"), "2026-03-03T08:30"),
        (plan([2], "22:00", "02:00"), plan([3], "01:00", "03:00"), "2026-03-04T01:00"),
        (
            plan([1], "09:00", "12:00", end=datetime(2026, 3, 5, tzinfo=UTC)),
            plan([1], "09:00", "12:00", start=datetime(2026, 3, 6, tzinfo=UTC)),
            None,
        ),
        (
            plan([1], "09:00", "12:00", start=datetime(2026, 4, 1, tzinfo=UTC)),
            plan([1], "09:00", "12:00"),
            "2026-04-06T09:00",
        ),
    ],
)
def test_the_first_stretch_both_want_is_found(one: Plan, other: Plan, begins: str | None) -> None:
    for pair in ((one, other), (other, one)):
        found = first_collision(*pair, NOW)
        assert (found[0].strftime("%Y-%m-%dT%H:%M") if found else None) == begins
