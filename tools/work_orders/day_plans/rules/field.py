"""A day laid out for quick search: what is placed as one, the ways between, and routes that know where more fits in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tools.work_orders.day_plans.rules.day import Day, Stretch, Worker
from tools.work_orders.day_plans.rules.timing import home

# What leaving a visit out costs, so that no way saved makes up for it: somebody's own visit, a unit of priority, a visit.
KEPT, OF_PRIORITY, OF_NUMBER = 1 << 54, 1 << 41, 1 << 32
NEVER = -1


class Field:
    """The units of a day by number. ways: from the end of one to the beginning of the other.

    A unit takes `takes` seconds without waiting, cannot end before `done`, and is begun at `last` at the latest. out, back:
    the ways from each worker's home and to it. costs: of leaving a unit out. may: the workers who may do it."""

    def __init__(self, day: Day) -> None:
        self.day, self.units = day, day.units
        visits, travel = day.visits, day.travel
        first = [visits[unit[0]].place for unit in self.units]
        end = [visits[unit[-1]].place for unit in self.units]
        self.ways = [[travel[there][here] for here in first] for there in end]
        self.out = [[travel[who.place][here] for here in first] for who in day.workers]
        self.back = [[travel[here][who.place] for here in end] for who in day.workers]
        self.inner = [sum(travel[visits[a].place][visits[b].place] for a, b in pairwise(unit)) for unit in self.units]
        self.size = [len(unit) for unit in self.units]
        self.takes, self.done, self.last = [], [], []
        for unit in self.units:
            takes, done, last = _joined(day, unit)
            self.takes.append(takes)
            self.done.append(done)
            self.last.append(last)
        self.may = [_may(day, unit) for unit in self.units]
        self.kept = [any(visits[index].keeper is not None for index in unit) for unit in self.units]
        self.costs = [
            sum(
                (visits[index].priority + 1) * OF_PRIORITY + OF_NUMBER + KEPT * (visits[index].keeper is not None)
                for index in unit
            )
            for unit in self.units
        ]
        # Each visit of a unit: its first and last beginning, its seconds, and the way from the one before it in the unit.
        self.steps = [_steps(day, unit) for unit in self.units]
        self.gaps = [_gaps(who) for who in day.workers]
        self._measure()

    def _measure(self) -> None:
        """What the search goes by: who may do a unit, which others lie near it, how hard and how far off it is."""
        count = len(self.units)
        homes = range(len(self.day.workers))
        self.workers_of = [sorted(may) for may in self.may]
        self.near = [sorted(range(count), key=lambda other: (self.ways[unit][other], other)) for unit in range(count)]
        self.hard = [len(self.may[unit]) * max(1, self.last[unit] - self.done[unit] + 86_400) for unit in range(count)]
        self.far = [-min((self.out[worker][unit] for worker in homes), default=0) for unit in range(count)]
        self.uneven = len(set(self.costs)) > 1

    def after(self, worker: int, ready: int, way: int, unit: int) -> int:
        """When a unit is done by somebody with stretches without work who is free from `ready` on; NEVER if it cannot be."""
        gaps = self.gaps[worker]
        for opens, closes, service, inner in self.steps[unit]:
            way += inner
            for begins, ends in gaps:
                start = (ready if ready > begins else begins) + way
                if start < opens:
                    start = opens
                if start > closes:
                    return NEVER
                if start + service <= ends:
                    ready, way = start + service, 0
                    break
            else:
                return NEVER
        return ready

    def before(self, worker: int, done: int, way: int, unit: int) -> int:
        """When somebody with stretches without work must be free at the latest for a unit to be done by then."""
        steps = self.steps[unit]
        for place in range(len(steps) - 1, -1, -1):
            opens, closes, service, inner = steps[place]
            whole = inner if place else way
            for begins, ends in reversed(self.gaps[worker]):
                start = min(closes, min(done, ends) - service)
                if start >= opens and start - whole >= begins:
                    done = start - whole
                    break
            else:
                return NEVER
        return done

    def visits_of(self, units: Sequence[int]) -> list[int]:
        return [index for unit in units for index in self.units[unit]]


class Route:
    """One worker's units in order. ready: when each is done at the earliest; late: when it may be reached at the latest.

    Never changed, so what was found about it stays true: fits keeps where each unit fits best."""

    __slots__ = ("fits", "late", "ready", "stops", "travel", "units", "worker")

    def __init__(
        self, worker: int, units: list[int], ready: list[int], late: list[int], travel: int, stops: int
    ) -> None:
        self.worker, self.units, self.ready, self.late = worker, units, ready, late
        self.travel, self.stops = travel, stops
        self.fits: dict[int, tuple[int, int] | None] = {}


def route_of(field: Field, worker: int, units: list[int]) -> Route | None:
    """The route of units in this order; None when it cannot be done."""
    who = field.day.workers[worker]
    stops = sum([field.size[unit] for unit in units])
    if stops > who.max_stops:
        return None
    if not units:
        return Route(worker, units, [], [], 0, 0)
    ways = [field.out[worker][units[0]], *(field.ways[a][b] for a, b in pairwise(units))]
    back = field.back[worker][units[-1]]
    travel = sum(ways) + back + sum([field.inner[unit] for unit in units])
    if travel > who.max_travel:
        return None
    ready = _ready(field, worker, units, ways)
    if ready is None or home(who, ready[-1], back) is None:
        return None
    return Route(worker, units, ready, _late(field, worker, units, ways, back), travel, stops)


