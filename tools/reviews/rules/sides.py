"""Who reviews whom, what each side rates, and what a review must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from store.types import Owner
from tools.rules.sentences import worded

Side = Literal["client", "worker"]
PARTS = ("quality", "communication", "punctuality", "payment")
# The parts that one side alone can judge.
ONLY: Mapping[str, Side] = {"quality": "client", "punctuality": "client", "payment": "worker"}
# An overall so low or lower has to be explained.
LOW = 2
FEWEST_SIGNS = 20


def other(side: Side) -> Side:
    return "worker" if side == "client" else "client"


def reviews_oneself(
    client: Owner, worker: Owner, firm_of: Callable[[Owner], int | None], runs: Callable[[int, int], bool]
) -> bool:
    """Whether both sides of some work are the same hands.

    firm_of: the company somebody is or, as an agent, belongs to. runs(company, person): an admin, or all there is of it."""
    if client == worker:
        return True
    buys, works = firm_of(client), firm_of(worker)
    if buys is not None and buys == works:
        return True
    if buys is not None and worker.kind == "person" and runs(buys, worker.id):
        return True
    return works is not None and client.kind == "person" and runs(works, client.id)


def faults(side: Side, overall: int, parts: Mapping[str, int | None], text: str) -> dict[str, str]:
    """What cannot be said by a side, or needs more words."""
    found = {
        part: worded(
            "is rated by the side that {more}; you are the other one",
            more=worded("pays") if ONLY[part] == "client" else worded("works"),
        )
        for part, value in parts.items()
        if value is not None and ONLY.get(part, side) != side
    }
    if overall <= LOW and len(text) < FEWEST_SIGNS:
        found["text"] = worded(
            "is needed with overall {overall}: say what went wrong, in {fewest_signs} signs or more",
            overall=overall,
            fewest_signs=FEWEST_SIGNS,
        )
    return found
