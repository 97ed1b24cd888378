"""Why an order found no place: for each person, and the one reason that says most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.plans import Plan
from tools.work_orders.day_plans.rules.timing import home, leaving, timed

NO_COORDINATES, REMOTE, NOT_ALLOWED = "no_coordinates", "remote", "no_person_may"
WINDOW_CLOSED, TOO_FAR, DAY_FULL = "window_closed", "too_far_in_time", "day_full"
MAX_STOPS, MAX_TRAVEL, BUNDLE = "max_stops", "max_travel", "bundle"
# What says most of an order comes first: how near it was to a place.
_TELLING = (BUNDLE, MAX_STOPS, MAX_TRAVEL, DAY_FULL, TOO_FAR, WINDOW_CLOSED)


@dataclass(frozen=True, slots=True)
class Unplanned:
    """An order without a place. reasons: by person's number; best: that of the whole."""

    id: int
    reasons: tuple[tuple[int, str], ...]
    best: str


def why_unplanned(day: Day, plan: Plan, barred: Mapping[tuple[int, int], str]) -> list[Unplanned]:
    """The reasons of every order that a plan leaves out. barred: by order and person, the filter that keeps somebody out."""
    units = {index: unit for unit in day.units for index in unit}
    return [_why(day, plan, units[index], index, barred) for index in plan.unplanned]


def _why(day: Day, plan: Plan, unit: tuple[int, ...], index: int, barred: Mapping[tuple[int, int], str]) -> Unplanned:
    visit = day.visits[index]
    found = []
    for worker, who in enumerate(day.workers):
        if worker not in visit.workers:
            found.append((who.id, barred.get((visit.id, who.id), "not_asked")))
        else:
            found.append((who.id, _of_person(day, plan, worker, index, unit)))
    told = {reason for _, reason in found}
    best = next((reason for reason in _TELLING if reason in told), None)
    return Unplanned(visit.id, tuple(found), best or barred_by([reason for _, reason in found]))


def barred_by(filters: Sequence[str]) -> str:
    """The reason of an order that nobody may do: the filter that keeps out most."""
    counts = Counter(filters)
    return f"{NOT_ALLOWED}:{min(counts, key=lambda name: (-counts[name], name))}" if counts else NOT_ALLOWED


def _of_person(day: Day, plan: Plan, worker: int, index: int, unit: tuple[int, ...]) -> str:
    who, visit = day.workers[worker], day.visits[index]
    if max(visit.opens, who.starts) > min(visit.closes, who.ends - visit.service):
        return WINDOW_CLOSED
    there, back = day.travel[who.place][visit.place], day.travel[visit.place][who.place]
    left = leaving(who, who.starts, there, visit)
    if left is None or home(who, max(left + there, visit.opens) + visit.service, back) is None:
        return TOO_FAR
    if there + back > who.max_travel:
        return MAX_TRAVEL
    if len(unit) > 1 and timed(day, worker, unit) is None:
        return BUNDLE
    return _beside_others(day, plan.routes[worker], worker, unit)


def _beside_others(day: Day, route: tuple[int, ...], worker: int, unit: tuple[int, ...]) -> str:
    """What keeps somebody who could do a unit alone: a limit, when it would fit without it, or the day itself."""
    if _fits(day, route, worker, unit, stops=False, travel=True):
        return MAX_STOPS
    if _fits(day, route, worker, unit, stops=True, travel=False):
        return MAX_TRAVEL
    return DAY_FULL


def _fits(day: Day, route: tuple[int, ...], worker: int, unit: tuple[int, ...], *, stops: bool, travel: bool) -> bool:
    """Whether a unit has room in a route that keeps to these limits only."""
    return any(_runs(day, worker, (*route[:at], *unit, *route[at:]), stops, travel) for at in range(len(route) + 1))


def _runs(day: Day, worker: int, order: Sequence[int], stops: bool, travel: bool) -> bool:
    who = day.workers[worker]
    if stops and len(order) > who.max_stops:
        return False
    ready, place, way_in_all = who.starts, who.place, 0
    for index in order:
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        left = leaving(who, ready, way, visit)
        if left is None:
            return False
        way_in_all, ready, place = way_in_all + way, max(left + way, visit.opens) + visit.service, visit.place
    way = day.travel[place][who.place]
    return home(who, ready, way) is not None and not (travel and way_in_all + way > who.max_travel)
