"""How often find_operations puts the right operation first, or among the first, for needs in other people's words.

The needs were written before the search was tuned. Half of them was tuned on; the other half is what counts."""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.discovery.plain import Plain, text
from bench.measure import HEAD, Figure, timed
from server.discovery.ranking import Index
from server.registry import Registry
from tools.call import NOBODY, Caller

NEEDS = Path(__file__).with_name("needs.json")
CALLERS = {
    "nobody": NOBODY,
    "worker": Caller("person", 1),
    "client": Caller("person", 1, 1, "user"),
    "admin": Caller("person", 1, 1, "admin"),
    "agent": Caller("agent", 1, 1, "user", status="active"),
}
DEPTHS = (1, 5, 8)
Search = Callable[[str, Caller], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody wants, in their words, and the operations that are right for it."""

    words: str
    caller: Caller
    right: frozenset[str]

    @property
    def tuned_on(self) -> bool:
        """Whether it belongs to the half that may be looked at while tuning. Its words alone decide."""
        return hashlib.sha256(self.words.encode()).digest()[0] % 2 == 1


def needs() -> list[Need]:
    """All needs there are."""
    entries = json.loads(NEEDS.read_text(encoding="utf-8"))
    return [Need(entry["need"], CALLERS[entry["caller"]], frozenset(entry["right"])) for entry in entries]


def recall(search: Search, part: list[Need]) -> dict[int, float]:
    """The share of needs that have a right operation among the first 1, 5 and 8."""
    answers = [(need, list(search(need.words, need.caller))) for need in part]
    return {
        depth: sum(bool(need.right & set(found[:depth])) for need, found in answers) / len(part) for depth in DEPTHS
    }


def run() -> list[str]:
    """The figures as lines of text."""
    operations = list(Registry().operations.values())
    built = {operation.name for operation in operations}
    here = [need for need in needs() if need.right & built]
    start = time.perf_counter()
    index = Index.of(operations)
    building = (time.perf_counter() - start) * 1000
    plain = Plain(operations)

    def ours(words: str, caller: Caller) -> list[str]:
        return [operation.name for operation, _ in index.search(words, caller, None, None, max(DEPTHS))]

    lines = [f"find_operations over {len(operations)} operations, index built in {building:.0f} ms", "", *HEAD]
    for name, tuned_on in (("reported half", False), ("tuned half", True)):
        part = [need for need in here if need.tuned_on is tuned_on]
        goals = {} if tuned_on else {1: 0.75, 5: 0.95}
        lines += _recall_lines(f"{name}, {len(part)} needs", recall(ours, part), recall(plain.search, part), goals)
    lines.append(_time_line(index, here, " ".join(text(operation) for operation in operations)))
    return lines


def _recall_lines(name: str, ours: dict[int, float], plain: dict[int, float], goals: dict[int, float]) -> list[str]:
    lines = []
    for depth in DEPTHS:
        goal = goals.get(depth, 0.0)
        figure = Figure(
            name=f"recall@{depth}, {name}, against plain BM25",
            value=f"{ours[depth]:.3f}",
            baseline=f"{plain[depth]:.3f}",
            ratio=ours[depth] / plain[depth],
            goal=f">= {goal:.2f}" if goal else "",
            reached=ours[depth] >= goal,
        )
        lines.append(figure.line())
    return lines


def _time_line(index: Index, here: list[Need], everything: str) -> str:
    """The time of a search beside the time it takes to read all the text that is searched, once."""
    times = []
    for need in here:
        start = time.perf_counter()
        index.search(need.words, need.caller, None, None, max(DEPTHS))
        times.append((time.perf_counter() - start) * 1000)
    median = statistics.median(times)
    reading = timed(lambda: re.findall(r"\w+", everything.lower()), rounds=20)
    return Figure(
        name="median time of a search, against reading the same text once",
        value=f"{median:.2f} ms",
        baseline=f"{reading:.2f} ms",
        ratio=median / reading,
        goal="<= 5 ms",
        reached=median <= 5,
    ).line()
