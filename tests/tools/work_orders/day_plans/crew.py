"""The two technicians of Helsinki and their four orders, in the store."""

from __future__ import annotations

import json
from typing import Any

from tests.hall import Hall, TestCaller
from tests.rules.work_orders.day_plans.days import HOMES, SITES, WINDOWS
from tests.tools.scheduling.schedule_world import open_from, publish
from tests.tools.work_orders.field_work import company, published
from tests.tools.work_orders.routing_world import home, skilled, write

DATE, ZONE = "2026-03-10", "Europe/Helsinki"
HOURS = {5004: "2", 5005: "0.5"}


def at(clock: str) -> str:
    """A time of the day of the plan."""
    return f"{DATE}T{clock if len(clock) > 5 else clock + ':00'}+02:00"


async def boss(hall: Hall) -> TestCaller:
    """An agent of a company in Helsinki with money for everything."""
    caller = await company(hall, funds="20000.00 EUR")
    write(hall, "UPDATE companies SET timezone = ? WHERE id = ?", ZONE, caller.company)
    return caller


async def technician(hall: Hall, number: int, work: tuple[str, str] | None = ("08:00", "17:00")) -> TestCaller:
    """Who is 11 or 12 in the worked-out days: home where they live, at work at these hours."""
    place = HOMES[number]
    person = await skilled(hall, f"tech{number}@work.test", "4.50", **home(place.latitude, place.longitude))
    if work is not None:
        await hours(hall, person, *work)
    return person


async def hours(hall: Hall, person: TestCaller, start: str, end: str, days: list[int] | None = None) -> None:
    """Working hours, of every day unless said otherwise."""
    await hall.credit(person.owner, "1.00 USDT")
    await publish(person, open_from(start, end, days), type_id=2, timezone=ZONE)


async def order(caller: TestCaller, number: int, **more: Any) -> int:
    """One of the worked-out orders, published; its own number."""
    site, (start, end) = SITES[number], WINDOWS[number]
    schedule: dict[str, Any] = {"mode": "exact", "start": at(start)}
    if start != end:
        schedule = {"mode": "between", "start": at(start), "end": at(end)}
    place = {
        "mode": "custom", "address1": f"{number} Road", "city": "Helsinki", "country": "FI",
        "latitude": site.latitude, "longitude": site.longitude, "time_zone": ZONE,
    }  # fmt: skip
    given = {
        "title": f"Order {number}",
        "location": place,
        "schedule": schedule,
        "estimated_hours": HOURS.get(number, "1"),
    }
    return await published(caller, **{**given, **more})


def stops(plan: dict[str, Any]) -> dict[int, list[tuple[int, str]]]:
    """By person: each order and when it is begun, without the date."""
    return {
        route["user_id"]: [(stop["work_order_id"], stop["start_at"][11:19]) for stop in route["stops"]]
        for route in plan["routes"]
    }


def stored(hall: Hall, plan: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a plan."""
    [(content,)] = hall.sql("SELECT content FROM day_plans WHERE public_id = ?", plan["public_id"])
    return dict(json.loads(content))
