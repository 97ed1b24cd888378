"""Schedules taken together: when all of them are free for one time, which of them is free when, and whose turn it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from heapq import merge
from itertools import groupby, repeat
from typing import NamedTuple

from store.types import Owner
from tools.scheduling.rules.not_free import NotFree, Times
from tools.scheduling.rules.slots import Slot

# What is booked so long before and after a start counts when it is asked whose turn it is.
AROUND = 14 * 86_400


class Joint(NamedTuple):
    """A start of the first schedule. slots: of each schedule in the order given, when all are free; else misses says who is
    not, by place in that order, and why."""

    starts: int
    slots: tuple[Slot, ...]
    misses: Mapping[int, NotFree]


def joint_slots(lead: Iterator[Slot], others: Sequence[Times], all_needed: Sequence[bool]) -> Iterator[Joint]:
    """What of the first schedule's own slots suits the others too, whose grids are not asked.

    lead: its slots in order of time. all_needed: of each schedule, the first one among them, whether all its free hosts serve
    a slot together, or one of them."""
    for first in lead:
        found = [first, *(times.at(first.starts) for times in others)]
        yield joint(first.starts, found, all_needed)


def joint(starts: int, found: Sequence[Slot | NotFree], all_needed: Sequence[bool]) -> Joint:
    """What schedules say of one start, taken together."""
    misses: dict[int, NotFree] = {at: each for at, each in enumerate(found) if isinstance(each, str)}
    slots = [each for each in found if isinstance(each, Slot)]
    if misses or len(slots) < len(found):
        return Joint(starts, (), misses)
    served = different_people(slots, all_needed)
    if isinstance(served, int):
        return Joint(starts, (), {served: "same_host"})
    return Joint(starts, served, {})


def different_people(slots: Sequence[Slot], all_needed: Sequence[bool]) -> tuple[Slot, ...] | int:
    """The slots with who serves each, nobody twice; the place of the first one for whom nobody is left.

    Those who serve a slot anyway come first; of free hosts of whom one is enough, the first that can be spared."""
    fixed = [slot.event_id is not None or needs_all for slot, needs_all in zip(slots, all_needed, strict=True)]
    firsts = [slot.hosts if whole else slot.hosts[:1] for slot, whole in zip(slots, fixed, strict=True)]
    if len({host for hosts in firsts for host in hosts}) == sum(map(len, firsts)):
        # Most times: the first of each are different people.
        return tuple(
            slot if len(slot.hosts) == len(hosts) else slot._replace(hosts=hosts)
            for slot, hosts in zip(slots, firsts, strict=True)
        )
    return _matched(slots, fixed)


def _matched(slots: Sequence[Slot], fixed: Sequence[bool]) -> tuple[Slot, ...] | int:
    serving: dict[Owner, int] = {}
    for at, slot in enumerate(slots):
        for host in slot.hosts if fixed[at] else ():
            if serving.get(host, at) != at:
                return at
            serving[host] = at
    for at, slot in enumerate(slots):
        if not fixed[at] and slot.hosts and not _find_host(at, slots, fixed, serving, set()):
            return at
    chosen = {at: host for host, at in serving.items()}
    return tuple(
        slot if fixed[at] or not slot.hosts else slot._replace(hosts=(chosen[at],)) for at, slot in enumerate(slots)
    )


def _find_host(
    at: int, slots: Sequence[Slot], fixed: Sequence[bool], serving: dict[Owner, int], asked: set[Owner]
) -> bool:
    """Let one of a slot's free hosts serve it, and whoever that is taken from find another one."""
    for host in slots[at].hosts:
        if host in asked:
            continue
        asked.add(host)
        now = serving.get(host)
        if now is None or (not fixed[now] and _find_host(now, slots, fixed, serving, asked)):
            serving[host] = at
            return True
    return False


def each_start(streams: Sequence[Iterator[Slot]]) -> Iterator[tuple[int, list[tuple[int, Slot]]]]:
    """The starts of several schedules in order of time, each with the schedules that are free then, by place, and their
    slots."""
    placed = [zip(repeat(at), stream, strict=False) for at, stream in enumerate(streams)]
    in_order = merge(*placed, key=lambda each: (each[1].starts, each[0]))
    for starts, found in groupby(in_order, key=lambda each: each[1].starts):
        yield starts, list(found)


class Work(NamedTuple):
    """What is booked of a schedule around a start. newest: when the last of it was booked, as stored; '' = nothing."""

    minutes: int
    newest: str


class Workload:
    """What is booked of one schedule. events: start, end and when it was booked, in order of start."""

    def __init__(self, events: Sequence[tuple[int, int, str]]) -> None:
        self._events = events
        self._starts = [start for start, _, _ in events]
        self._minutes = [0]
        for start, end, _ in events:
            self._minutes.append(self._minutes[-1] + (end - start) // 60)

    def around(self, starts: int) -> Work:
        first, last = bisect_left(self._starts, starts - AROUND), bisect_left(self._starts, starts + AROUND)
        newest = max((booked_at for _, _, booked_at in self._events[first:last]), default="")
        return Work(self._minutes[last] - self._minutes[first], newest)


def turn(works: Mapping[int, Work], weights: Sequence[int] | None = None) -> int:
    """Whose turn it is of those who are free, by place: whoever has least, for their weight; then whose newest booking is
    oldest; then who is named first."""
    return min(works, key=lambda at: (Fraction(works[at].minutes, weights[at] if weights else 1), works[at].newest, at))
