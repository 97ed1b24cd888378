"""Where an order stands: its state, and since when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["to_execute", "in_progress", "done"]


@dataclass(frozen=True, slots=True)
class Standing:
    """done_at: with its offset. passed: somebody passed done_at, so no change of state touches it."""

    state: str = "to_execute"
    done_at: str | None = None
    passed: bool = False


def moved(before: Standing, state: str | None, done_at: str | None, cleared: bool, now: str) -> Standing:
    """The standing after a change. state, done_at: what is passed; cleared: done_at is to be emptied.

    Any state may follow any other. An order that becomes done is done now, unless somebody passed since when; leaving done
    keeps the moment."""
    after = state or before.state
    if done_at is not None:
        return Standing(after, done_at, passed=True)
    kept = Standing(after) if cleared else Standing(after, before.done_at, before.passed)
    becomes_done = after == "done" and before.state != "done"
    return Standing(after, now) if becomes_done and not kept.passed else kept
