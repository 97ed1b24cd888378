"""Taking in what was read in an outside calendar: only what differs is written, in the transaction of the sync."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.database import Row
from store.scheduling import calendars, external_events, links
from store.scheduling.busy import busy_times
from store.scheduling.external_events import Import
from store.types import Owner, utc_text, utc_time
from tools.call import Call
from tools.scheduling.links.notices import Overlap
from tools.scheduling.links.rules.ical_reading import OutsideEvent
from tools.scheduling.links.rules.links import MOST_EVENTS, Occurrence, default_named, difference
from tools.text import one_line

Values = Mapping[str, Any]
LONGEST_ID, LONGEST_SUMMARY, MOST_WARNINGS = 255, 255, 10


class TooMany(Exception):
    """It has more appointments than a calendar here takes. Nothing was taken in."""


def values_of(events: Iterable[OutsideEvent], zone: str) -> dict[Occurrence, Values]:
    """What was read, as it is stored. zone: of what names none."""
    return {
        (short_id(event.uid), event.occurrence): {
            "summary": one_line(event.summary)[:LONGEST_SUMMARY],
            "start_at": utc_text(event.start),
            "end_at": utc_text(event.end),
            "timezone": event.zone or zone,
            "busy": int(event.busy),
        }
        for event in events
    }


def short_id(id: str) -> str:
    """An outside number as it is stored: a digest of one that nobody would write by hand."""
    return id if len(id) <= LONGEST_ID else hashlib.sha256(id.encode()).hexdigest()


def take_in(call: Call, link: Row, read: Mapping[Occurrence, Values], gone: frozenset[str] | None) -> list[Overlap]:
    """Store what was read, and the time it takes; what of it lies over appointments here and did not before.

    gone: None when everything was read. TooMany: nothing was written."""
    stored = external_events.events_of_link(call.tx, link["id"])
    differs = difference([dict(row) for row in stored], read, gone)
    if len(stored) + len(differs.add) - len(differs.remove) > MOST_EVENTS:
        raise TooMany
    to = Import(link["id"], link["imported_kal_id"], Owner(link["owner_type"], link["owner_id"]))
    external_events.remove_events(call.tx, differs.remove)
    for id, values in differs.change.items():
        external_events.change_event(call.tx, to, id, call.now, values)
    for (external_id, occurrence), values in differs.add.items():
        known = {"external_id": external_id, "occurrence": occurrence}
        external_events.add_event(call.tx, to, call.now, {**known, **values})
    if differs.add or differs.change or differs.remove:
        call.changed("calendar", to.kal_id)
    before = {row["id"]: row for row in stored}
    moved = [values for id, values in differs.change.items() if _takes_other_time(before[id], values)]
    return _overlaps(call, link, to.owner, [*differs.add.values(), *moved])


def keep_warnings(call: Call, link: Row, warnings: Sequence[str], met: Mapping[str, int]) -> list[str]:
    """Keep what a reading met and could not make out; what is left out, if the reading before left nothing out.

    It is kept in English, as answers of tools are."""
    said = list(warnings[:MOST_WARNINGS])
    counted = json.dumps({name: count for name, count in met.items() if count})
    links.change_link(call.tx, link["id"], warnings=json.dumps(said, ensure_ascii=False), met=counted)
    return said if link["warnings"] == "[]" else []


def name_calendar(call: Call, link: Row, name: str | None) -> None:
    """Call the import as the outside calendar calls itself, unless its owner has."""
    label = one_line(name or "")[:LONGEST_SUMMARY]
    if label and default_named(link["summary"]) and label != link["summary"]:
        links.change_link(call.tx, link["id"], summary=label)
        calendars.rename_calendar(call.tx, link["imported_kal_id"], link["summary"], label, call.now)


def _takes_other_time(before: Row, values: Values) -> bool:
    return bool(values["busy"]) and any(before[name] != values[name] for name in ("start_at", "end_at", "busy"))


def _overlaps(call: Call, link: Row, owner: Owner, new: Sequence[Values]) -> list[Overlap]:
    """Of what has just come in, so each is told of once; of what lies ahead only."""
    ahead = sorted((row["start_at"], row["end_at"]) for row in new if row["busy"] and row["end_at"] > call.stamp)
    if not ahead:
        return []
    first, last = utc_time(ahead[0][0]), max(utc_time(end) for _, end in ahead)
    taken = busy_times(call.tx, owner, max(first, call.now), last, call.now)
    return [
        Overlap(busy.source_id, busy.start, link["timezone"])
        for busy in taken
        if busy.source_type == "event" and _meets(ahead, utc_text(busy.start), utc_text(busy.end))
    ]


def _meets(stretches: Sequence[tuple[str, str]], start: str, end: str) -> bool:
    return any(begin < end and until > start for begin, until in stretches)
