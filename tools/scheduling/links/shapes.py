"""How links to outside calendars look in answers."""

from __future__ import annotations

import json
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.shapes import Theirs


class Met(TypedDict, total=False):
    """Appointments of the last reading: busy ones, and those that take no time or were left out, by why.

    unreadable and too_often were left out; own were written by this server; replaced and excluded by the series itself."""

    busy: int
    free: int
    cancelled: int
    transparent: int
    without_length: int
    moved: int
    excluded: int
    repeating: int
    own: int
    replaced: int
    unreadable: int
    too_often: int


class CalendarLink(TypedDict):
    """An outside calendar tied to one here. external_calendar_id: of a feed and an account its host alone.

    imported_kal_id: the read-only calendar its appointments stand in. last_error: why the last try failed."""

    id: int
    kal_id: int
    provider: str
    external_calendar_id: str
    summary: Theirs
    description: NotRequired[Theirs | None]
    timezone: str
    direction: str
    status: str
    imported_kal_id: NotRequired[int | None]
    last_sync_at: NotRequired[str | None]
    last_error: NotRequired[Theirs | None]
    warnings: NotRequired[list[Theirs] | None]
    met: NotRequired[Met | None]
    created_at: str


class Linked(TypedDict):
    """The link made, and all of the calendar."""

    link: CalendarLink
    links: list[CalendarLink]


def link_shape(row: Row) -> CalendarLink:
    """A link for its owner, without anything that opens what is behind it."""
    return {
        "id": row["id"],
        "kal_id": row["kal_id"],
        "provider": row["provider"],
        "external_calendar_id": row["external_calendar_id"],
        "summary": row["summary"],
        "description": row["description"],
        "timezone": row["timezone"],
        "direction": row["direction"],
        "status": row["status"],
        "imported_kal_id": row["imported_kal_id"],
        "last_sync_at": iso(row["last_sync_at"]) if row["last_sync_at"] else None,
        "last_error": row["last_error"],
        "warnings": json.loads(row["warnings"]) or None,
        "met": json.loads(row["met"]) or None,
        "created_at": iso(row["created_at"]),
    }
