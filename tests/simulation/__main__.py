"""python -m tests.simulation --steps N --seed S: many random histories, each of a seed of its own, on all cores.

A history is at most 10,000 steps long, so whatever fails can be played alone. Rates are per second of processor time."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from server.registry import Registry
from tests.simulation.history import History
from tests.simulation.settling import settled
from tests.simulation.shrinking import load, replay, save, shortest
from tests.simulation.steps import Violation
from tests.simulation.stores.choosing import chosen, of_url
from tests.simulation.stores.connections import Store

LONGEST = 10_000


@dataclass(slots=True)
class Played:
    """What came of some histories."""

    steps: int = 0
    failures: int = 0
    seconds: float = 0.0
    tools: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Played) -> None:
        self.steps += other.steps
        self.failures += other.failures
        self.seconds += other.seconds
        self.tools.update(other.tools)
        self.kinds.update(other.kinds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--steps", type=int, default=LONGEST, help="how many steps in all")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first history; the next has the next one")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many histories at once")
    parser.add_argument(
        "--db", help="a PostgreSQL server to play on, by the URL of a database whose owner may make others"
    )
    parser.add_argument("--replay", type=Path, help="play the history in a file alone")
    parser.add_argument("--shrink-seconds", type=float, default=90.0, help="how long to look for a shorter history")
    parser.add_argument("--keep-going", action="store_true", help="go on with the next seed after a failure")
    given = parser.parse_args()
    registry = Registry()
    with of_url(given.db) if given.db else _of_environment() as store:
        if given.replay is not None:
            return _replay(registry, store, given.replay)
        return _play_all(registry, store, given)


@contextmanager
def _of_environment() -> Iterator[Store]:
    yield chosen()


def _play_all(registry: Registry, store: Store, given: argparse.Namespace) -> int:
    starts = range(0, given.steps, LONGEST)
    histories = [(given.seed + nth, min(LONGEST, given.steps - start)) for nth, start in enumerate(starts)]
    processes = max(1, min(given.processes, len(histories)))
    began = time.monotonic()
    # Made once; whoever plays beside this process has it too.
    settled(registry, store)
    whole = Played(seconds=time.process_time())
    for played in _played(partial(_play, registry, store, given.shrink_seconds), histories, processes):
        whole.add(played)
        if whole.failures and not given.keep_going:
            break
    spent, steps = whole.seconds, whole.steps
    print(
        f"{steps} steps from seed {given.seed} in {time.monotonic() - began:.0f} s, by {processes} at once: "
        f"{steps / spent:.0f} a second of processor time; {whole.failures} failures."
    )
    print(
        "Of 100 steps: " + ", ".join(f"{kind} {100 * times / steps:.1f}" for kind, times in whole.kinds.most_common())
    )
    never = sorted(name for name in registry.operations if not whole.tools[name])
    happened = len(registry.operations) - len(never)
    print(f"{happened} of {len(registry.operations)} operations happened; never: {', '.join(never) or 'none'}")
    return 1 if whole.failures else 0


def _played(play: partial[Played], histories: list[tuple[int, int]], processes: int) -> Iterator[Played]:
    """What came of each history, as they end."""
    if processes == 1:
        yield from map(play, histories)
        return
    # What they are made of cannot be sent: each begins as a copy of this process.
    with multiprocessing.get_context("fork").Pool(processes, _begin, (play,)) as pool:
        yield from pool.imap_unordered(_play_here, histories)


_playing: list[partial[Played]] = []


def _begin(play: partial[Played]) -> None:
    _playing.append(play)


def _play_here(history: tuple[int, int]) -> Played:
    return _playing[0](history)


def _play(registry: Registry, store: Store, shrink_seconds: float, which: tuple[int, int]) -> Played:
    seed, steps = which
    began = time.process_time()
    history = History(seed, registry, store)
    gc.collect()
    gc.freeze()
    failed = False
    try:
        history.go(steps)
    except Violation as violation:
        failed = True
        _explain(history, violation, shrink_seconds)
    finally:
        gc.unfreeze()
        history.close()
    seconds = time.process_time() - began
    if not failed:
        calls = sum(history.tools.values())
        print(f"seed {seed}: {steps} steps, {calls} calls happened, {steps / seconds:.0f} steps a second", flush=True)
    return Played(len(history.steps), int(failed), seconds, history.tools, history.kinds)


def _explain(history: History, violation: Violation, seconds: float) -> None:
    registry, store = history.registry, history.store
    print(f"\nseed {history.seed}, step {violation.step}: {violation.law}: {violation.sentence}", flush=True)
    print(f"again: python -m tests.simulation --seed {history.seed} --steps {violation.step + 1}")
    short = shortest(history.seed, registry, history.steps, violation.law, seconds, store=store)
    path = Path(tempfile.gettempdir()) / f"history-{history.seed}.json"
    save(path, history.seed, short)
    last = replay(history.seed, registry, short, store)
    print(
        f"The shortest history found has {len(short)} steps and ends in: {last.sentence if last else '(it passes now)'}"
    )
    for step in short[-60:]:
        print(f"  {step}")
    print(f"alone: python -m tests.simulation --replay {path}", flush=True)


def _replay(registry: Registry, store: Store, path: Path) -> int:
    seed, steps = load(path)
    violation = replay(seed, registry, steps, store)
    print("It passes." if violation is None else f"step {violation.step}: {violation.law}: {violation.sentence}")
    return 0 if violation is None else 1


if __name__ == "__main__":
    sys.exit(main())
