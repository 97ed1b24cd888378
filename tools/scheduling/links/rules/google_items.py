"""Events as Google's Calendar API writes them: to occurrences here, and from appointments here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.types import utc_text
from tools.scheduling.links.rules.ical_entry import Entry
from tools.scheduling.links.rules.links import Occurrence

LONGEST_SUMMARY = 255


@dataclass(frozen=True, slots=True)
class Sifted:
    """Items as they are stored, and what went: by number, of single events, occurrences and series alike."""

    events: Mapping[Occurrence, Mapping[str, Any]]
    gone: frozenset[str]


def sifted(items: Iterable[Mapping[str, Any]], zone: str, own: str, start: datetime, end: datetime) -> Sifted:
    """What of the items lies in [start, end) and is not this hall's own. zone: of whole days. own: how UIDs of its own end.

    An item that cannot be read is left out: its time counts as free."""
    events: dict[Occurrence, Mapping[str, Any]] = {}
    gone: set[str] = set()
    for item in items:
        id = str(item.get("id") or "")
        values = None if item.get("status") == "cancelled" else values_of(item, zone)
        if not id or str(item.get("iCalUID") or "").endswith(own):
            continue
        if values is None or values["end_at"] <= utc_text(start) or values["start_at"] >= utc_text(end):
            gone.add(id)
        else:
            events[str(item.get("recurringEventId") or id), id] = values
    return Sifted(events, frozenset(gone))


def values_of(item: Mapping[str, Any], zone: str) -> dict[str, Any] | None:
    """An item as it is stored; None when its times cannot be read."""
    start, end = _moment(item.get("start"), zone), _moment(item.get("end"), zone)
    if start is None or end is None or end < start:
        return None
    return {
        "summary": " ".join(str(item.get("summary") or "").split())[:LONGEST_SUMMARY],
        "start_at": utc_text(start),
        "end_at": utc_text(end),
        "timezone": _zone(item, zone),
        "busy": int(end > start and item.get("transparency") != "transparent" and not _declined(item)),
    }


def _declined(item: Mapping[str, Any]) -> bool:
    """Whether the owner of the calendar has said no."""
    people = item.get("attendees")
    return isinstance(people, list) and any(
        isinstance(each, dict) and each.get("self") and each.get("responseStatus") == "declined" for each in people
    )


def _zone(item: Mapping[str, Any], zone: str) -> str:
    named = item["start"].get("timeZone")
    try:
        return str(ZoneInfo(named).key) if isinstance(named, str) else zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return zone


def _moment(at: object, zone: str) -> datetime | None:
    """{"dateTime": ..., "timeZone": ...} or {"date": ...}, in UTC."""
    if not isinstance(at, dict):
        return None
    try:
        if "date" in at:
            day = datetime.strptime(str(at["date"]), "%Y-%m-%d").date()
            return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
        moment = datetime.fromisoformat(str(at["dateTime"]))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(str(at.get("timeZone") or zone)))
        return moment.astimezone(UTC)
    except (KeyError, ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


def item_of(entry: Entry) -> dict[str, Any]:
    """An appointment as it is written to Google."""
    return {
        "summary": entry.summary,
        "description": entry.description,
        "start": {"dateTime": _utc(entry.start), "timeZone": "UTC"},
        "end": {"dateTime": _utc(entry.end), "timeZone": "UTC"},
        "status": "tentative" if entry.tentative else "confirmed",
        "transparency": "opaque",
        "sequence": entry.sequence,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
