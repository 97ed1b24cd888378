"""From a day to its plan: the best one of a small day, a good one of a large day, one with few changes of a mended day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tools.rules.sentences import worded
from tools.work_orders.day_plans.rules.day import Day
from tools.work_orders.day_plans.rules.exact import best_routes, is_small
from tools.work_orders.day_plans.rules.field import Field
from tools.work_orders.day_plans.rules.keeping import with_others
from tools.work_orders.day_plans.rules.mending import mended_routes
from tools.work_orders.day_plans.rules.plan_check import faults
from tools.work_orders.day_plans.rules.plans import Plan, key, plan_of
from tools.work_orders.day_plans.rules.search import polished, searched


class Solver(Protocol):
    """Somebody else's search: each worker's units in order. Its routes are gone through again, its times are not used."""

    @property
    def name(self) -> str: ...

    def routes(self, field: Field) -> list[list[int]] | None: ...


def plan(day: Day, solver: Solver | None = None) -> Plan:
    """The plan of a day in which everything that is kept has room. Raises ValueError rather than give a faulty one."""
    if is_small(day):
        found = plan_of(day, best_routes(day))
    else:
        field = Field(day)
        found = _best(day, field, mended_routes(field) if day.mended else _routes(field, solver))
    wrong = faults(day, found)
    if wrong:
        raise ValueError(
            worded("a plan that cannot be carried out was made: {wrong}", wrong="; ".join(map(str, wrong[:5])))
        )
    return found


def _routes(field: Field, solver: Solver | None) -> list[list[int]]:
    wished = solver.routes(field) if solver is not None else None
    return polished(field, with_others(field, wished)) if wished is not None else searched(field)


def _best(day: Day, field: Field, units: Sequence[Sequence[int]]) -> Plan:
    """The plan of these routes; each turned round where it is no worse so, as the smaller numbers come first."""
    routes = [tuple(field.visits_of(route)) for route in units]
    found = plan_of(day, routes)
    for worker, route in enumerate(units):
        turned = [*routes[:worker], tuple(field.visits_of(list(reversed(route)))), *routes[worker + 1 :]]
        try:
            other = plan_of(day, turned)
        except ValueError:
            continue
        if key(day, other) < key(day, found):
            found, routes = other, turned
    return found
