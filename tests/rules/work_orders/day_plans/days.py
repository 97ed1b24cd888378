"""Days for tests: the two technicians of Helsinki."""

from __future__ import annotations

from tools.rules.places import Point
from tools.work_orders.day_plans.rules.day import Day, Visit, Worker
from tools.work_orders.day_plans.rules.travel import travel_between

HOMES = {11: Point(60.1700, 24.9400), 12: Point(60.2000, 24.6500)}
SITES = {
    5001: Point(60.1900, 24.9600), 5002: Point(60.2100, 24.6600), 5003: Point(60.1600, 24.7400),
    5004: Point(60.2900, 25.0400), 5005: Point(60.1800, 24.9500),
}  # fmt: skip
WINDOWS = {
    5001: ("09:00", "09:00"), 5002: ("08:00", "12:00"), 5003: ("08:00", "17:00"), 5004: ("13:00", "16:00"),
    5005: ("12:00", "16:30"),
}  # fmt: skip
HOURS = {5004: 2.0, 5005: 0.5}
WORK = ("08:00", "17:00")


def seconds(clock: str) -> int:
    """Of the day, from HH:MM or HH:MM:SS."""
    parts = [int(part) for part in clock.split(":")]
    return sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


def clock(moment: int) -> str:
    return f"{moment // 3600:02}:{moment % 3600 // 60:02}:{moment % 60:02}"


def day(
    people: list[int], orders: dict[int, dict], *, work: tuple[str, str] = WORK, mended: bool = False, **limits: int
) -> Day:
    """A day of these people and orders. orders: what is other than in SITES, WINDOWS and HOURS."""
    homes = [HOMES.get(id, HOMES[11]) for id in people]
    sites = [SITES.get(id) or SITES[5001] for id in orders]
    workers = [
        Worker(id, place, seconds(work[0]), seconds(work[1]), **limits)  # type: ignore[arg-type]
        for place, id in enumerate(people)
    ]
    visits = []
    for place, (id, more) in enumerate(orders.items(), start=len(people)):
        opens, closes = (seconds(moment) for moment in WINDOWS.get(id, ("09:00", "09:00")))
        service = int(HOURS.get(id, 1.0) * 3600)
        # A window says until when work may be done; its last start is earlier by the work, as of orders.
        last = opens if opens == closes else max(opens, closes - service)
        values = {"opens": opens, "closes": last, "service": service, "workers": frozenset(range(len(people))), **more}
        visits.append(Visit(id, place, **values))
    return Day(workers, visits, travel_between([*homes, *sites]), mended)
