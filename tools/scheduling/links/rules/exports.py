"""What of an appointment stands in an outside calendar: written, left as it is, or absent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from store.types import utc_time
from tools.scheduling.links.rules.event_uids import event_uid
from tools.scheduling.links.rules.ical_entry import Entry
from tools.scheduling.links.rules.links import KEPT_FROM

APPOINTMENT, PENDING, CONFIRMED = 1, 100, 200
Place = Literal["written", "left", "absent"]
LONGEST_DESCRIPTION = 1000


def place_of(event: Mapping[str, Any] | None, kal_id: int, now: str) -> Place:
    """Where an appointment belongs in the outside calendar that a calendar is sent to. now: as moments are stored.

    Confirmed and pending ones that are not over are written; what took place is left as it is; what was called off, lapsed,
    moved to another calendar or came from outside itself is absent."""
    if event is None or event["deleted_at"] is not None or event["kal_id"] != kal_id:
        return "absent"
    if event["type_id"] != APPOINTMENT or event["start_at"] is None or event["end_at"] is None or _from_outside(event):
        return "absent"
    if event["status_id"] == PENDING and event["hold_until"] is not None:
        # What only keeps time free for a suggestion is nobody's appointment yet.
        if event["hold_until"] <= now or not event["bookable"]:
            return "absent"
    elif event["status_id"] not in (PENDING, CONFIRMED):
        return "absent" if event["status_id"] in (400, 444) else "left"
    return "written" if event["end_at"] > now else "left"


def _from_outside(event: Mapping[str, Any]) -> bool:
    return event["external_id"] is not None or KEPT_FROM in json.loads(event["data"])


def entry_of(event: Mapping[str, Any], installation: str) -> Entry:
    """An appointment as it is written."""
    description = (event["description"] or "")[:LONGEST_DESCRIPTION]
    return Entry(
        uid=event_uid(event["id"], installation),
        summary=" ".join(event["label"].split()),
        description="\n\n".join(part for part in (description, f"Event {event['id']} in Hiring Hall.") if part),
        start=utc_time(event["start_at"]),
        end=utc_time(event["end_at"]),
        tentative=event["status_id"] == PENDING,
        sequence=event["version"],
    )


def content_of(entry: Entry) -> str:
    """A digest of what is written, whatever its sequence: the same content need not be written again."""
    parts = [entry.summary, entry.description, entry.start.isoformat(), entry.end.isoformat(), entry.tentative]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
