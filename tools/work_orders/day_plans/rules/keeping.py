"""What stands in the day before anything is planned: visits that stay with the person who has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.field import Field, best_fit, route_of

UNBOUND = 1 << 40


def kept_routes(field: Field) -> tuple[list[list[int]], list[int]]:
    """Each worker's own units in an order that can be done, and those for which there is no room.

    Those at a fixed time come first, then those that close first."""
    routes: list[list[int]] = [[] for _ in field.day.workers]
    left = []
    for unit in sorted((unit for unit, kept in enumerate(field.kept) if kept), key=lambda unit: _urgency(field, unit)):
        for worker in sorted(field.may[unit]):
            route = route_of(field, worker, routes[worker])
            fit = best_fit(field, route, unit) if route is not None else None
            if fit is not None:
                routes[worker].insert(fit[1], unit)
                break
        else:
            left.append(unit)
    return routes, left


def with_room_for_kept(day: Day) -> tuple[Day, list[int]]:
    """The day in which nobody's own visits break a limit of stops or way, and the visits that have no room all the same."""
    free = [replace(who, max_stops=UNBOUND, max_travel=UNBOUND) for who in day.workers]
    field = Field(replace(day, workers=free))
    routes, left = kept_routes(field)
    workers = []
    for worker, who in enumerate(day.workers):
        route = route_of(field, worker, routes[worker])
        stops, travel = (route.stops, route.travel) if route is not None else (0, 0)
        workers.append(replace(who, max_stops=max(who.max_stops, stops), max_travel=max(who.max_travel, travel)))
    return replace(day, workers=workers), field.visits_of(left)


def with_others(field: Field, wished: Sequence[Sequence[int]]) -> list[list[int]]:
    """Routes that can be done and hold what is kept, as near as may be to those that somebody else worked out."""
    routes, _ = kept_routes(field)
    for worker, units in enumerate(wished):
        whole = set(routes[worker]) <= set(units) and all(worker in field.may[unit] for unit in units)
        if whole and route_of(field, worker, list(units)) is not None:
            routes[worker] = list(units)
            continue
        for unit in units:
            route = route_of(field, worker, routes[worker])
            fit = best_fit(field, route, unit) if route is not None and unit not in routes[worker] else None
            if fit is not None:
                routes[worker].insert(fit[1], unit)
    return routes


def _urgency(field: Field, unit: int) -> tuple[bool, int, int]:
    opens = field.done[unit] - field.takes[unit]
    return opens != field.last[unit], field.last[unit], unit
