"""Whether a plan can be carried out, gone through from the day alone and by none of what made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.plans import Plan
from tools.work_orders.day_plans.rules.timing import Timed


def faults(day: Day, plan: Plan) -> list[str]:
    """What is wrong with a plan, each in a sentence; empty when it can be carried out."""
    found = list(_misplaced(day, plan))
    for worker, (route, times) in enumerate(zip(plan.routes, plan.times, strict=True)):
        found += [f"person {day.workers[worker].id}: {fault}" for fault in _of_route(day, worker, route, times)]
    return found


def _misplaced(day: Day, plan: Plan) -> Iterator[str]:
    """Every visit stands exactly once, what is kept with its keeper, bundles together."""
    places = Counter([*plan.unplanned, *(index for route in plan.routes for index in route)])
    if sorted(places) != list(range(len(day.visits))) or any(count > 1 for count in places.values()):
        yield "not every order stands exactly once"
    where = {index: worker for worker, route in enumerate(plan.routes) for index in route}
    for index, visit in enumerate(day.visits):
        if visit.keeper is not None and where.get(index) != visit.keeper:
            yield f"order {visit.id} was taken from who has it"
    for unit in day.units:
        routes = [route for route in plan.routes if set(route) & set(unit)]
        together = len(routes) == 1 and any(
            routes[0][at : at + len(unit)] == unit for at in range(len(routes[0]) - len(unit) + 1)
        )
        if routes and not together:
            yield f"the bundle of order {day.visits[unit[0]].id} is torn apart"


def _of_route(day: Day, worker: int, route: tuple[int, ...], times: Timed) -> Iterator[str]:
    """Times in order, inside work and windows, off what is taken, by somebody who may, within the limits."""
    who = day.workers[worker]
    if not (len(route) == len(times.starts) == len(times.arrivals)):
        yield "times are missing"
        return
    if not route:
        return
    place, left, travel, waiting = who.place, times.leaves, 0, 0
    for index, arrival, start in zip(route, times.arrivals, times.starts, strict=True):
        visit = day.visits[index]
        way, end = day.travel[place][visit.place], start + visit.service
        if worker not in visit.workers and visit.keeper != worker:
            yield f"may not do order {visit.id}"
        if arrival < left + way or start < arrival:
            yield f"cannot be at order {visit.id} in time"
        if not visit.opens <= start <= visit.closes:
            yield f"begins order {visit.id} outside its window"
        if any(closes < end and arrival - way < opens for closes, opens in who.closed):
            yield f"has no time for order {visit.id}"
        if arrival - way > left and not any(left <= opens <= arrival - way for _, opens in who.closed):
            yield f"idles before order {visit.id}"
        travel, waiting = travel + way, waiting + start - arrival
        place, left = visit.place, end
    way = day.travel[place][who.place]
    if times.back < left + way or any(closes < times.back and times.back - way < opens for closes, opens in who.closed):
        yield "is home too soon"
    if times.leaves < who.starts or times.back > who.ends:
        yield "works outside the work time"
    if (travel + way, waiting) != (times.travel, times.waiting):
        yield "the sums are wrong"
    if len(route) > who.max_stops:
        yield "has too many stops"
    if travel + way > who.max_travel:
        yield "travels too long"
