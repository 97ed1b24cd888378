"""Plans of a day and which of two is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.rules.sentences import worded
from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.timing import MOVED_POINTS, Timed, timed

# Visits of each worker in the order they are made, by place in the day's lists.
Routes = Sequence[Sequence[int]]
Key = tuple[int, int, int, int, int, int, tuple[tuple[int, ...], ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every worker's route with its times, and the visits that are in none."""

    routes: tuple[tuple[int, ...], ...]
    times: tuple[Timed, ...]
    unplanned: tuple[int, ...]


def plan_of(day: Day, routes: Routes) -> Plan:
    """The plan of routes that can be done."""
    times = []
    for worker, route in enumerate(routes):
        found = timed(day, worker, route)
        if found is None:
            raise ValueError(worded("the route of person {id} cannot be done", id=day.workers[worker].id))
        times.append(found)
    placed = {index for route in routes for index in route}
    left = tuple(index for index in range(len(day.visits)) if index not in placed)
    return Plan(tuple(tuple(route) for route in routes), tuple(times), left)


def key(day: Day, plan: Plan) -> Key:
    """What decides between two plans of a day: the smaller one is better."""
    placed = [day.visits[index] for route in plan.routes for index in route]
    by_id = sorted(range(len(day.workers)), key=lambda worker: day.workers[worker].id)
    return (
        -sum(visit.priority + 1 for visit in placed),
        -len(placed),
        points(day, plan),
        sum(times.travel for times in plan.times),
        sum(1 for route in plan.routes if route),
        sum(times.waiting for times in plan.times),
        tuple(tuple(day.visits[index].id for index in plan.routes[worker]) for worker in by_id),
    )


def points(day: Day, plan: Plan) -> int:
    """What a plan changes of the one that it mends."""
    dropped = sum(1 for index in plan.unplanned if day.visits[index].before is not None)
    return sum(times.points for times in plan.times) + MOVED_POINTS * dropped
