"""The best plan there is of a small day, by trying every order of every choice of visits for every person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.timing import MOVED_POINTS, leaving, timed

# Of more than these the best is searched for, not proven.
MOST_UNITS, MOST_WORKERS = 7, 3


@dataclass(frozen=True, slots=True)
class _Part:
    """Routes of the first workers by id. sums: points, way, people used, waiting. numbers: of the orders, as visited."""

    sums: tuple[int, int, int, int] = (0, 0, 0, 0)
    numbers: tuple[tuple[int, ...], ...] = ()
    routes: tuple[tuple[int, ...], ...] = ()

    @property
    def rank(self) -> tuple[tuple[int, int, int, int], tuple[tuple[int, ...], ...]]:
        return self.sums, self.numbers

    def with_part(self, other: _Part) -> _Part:
        a, b = self.sums, other.sums
        sums = (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
        return _Part(sums, self.numbers + other.numbers, self.routes + other.routes)


def is_small(day: Day) -> bool:
    """Whether every plan of the day can be tried. A visit that stays with somebody at its time has one place only."""
    visits = day.visits
    pinned = [
        all(visits[index].keeper is not None and visits[index].opens == visits[index].closes for index in unit)
        for unit in day.units
    ]
    return pinned.count(False) <= MOST_UNITS and len(day.workers) <= MOST_WORKERS


def best_routes(day: Day) -> list[tuple[int, ...]]:
    """Each worker's visits in the best plan of a small day. What stays with somebody must have room there."""
    loose = [unit for unit in day.units if all(day.visits[index].keeper is None for index in unit)]
    by_id = sorted(range(len(day.workers)), key=lambda worker: day.workers[worker].id)
    best = {0: _Part()}
    for worker in by_id:
        best = _joined(best, _routes(day, worker, loose))
    chosen = min(best, key=lambda taken: _rank(day, loose, taken, best[taken]))
    routes = dict(zip(by_id, best[chosen].routes, strict=True))
    return [routes[worker] for worker in range(len(day.workers))]


def _joined(best: dict[int, _Part], more: dict[int, _Part]) -> dict[int, _Part]:
    """The best of the workers before and one more, by the set of units they take together."""
    found: dict[int, _Part] = {}
    for taken, part in best.items():
        for chosen, other in more.items():
            if taken & chosen:
                continue
            both, whole = part.with_part(other), taken | chosen
            if whole not in found or both.rank < found[whole].rank:
                found[whole] = both
    return found


def _rank(
    day: Day, loose: Sequence[tuple[int, ...]], taken: int, part: _Part
) -> tuple[int, int, int, int, int, int, tuple[tuple[int, ...], ...]]:
    """The plan's place among all: what is left out would have counted by its priority and number, and changes the plan."""
    out = [index for place, unit in enumerate(loose) if not taken >> place & 1 for index in unit]
    priority = sum(day.visits[index].priority + 1 for index in out)
    dropped = sum(1 for index in out if day.visits[index].before is not None)
    points, way, used, waiting = part.sums
    return priority, len(out), points + MOVED_POINTS * dropped, way, used, waiting, part.numbers


def _routes(day: Day, worker: int, loose: Sequence[tuple[int, ...]]) -> dict[int, _Part]:
    """The worker's best route for every set of units that they can do."""
    visits = day.visits
    kept = [unit for unit in day.units if visits[unit[0]].keeper == worker]
    may = [(1 << place, unit) for place, unit in enumerate(loose) if all(worker in visits[i].workers for i in unit)]
    found: dict[int, _Part] = {}

    def tried(taken: int, left: Sequence[tuple[int, ...]], route: tuple[int, ...], ready: int) -> None:
        if not left:
            part = _part(day, worker, route)
            if part is not None and (taken not in found or part.rank < found[taken].rank):
                found[taken] = part
        for unit in left:
            after = _done(day, worker, route, unit, ready)
            if after is not None:
                tried(taken, [other for other in left if other is not unit], route + unit, after)
        for mark, unit in may:
            if not taken & mark:
                after = _done(day, worker, route, unit, ready)
                if after is not None:
                    tried(taken | mark, left, route + unit, after)

    tried(0, kept, (), day.workers[worker].starts)
    return found


def _done(day: Day, worker: int, route: tuple[int, ...], unit: tuple[int, ...], ready: int) -> int | None:
    """When a unit is done after a route, at the earliest; None when it cannot be."""
    who = day.workers[worker]
    if len(route) + len(unit) > who.max_stops:
        return None
    place = day.visits[route[-1]].place if route else who.place
    for index in unit:
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        left = leaving(who, ready, way, visit)
        if left is None:
            return None
        ready, place = max(left + way, visit.opens) + visit.service, visit.place
    return ready


def _part(day: Day, worker: int, route: tuple[int, ...]) -> _Part | None:
    times = timed(day, worker, route)
    if times is None:
        return None
    sums = (times.points, times.travel, 1 if route else 0, times.waiting)
    return _Part(sums, (tuple(day.visits[index].id for index in route),), (route,))
