"""How calendars look in answers."""

from __future__ import annotations

import json
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import schedules
from store.types import Owner, iso
from tools.call import Call
from tools.scheduling.availability.shapes import USER_KINDS
from tools.scheduling.clock import state_now
from tools.scheduling.rules.events import STATES, TYPES, View
from tools.shapes import Theirs

CALENDAR_TYPES = {1: "personal", 2: "contract", 3: "external"}


class CalendarSettings(TypedDict):
    """blocks_time: its events make the owner busy. week_start: 0 = Sunday. show_busy: busy times are public."""

    blocks_time: bool
    week_start: int
    show_busy: bool


class CalendarShape(TypedDict):
    id: int
    label: Theirs
    description: NotRequired[Theirs | None]
    owner_slug: NotRequired[str | None]
    slug: NotRequired[str | None]
    private: bool
    timezone: str
    icon: NotRequired[str | None]
    user_id: int
    owner_type: str
    type_id: int
    type: str
    status_id: int
    external_id: NotRequired[str | None]
    contract_id: NotRequired[int | None]
    is_default: bool
    settings: CalendarSettings
    files: list[int]
    created_at: str
    updated_at: str


class SeenCalendar(TypedDict):
    """A calendar as somebody sees it who looks at it. How it is set up only for its owner and members of its contract."""

    id: int
    label: Theirs
    description: NotRequired[Theirs | None]
    owner_slug: NotRequired[str | None]
    slug: NotRequired[str | None]
    private: bool
    timezone: str
    icon: NotRequired[str | None]
    user_id: int
    owner_type: str
    type_id: int
    type: str
    status_id: NotRequired[int | None]
    external_id: NotRequired[str | None]
    contract_id: NotRequired[int | None]
    is_default: NotRequired[bool | None]
    settings: NotRequired[CalendarSettings | None]
    files: NotRequired[list[int] | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class EventSummary(TypedDict):
    """An event in a list; get_event shows it in full. kal_schedule_id: the schedule it was booked in or is shown in."""

    id: int
    type_id: int
    type: str
    status_id: int
    status: str
    label: NotRequired[Theirs | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    date: NotRequired[str | None]
    timezone: str
    view: str
    contract_id: NotRequired[int | None]
    kal_schedule_id: NotRequired[int | None]


def calendar_shape(call: Call, row: Row) -> CalendarShape:
    """A calendar with all its fields, for its owner."""
    owner = Owner(row["owner_type"], row["owner_id"])
    return {
        "id": row["id"],
        "label": row["label"],
        "description": row["description"],
        "owner_slug": schedules.owner_slug(call.tx, owner),
        "slug": row["slug"],
        "private": bool(row["private"]),
        "timezone": row["timezone"],
        "icon": row["icon"],
        "user_id": row["owner_id"],
        "owner_type": USER_KINDS[row["owner_type"]],
        "type_id": row["type_id"],
        "type": CALENDAR_TYPES[row["type_id"]],
        "status_id": row["status_id"],
        "external_id": row["external_id"],
        "contract_id": row["contract_id"],
        "is_default": bool(row["is_default"]),
        "settings": calendar_settings(row),
        "files": json.loads(row["files"]),
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def seen_shape(call: Call, row: Row, *, inside: bool) -> SeenCalendar:
    """A calendar with as much of it as somebody may see. inside: they see how it is set up."""
    whole = calendar_shape(call, row)
    return {name: value for name, value in whole.items() if inside or name in _OUTSIDE}  # type: ignore[return-value]


_OUTSIDE = (
    "id", "label", "description", "owner_slug", "slug", "private", "timezone", "icon", "user_id", "owner_type", "type_id",
    "type",
)  # fmt: skip


def calendar_settings(row: Row) -> CalendarSettings:
    """A calendar's settings with their defaults."""
    given = json.loads(row["settings"])
    return {
        "blocks_time": given.get("blocks_time", True),
        "week_start": given.get("week_start", 1),
        "show_busy": given.get("show_busy", True),
    }


def event_summary(call: Call, row: Row, zone: str, view: View = "full") -> EventSummary:
    """An event in the state that holds at this moment; with view busy only that, and when, the time is taken."""
    status_id = state_now(call, row)
    shape: EventSummary = {
        "id": row["id"],
        "type_id": row["type_id"],
        "type": TYPES[row["type_id"]],
        "status_id": status_id,
        "status": STATES[status_id],
        "start": iso(row["start_at"], zone) if row["start_at"] else None,
        "end": iso(row["end_at"], zone) if row["end_at"] else None,
        "date": row["date"],
        "timezone": zone,
        "view": view,
    }
    if view == "full":
        shape |= {
            "label": row["label"],
            "contract_id": row["contract_id"],
            "kal_schedule_id": row["kal_schedule_id"],
        }
    return shape


def exported_summary(call: Call, row: Row, zone: str) -> EventSummary:
    """An event of a contract that a schedule shows, to somebody without a part in the contract: as its export says."""
    shape = event_summary(call, row, zone, "full" if row["shown_as"] == "full" else "busy")
    shape["kal_schedule_id"] = row["shown_in"]
    if row["shown_as"] == "label":
        shape["label"] = row["label"]
    return shape
