"""Medians of interleaved runs, so that what slows the machine slows both sides."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` compares with the baseline of the same run; `goal` says where it should land."""

    name: str
    value: str
    baseline: str
    ratio: float
    goal: str
    reached: bool

    def line(self) -> str:
        mark = ("yes" if self.reached else "NO") if self.goal else ""
        return f"| {self.name} | {self.value} | {self.baseline} | {self.ratio:.2f} | {self.goal} | {mark} |"

    @property
    def unbounded(self) -> Figure:
        """The same without a goal."""
        return replace(self, goal="", reached=True)


HEAD = ["| figure | measured | baseline | ratio | goal | reached |", "| --- | ---: | ---: | ---: | --- | --- |"]


def at_most(name: str, value: float, baseline: float, goal: float, unit: str = "ms") -> Figure:
    """A figure that should be small."""
    ratio = value / baseline
    return Figure(name, f"{value:.3g} {unit}", f"{baseline:.3g} {unit}", ratio, f"<= {goal:g}", ratio <= goal)


def at_least(name: str, value: float, baseline: float, goal: float, unit: str) -> Figure:
    """A figure that should be large."""
    ratio = value / baseline
    return Figure(name, f"{value:,.0f} {unit}", f"{baseline:,.0f} {unit}", ratio, f">= {goal:g}", ratio >= goal)


async def interleaved(
    ours: Callable[[], Awaitable[object]], theirs: Callable[[], Awaitable[object]], rounds: int, warm: int = 20
) -> tuple[float, float]:
    """Median milliseconds of each, taken in turns."""
    for _ in range(warm):
        await ours()
        await theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, work in zip(times, (ours, theirs), strict=True):
            start = time.perf_counter()
            await work()
            side.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median milliseconds of a synchronous piece of work."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
