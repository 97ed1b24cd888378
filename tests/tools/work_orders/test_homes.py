"""Homes are private: two doors of one neighbourhood look the same from every place a company asks from."""

from __future__ import annotations

from typing import Any

from tests.hall import TestCaller
from tests.tools.work_orders.day_plans.crew import at, boss, hours
from tests.tools.work_orders.field_work import published
from tests.tools.work_orders.routing_world import home, pool, project, skilled

# Two doors half a kilometre apart, and places all around them.
DOORS = ((60.1704, 24.9404), (60.1741, 24.9448))
PLACES = ((60.1700, 24.9400), (60.1745, 24.9400), (60.1700, 24.9490), (60.2000, 24.6500), (60.1655, 24.9309))


async def test_no_figure_tells_two_doors_of_a_neighbourhood_apart(hall):
    caller = await boss(hall)
    people = [await skilled(hall, f"door{n}@work.test", "4.00", **home(*door)) for n, door in enumerate(DOORS)]
    for person in people:
        await hours(hall, person, "08:00", "17:00")
    rollout = project(hall, caller)
    pool(hall, caller, rollout, people)
    for latitude, longitude in PLACES:
        spot = {"latitude": latitude, "longitude": longitude}
        id = await published(
            caller,
            project_id=rollout,
            schedule={"mode": "between", "start": at("09:00"), "end": at("15:00")},
            location={"mode": "custom", "address1": "1 Road", "country": "FI", "time_zone": "Europe/Helsinki", **spot},
        )
        for person in people:
            await person.call("request_work_order", work_order_id=id)
        figures = [await figures_of(caller, id, spot, person) for person in people]
        assert figures[0] == figures[1]
        await caller.call("unpublish_work_order", work_order_id=id)


async def figures_of(caller: TestCaller, id: int, spot: dict[str, float], person: TestCaller) -> list[Any]:
    """All that a company is told of the way from somebody's home."""
    near = {"lat": spot["latitude"], "lng": spot["longitude"], "radius_km": "100"}
    listed = (await caller.call("list_providers", near=near))["providers"]
    asked = (await caller.call("list_work_order_pending_requests", work_order_id=id))["results"]
    preview = await caller.call(
        "dispatch_work_order", work_order_id=id, mode="preview", candidates="pool", route_count=2
    )
    free = await caller.call("find_capacity", place=spot, start=at("09:00"), end=at("12:00"))
    plan = await caller.call("plan_day", date="2026-03-10", work_order_ids=[id], user_ids=[person.id])
    [route] = plan["plan"]["routes"]
    mine = [
        next(each for each in listed if each["user_id"] == person.id)["distance_km"],
        next(each for each in asked if each["user"]["id"] == person.id)["user"]["distance_km"],
        next(each for each in preview["picked"] if each["user_id"] == person.id)["distance_km"],
        next(each for each in free["providers"] if each["user_id"] == person.id),
        {name: value for name, value in route.items() if name != "user_id"},
    ]
    return [
        {k: v for k, v in each.items() if k not in ("user_id", "name")} if isinstance(each, dict) else each
        for each in mine
    ]


async def test_a_territory_tells_whole_kilometres_from_the_neighbourhood(hall):
    caller = await boss(hall)
    people = [await skilled(hall, f"door{n}@work.test", **home(*door)) for n, door in enumerate(DOORS)]
    rollout = project(hall, caller)
    for latitude, longitude in PLACES:
        made = await caller.call(
            "create_service_territory", project_id=rollout, name=f"{latitude} {longitude}", radius_km="40",
            center={"latitude": latitude, "longitude": longitude},
        )  # fmt: skip
        area, tier = made["service_territory_id"], made["tiers"][0]["tier_id"]
        await caller.call(
            "add_providers_to_project_talent_pools", project_id=rollout, provider_ids=[one.id for one in people],
            talent_pool_groups=[{"talent_pool_group_id": area, "tier_ids": [tier]}],
        )  # fmt: skip
        found = (await caller.call("list_service_territory_providers", service_territory_id=area))["results"]
        assert len({each["distance_km"] for each in found}) == 1
        assert all(each["distance_km"].endswith(".0") for each in found)
