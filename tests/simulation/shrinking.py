"""Finds a shorter history that breaks the same law, by leaving steps out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.registry import Registry
from tests.simulation.history import History
from tests.simulation.known import Ref
from tests.simulation.steps import Step, Violation

SECONDS = 90.0


def replay(seed: int, registry: Registry, steps: list[Step]) -> Violation | None:
    """The violation that these steps end in, if any."""
    history = History(seed, registry)
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
) -> list[Step]:
    """The shortest history found in that time which breaks the same law."""
    until = time.monotonic() + seconds

    def breaks(some: list[Step]) -> bool:
        violation = replay(seed, registry, some)
        return violation is not None and violation.law == law

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