def best_fit(field: Field, route: Route, unit: int) -> tuple[int, int] | None:
    """The way that a unit adds to a route where it adds least, and the place there; None when it fits nowhere."""
    fits = route.fits
    if unit in fits:
        return fits[unit]
    who = field.day.workers[route.worker]
    room = who.max_travel - route.travel - field.inner[unit]
    if route.worker not in field.may[unit] or route.stops + field.size[unit] > who.max_stops or room < 0:
        found = None
    elif who.closed:
        found = _fit_between(field, route, unit, room)
    else:
        found = _fit(field, route, unit, room)
    fits[unit] = found
    return found


def _fit(field: Field, route: Route, unit: int, room: int) -> tuple[int, int] | None:
    worker, units, late = route.worker, route.units, route.late
    who, ways = field.day.workers[worker], field.ways
    takes, done, last, back, from_here = (
        field.takes[unit], field.done[unit], field.last[unit], field.back[worker], ways[unit],
    )  # fmt: skip
    ready, way = who.starts, field.out[worker][unit]
    least, at, end = room + 1, NEVER, len(units)
    before = field.out[worker]
    for place in range(end):
        reached = ready + way
        if reached > last:
            break
        ended = reached + takes
        if ended < done:
            ended = done
        following = units[place]
        onward = from_here[following]
        if ended + onward <= late[place]:
            added = way + onward - before[following]
            if added < least:
                least, at = added, place
        ready, before = route.ready[place], ways[following]
        way = before[unit]
    else:
        reached = ready + way
        if reached <= last:
            ended = max(reached + takes, done)
            gone = back[units[-1]] if units else 0
            added = way + back[unit] - gone
            if ended + back[unit] <= who.ends and added < least:
                least, at = added, end
    return None if at == NEVER else (least + field.inner[unit], at)


def _fit_between(field: Field, route: Route, unit: int, room: int) -> tuple[int, int] | None:
    """As _fit, for somebody with stretches without work."""
    worker, units = route.worker, route.units
    who, least, at = field.day.workers[worker], room + 1, NEVER
    ready, before = who.starts, field.out[worker]
    for place in range(len(units) + 1):
        ended = field.after(worker, ready, before[unit], unit)
        if ended == NEVER:
            break
        if place == len(units):
            gone = field.back[worker][units[-1]] if units else 0
            onward = field.back[worker][unit]
            if before[unit] + onward - gone < least and home(who, ended, onward) is not None:
                least, at = before[unit] + onward - gone, place
            break
        following = units[place]
        onward = field.ways[unit][following]
        added = before[unit] + onward - before[following]
        if added < least:
            after = field.after(worker, ended, onward, following)
            if after != NEVER and after <= route.late[place]:
                least, at = added, place
        ready, before = route.ready[place], field.ways[following]
    return None if at == NEVER else (least + field.inner[unit], at)


def _ready(field: Field, worker: int, units: list[int], ways: Sequence[int]) -> list[int] | None:
    who = field.day.workers[worker]
    takes, done, last = field.takes, field.done, field.last
    ready, found = who.starts, []
    for unit, way in zip(units, ways, strict=True):
        if who.closed:
            ready = field.after(worker, ready, way, unit)
            if ready == NEVER:
                return None
        else:
            ready += way
            if ready > last[unit]:
                return None
            ready += takes[unit]
            if ready < done[unit]:
                ready = done[unit]
        found.append(ready)
    return found


def _late(field: Field, worker: int, units: list[int], ways: Sequence[int], back: int) -> list[int]:
    """When each unit may be reached at the latest so that all after it can be done; where work has gaps, may be done."""
    who = field.day.workers[worker]
    end, found = who.ends - back, []
    if who.closed:
        end = max(ends - back for begins, ends in field.gaps[worker] if ends - back >= begins)
    for place in range(len(units) - 1, -1, -1):
        unit = units[place]
        if who.closed:
            found.append(end)
            end = field.before(worker, end, ways[place], unit)
            continue
        late = end - field.takes[unit]
        if late > field.last[unit]:
            late = field.last[unit]
        found.append(late)
        end = late - ways[place]
    found.reverse()
    return found


def _steps(day: Day, unit: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    visits = [day.visits[index] for index in unit]
    ways = [0, *(day.travel[a.place][b.place] for a, b in pairwise(visits))]
    return [(visit.opens, visit.closes, visit.service, way) for visit, way in zip(visits, ways, strict=True)]


def _gaps(who: Worker) -> list[Stretch]:
    """The stretches in which somebody works."""
    bounds = [who.starts, *(moment for stretch in who.closed for moment in stretch), who.ends]
    return [(begins, ends) for begins, ends in zip(bounds[::2], bounds[1::2], strict=True) if begins < ends]


def _joined(day: Day, unit: tuple[int, ...]) -> tuple[int, int, int]:
    """A unit as one: seconds without waiting, the earliest end, and the last moment to begin it."""
    visit = day.visits[unit[0]]
    takes, done, last, place = visit.service, visit.opens + visit.service, visit.closes, visit.place
    for index in unit[1:]:
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        if done + way > visit.closes:
            return takes, done, NEVER
        last = min(last, visit.closes - way - takes)
        done = max(done + way, visit.opens) + visit.service
        takes += way + visit.service
        place = visit.place
    return takes, done, last


def _may(day: Day, unit: tuple[int, ...]) -> frozenset[int]:
    allowed = frozenset(range(len(day.workers)))
    for index in unit:
        visit = day.visits[index]
        allowed &= visit.workers if visit.keeper is None else frozenset({visit.keeper})
    return allowed
