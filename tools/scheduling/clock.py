"""What an event is at this moment, between the runs of the scheduler, and by whose clocks a schedule goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.database import Row
from store.scheduling.calendars import default_calendar, find_any_calendar
from store.scheduling.schedules import find_by_slug, find_schedule
from store.types import utc_time
from tools.call import Call
from tools.scheduling.rules.bookings import standing_now
from tools.scheduling.rules.events import APPOINTMENT, CONFIRMED, PENDING, state_name


def state_now(call: Call, event: Row) -> int:
    """The state of an event that holds at this moment, whether or not it was written already."""
    hold, end = (utc_time(event[name]) if event[name] else None for name in ("hold_until", "end_at"))
    return standing_now(event["status_id"], hold, end if event["type_id"] == APPOINTMENT else None, call.now)


def state_text(call: Call, event: Row) -> str:
    return state_name(state_now(call, event))


def places_now(event: Row) -> int:
    """How many places an event has, 0 = no limit: while it can be booked, a slot of the grid has those its schedule gives
    one now. event: with slot_places."""
    is_slot = event["slot"] == "grid" and event["status_id"] in (PENDING, CONFIRMED)
    places: int = event["slot_places"] if is_slot else event["capacity"]
    return places


def zone_of_schedules(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone that all schedules have which arguments name in a list; None when they have several."""
    zones = {zone_of_schedule(call, {"schedule_id": id}) for id in arguments.get("schedule_ids", ())}
    return zones.pop() if len(zones) == 1 else None


def zone_of_new_schedule(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone that a schedule gets from the calendar it is put into, the caller's own, or that it has already."""
    if arguments.get("schedule_id") is not None:
        return zone_of_schedule(call, arguments)
    owner, kal_id = call.caller.owner, arguments.get("kal_id")
    calendar = default_calendar(call.tx, owner) if kal_id is None else find_any_calendar(call.tx, kal_id)
    if calendar is None or (calendar["owner_type"], calendar["owner_id"]) != (owner.kind, owner.id):
        return None
    return str(calendar["timezone"])


def zone_of_schedule(call: Call, arguments: Mapping[str, Any]) -> str | None:
    """The time zone of the schedule that arguments name; None when there is none, or it is not shown to everybody and not
    the caller's: whoever asks is told no more of it by a hint than by an answer."""
    id, owner_slug, slug = (arguments.get(name) for name in ("schedule_id", "owner_slug", "slug"))
    if id is not None:
        row = find_schedule(call.tx, id)
    else:
        row = find_by_slug(call.tx, owner_slug, slug) if owner_slug is not None and slug is not None else None
    hidden = row is not None and (row["private"] or row["owner_unproven"] or row["participant_id"])
    if row is None or (hidden and (row["owner_type"], row["owner_id"]) != (call.caller.kind, call.caller.id)):
        return None
    return str(row["timezone"])
