"""The worked-out days, to the second."""

from dataclasses import replace

import pytest

from tests.rules.work_orders.day_plans.days import clock, day
from tools.work_orders.day_plans.rules.changes import changes_of
from tools.work_orders.day_plans.rules.day import Before
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.rules.plans import key
from tools.work_orders.day_plans.rules.reasons import why_unplanned
from tools.work_orders.day_plans.rules.travel import travel_seconds

FOUR = {5001: {}, 5002: {}, 5003: {}, 5004: {}}


def told(day, plan):
    """What a plan says, by person: home left, each order's start, back home."""
    found = {}
    for who, route, times in zip(day.workers, plan.routes, plan.times, strict=True):
        stops = [(day.visits[index].id, clock(at)) for index, at in zip(route, times.starts, strict=True)]
        found |= {who.id: [clock(times.leaves), *stops, clock(times.back)]} if route else {}
    return found


def travel(plan):
    return sum(times.travel for times in plan.times)


@pytest.mark.parametrize(("kilometres", "expected"), [(0.049, 0), (2, 375), (10, 1440), (30, 3210), (100, 7620)])
def test_a_way_takes_its_time(kilometres, expected):
    assert travel_seconds(kilometres) == expected


def test_a_day_of_two_people_and_four_orders():
    this = day([11, 12], FOUR)
    found = plan(this)
    assert told(this, found) == {
        11: ["08:52:15", (5001, "09:00:00"), (5004, "13:00:00"), "15:32:40"],
        12: ["08:00:00", (5002, "08:03:53"), (5003, "09:22:15"), "10:39:46"],
    }
    assert [clock(at) for at in found.times[0].arrivals] == ["09:00:00", "10:27:50"]
    assert travel(found) == 6481
    assert [this.travel[0][2], this.travel[2][5], this.travel[5][0]] == [465, 1670, 1960]
    assert [this.travel[1][3], this.travel[3][4], this.travel[4][1]] == [233, 1102, 1051]


def test_a_day_that_is_too_short_for_the_last_order():
    this = day([11, 12], FOUR, work=("08:00", "15:00"))
    found = plan(this)
    [left] = why_unplanned(this, found, {})
    assert (left.id, left.best) == (5004, "too_far_in_time")
    assert -key(this, found)[0] == 18


def test_the_order_of_higher_priority_wins_and_else_the_smaller_number():
    this = day([11], {31: {"priority": 3}, 30: {"priority": 8}})
    found = plan(this)
    assert [this.visits[index].id for index in found.routes[0]] == [30]
    assert [(left.id, left.best) for left in why_unplanned(this, found, {})] == [(31, "day_full")]
    this = day([11], {21: {"priority": 3}, 20: {"priority": 3}})
    assert [this.visits[index].id for index in plan(this).routes[0]] == [20]


def test_a_new_order_finds_its_place_and_changes_nothing():
    this = _planned({**FOUR, 5005: {}}, [11, 12])
    found = plan(this)
    changes = changes_of(this, found)
    assert told(this, found)[11] == [
        "08:52:15", (5001, "09:00:00"), (5004, "13:00:00"), (5005, "15:30:15"), "16:04:08",
    ]  # fmt: skip
    assert (changes.points, changes.added, changes.moved, changes.shifted) == (0, [5005], [], [])
    assert travel(found) == 6569


def test_somebody_falls_ill_and_the_other_takes_all():
    this = _planned(FOUR, [11])
    found = plan(this)
    changes = changes_of(this, found)
    assert told(this, found)[11][1:] == [
        (5001, "09:00:00"), (5002, "10:36:15"), (5003, "11:54:37"), (5004, "13:37:42"), "16:10:22",
    ]  # fmt: skip
    assert travel(found) == 8287
    assert (changes.points, changes.moved, changes.shifted) == (21, [5002, 5003], [5004])


def _planned(orders, people):
    """The four orders as the plan of two people had them, for these people; somebody who is not among them is ill."""
    base = day([11, 12], FOUR)
    first = plan(base)
    before = {}
    for worker, (route, times) in enumerate(zip(first.routes, first.times, strict=True)):
        for index, start in zip(route, times.starts, strict=True):
            place = people.index(base.workers[worker].id) if base.workers[worker].id in people else None
            before[base.visits[index].id] = Before(place, start)
    this = day(people, orders, mended=True)
    visits = [replace(visit, before=before.get(visit.id)) for visit in this.visits]
    return replace(this, visits=visits)
