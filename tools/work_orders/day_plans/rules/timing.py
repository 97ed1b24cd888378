"""When a person who makes these visits in this order is where: the one answer that search, checks and answers share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.work_orders.day_plans.rules.day import Day, Visit, Worker

# A start that moves by no more than this is no change.
HARDLY_MOVED = 30 * 60
MOVED_POINTS = 10
SHIFTED_POINTS = 1


@dataclass(frozen=True, slots=True)
class Timed:
    """A route with its times. points: what it changes of the plan that is mended, of the visits that are in it."""

    leaves: int
    back: int
    arrivals: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    travel: int = 0
    waiting: int = 0
    points: int = 0


def timed(day: Day, worker: int, order: Sequence[int]) -> Timed | None:
    """The route with the earliest starts; None when it cannot be done. order: visits by place in the day's list.

    In a mended day a visit that stays with its person is not begun before the time that was planned, as far as that changes
    no more than beginning earlier would: first exactly then, else up to half an hour before."""
    if not day.mended:
        return _run(day, worker, order, None)
    best: Timed | None = None
    for earlier in (0, HARDLY_MOVED, None):
        found = _run(day, worker, order, earlier)
        if found is not None and (best is None or found.points < best.points):
            best = found
        if best is not None and best.points == 0:
            break
    return best


def _run(day: Day, worker: int, order: Sequence[int], earlier: int | None) -> Timed | None:
    who = day.workers[worker]
    if len(order) > who.max_stops:
        return None
    if not order:
        return Timed(who.starts, who.starts)
    ready, place, travel, waiting, points = who.starts, who.place, 0, 0, 0
    arrivals: list[int] = []
    starts: list[int] = []
    for index in order:
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        left = leaving(who, ready, way, visit, _floor(visit, worker, earlier))
        if left is None:
            return None
        start = max(left + way, visit.opens, _floor(visit, worker, earlier))
        arrival = left + way if starts else start
        arrivals.append(arrival)
        starts.append(start)
        travel, waiting = travel + way, waiting + start - arrival
        points += points_of(visit, worker, start)
        ready, place = start + visit.service, visit.place
    way = day.travel[place][who.place]
    back = home(who, ready, way)
    travel += way
    if back is None or travel > who.max_travel:
        return None
    leaves = starts[0] - day.travel[who.place][day.visits[order[0]].place]
    return Timed(leaves, back, tuple(arrivals), tuple(starts), travel, waiting, points)


def leaving(who: Worker, ready: int, way: int, visit: Visit, floor: int = 0) -> int | None:
    """When somebody leaves for a visit who is free from `ready` on; None when it cannot be.

    Way, waiting and visit lie together between the stretches without work."""
    while True:
        start = max(ready + way, visit.opens, floor)
        end = start + visit.service
        if start > visit.closes or end > who.ends:
            return None
        for closes, opens in who.closed:
            if closes < end and ready < opens:
                ready = opens
                break
        else:
            return ready


def home(who: Worker, ready: int, way: int) -> int | None:
    """When somebody is home again; None when that is after work."""
    for closes, opens in who.closed:
        if closes < ready + way and ready < opens:
            ready = opens
    return ready + way if ready + way <= who.ends else None


def points_of(visit: Visit, worker: int, start: int) -> int:
    """What it changes that this person begins a visit then."""
    if visit.before is None:
        return 0
    if visit.before.worker != worker:
        return MOVED_POINTS
    return SHIFTED_POINTS if abs(start - visit.before.start) > HARDLY_MOVED else 0


def _floor(visit: Visit, worker: int, earlier: int | None) -> int:
    if earlier is None or visit.before is None or visit.before.worker != worker:
        return 0
    return min(visit.before.start - earlier, visit.closes)


def at_starts(day: Day, worker: int, order: Sequence[int], starts: Sequence[int]) -> Timed:
    """The route with these starts, whether it can be done or not: everybody leaves as soon as they can, and waits there."""
    who = day.workers[worker]
    if not order:
        return Timed(who.starts, who.starts)
    arrivals: list[int] = []
    place, left, travel = who.place, 0, 0
    for index, start in zip(order, starts, strict=True):
        visit = day.visits[index]
        way = day.travel[place][visit.place]
        arrivals.append(_free_from(who, left, start) + way if arrivals else start)
        travel, place, left = travel + way, visit.place, start + visit.service
    way = day.travel[place][who.place]
    waiting = sum(start - arrival for start, arrival in zip(starts, arrivals, strict=True))
    leaves = starts[0] - day.travel[who.place][day.visits[order[0]].place]
    back = home(who, left, way)
    return Timed(leaves, left + way if back is None else back, tuple(arrivals), tuple(starts), travel + way, waiting)


def _free_from(who: Worker, left: int, start: int) -> int:
    """When somebody sets out: at once, or after the last stretch without work before the visit."""
    return max([left, *(opens for closes, opens in who.closed if left < opens and closes < start)])
