"""A day that was planned and has come apart: what stands is kept, what fell out is put in, and little is moved for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tools.rules.sentences import worded
from tools.work_orders.day_plans.rules.field import Field
from tools.work_orders.day_plans.rules.keeping import kept_routes
from tools.work_orders.day_plans.rules.timing import MOVED_POINTS, timed

# How often all units are gone through for something better.
ROUNDS = 4

# Lost by what is left out (priority and number as one), points, way, people used, waiting.
_Cost = tuple[int, int, int, int, int]
_Units = tuple[int, ...]


def mended_routes(field: Field) -> list[list[int]]:
    """Each worker's units after as few changes as were found; what stays with somebody must have room there."""
    mending = _Mending(field)
    mending.place_as_before()
    for _ in range(ROUNDS):
        placed = mending.place_absent()
        better = mending.make_room() or mending.relocate()
        if not (placed or better):
            break
    return [list(route) for route in mending.routes]


class _Mending:
    def __init__(self, field: Field) -> None:
        self.field, self.day = field, field.day
        self.routes: list[_Units] = [tuple(route) for route in kept_routes(field)[0]]
        placed = {unit for route in self.routes for unit in route}
        self.absent: list[int] = [unit for unit in range(len(field.units)) if unit not in placed]
        self._known: dict[tuple[int, _Units], _Cost | None] = {}

    def place_as_before(self) -> None:
        """What the plan had, in its order; whatever is in the way of the rest is put in later."""
        before: list[tuple[int, int, int]] = []
        for unit in self.absent:
            was = self.day.visits[self.field.units[unit][0]].before
            if was is not None and was.worker is not None and was.worker in self.field.may[unit]:
                before.append((was.start, unit, was.worker))
        for _, unit, worker in sorted(before):
            self._try(unit, self._fits(unit, worker))

    def place_absent(self) -> bool:
        """Put in what fits, what counts most first."""
        found = False
        for unit in sorted(self.absent, key=lambda unit: (-self.field.costs[unit], self.field.last[unit], unit)):
            found |= self._try(unit, self._fits(unit))
        return found

    def make_room(self) -> bool:
        """Put in what does not fit in place of something else, which goes elsewhere, or counts less and goes out."""
        found = False
        for unit in sorted(self.absent, key=lambda unit: (-self.field.costs[unit], unit)):
            swaps = list(self._swaps(unit))
            if not swaps:
                continue
            _, routes, out = min(swaps, key=lambda swap: (swap[0], swap[2], swap[1]))
            self.routes = list(routes)
            self.absent = [other for other in (*self.absent, out) if other not in (unit, None)]
            found = True
        return found

    def relocate(self) -> bool:
        """Move each unit to where the day is better for it."""
        found = False
        for unit in range(len(self.field.units)):
            worker = next((worker for worker, route in enumerate(self.routes) if unit in route), None)
            if worker is None or self.field.kept[unit]:
                continue
            now = self.routes[worker]
            without = tuple(other for other in now if other != unit)
            if self._cost(worker, without) is None:
                continue
            self.routes[worker] = without
            self.absent.append(unit)
            if not self._try(unit, self._fits(unit), than=self._difference(worker, without, now)):
                self.routes[worker] = now
                self.absent.remove(unit)
            else:
                found |= self.routes[worker] != now
        return found

    def _swaps(self, unit: int) -> Iterator[tuple[_Cost, tuple[_Units, ...], int | None]]:
        """What the day would be with this unit in place of another: its cost, its routes, and the unit that is out."""
        field, before = self.field, self.routes
        for worker in field.workers_of[unit]:
            for gone in before[worker]:
                if field.kept[gone]:
                    continue
                without = tuple(other for other in before[worker] if other != gone)
                self.routes = [*before[:worker], without, *before[worker + 1 :]]
                best = min(self._fits(unit, worker), default=None)
                if best is not None:
                    self.routes[worker] = best[2]
                    again = min(self._fits(gone), default=None)
                    if again is not None:
                        self.routes[again[1]] = again[2]
                    if again is not None or field.costs[gone] < field.costs[unit]:
                        yield (
                            self._sum(unit, gone if again is None else None),
                            tuple(self.routes),
                            gone if again is None else None,
                        )
                self.routes = before

    def _fits(self, unit: int, only: int | None = None) -> list[tuple[_Cost, int, _Units]]:
        """Where a unit fits: what it costs there, whose route, and the route with it."""
        found = []
        for worker in self.field.workers_of[unit] if only is None else [only]:
            route = self.routes[worker]
            for place in range(len(route) + 1):
                after = (*route[:place], unit, *route[place:])
                if self._cost(worker, after) is not None:
                    found.append((self._difference(worker, route, after), worker, after))
        return found

    def _try(self, unit: int, fits: Sequence[tuple[_Cost, int, _Units]], than: _Cost | None = None) -> bool:
        """Put a unit in where it costs least; False when it fits nowhere, or costs no less than it did."""
        best = min(fits, default=None)
        if best is None or (than is not None and best[0] >= than):
            return False
        self.routes[best[1]] = best[2]
        self.absent.remove(unit)
        return True

    def _difference(self, worker: int, before: _Units, after: _Units) -> _Cost:
        a, b = self._cost(worker, before), self._cost(worker, after)
        if a is None or b is None:
            raise ValueError(worded("only routes that can be done are compared"))
        return b[0] - a[0], b[1] - a[1], b[2] - a[2], b[3] - a[3], b[4] - a[4]

    def _sum(self, placed: int, out: int | None) -> _Cost:
        """What all routes cost, with what is left out."""
        absent = [unit for unit in (*self.absent, out) if unit not in (placed, None)]
        lost = sum(self.field.costs[unit] for unit in absent if unit is not None)
        points = sum(self._dropped(unit) for unit in absent if unit is not None)
        costs = [cost for worker, route in enumerate(self.routes) if (cost := self._cost(worker, route)) is not None]
        sums = [sum(column) for column in zip(*costs, strict=True)]
        return lost, points + sums[1], sums[2], sums[3], sums[4]

    def _cost(self, worker: int, units: _Units) -> _Cost | None:
        """What a route costs; None when it cannot be done."""
        asked = worker, units
        if asked not in self._known:
            times = timed(self.day, worker, self.field.visits_of(units))
            cost = None if times is None else (0, times.points, times.travel, 1 if units else 0, times.waiting)
            self._known[asked] = cost
        return self._known[asked]

    def _dropped(self, unit: int) -> int:
        return MOVED_POINTS * sum(1 for index in self.field.units[unit] if self.day.visits[index].before is not None)
