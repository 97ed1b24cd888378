"""Lines for full slots, as the tests of waiting see them."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.scheduling.bookable import SLOT
from tests.tools.scheduling.cast import booker


async def crowd(hall: Hall, count: int) -> list[TestCaller]:
    return [await booker(hall, f"p{index}@crowd.test", "") for index in range(1, count + 1)]


async def join(caller: TestCaller, schedule: int, start: str = SLOT, **more: Any) -> int:
    """Get in line; the entry's id."""
    answer = await caller.call("join_waiting_list", schedule_id=schedule, start=start, **more)
    id: int = answer["entry"]["id"]
    return id


async def stands(caller: TestCaller) -> list[str]:
    """What became of each of somebody's entries."""
    every = ["waiting", "offered", "booked", "passed", "left", "closed"]
    return [each["status"] for each in (await caller.call("list_waiting_list", status=every))["items"]]


async def offered(caller: TestCaller) -> dict[str, str]:
    (entry,) = (await caller.call("list_waiting_list", status=["offered"]))["items"]
    hold: dict[str, str] = entry["hold"]
    return hold
