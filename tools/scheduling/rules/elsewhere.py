"""Time taken outside schedules, such as by a calendar of somebody's elsewhere with ten thousand appointments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from math import ceil
from operator import lt
from typing import NamedTuple, Self

from store.types import utc_text, utc_time

FAR = 2**40


class Elsewhere(NamedTuple):
    """When somebody's stretches begin and when they end, in order, none of them overlapping or touching.

    They stay the texts they are stored as, UTC and in the order of time: to turn all of them into numbers takes longer than
    to look up those around the few slots that are asked for."""

    starts: list[str]
    ends: list[str]

    @classmethod
    def of(cls, times: list[tuple[str, str]]) -> Self:
        """From stretches in the order they end in, joined where they overlap."""
        apart = cls([start for start, _ in times], [end for _, end in times])
        if all(map(lt, apart.ends, islice(apart.starts, 1, None))):
            return apart
        return cls._joined(sorted(times))

    @classmethod
    def _joined(cls, times: Iterable[tuple[str, str]]) -> Self:
        starts: list[str] = []
        ends: list[str] = []
        for start, end in times:
            if not ends or start > ends[-1]:
                starts.append(start)
                ends.append(end)
            elif end > ends[-1]:
                ends[-1] = end
        return cls(starts, ends)


class ElsewhereCursor:
    """Answers whether nothing elsewhere is in the way, for times asked in order, in seconds since 1970."""

    __slots__ = ("_elsewhere", "_end", "_start")

    def __init__(self, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._start = self._end = -FAR

    def is_free(self, begin: int, end: int) -> bool:
        """Whether no stretch reaches into [begin, end)."""
        if begin >= self._end:
            self._look_up(begin)
        return self._start >= end

    def _look_up(self, second: int) -> None:
        """The first stretch that ends after a moment."""
        starts, ends = self._elsewhere
        at = bisect_right(ends, utc_text(datetime.fromtimestamp(second, UTC)))
        if at == len(starts):
            self._start = self._end = FAR
        else:
            self._start, self._end = int(utc_time(starts[at]).timestamp()), ceil(utc_time(ends[at]).timestamp())
