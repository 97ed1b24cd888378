"""Small days against every plan there is; large ones kept to every constraint, and the same twice."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from bench.filled.seeded_days import seeded
from tests.rules.work_orders.day_plans.days import day, seconds
from tools.work_orders.day_plans.rules.changes import changes_of
from tools.work_orders.day_plans.rules.day import Before, Day, Worker, begun, worked
from tools.work_orders.day_plans.rules.field import Field
from tools.work_orders.day_plans.rules.keeping import with_room_for_kept
from tools.work_orders.day_plans.rules.plan_check import faults
from tools.work_orders.day_plans.rules.planning import plan
from tools.work_orders.day_plans.rules.plans import key, plan_of
from tools.work_orders.day_plans.rules.search import searched
from tools.work_orders.day_plans.rules.timing import timed


def every_plan(this: Day):
    """All plans of a day whose visits may all go out, best first."""
    found = []
    for chosen in product(range(len(this.workers) + 1), repeat=len(this.visits)):
        of_worker = [[i for i, worker in enumerate(chosen) if worker == place] for place in range(len(this.workers))]
        options = [_orders(this, worker, some) for worker, some in enumerate(of_worker)]
        found += [plan_of(this, routes) for routes in product(*options)]
    return sorted(found, key=lambda each: key(this, each))


def _orders(this, worker, some):
    if any(worker not in this.visits[i].workers for i in some):
        return []
    return [order for order in permutations(some) if timed(this, worker, order) is not None]


def small(seed, mended=False):
    """Five orders and two people with a break and a booking; in a mended day four of them were planned otherwise."""
    this = seeded(seed, orders=5, people=2)
    first, second = this.workers
    starts, ends, closed = worked([(seconds("08:00"), seconds("12:00")), (seconds("13:00"), seconds("17:00"))], [])
    workers = [
        replace(first, starts=starts, ends=ends, closed=closed, max_stops=3),
        replace(second, closed=((seconds("10:00"), seconds("11:30")),), max_travel=3 * 3600),
    ]
    visits = [replace(visit, priority=seed % 3 * index + 1) for index, visit in enumerate(this.visits)]
    if mended:
        was = [Before(index % 2, visit.opens + 1200 * index) for index, visit in enumerate(visits)]
        visits = [replace(visit, before=was[index] if index < 4 else None) for index, visit in enumerate(visits)]
    return replace(this, workers=workers, visits=visits, mended=mended)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("mended", [False, True])
def test_a_small_day_gets_the_best_plan_there_is(seed, mended):
    this = small(seed, mended)
    best = every_plan(this)[0]
    assert plan(this) == best
    assert faults(this, best) == []


def test_the_next_best_plan_of_the_two_people_takes_longer():
    this = day([11, 12], {5001: {}, 5002: {}, 5003: {}, 5004: {}})
    ways = sorted({sum(times.travel for times in each.times) for each in every_plan(this) if not each.unplanned})
    assert ways[:2] == [6481, 7223]


@pytest.mark.parametrize("seed", range(3))
def test_a_large_day_is_planned_within_every_constraint_and_the_same_twice(seed):
    this = seeded(seed, orders=40, people=6, max_stops=8, max_travel=3 * 3600)
    breaks = [
        replace(who, closed=((seconds("11:00"), seconds("12:00")),)) if who.id % 2 else who for who in this.workers
    ]
    this = replace(this, workers=breaks)
    found = plan(this)
    assert faults(this, found) == []
    assert plan(replace(this, visits=list(this.visits))) == found
    assert len(found.unplanned) <= 4


def test_more_important_orders_are_planned_when_not_all_fit():
    this = seeded(1, orders=40, people=2, max_stops=6)
    visits = [
        replace(visit, priority=9 if index % 4 == 0 else 1, workers=frozenset({0, 1}))
        for index, visit in enumerate(this.visits)
    ]
    this = replace(this, visits=visits)
    found = plan(this)
    assert len(found.unplanned) == 28
    assert sum(this.visits[index].priority == 9 for route in found.routes for index in route) >= 9


def test_what_somebody_has_stays_with_them_though_it_breaks_their_limits():
    this = seeded(2, orders=20, people=3, max_stops=1, max_travel=600)
    visits = [
        replace(visit, keeper=1, workers=frozenset(), opens=at, closes=at) if at is not None else visit
        for visit, at in zip(
            this.visits, [seconds("10:00"), seconds("12:30"), seconds("15:00")] + [None] * 17, strict=True
        )
    ]
    this, left = with_room_for_kept(replace(this, visits=visits))
    assert left == []
    found = plan(this)
    assert found.routes[1] == (0, 1, 2)
    assert [this.workers[0].max_stops, this.workers[1].max_stops] == [1, 3]


def test_two_visits_at_one_time_cannot_both_be_kept():
    this = day([11], {5001: {"keeper": 0}, 41: {"keeper": 0}})
    _, left = with_room_for_kept(this)
    assert [this.visits[index].id for index in left] == [5001]


def test_a_bundle_goes_to_one_person_one_stop_after_the_other_or_not_at_all():
    this = seeded(3, orders=30, people=4)
    whole = frozenset(range(4))
    visits = [
        replace(visit, bundle=index // 3 if index < 9 else None, workers=whole if index < 9 else visit.workers)
        for index, visit in enumerate(this.visits)
    ]
    this = replace(this, visits=visits)
    found = plan(this)
    assert faults(this, found) == []
    assert not set(found.unplanned) & set(range(3, 9)) or len(set(found.unplanned) & set(range(3, 9))) % 3 == 0


def test_after_one_cancellation_little_is_moved():
    this = seeded(4)
    first = plan(this)
    gone = first.routes[0][len(first.routes[0]) // 2]
    mended = _mended(this, first, gone)
    found = plan(mended)
    changes = changes_of(mended, found)
    assert faults(mended, found) == []
    assert len(changes.moved) + len(changes.shifted) <= 3
    assert changes.points <= 3
    assert len(found.unplanned) <= len(first.unplanned)


def test_after_somebody_falls_ill_the_others_take_what_they_can():
    this = seeded(5, orders=30, people=5)
    first = plan(this)
    mended = _mended(this, first, first.routes[4][0])
    visits = [replace(visit, workers=visit.workers - {4}, before=_without(4, visit.before)) for visit in mended.visits]
    mended = replace(mended, visits=visits)
    found = plan(mended)
    changes = changes_of(mended, found)
    assert faults(mended, found) == []
    assert found.routes[4] == ()
    placed = sum(visit.before is not None and visit.before.worker is None for visit in visits) - len(found.unplanned)
    assert placed >= 4
    assert 10 * placed <= changes.points <= 10 * (placed + len(found.unplanned)) + 60


def _without(worker, before):
    return Before(None, before.start) if before is not None and before.worker == worker else before


def _mended(this, first, gone):
    before = {}
    for worker, (route, times) in enumerate(zip(first.routes, first.times, strict=True)):
        before |= {index: Before(worker, start) for index, start in zip(route, times.starts, strict=True)}
    visits = [replace(visit, before=before.get(index)) for index, visit in enumerate(this.visits) if index != gone]
    return replace(this, visits=visits, mended=True)


def test_the_search_finds_what_fits_between_stretches_without_work():
    this = day([11], {5001: {}, 5003: {}, 5004: {}})
    this = replace(this, workers=[replace(this.workers[0], closed=((seconds("10:30"), seconds("12:00")),))])
    field = Field(this)
    assert plan_of(this, [tuple(field.visits_of(units)) for units in searched(field)]) == plan(this)


@pytest.mark.parametrize(
    ("windows", "busy", "expected"),
    [
        ([("08:00", "12:00"), ("13:00", "17:00")], [], ("08:00", "17:00", [("12:00", "13:00")])),
        ([("08:00", "17:00")], [("07:00", "09:00")], ("09:00", "17:00", [])),
        ([("08:00", "17:00")], [("16:00", "18:00"), ("10:00", "11:00"), ("10:30", "11:30")],
         ("08:00", "16:00", [("10:00", "11:30")])),
        ([("08:00", "12:00"), ("13:00", "17:00")], [("11:30", "13:30")], ("08:00", "17:00", [("11:30", "13:30")])),
        ([("08:00", "17:00")], [("07:00", "18:00")], ("18:00", "18:00", [])),
    ],
)  # fmt: skip
def test_work_time_less_what_is_taken(windows, busy, expected):
    starts, ends, closed = worked(*[[(seconds(a), seconds(b)) for a, b in spans] for spans in (windows, busy)])
    if starts < ends:
        assert (starts, ends) == (seconds(expected[0]), seconds(expected[1]))
    else:
        assert expected[0] == expected[1]
    assert [(seconds(a), seconds(b)) for a, b in expected[2]] == list(closed)


# The check


def test_windows_that_begin_in_the_day_are_whole_and_later_ones_are_not_of_it():
    assert begun([(72_000, 100_800), (158_400, 180_000)], 86_400) == [(72_000, 100_800)]
    assert begun([(0, 86_400), (86_400, 172_800)], 86_400) == [(0, 172_800)]
    assert begun([(86_400, 90_000)], 86_400) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda p: replace(p, unplanned=(0,)), "not every order stands exactly once"),
        (lambda p: replace(p, routes=((1,), ()), unplanned=(0,)), "has no times"),
        (lambda p: _with(p, starts=(p.times[0].starts[0] - 60, p.times[0].starts[1])), "cannot be there in time (order 5001)"),
        (lambda p: _with(p, starts=(p.times[0].starts[0], p.times[0].starts[1] + 7200)), "begins it outside its window"),
        (lambda p: _with(p, leaves=0), "works outside the work time"),
        (lambda p: _with(p, back=p.times[0].back - 1), "is home too soon"),
        (lambda p: _with(p, back=seconds("18:00")), "works outside the work time"),
        (lambda p: _with(p, travel=1), "has wrong sums"),
        (lambda p: _with(p, waiting=1), "has wrong sums"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_carried_out_is_found_out(spoil, fault):
    this = day([11, 12], {5001: {}, 5004: {}})
    good = plan_of(this, [(0, 1), ()])
    assert faults(this, good) == []
    assert fault in _all(faults(this, spoil(good)))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda w, v: (replace(w, max_stops=1), v), "has too many stops"),
        (lambda w, v: (replace(w, max_travel=60), v), "travels too long"),
        (
            lambda w, v: (replace(w, closed=((seconds("09:30"), seconds("09:45")),)), v),
            "is not free for it (order 5001)",
        ),
        (lambda w, v: (w, replace(v, workers=frozenset({1}))), "may not have it (order 5001)"),
        (lambda w, v: (w, replace(v, keeper=1)), "loses what is kept (order 5001)"),
    ],
)
def test_a_plan_that_the_day_no_longer_allows_is_found_out(change, fault):
    this = day([11, 12], {5001: {}, 5004: {}})
    good = plan_of(this, [(0, 1), ()])
    worker, visit = change(this.workers[0], this.visits[0])
    other = replace(this, workers=[worker, this.workers[1]], visits=[visit, this.visits[1]])
    assert fault in _all(faults(other, good))


def test_a_torn_bundle_is_found_out():
    this = day([11, 12], {5001: {"bundle": 1}, 5002: {}, 5003: {"bundle": 1}})
    for routes in ([(0,), (1, 2)], [(0, 1, 2), ()]):
        found = plan_of(this, routes)
        assert "torn apart" in _all(faults(this, found))


def _all(wrong):
    return "; ".join(str(each) for each in wrong)


def _with(found, **times):
    return replace(found, times=(replace(found.times[0], **times), *found.times[1:]))


def test_nobody_at_work_plans_nothing():
    this = Day([Worker(1, 0, 0, 0)], [], [[0]])
    assert plan(this).routes == ((),)
