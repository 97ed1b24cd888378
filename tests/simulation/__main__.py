"""python -m tests.simulation --steps N --seed S: many random histories from one seed, one after another.

A history is at most 10,000 steps long and has a seed of its own, so whatever fails can be played alone.
Rates are per second of processor time."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from server.registry import Registry
from tests.simulation.history import History
from tests.simulation.shrinking import load, replay, save, shortest
from tests.simulation.steps import Violation

LONGEST = 10_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--steps", type=int, default=LONGEST, help="how many steps in all")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first history; the next has the next one")
    parser.add_argument("--replay", type=Path, help="play the history in a file alone")
    parser.add_argument("--shrink-seconds", type=float, default=90.0, help="how long to look for a shorter history")
    parser.add_argument("--keep-going", action="store_true", help="go on with the next seed after a failure")
    given = parser.parse_args()
    registry = Registry()
    if given.replay is not None:
        return _replay(registry, given.replay)
    failures, done, seed, tools, kinds = 0, 0, given.seed, Counter[str](), Counter[str]()
    began = time.process_time()
    while done < given.steps:
        steps = min(LONGEST, given.steps - done)
        failures += not _play(registry, seed, steps, given.shrink_seconds, tools, kinds)
        done, seed = done + steps, seed + 1
        if failures and not given.keep_going:
            return 1
    spent = time.process_time() - began
    never = sorted(name for name in registry.operations if not tools[name])
    print(f"{done} steps from seed {given.seed} in {spent:.0f} s, {done / spent:.0f} a second; {failures} failures.")
    print("Of 100 steps: " + ", ".join(f"{kind} {100 * times / done:.1f}" for kind, times in kinds.most_common()))
    happened = len(registry.operations) - len(never)
    print(f"{happened} of {len(registry.operations)} operations happened; never: {', '.join(never) or 'none'}")
    return 1 if failures else 0


def _play(
    registry: Registry, seed: int, steps: int, shrink_seconds: float, tools: Counter[str], kinds: Counter[str]
) -> bool:
    began = time.process_time()
    history = History(seed, registry)
    gc.collect()
    gc.freeze()
    try:
        history.go(steps)
    except Violation as violation:
        history.close()
        _explain(registry, history, violation, shrink_seconds)
        return False
    finally:
        gc.unfreeze()
        tools.update(history.tools)
        kinds.update(history.kinds)
    history.close()
    rate = steps / (time.process_time() - began)
    print(
        f"seed {seed}: {steps} steps, {sum(history.tools.values())} calls happened, {rate:.0f} steps a second",
        flush=True,
    )
    return True


def _explain(registry: Registry, history: History, violation: Violation, seconds: float) -> None:
    print(f"\nseed {history.seed}, step {violation.step}: {violation.law}: {violation.sentence}", flush=True)
    print(f"again: python -m tests.simulation --seed {history.seed} --steps {violation.step + 1}")
    short = shortest(history.seed, registry, history.steps, violation.law, seconds)
    path = Path(tempfile.gettempdir()) / f"history-{history.seed}.json"
    save(path, history.seed, short)
    last = replay(history.seed, registry, short)
    print(
        f"The shortest history found has {len(short)} steps and ends in: {last.sentence if last else '(it passes now)'}"
    )
    for step in short[-60:]:
        print(f"  {step}")
    print(f"alone: python -m tests.simulation --replay {path}", flush=True)


def _replay(registry: Registry, path: Path) -> int:
    seed, steps = load(path)
    violation = replay(seed, registry, steps)
    print("It passes." if violation is None else f"step {violation.step}: {violation.law}: {violation.sentence}")
    return 0 if violation is None else 1


if __name__ == "__main__":
    sys.exit(main())
