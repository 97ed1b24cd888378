"""A good plan of a large day: parts of routes are taken out and put back where they add least way, many times over.

So many steps and no more, on whole numbers that follow from the day alone: the same day gives the same plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.rules.sentences import worded
from tools.work_orders.day_plans.rules.field import Field, Route, best_fit, route_of
from tools.work_orders.day_plans.rules.keeping import kept_routes

# Visits taken out in a step, on average, and the longest run of one route among them.
TAKEN_OUT, LONGEST_RUN = 10, 10
# One place in so many is passed over, so that the next best is tried too.
PASSED_OVER = 50
POLISHING = 1500


class Draws:
    """Numbers that follow from each other (a linear congruence): varied, and always the same ones."""

    __slots__ = ("state",)

    def __init__(self, state: int = 1) -> None:
        self.state = state

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 33) % limit


def steps_for(units: int) -> int:
    """How many steps a day of so many units is worth."""
    return 80 * max(25, min(60, units)) + 25 * max(0, min(400, units) - 60)


def searched(field: Field) -> list[list[int]]:
    """Each worker's units in order, from nothing. A step may leave the plan a little worse, ever less so."""
    units = len(field.units)
    return _taken_and_put(field, steps_for(units), kept_routes(field)[0], max(1, units // 60))


def polished(field: Field, start: Sequence[Sequence[int]]) -> list[list[int]]:
    """Routes that can be done made better, never worse."""
    return _taken_and_put(field, POLISHING, start, 0)


def _taken_and_put(field: Field, steps: int, start: Sequence[Sequence[int]] | None, impatience: int) -> list[list[int]]:
    draws = Draws()
    now = _State(field, start)
    first = sorted(range(len(field.units)), key=lambda unit: (not field.kept[unit], field.last[unit], unit))
    now.put_back(first, draws, exactly=True)
    best = now.kept()
    patience = now.mean_way() // impatience if impatience else 0
    for step in range(steps):
        after = now.copied()
        after.take_out(draws)
        after.put_back(_turns(field, after.absent, draws), draws)
        allowed = patience * (steps - step) // steps * draws.below(1024) // 1024
        if after.cost < now.cost + allowed:
            now = after
            if now.cost < best[0]:
                best = now.kept()
    return [route.units for route in best[1]]


class _State:
    """Routes of all workers, and the units in none of them."""

    __slots__ = ("absent", "cost", "field", "routes", "where")

    def __init__(self, field: Field, start: Sequence[Sequence[int]] | None) -> None:
        self.field = field
        self.routes: list[Route] = []
        self.where: list[int] = [-1] * len(field.units)
        for worker in range(len(field.day.workers)):
            route = route_of(field, worker, list(start[worker]) if start else [])
            if route is None:
                raise ValueError(worded("a search starts from routes that can be done"))
            self.routes.append(route)
            for unit in route.units:
                self.where[unit] = worker
        self.absent = [unit for unit in range(len(field.units)) if self.where[unit] < 0]
        self.cost = sum(route.travel for route in self.routes) + sum(field.costs[unit] for unit in self.absent)

    def copied(self) -> _State:
        other = _State.__new__(_State)
        other.field, other.cost = self.field, self.cost
        other.routes, other.where, other.absent = self.routes[:], self.where[:], self.absent[:]
        return other

    def kept(self) -> tuple[int, list[Route]]:
        return self.cost, self.routes[:]

    def mean_way(self) -> int:
        return sum(route.travel for route in self.routes) // max(1, len(self.field.units))

    def take_out(self, draws: Draws) -> None:
        """Empty parts of some routes that lie near to each other."""
        field, where = self.field, self.where
        present = [unit for unit in range(len(where)) if where[unit] >= 0]
        if not present:
            return
        seed = draws.below(len(where))
        to_take = 1 + draws.below(min(2 * TAKEN_OUT - 1, len(present)))
        ruined: set[int] = set()
        for unit in field.near[seed]:
            worker = where[unit]
            if worker < 0 or worker in ruined:
                continue
            ruined.add(worker)
            to_take -= self._take_run(worker, unit, to_take, draws)
            if to_take <= 0:
                break

    def _take_run(self, worker: int, unit: int, at_most: int, draws: Draws) -> int:
        route = self.routes[worker]
        units = route.units
        length = 1 + draws.below(min(LONGEST_RUN, len(units), at_most))
        at = units.index(unit)
        first = max(0, at - draws.below(length))
        first = min(first, len(units) - length)
        rest = units[:first] + units[first + length :]
        after = route_of(self.field, worker, rest)
        if after is None:
            return 0
        for gone in units[first : first + length]:
            self.where[gone] = -1
            self.absent.append(gone)
            self.cost += self.field.costs[gone]
        self._exchange(worker, after)
        return length

    def put_back(self, turns: Sequence[int], draws: Draws, exactly: bool = False) -> None:
        """Put units, in turn, where they add least way; those that fit nowhere stay out."""
        field, left = self.field, []
        for unit in turns:
            if self.where[unit] >= 0:
                continue
            least, place, best = 1 << 62, 0, -1
            for worker in field.workers_of[unit]:
                fit = best_fit(field, self.routes[worker], unit)
                if fit is None or fit[0] >= least or (not exactly and draws.below(PASSED_OVER) == 0):
                    continue
                (least, place), best = fit, worker
            if best < 0:
                left.append(unit)
                continue
            units = self.routes[best].units
            after = route_of(field, best, [*units[:place], unit, *units[place:]])
            if after is None:
                raise ValueError(worded("a unit fits where it was found to fit"))
            self.where[unit] = best
            self.cost -= field.costs[unit]
            self._exchange(best, after)
        self.absent = left

    def _exchange(self, worker: int, after: Route) -> None:
        self.cost += after.travel - self.routes[worker].travel
        self.routes[worker] = after


def _turns(field: Field, absent: list[int], draws: Draws) -> list[int]:
    """In which order units are put back: by chance, the hardest first, the farthest, the nearest, the earliest."""
    way = draws.below(8)
    if way < 3:
        mixed = absent[:]
        for place in range(len(mixed) - 1, 0, -1):
            other = draws.below(place + 1)
            mixed[place], mixed[other] = mixed[other], mixed[place]
        return mixed
    measure: Callable[[int], int] = (
        field.hard.__getitem__ if way < 5 else field.far.__getitem__ if way < 7 else field.last.__getitem__
    )
    turns = sorted(absent, key=lambda unit: (measure(unit), unit))
    if field.uneven and draws.below(2):
        turns.sort(key=lambda unit: -field.costs[unit])
    return turns
