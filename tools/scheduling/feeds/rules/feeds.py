"""Feeds: how much of an event they tell, and their words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from tools.scheduling.feeds.rules.ical_writing import Status
from tools.scheduling.rules.bookings import WORK_HOURS
from tools.scheduling.rules.events import CANCELLED, COMPLETED, CONFIRMED, DECLINED, DELIVERED, PENDING

Show = Literal["busy", "label", "full"]
BUSY = "Busy"

STATUSES: dict[int, Status] = {
    PENDING: "TENTATIVE",
    CONFIRMED: "CONFIRMED",
    DECLINED: "CANCELLED",
    CANCELLED: "CANCELLED",
    DELIVERED: "CONFIRMED",
    COMPLETED: "CONFIRMED",
}


def shown(view: str | None, show: str) -> str | None:
    """How much of an event a feed tells: never more than its maker sees, nor than they chose. None: nothing."""
    return show if view == "full" else view


def blocks_time(calendar_settings: str) -> bool:
    """Whether a calendar's events make its owner busy."""
    blocks: bool = json.loads(calendar_settings).get("blocks_time", True)
    return blocks


def hours_text(type_id: int, label: str | None) -> str:
    """What open hours are called."""
    word = "Working hours" if type_id == WORK_HOURS else "Open"
    return word if label is None else f"{word}: {label}"


def event_text(description: str | None, names: Sequence[str], most: int) -> str:
    """An event's own text, and who comes."""
    named = list(dict.fromkeys(names))
    more = f" and {len(named) - most} more" if len(named) > most else ""
    people = f"With: {', '.join(named[:most])}{more}" if named else ""
    return "\n\n".join(part for part in (description, people) if part)


def description(label: str, most_events: int | None, *, all_hours: bool) -> str:
    """What a feed says of itself. most_events: how many are in it, when there are more."""
    text = f"{label}: from 12 months back to 24 months ahead."
    if most_events is not None:
        text += (
            f" There are more events than fit: only {most_events} are in it, those ahead first, then the latest before."
        )
    if not all_hours:
        text += " There are more open hours than fit: the last of the schedule's rules are not in it."
    return text
