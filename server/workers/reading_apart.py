"""Reads calendars of others in a process apart: what comes from strangers neither stops nor fills the server.

    reading = await read_apart(data, start=now, end=later, zone="Europe/Berlin", own="@hall.example.com")

The bytes go in on stdin, what was read comes back as JSON. The process knows no secret, has a limit of time and memory,
and gives way to the calls. One reading is one process: whoever has many calendars reads them one after the other."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.rules.sentences import Count, Worded, told_by, worded
from tools.scheduling.links.rules.ical_reading import OutsideEvent, Reading, Unreadable, read_calendar

logger = logging.getLogger("hiringhall")

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MEMORY = 30.0, 2**30
# How much longer than its work a reading may take: others may be given way to.
PATIENCE = 4
# Of the environment only what Python itself needs: no settings of the operator, no secrets.
PASSED_ON = ("PATH", "SYSTEMROOT", "PYTHONHOME", "PYTHONPATH", "PYTHONTZPATH")
TOO_LONG = worded(
    "The calendar takes too long to read, so nothing of it was read. Link one that holds fewer appointments."
)
TOO_LARGE = worded(
    "The calendar needs too much memory to read, so nothing of it was read. Link one that holds fewer appointments."
)
# How a system ends a process that works for too long, or takes more memory than there is.
SIGNALS = {"SIGXCPU": TOO_LONG, "SIGKILL": TOO_LARGE}
ENDED_BY_SYSTEM = {-getattr(signal, name): said for name, said in SIGNALS.items() if hasattr(signal, name)}
NOT_READ = worded(
    "The calendar could not be read. It will be tried again; if that does not help, link another export of it."
)


async def read_apart(
    data: bytes,
    *,
    start: datetime,
    end: datetime,
    zone: str,
    own: str,
    owner: Sequence[str] = (),
    seconds: float = MOST_SECONDS,
) -> Reading:
    """read_calendar, in a process of its own. Unreadable also when it takes more than so many seconds of work, or four times
    as long by the clock."""
    asked = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "zone": zone,
        "own": own,
        "owner": list(owner),
        "seconds": math.ceil(seconds),
        "memory": MOST_MEMORY,
    }
    process = await asyncio.create_subprocess_exec(
        *_program(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
    )
    try:
        given = json.dumps(asked).encode() + b"\n" + data
        said, faults = await asyncio.wait_for(process.communicate(given), PATIENCE * seconds)
    except TimeoutError:
        raise Unreadable(TOO_LONG) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode in ENDED_BY_SYSTEM:
        raise Unreadable(ENDED_BY_SYSTEM[process.returncode], heavy=True)
    if process.returncode != 0:
        logger.error(
            "reading a calendar ended with %s: %s", process.returncode, faults[-2_000:].decode(errors="replace")
        )
        raise Unreadable(NOT_READ)
    return await asyncio.to_thread(_reading, said)


def _program() -> list[str]:
    """The arguments that run main() below, from a checkout as from an installed wheel."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from server.workers.reading_apart import main; main()"
    return [sys.executable, "-P", "-c", code]


def _parts(said: object) -> object:
    """A sentence as it is told to the other process: its English, and what stands in it."""
    if isinstance(said, Count):
        return {"number": said.number, "thing": said.thing}
    if not isinstance(said, Worded):
        return said
    return [said.english, {name: _parts(value) for name, value in said.values.items()}]


def _again(said: Any) -> Any:
    """The sentence again, from what _parts made of it."""
    if isinstance(said, dict):
        return Count(said["number"], said["thing"])
    if not isinstance(said, list):
        return said
    english, values = said
    return Worded(english, {name: _again(value) for name, value in values.items()})


def _reading(said: bytes) -> Reading:
    """What the process said."""
    answer: dict[str, Any] = json.loads(said)
    if "unreadable" in answer:
        raise Unreadable(_again(answer["unreadable"]), heavy=answer.get("heavy", False))
    return Reading(
        tuple(
            OutsideEvent(
                uid,
                occurrence,
                summary,
                datetime.fromtimestamp(start, UTC),
                datetime.fromtimestamp(end, UTC),
                busy,
                zone,
            )
            for uid, occurrence, summary, start, end, busy, zone in answer["events"]
        ),
        answer["name"],
        tuple(map(_again, answer["warnings"])),
        answer["met"],
    )


def main() -> None:
    """Read one calendar from stdin, behind a line that says what is asked; write what was read to stdout."""
    asked = json.loads(sys.stdin.buffer.readline())
    _keep_within_bounds(asked["seconds"], asked["memory"])
    try:
        said = json.dumps(_said(asked), ensure_ascii=False).encode()
    except MemoryError:
        said = json.dumps({"unreadable": _parts(TOO_LARGE), "heavy": True}).encode()
    sys.stdout.buffer.write(said)


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    from store.zones import use_newer_zones

    use_newer_zones()
    how: dict[str, Any] = {name: datetime.fromisoformat(asked[name]) for name in ("start", "end")}
    how |= {name: asked[name] for name in ("zone", "own", "owner")}
    try:
        reading = read_calendar(sys.stdin.buffer.read(), **how)
    except Unreadable as fault:
        return {"unreadable": _parts(told_by(fault)), "heavy": fault.heavy}
    return {
        "events": [
            (
                event.uid,
                event.occurrence,
                event.summary,
                int(event.start.timestamp()),
                int(event.end.timestamp()),
                event.busy,
                event.zone,
            )
            for event in reading.events
        ],
        "name": reading.name,
        "warnings": [_parts(warning) for warning in reading.warnings],
        "met": dict(reading.met),
    }


def _keep_within_bounds(seconds: int, memory: int) -> None:
    """Give way to others, and end by itself when it works for too long or takes too much memory, in bytes."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)
    for kind, soft, most in ((resource.RLIMIT_CPU, seconds, seconds + 1), (resource.RLIMIT_AS, memory, memory)):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (min(soft, most), most))
        except (ValueError, OSError):
            # Not every system bounds both; the time is bounded from outside as well.
            continue
