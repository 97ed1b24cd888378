"""Whether somebody could come to a place in a given time, and when: between what they have to do already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.work_orders.day_plans.rules.day import Stretch, joined


@dataclass(frozen=True, slots=True)
class Task:
    """A visit that somebody makes anyway. way: seconds from there to the place asked for, or back."""

    order_id: int
    start: int
    end: int
    way: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Work of so many seconds, begun from start on and done by end. now: nobody arrives before now and the way."""

    start: int
    end: int
    duration: int
    now: int


@dataclass(frozen=True, slots=True)
class Chance:
    """When somebody could come. latest: the last start that leaves time for the next visit. after: the visit they come from."""

    arrives: int
    latest: int
    way: int
    after: int | None


def chance_of(
    wanted: Wanted, days: Sequence[Stretch], tasks: Sequence[Task], from_home: int, closed: Sequence[Stretch]
) -> Chance | None:
    """The first chance there is; None when there is none. days: local dates as stretches, one after the other.

    Somebody comes from the visit before of the same date, else from home; in closed they are not available. The work may end,
    and the next visit be, on a later date."""
    for begins, ends in days:
        of_day = sorted(
            (task for task in tasks if begins <= task.start < ends), key=lambda task: (task.start, task.order_id)
        )
        earlier = [task.end for task in tasks if task.start < begins]
        later = min((task for task in tasks if task.start >= ends), key=lambda task: task.start, default=None)
        for place in range(len(of_day) + 1):
            before = of_day[place - 1] if place else None
            after = of_day[place] if place < len(of_day) else later
            ready = max([wanted.now, *([before.end] if before else earlier)])
            way = before.way if before else from_home
            found = _between(wanted, max(wanted.start, begins, ready + way), ready, way, after, closed)
            if found is not None and found[0] < ends:
                return Chance(*found, way, before.order_id if before else None)
    return None


def _between(
    wanted: Wanted, arrives: int, ready: int, way: int, after: Task | None, closed: Sequence[Stretch]
) -> tuple[int, int] | None:
    """The first and the last start. arrives: at the earliest; ready: when somebody can set out on their way."""
    latest = wanted.end - wanted.duration
    if after is not None:
        latest = min(latest, after.start - after.way - wanted.duration)
    for closes, opens in closed:
        if closes < arrives + wanted.duration and max(ready, arrives - way) < opens:
            ready = opens
            arrives = max(arrives, ready + way)
    if arrives > latest:
        return None
    for closes, _ in closed:
        if closes >= arrives + wanted.duration:
            latest = min(latest, closes - wanted.duration)
    return arrives, latest


def free_seconds(wanted: Wanted, tasks: Sequence[Task], closed: Sequence[Stretch]) -> int:
    """How much of the time asked for somebody has nothing to do in."""
    start = max(wanted.start, wanted.now)
    taken = joined([*((task.start, task.end) for task in tasks), *closed])
    inside = sum(max(0, min(end, wanted.end) - max(begin, start)) for begin, end in taken)
    return max(0, wanted.end - start - inside)


def outside(windows: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """What of [start, end) lies in none of the windows."""
    found, at = [], start
    for opens, closes in joined(windows):
        if opens > at:
            found.append((at, min(opens, end)))
        at = max(at, closes)
    if at < end:
        found.append((at, end))
    return [(begin, until) for begin, until in found if begin < until]


def is_within(windows: Sequence[Stretch], start: int, end: int) -> bool:
    return any(opens <= start and end <= closes for opens, closes in joined(windows))
