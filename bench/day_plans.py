"""Day plans over seeded days: travel against VROOM alone and against the nearest person first, time, and re-planning.

python -m bench.day_plans [--quick]"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.filled.seeded_days import seeded
from bench.measure import HEAD, Figure
from tools.work_orders.day_plans.rules.changes import changes_of
from tools.work_orders.day_plans.rules.day import Before, Day
from tools.work_orders.day_plans.rules.field import Field, best_fit, route_of
from tools.work_orders.day_plans.rules.plan_check import faults
from tools.work_orders.day_plans.rules.planning import Solver, plan
from tools.work_orders.day_plans.rules.plans import Plan, plan_of
from tools.work_orders.day_plans.vroom import Vroom, solver

DAYS, LARGE = 50, (400, 40)
MOST_SECONDS, MOST_SECONDS_LARGE = 2.0, 30.0
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way made of a day. travel in seconds. cpu: seconds of a core, of all threads; wall: by the clock."""

    travel: int
    left: int
    cpu: float
    wall: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a tenth of the days")
    given = parser.parse_args()
    print("\n".join([*HEAD, *(figure.line() for figure in figures(DAYS // 10 if given.quick else DAYS))]))


def figures(days: int) -> list[Figure]:
    chosen = solver()
    all_days = [seeded(seed) for seed in range(days)]
    near = [_outcome(day, nearest_first) for day in all_days]
    plans = [_planned(day, None) for day in all_days]
    own = [outcome for _, outcome in plans]
    found = [_travel("nearest person first", near, "our own search", own, "< 1", 1.0)]
    broken = sum(len(faults(day, made)) for day, (made, _) in zip(all_days, plans, strict=True))
    found += [
        _count(f"constraints broken in {days} plans, by our own check", broken, 0),
        _count(
            "plans that are others the second time",
            sum(plan(day) != made for day, (made, _) in _first(all_days, plans)),
            0,
        ),
        _most_moved(all_days, [made for made, _ in plans]),
        _seconds("a plan of 60 orders and 8 people, our own search", own, MOST_SECONDS),
    ]
    if chosen is not None:
        found += _beside_vroom(all_days, own, chosen)
    found += _large(chosen)
    return found


def _beside_vroom(all_days: list[Day], own: list[Outcome], chosen: Solver) -> list[Figure]:
    three = [_outcome(day, lambda field: alone(field, 3)) for day in all_days]
    five = [_outcome(day, lambda field: alone(field, 5)) for day in all_days]
    plans = [_planned(day, chosen) for day in all_days]
    ours = [outcome for _, outcome in plans]
    broken = sum(len(faults(day, made)) for day, (made, _) in zip(all_days, plans, strict=True))
    again = sum(plan(day, chosen) != made for day, (made, _) in _first(all_days, plans))
    return [
        _median("VROOM exploration 3", three, "our own search", own, 1.05),
        _worst("VROOM exploration 3", three, "our own search", own, 1.12),
        _more_left(three, own),
        _worst("VROOM exploration 5 alone", five, "the solver and our own search after it", ours, 1.0),
        _travel("VROOM exploration 5 alone", five, "the solver and our own search after it", ours, "<= 1", 1.0),
        _count(f"constraints broken in {len(plans)} plans with the solver", broken, 0),
        _count("plans with the solver that are others the second time", again, 0),
        _seconds("a plan of 60 orders and 8 people, with the solver", ours, MOST_SECONDS),
    ]


def _large(chosen: Solver | None) -> list[Figure]:
    day = seeded(0, *LARGE)
    found = []
    for name, how in (("our own search", None), ("with the solver", chosen)):
        if how is None and name != "our own search":
            continue
        made, outcome = _planned(day, how)
        broken = len(faults(day, made))
        found.append(
            Figure(
                f"a plan of {LARGE[0]} orders and {LARGE[1]} people, {name} ({outcome.left} left out, {broken} faults)",
                f"{outcome.cpu:.1f} s of a core ({outcome.wall:.1f} by the clock)",
                f"{MOST_SECONDS_LARGE:g} s",
                outcome.cpu / MOST_SECONDS_LARGE,
                f"< {MOST_SECONDS_LARGE:g} s",
                outcome.cpu < MOST_SECONDS_LARGE and broken == 0,
            )
        )
    return found


def nearest_first(field: Field) -> list[list[int]]:
    """Each order, those that close first first, to the person who lives nearest and has room for it."""
    routes: list[list[int]] = [[] for _ in field.day.workers]
    for unit in sorted(range(len(field.units)), key=lambda unit: (field.last[unit], unit)):
        for worker in sorted(field.may[unit], key=lambda worker: (field.out[worker][unit], worker)):
            route = route_of(field, worker, routes[worker])
            fit = best_fit(field, route, unit) if route is not None else None
            if fit is not None:
                routes[worker].insert(fit[1], unit)
                break
    return routes


def alone(field: Field, level: int) -> list[list[int]]:
    """What VROOM makes of a day by itself."""
    return Vroom("vroom").explored(field, level)


def _outcome(day: Day, routes: Callable[[Field], list[list[int]]]) -> Outcome:
    begun = time.process_time()
    field = Field(day)
    units = routes(field)
    seconds = time.process_time() - begun
    made = plan_of(day, [field.visits_of(route) for route in units])
    return Outcome(sum(times.travel for times in made.times), len(made.unplanned), seconds)


def _planned(day: Day, how: Solver | None) -> tuple[Plan, Outcome]:
    begun, clock = time.process_time(), time.perf_counter()
    made = plan(day, how)
    seconds, wall = time.process_time() - begun, time.perf_counter() - clock
    return made, Outcome(sum(times.travel for times in made.times), len(made.unplanned), seconds, wall)


def _first(days: list[Day], plans: list[tuple[Plan, Outcome]]) -> list[tuple[Day, tuple[Plan, Outcome]]]:
    """Some of the days with their plans: each is worked out once more."""
    return list(zip(days, plans, strict=True))[:10]


def _most_moved(days: list[Day], plans: list[Plan]) -> Figure:
    """The most visits that one cancellation moves: the middle stop of the longest route is called off."""
    most = 0
    for day, made in zip(days, plans, strict=True):
        longest = max(made.routes, key=len)
        mended = without(day, made, longest[len(longest) // 2])
        changes = changes_of(mended, plan(mended))
        most = max(most, len(changes.moved) + len(changes.shifted) + len(changes.dropped))
    return _count("most visits moved, shifted or dropped after one cancellation", most, 3)


def without(day: Day, made: Plan, gone: int) -> Day:
    """The day after a plan of it was carried out and one visit was called off."""
    before = {}
    for worker, (route, times) in enumerate(zip(made.routes, made.times, strict=True)):
        before |= {index: Before(worker, start) for index, start in zip(route, times.starts, strict=True)}
    visits = [replace(visit, before=before.get(index)) for index, visit in enumerate(day.visits) if index != gone]
    return replace(day, visits=visits, mended=True)


def _travel(theirs: str, baseline: list[Outcome], ours: str, values: list[Outcome], goal: str, most: float) -> Figure:
    value, base = (
        sum(outcome.travel for outcome in outcomes) / HOUR / len(outcomes) for outcomes in (values, baseline)
    )
    left = sum(outcome.left for outcome in values), sum(outcome.left for outcome in baseline)
    name = f"travel of a day, {ours} ({left[0]} left out in {len(values)} days), over {theirs} ({left[1]})"
    return Figure(name, f"{value:.2f} h", f"{base:.2f} h", value / base, goal, value / base <= most)


def _median(theirs: str, baseline: list[Outcome], ours: str, values: list[Outcome], most: float) -> Figure:
    ratio = statistics.median(_ratios(values, baseline))
    return Figure(f"travel, {ours} over {theirs}, median day", "", "", ratio, f"<= {most:g}", ratio <= most)


def _worst(theirs: str, baseline: list[Outcome], ours: str, values: list[Outcome], most: float) -> Figure:
    ratio = max(_ratios(values, baseline))
    return Figure(f"travel, {ours} over {theirs}, worst day", "", "", ratio, f"<= {most:g}", ratio <= most)


def _ratios(values: list[Outcome], baseline: list[Outcome]) -> list[float]:
    return [
        ours.travel / theirs.travel for ours, theirs in zip(values, baseline, strict=True) if ours.left == theirs.left
    ]


def _more_left(baseline: list[Outcome], values: list[Outcome]) -> Figure:
    worse = sum(ours.left > theirs.left for ours, theirs in zip(values, baseline, strict=True))
    return _count("days on which our own search places fewer orders than VROOM exploration 3", worse, 0)


def _count(name: str, value: int, most: int) -> Figure:
    return Figure(name, str(value), str(most), value / most if most else float(value), f"<= {most}", value <= most)


def _seconds(title: str, outcomes: list[Outcome], most: float) -> Figure:
    value, wall = (statistics.median(getattr(outcome, name) for outcome in outcomes) for name in ("cpu", "wall"))
    longest = max(outcome.cpu for outcome in outcomes)
    shown = f"{value:.2f} s of a core (longest {longest:.2f}; {wall:.2f} by the clock)"
    return Figure(title, shown, f"{most:g} s", value / most, f"< {most:g} s", value < most)


if __name__ == "__main__":
    main()
