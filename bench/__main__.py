"""Every figure against its baseline of the same run, as one table on stdout and in bench/RESULTS.md.

    python -m bench [--quick] [--only NAME] [--profile]

Each part runs in a process of its own, so that memory and caches do not mix. --quick uses a tenth of the rows. Below the
table stands where the time of a charged call goes when a figure about calls is not reached, or with --profile."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import HEAD

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "RESULTS.md"
HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Part:
    """A module that prints its figures as lines of the table; `quick` makes it smaller."""

    module: str
    title: str
    quick: tuple[str, ...] = ()
    profile: str = ""
    note: str = ""


PARTS = {
    "calls": Part("bench.calls", "Calls and memory", profile="bench.where"),
    "postgresql": Part("bench.postgresql", "PostgreSQL"),
    "starts": Part("bench.starts", "Starts"),
    "authorising": Part("bench.authorising", "Authorising"),
    "signins": Part("bench.signins", "Wrong sign-ins"),
    "discovery": Part("bench.discovery", "Finding operations"),
    "availability": Part("bench.availability", "Free time"),
    "groups": Part("bench.groups", "A time that several share"),
    "outside": Part("bench.outside", "Calendars of others"),
    "dispatch": Part("bench.dispatch", "Dispatch", ("--rows", "10000")),
    "paper": Part("bench.paper", "Documents"),
    "day_plans": Part("bench.day_plans", "Day plans", ("--quick",)),
    "growth": Part("bench.growth", "Growth", ("--rows", "100000")),
    "search_postgresql": Part("bench.search_postgresql", "People search on PostgreSQL", ("--quick",)),
    "lists": Part("bench.lists", "Lists", ("--rows", "100000")),
    "search": Part(
        "bench.search",
        "People search",
        ("--quick",),
        note="The goals are held against both readings of a bare query with a limit: its best twenty, and any twenty that"
        " match. Any twenty are read in less time than twenty people's cards; docs/decisions/0005 says what reaching that"
        " would cost.",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the hall against its baselines.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows; RESULTS.md stays as it is")
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part; RESULTS.md stays as it is")
    parser.add_argument("--profile", action="store_true", help="also where the time goes when every goal is reached")
    given = parser.parse_args()
    lines = measured(given.only or list(PARTS), quick=given.quick, profile=given.profile)
    print("\n".join(lines))
    if not (given.quick or given.only):
        RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"\nWritten to {RESULTS.relative_to(ROOT)}.", file=sys.stderr)


def measured(names: list[str], *, quick: bool, profile: bool) -> list[str]:
    """The table of these parts with what was measured on, and the profiles below."""
    table, below = [], []
    for name in names:
        part = PARTS[name]
        print(f"{part.title} ...", file=sys.stderr, flush=True)
        figures = _figures(part, quick)
        table += figures
        if part.profile and (profile or any(line.endswith("| NO |") for line in figures)):
            below += ["", f"## Where the time goes: {part.title.lower()}", "", *_output(part.profile)]
        if part.note:
            below += ["", f"## {part.title}", "", part.note]
    return [*_heading(quick), *HEAD, *table, *below]


def _figures(part: Part, quick: bool) -> list[str]:
    printed = _output(part.module, *(part.quick if quick else ()))
    figures = [line for line in printed if line.startswith("| ") and line not in HEAD]
    return figures or [f"| {part.title}: nothing was measured | | | | | NO |"]


def _output(module: str, *arguments: str) -> list[str]:
    """What a module prints; what it says on the way goes to our own stderr."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=HOUR,
        check=False,
    )
    if done.returncode:
        print(f"{module} ended with {done.returncode}", file=sys.stderr)
    return done.stdout.splitlines()


def _heading(quick: bool) -> list[str]:
    return [
        "# Benchmarks",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC{', with a tenth of the rows' if quick else ''}: {_machine()}.",
        "",
        "Every figure is a median; value and baseline were taken in turns in the same run, so the ratio counts more than",
        "the milliseconds. Again: `make bench`, or one part with `.venv/bin/python -m bench --only NAME`.",
        "",
    ]


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{cores} cores, {memory:.0f} GiB of memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, load {load:.1f} at the end"
    )


if __name__ == "__main__":
    main()
