"""The coming appointments of a host who leaves a schedule: given to others who are free then."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from store.database import Row
from store.scheduling import events, schedule_events
from store.types import Owner, utc_time
from tools.call import Call
from tools.scheduling.availability.access import Access
from tools.scheduling.availability.slots import free_hosts
from tools.scheduling.bookings.notices import tell_reassigned
from tools.scheduling.bookings.seats import tidy
from tools.scheduling.bookings.transitions import appointment_of


class ReassignedShape(TypedDict):
    """A booking that another host serves now. from and to are user ids."""

    event_id: int
    from_user_id: int
    to_user_id: int


def pass_on(call: Call, access: Access, host: Owner) -> tuple[list[ReassignedShape], list[int]]:
    """Give a host's coming appointments to others who are free then; where none is, they stay. What was given to whom, and
    the events that stay."""
    # Whoever led a slot that lapsed a moment ago is free.
    tidy(call, access.schedule)
    reassigned: list[ReassignedShape] = []
    needs_host: list[int] = []
    for event in schedule_events.events_served_by(call.tx, access.id, host, call.now):
        others = [each for each in events.hosts_of(call.tx, event["id"]) if each != host]
        successors = others or _free_then(call, access, event)
        before = appointment_of(call, event["id"])
        if not successors or not _is_given(call, event, successors):
            needs_host.append(event["id"])
            continue
        if not others:
            reassigned.append({"event_id": event["id"], "from_user_id": host.id, "to_user_id": successors[0].id})
            tell_reassigned(call, before, host, successors[0])
        call.freed.add(host)
        call.changed("event", event["id"])
    return reassigned, needs_host


def _free_then(call: Call, access: Access, event: Row) -> list[Owner]:
    """The first of those who could serve an event instead."""
    start, end = utc_time(event["start_at"]), utc_time(event["end_at"])
    return free_hosts(call.tx, access.schedule, start, end, call.now)[:1]


def _is_given(call: Call, event: Row, hosts: Sequence[Owner]) -> bool:
    """Let these serve an event; False when the first of them leads another one of the schedule that begins then."""
    try:
        events.replace_hosts(call.tx, event["id"], hosts)
    except events.SlotTaken:
        return False
    return True
