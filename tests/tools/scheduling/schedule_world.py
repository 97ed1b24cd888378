"""Schedules in few words, for the tests of schedules."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller

WEEKDAYS = [1, 2, 3, 4, 5]
EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


def open_from(start: str, end: str, days: list[int] | None = None, **more: Any) -> dict[str, Any]:
    """Settings with one weekly window; more words are further settings."""
    return {"rules": [{"days": EVERY_DAY if days is None else days, "start": start, "end": end}], **more}


async def publish(owner: TestCaller, settings: dict[str, Any] | None = None, **given: Any) -> int:
    """Create a public schedule, open 09:00 to 12:00 UTC every day unless said otherwise; its id."""
    settings = open_from("09:00", "12:00") if settings is None else settings
    made = await owner.call("create_schedule", **{"label": "Lessons", "private": False, "settings": settings, **given})
    id: int = made["schedule"]["id"]
    return id


async def agree(schedule_id: int, *people: TestCaller) -> None:
    """People who were asked to take a role in a schedule say yes."""
    for person in people:
        await person.call("accept_schedule_role", schedule_id=schedule_id)


async def slots(caller: TestCaller, schedule_id: int, day: str, **asked: Any) -> list[str]:
    """The starts (HH:MM in the answer's zone) a schedule offers on a day of UTC."""
    answer = await caller.call(
        "get_schedule", schedule_id=schedule_id, start=f"{day}T00:00:00Z", end=f"{day}T23:59:59Z", limit=100, **asked
    )
    return [slot["start"][11:16] for slot in answer["slots"]]
