"""What a mended plan changes of the one before: what was moved, shifted, added and dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.plans import Plan, points
from tools.work_orders.day_plans.rules.timing import points_of


@dataclass(slots=True)
class Changes:
    """Numbers of orders, in order. Every moved or dropped one counts 10 points, every shifted one 1."""

    points: int = 0
    moved: list[int] = field(default_factory=list)
    shifted: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


def changes_of(day: Day, plan: Plan) -> Changes:
    """moved: to another person. shifted: begun more than half an hour earlier or later. dropped: has no place any more."""
    found = Changes(points(day, plan))
    for worker, (route, times) in enumerate(zip(plan.routes, plan.times, strict=True)):
        for index, start in zip(route, times.starts, strict=True):
            visit = day.visits[index]
            if visit.before is None:
                if visit.keeper is None:
                    found.added.append(visit.id)
            elif visit.before.worker != worker:
                found.moved.append(visit.id)
            elif points_of(visit, worker, start):
                found.shifted.append(visit.id)
    found.dropped = [day.visits[index].id for index in plan.unplanned if day.visits[index].before is not None]
    for numbers in (found.moved, found.shifted, found.added, found.dropped):
        numbers.sort()
    return found
