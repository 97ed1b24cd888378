"""Whether a plan can be carried out, gone through from the day alone and by none of what made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tools.rules.sentences import joined, worded
from tools.work_orders.day_plans.rules.day import Day, Stretch
from tools.work_orders.day_plans.rules.plans import Plan
from tools.work_orders.day_plans.rules.timing import Timed

MAY_NOT, OUTSIDE = worded("may not have it"), worded("begins it outside its window")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a plan: with whose route and at which order, as far as it is about one."""

    what: str
    user_id: int | None = None
    order_id: int | None = None

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> str:
        """Who and what and where, as callers are told."""
        who = worded("person {id} ", id=self.user_id) if self.user_id is not None else ""
        order = worded(" (order {id})", id=self.order_id) if self.order_id is not None else ""
        return joined((who, self.what, order), "")


def faults(day: Day, plan: Plan) -> list[Fault]:
    """What is wrong with a plan; empty when it can be carried out."""
    found = list(_misplaced(day, plan))
    for worker, (route, times) in enumerate(zip(plan.routes, plan.times, strict=True)):
        found += _of_route(day, worker, route, times)
    return found


def _misplaced(day: Day, plan: Plan) -> Iterator[Fault]:
    """Every visit stands exactly once, what is kept with its keeper, bundles together."""
    places = Counter([*plan.unplanned, *(index for route in plan.routes for index in route)])
    if sorted(places) != list(range(len(day.visits))) or any(count > 1 for count in places.values()):
        yield Fault(worded("not every order stands exactly once"))
    where = {index: worker for worker, route in enumerate(plan.routes) for index in route}
    for index, visit in enumerate(day.visits):
        if visit.keeper is not None and where.get(index) != visit.keeper:
            yield Fault(worded("loses what is kept"), day.workers[visit.keeper].id, visit.id)
    for unit in day.units:
        routes = [route for route in plan.routes if set(route) & set(unit)]
        together = len(routes) == 1 and any(
            routes[0][at : at + len(unit)] == unit for at in range(len(routes[0]) - len(unit) + 1)
        )
        if routes and not together:
            yield Fault(worded("a bundle is torn apart"), order_id=day.visits[unit[0]].id)


def _of_route(day: Day, worker: int, route: Sequence[int], times: Timed) -> Iterator[Fault]:
    """Times in order, inside work and windows, off what is taken, by somebody who may, within the limits."""
    who = day.workers[worker]
    if not (len(route) == len(times.starts) == len(times.arrivals)):
        yield Fault(worded("has no times"), who.id)
        return
    if not route:
        return
    yield from _of_stops(day, worker, route, times)
    last = day.visits[route[-1]]
    left, way = times.starts[-1] + last.service, day.travel[last.place][who.place]
    if times.back < left + way or _meets(who.closed, times.back - way, times.back):
        yield Fault(worded("is home too soon"), who.id)
    if times.leaves < who.starts or times.back > who.ends:
        yield Fault(worded("works outside the work time"), who.id)
    places = [who.place, *(day.visits[index].place for index in route), who.place]
    travel = sum(day.travel[here][there] for here, there in pairwise(places))
    waiting = sum(start - arrival for start, arrival in zip(times.starts, times.arrivals, strict=True))
    if (travel, waiting) != (times.travel, times.waiting):
        yield Fault(worded("has wrong sums"), who.id)
    if len(route) > who.max_stops:
        yield Fault(worded("has too many stops"), who.id)
    if travel > who.max_travel:
        yield Fault(worded("travels too long"), who.id)


def _of_stops(day: Day, worker: int, route: Sequence[int], times: Timed) -> Iterator[Fault]:
    who = day.workers[worker]
    place, left = who.place, times.leaves
    for index, arrival, start in zip(route, times.arrivals, times.starts, strict=True):
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        if worker not in visit.workers and visit.keeper != worker:
            yield Fault(MAY_NOT, who.id, visit.id)
        if arrival < left + way or start < arrival:
            yield Fault(worded("cannot be there in time"), who.id, visit.id)
        if not visit.opens <= start <= visit.closes:
            yield Fault(OUTSIDE, who.id, visit.id)
        if _meets(who.closed, arrival - way, start + visit.service):
            yield Fault(worded("is not free for it"), who.id, visit.id)
        if arrival - way > left and not any(left <= opens <= arrival - way for _, opens in who.closed):
            yield Fault(worded("leaves late for it"), who.id, visit.id)
        place, left = visit.place, start + visit.service


def _meets(closed: Sequence[Stretch], start: int, end: int) -> bool:
    return any(closes < end and start < opens for closes, opens in closed)
