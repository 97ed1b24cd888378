"""What a feed is of, as whoever made it stands to it at this moment: asked again each time the feed is read."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Row
from store.scheduling import events, feeds, schedules
from store.scheduling.feeds import Guest, Place, Target
from tools.call import Call
from tools.errors import NotFound
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.availability.calendars import is_own
from tools.scheduling.contract_levels import contract_levels
from tools.scheduling.rules.events import Levels


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed is of. place, id: where its events stand. changed: when it last changed itself, in the stored form.

    calendar_id: the calendar of it that is the maker's own, in which they see everything. schedule: their levels by a role
    of their own; contract: in the contract contract_id. row: the schedule, of a schedule's feed.
    guest: its maker, when it is of their main calendar: what they booked in schedules of others stands in it."""

    place: Place
    id: int
    label: str
    changed: str
    calendar_id: int | None = None
    schedule: Levels | None = None
    contract: Levels | None = None
    contract_id: int | None = None
    row: Row | None = None
    external: bool = False
    guest: Guest | None = None


def source_of(call: Call, target: Target) -> Source | None:
    """What a feed is of; None when it is gone, or the caller may not see it (any more)."""
    if target.kal_id is not None:
        return _calendar(call, target.kal_id)
    if target.schedule_id is not None:
        return _schedule(call, target.schedule_id)
    assert target.contract_id is not None, target
    return _contract(call, target.contract_id)


def _calendar(call: Call, kal_id: int) -> Source | None:
    row = events.calendar_of(call.tx, kal_id)
    if row is None:
        return None
    levels = contract_levels(call, row["contract_id"]) if row["contract_id"] else None
    own = is_own(row, call.caller.owner)
    if not own and levels is None:
        return None
    own_id = kal_id if own else None
    external = row["type_id"] == 3
    guest = Guest(call.caller.owner) if own and row["is_default"] else None
    return Source(
        "kal_id", kal_id, row["label"], row["updated_at"], own_id,
        contract=levels, contract_id=row["contract_id"], external=external, guest=guest,
    )  # fmt: skip


def _schedule(call: Call, schedule_id: int) -> Source | None:
    """Somebody's own free times are everybody's to see, its bookings only those of the people in it."""
    try:
        access = seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    except NotFound:
        return None
    if access.read < 1:
        return None
    row = access.schedule
    calendar = events.calendar_of(call.tx, row["kal_id"])
    own_id = row["kal_id"] if calendar is not None and is_own(calendar, call.caller.owner) else None
    # Members of its contract see its hours by that, and of its bookings what each tells them.
    levels = Levels(access.read, access.write) if access.role_id is not None else None
    return Source("kal_schedule_id", schedule_id, row["label"], row["updated_at"], own_id, schedule=levels, row=row)


def _contract(call: Call, contract_id: int) -> Source | None:
    levels = contract_levels(call, contract_id)
    row = feeds.contract_row(call.tx, contract_id)
    if levels is None or row is None:
        return None
    return Source("contract_id", contract_id, row["label"], row["updated_at"], contract=levels, contract_id=contract_id)
