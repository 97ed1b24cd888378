"""Finds a shorter history that breaks the same law, by leaving steps out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from server.registry import Registry
from tests.simulation.history import History
from tests.simulation.known import Ref
from tests.simulation.steps import Step, Violation
from tests.simulation.stores.connections import Store

SECONDS = 90.0


def replay(seed: int, registry: Registry, steps: list[Step], store: Store | None = None) -> Violation | None:
    """The violation that these steps end in, if any."""
    history = History(seed, registry, store)
    try:
        for step in steps:
            history.play(step)
        history.check()
    except Violation as violation:
        return violation
    finally:
        history.close()
    return None


def shortest(
    seed: int,
    registry: Registry,
    steps: list[Step],
    law: str,
    seconds: float = SECONDS,
    say: Callable[[str], None] = print,
    store: Store | None = None,
) -> list[Step]:
    """The shortest history found in that time which breaks the same law."""
    until = time.monotonic() + seconds

    def breaks(some: list[Step]) -> bool:
        violation = replay(seed, registry, some, store)
        return violation is not None and violation.law == law

    for fewer in _guesses(steps):
        if len(fewer) < len(steps) and breaks(fewer):
            steps = fewer
            say(f"  {len(steps)} steps still break it")
            break
    size = max(1, len(steps) // 2)
    while time.monotonic() < until:
        start, shorter = 0, False
        while start < len(steps) and time.monotonic() < until:
            fewer = steps[:start] + steps[start + size :]
            if fewer and breaks(fewer):
                steps, shorter = fewer, True
                say(f"  {len(steps)} steps still break it")
            else:
                start += size
        if size == 1 and not shorter:
            break
        size = max(1, size // 2)
    return steps


def _guesses(steps: list[Step]) -> list[list[Step]]:
    """Short histories that are likely to do: the last step, what it refers to, and what else concerns the same records."""
    by_number = {step.number: step for step in steps}
    wanted, shared = {steps[-1].number}, set[Ref]()
    guesses = []
    for _ in range(4):
        todo = list(wanted)
        while todo:
            refs = set(_refs(by_number[todo.pop()].arguments))
            shared |= {ref for ref in refs if ref.step >= 0}
            new = {ref.step for ref in refs if ref.step in by_number} - wanted
            wanted |= new
            todo += new
        still = {step.number for step in steps if step.act in ("wait", "renew")}
        guesses += [[step for step in steps if step.number in wanted | also] for also in (set[int](), still)]
        wanted |= {step.number for step in steps if shared.intersection(_refs(step.arguments))}
    whole = [step for step in steps if step.act != "call" or step.number in wanted]
    return [*guesses, whole]


def _refs(part: Any) -> Iterator[Ref]:
    if isinstance(part, Ref):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from _refs(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _refs(inner)


def save(path: Path, seed: int, steps: list[Step]) -> None:
    """Write a history so that it can be played alone."""
    lines = [{name: _plain(getattr(step, name)) for name in Step.__slots__} for step in steps]
    path.write_text(json.dumps({"seed": seed, "steps": lines}, ensure_ascii=False, indent=1))


def load(path: Path) -> tuple[int, list[Step]]:
    kept = json.loads(path.read_text())
    return kept["seed"], [Step(**{name: _referring(part) for name, part in line.items()}) for line in kept["steps"]]


def _plain(part: Any) -> Any:
    if isinstance(part, Ref):
        return {"$ref": [part.step, part.path, part.value]}
    if isinstance(part, dict):
        return {name: _plain(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [_plain(inner) for inner in part]
    return part


def _referring(part: Any) -> Any:
    if isinstance(part, dict):
        if set(part) == {"$ref"}:
            return Ref(*part["$ref"])
        return {name: _referring(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [_referring(inner) for inner in part]
    return part
