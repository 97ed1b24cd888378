"""VROOM as the search behind a plan, where it is installed: only its routes are used, and each is gone through again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any

from tools.work_orders.day_plans.rules.field import Field
from tools.work_orders.day_plans.rules.planning import Solver

OWN = "own"
# How thoroughly it looks, by the number of units: up to so many. It is bounded by steps, and two threads find what one does.
THOROUGH = ((100, 5), (200, 3))
OTHERWISE, THREADS = 1, 2
# A visit that somebody keeps is worth more than any that is only wished for.
KEPT_PRIORITY = 100


@dataclass(frozen=True, slots=True)
class Vroom:
    """The installed solver. name: with its version, as plans say it."""

    name: str

    def routes(self, field: Field) -> list[list[int]] | None:
        """Each worker's units in order. None for days with bundles of several places, which it does not know."""
        if any(size > 1 for size in field.size):
            return None
        level = next((level for most, level in THOROUGH if len(field.units) <= most), OTHERWISE)
        return self.explored(field, level)

    def explored(self, field: Field, level: int) -> list[list[int]]:
        """Its routes at one of its levels, 0 to 5."""
        import vroom

        problem = vroom.Input()
        problem.set_durations_matrix(profile="car", matrix_input=[list(row) for row in field.day.travel])
        for worker in range(len(field.day.workers)):
            if field.day.workers[worker].starts < field.day.workers[worker].ends:
                problem.add_vehicle(_vehicle(vroom, field, worker))
        for unit in range(len(field.units)):
            if field.may[unit]:
                problem.add_job(_job(vroom, field, unit))
        return _read(problem.solve(exploration_level=level, nb_threads=THREADS).to_dict(), field)


def _vehicle(vroom: Any, field: Field, worker: int) -> Any:
    who = field.day.workers[worker]
    breaks = [
        vroom.Break(place, time_windows=[(closes, closes)], service=opens - closes)
        for place, (closes, opens) in enumerate(who.closed)
    ]
    return vroom.Vehicle(
        worker,
        start=who.place,
        end=who.place,
        skills={unit for unit, may in enumerate(field.may) if worker in may},
        time_window=(who.starts, who.ends),
        breaks=breaks,
        max_tasks=who.max_stops,
        max_travel_time=who.max_travel,
    )


def _job(vroom: Any, field: Field, unit: int) -> Any:
    visit = field.day.visits[field.units[unit][0]]
    return vroom.Job(
        unit,
        location=visit.place,
        default_service=visit.service,
        skills={unit},
        time_windows=[(visit.opens, visit.closes)],
        priority=KEPT_PRIORITY if field.kept[unit] else visit.priority + 1,
    )


def _read(answer: dict[str, Any], field: Field) -> list[list[int]]:
    routes: list[list[int]] = [[] for _ in field.day.workers]
    for route in answer["routes"]:
        routes[route["vehicle"]] = [step["id"] for step in route["steps"] if step["type"] == "job"]
    return routes


@cache
def solver() -> Solver | None:
    """The solver that is installed; None where there is none, and our own search plans alone."""
    try:
        import vroom  # noqa: F401

        return Vroom(f"vroom {metadata.version('pyvroom')}")
    except (ImportError, OSError):
        return None
