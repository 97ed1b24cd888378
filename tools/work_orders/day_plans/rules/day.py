"""The day that is planned: people, visits, and the ways between them. Times are whole seconds since its midnight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Before:
    """Where the plan that is mended has a visit. worker: by place in the day's list, None for somebody who is not in it."""

    worker: int | None
    start: int


@dataclass(frozen=True, slots=True)
class Visit:
    """An order of the day. place: row of the travel matrix. opens, closes: the first and last moment to begin.

    workers: places of those who may do it. keeper: who has it and keeps it. bundle: visits of one number stand one after the
    other with one person or not at all."""

    id: int
    place: int
    opens: int
    closes: int
    service: int
    workers: frozenset[int]
    priority: int = 5
    keeper: int | None = None
    bundle: int | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the day, from home and back. closed: stretches without work or way, in order and apart."""

    id: int
    place: int
    starts: int
    ends: int
    closed: tuple[Stretch, ...] = ()
    max_stops: int = 12
    max_travel: int = 240 * 60


@dataclass(frozen=True)
class Day:
    """All that a plan of a day is made from. travel: seconds from place to place."""

    workers: Sequence[Worker]
    visits: Sequence[Visit]
    travel: Sequence[Sequence[int]]
    mended: bool = field(default=False)

    @cached_property
    def units(self) -> list[tuple[int, ...]]:
        """Visits that are placed as one, by place in the list: one alone, or those of a bundle in the order they are done."""
        bundles: dict[int, list[int]] = {}
        for index, visit in enumerate(self.visits):
            if visit.bundle is not None:
                bundles.setdefault(visit.bundle, []).append(index)
        alone = [(index,) for index, visit in enumerate(self.visits) if visit.bundle is None]
        together = [tuple(sorted(members, key=self._turn)) for members in bundles.values()]
        return sorted([*alone, *together], key=lambda unit: self.visits[unit[0]].id)

    def _turn(self, index: int) -> tuple[int, int, int]:
        visit = self.visits[index]
        return visit.closes, visit.opens, index


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, those that touch or overlap as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def begun(windows: Sequence[Stretch], ends: int) -> list[Stretch]:
    """Of windows of working hours those that begin before the day ends, whole: a night's shift goes on after it."""
    return [window for window in joined(windows) if window[0] < ends]


def worked(windows: Sequence[Stretch], busy: Sequence[Stretch]) -> tuple[int, int, tuple[Stretch, ...]]:
    """When work starts and ends, and the stretches between without work: the gaps of the windows and what is taken.

    Taken time at either end of the work time shortens it."""
    opened = joined(windows)
    starts, ends = opened[0][0], opened[-1][1]
    gaps = [(before[1], after[0]) for before, after in pairwise(opened)]
    inside = [(max(start, starts), min(end, ends)) for start, end in busy if start < ends and end > starts]
    closed = list(joined([*gaps, *inside]))
    if closed and closed[0][0] <= starts:
        starts = closed.pop(0)[1]
    if closed and closed[-1][1] >= ends:
        ends = closed.pop()[0]
    return starts, max(starts, ends), tuple(closed)
