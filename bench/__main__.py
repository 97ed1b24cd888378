"""Every figure against its baseline of the same run, as tables on stdout and in bench/RESULTS.md.

    python -m bench [--quick] [--only NAME] [--write] [--profile]

Each part runs in a process of its own, so that memory and caches do not mix, for ten minutes at most; what it made and started is
gone afterwards, also when it is interrupted. --quick uses a tenth of the rows. --write puts the parts that were measured into
RESULTS.md in place of what it said of them, which a run of all parts does by itself. Below a table stands where the time of a
charged call goes when a figure about calls is not reached, or with --profile."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import HEAD
from bench.processes import FOLDER_VARIABLE, end_in_order
from bench.results import SECTION, replace

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "RESULTS.md"
# For which a part may run, and for which it may take its leave.
MOST_SECONDS, PATIENCE = 600, 20


@dataclass(frozen=True, slots=True)
class Part:
    """A module that prints its figures as lines of the table; `quick` makes it smaller."""

    module: str
    title: str
    quick: tuple[str, ...] = ()
    profile: str = ""
    note: str = ""


PARTS = {
    "calls": Part(
        "bench.calls",
        "Calls and memory",
        profile="bench.where",
        note="The least is a server that reads each message as JSON and writes bytes that are ready: what this language and the"
        " callers take by themselves. The rest of a call is the hall's: who calls, the arguments, nine to twelve statements of"
        " SQLite, the texts of answer and log line. It is spread evenly (below), and one process serves: so many calls a second"
        " as its processor time for one goes into a second. The goals over HTTP would need a half to a third of that, which is"
        " compiled code, or more cores with a server on each (PostgreSQL).",
    ),
    "meanwhile": Part("bench.meanwhile", "Reads while something large is made"),
    "postgresql": Part("bench.postgresql", "PostgreSQL"),
    "two_servers": Part("bench.two_servers", "Two servers"),
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
    parser.add_argument("--write", action="store_true", help="with --only: put these parts into RESULTS.md")
    parser.add_argument("--profile", action="store_true", help="also where the time goes when every goal is reached")
    given = parser.parse_args()
    if given.quick and given.write:
        parser.error("what --quick measures is no result")
    end_in_order()
    measured: dict[str, list[str]] = {}
    for name in given.only or PARTS:
        part = PARTS[name]
        print(f"{part.title} ...", file=sys.stderr, flush=True)
        measured[part.title] = _section(part, quick=given.quick, profile=given.profile)
        print(f"{SECTION}{part.title}\n\n" + "\n".join(measured[part.title]) + "\n", flush=True)
    if given.write or not (given.quick or given.only):
        replace(RESULTS, measured, [part.title for part in PARTS.values()])
        print(f"Written to {RESULTS.relative_to(ROOT)}.", file=sys.stderr)


def _section(part: Part, *, quick: bool, profile: bool) -> list[str]:
    """What was measured on, the part's table, and below it the note and the profile."""
    table, below = _figures(part, quick), []
    if part.note:
        below += ["", part.note]
    if part.profile and (profile or any(line.endswith("| NO |") for line in table)):
        below += ["", "### Where the time goes", "", *_output(part.profile)]
    tenth = ", with a tenth of the rows" if quick else ""
    return [f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC{tenth}: {_machine()}.", "", *HEAD, *table, *below]


def _figures(part: Part, quick: bool) -> list[str]:
    printed = _output(part.module, *(part.quick if quick else ()))
    figures = [line for line in printed if line.startswith("| ") and line not in HEAD]
    return figures or [f"| {part.title}: nothing was measured | | | | | NO |"]


def _output(module: str, *arguments: str) -> list[str]:
    """What a module prints; what it says on the way goes to our own stderr. Nothing of it is left when this returns."""
    with (
        TemporaryDirectory(dir=ROOT / "bench", prefix=f"tmp_{os.getpid()}_") as folder,
        TemporaryDirectory() as elsewhere,
    ):
        # For servers that run as somebody else, too.
        Path(elsewhere).chmod(0o755)
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, FOLDER_VARIABLE: folder, "TMPDIR": elsewhere},
            stdout=subprocess.PIPE,
            text=True,
            # Whatever it starts is ended with it.
            start_new_session=True,
        )
        try:
            printed, _ = process.communicate(timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired:
            printed = _ended(process)
            print(f"{module} did not end within {MOST_SECONDS} seconds", file=sys.stderr)
        finally:
            _ended(process)
    if process.returncode:
        print(f"{module} ended with {process.returncode}", file=sys.stderr)
    return printed.splitlines()


def _ended(process: subprocess.Popen[str]) -> str:
    """End a part in its order, then by force, and whatever is left of what it started; what it had printed."""
    printed = ""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            printed, _ = process.communicate(timeout=PATIENCE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return printed


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
