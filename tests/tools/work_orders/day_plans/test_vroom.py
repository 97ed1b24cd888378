"""The installed solver behind the seam: its routes are gone through again, and it may be missing."""

from dataclasses import replace

import pytest

from bench.filled.seeded_days import seeded
from tools.work_orders.day_plans.rules.field import Field
from tools.work_orders.day_plans.rules.plan_check import faults
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.vroom import solver


@pytest.fixture
def installed():
    found = solver()
    if found is None:
        pytest.skip("pyvroom is not installed: there is no wheel of it for this machine, or the extra was left out")
    return found


def test_with_the_solver_a_plan_keeps_every_constraint_and_is_the_same_twice(installed):
    this = seeded(1, orders=30, people=4)
    this = replace(
        this,
        workers=[replace(who, closed=((43_200, 45_000),), max_stops=9) for who in this.workers],
        visits=[
            replace(visit, keeper=2, workers=frozenset()) if index == 0 else visit
            for index, visit in enumerate(this.visits)
        ],
    )
    found = plan(this, installed)
    assert faults(this, found) == []
    assert 0 in found.routes[2]
    assert plan(this, installed) == found
    assert len(found.unplanned) <= len(plan(this).unplanned) + 1
    assert installed.name.startswith("vroom 1.")


def test_bundles_are_left_to_our_own_search(installed):
    this = seeded(1, orders=12, people=3)
    bundled = [replace(visit, bundle=1 if index < 2 else None) for index, visit in enumerate(this.visits)]
    field = Field(replace(this, visits=bundled))
    assert installed.routes(field) is None
    assert faults(field.day, plan(field.day, installed)) == []


class Liar:
    """A solver that gives routes nobody can go."""

    name = "liar"

    def routes(self, field):
        return [list(range(len(field.units))), *([] for _ in field.day.workers[1:])]


def test_routes_that_cannot_be_gone_are_mended():
    this = seeded(2, orders=20, people=3)
    found = plan(this, Liar())
    assert faults(this, found) == []
    assert len(found.unplanned) <= 2
