"""What clients make of a calendar of ours: icalendar with recurring-ical-events, vobject, and ical.js where it is there.

Each answers when everything in the calendar is, as (uid, start, end) in seconds since 1970, between two moments."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import vobject
from vobject import icalendar as vobject_zones

Times = list[tuple[str, int, int]]
SCRIPT = Path(__file__).with_name("ical_js.mjs")
ICAL_JS = "ical.js@2.2.1"


def by_icalendar(raw: bytes, first: datetime, last: datetime) -> Times:
    icalendar.use_zoneinfo()
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(raw)).between(first, last)
    return sorted((str(event["UID"]), _second(event.start), _second(event.end)) for event in found)


def by_vobject(raw: bytes, first: datetime, last: datetime) -> Times:
    """vobject keeps the first zone of a name for the whole process, and knows names by itself: another name each time."""
    vobject_zones.__dict__["__tzidMap"].clear()
    vobject_zones.registerTzid("UTC", vobject_zones.utc)
    _renamed.append(1)
    zones = set(re.findall(rb"TZID:(\S+)", raw))
    for zone in zones:
        raw = raw.replace(b"TZID:" + zone, b"TZID:Z%d" % len(_renamed) + zone)
        raw = raw.replace(b"TZID=" + zone, b"TZID=Z%d" % len(_renamed) + zone)
    found: Times = []
    for event in vobject.readOne(raw.decode()).contents.get("vevent", []):
        start, length = event.dtstart.value, event.dtend.value - event.dtstart.value
        for at in _occurrences(event, start, first, last):
            if _second(at) < last.timestamp() and _second(at + length) > first.timestamp():
                found.append((event.uid.value, _second(at), _second(at + length)))
    return sorted(found)


_renamed: list[int] = []


def _occurrences(event: Any, start: Any, first: datetime, last: datetime) -> list[Any]:
    if "rrule" not in event.contents:
        return [start]
    zone = start.tzinfo
    rules = event.getrruleset(addRDate=True)
    begin, end = (edge.astimezone(zone).replace(tzinfo=None) for edge in (first, last))
    if next(iter(rules)).tzinfo is not None:
        begin, end = begin.replace(tzinfo=zone), end.replace(tzinfo=zone)
    return [at.replace(tzinfo=zone) for at in rules.between(begin - timedelta(days=2), end, inc=True)]


@cache
def js_folder() -> Path | None:
    """Where ical.js lies; None where it cannot be had."""
    home = Path(os.environ.get("HIRINGHALL_CLIENTS", Path.home() / ".cache" / "hiringhall-clients"))
    folder = home / ICAL_JS.replace("@", "-")
    if shutil.which("node") is None or not (folder / "node_modules" / "ical.js").exists():
        return None
    return folder


def by_ical_js(raw: bytes, first: datetime, last: datetime) -> Times:
    folder = js_folder()
    if folder is None:
        pytest.skip(f"node with {ICAL_JS} is not on this machine")
    script = folder / SCRIPT.name
    if not script.exists() or script.read_bytes() != SCRIPT.read_bytes():
        shutil.copy(SCRIPT, script)
    span = [str(int(edge.timestamp())) for edge in (first, last)]
    done = subprocess.run(["node", str(script), *span], input=raw, capture_output=True, timeout=60, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return sorted((uid, start, end) for uid, start, end in json.loads(done.stdout))


READERS: dict[str, Callable[[bytes, datetime, datetime], Times]] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "ical.js": by_ical_js,
}


def _second(at: date | datetime) -> int:
    return int((at if isinstance(at, datetime) else datetime.combine(at, time(0), UTC)).timestamp())
