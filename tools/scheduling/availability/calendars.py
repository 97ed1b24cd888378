"""The calendars schedules stand in: the default one, one's own, a contract's."""

from __future__ import annotations

from store.database import Row
from store.people.identity import open_default_calendar
from store.scheduling import events
from store.scheduling.calendars import default_calendar, set_default_calendar
from store.types import Owner
from tools.call import Call
from tools.errors import NotAllowed, NotFound, WrongState
from tools.rules.sentences import worded
from tools.scheduling.contract_levels import contract_levels

EXTERNAL = 3


def calendar_to_write(call: Call, kal_id: int | None) -> Row:
    """The calendar a schedule is put into: the default one, an own one, or a contract's with write level 3."""
    if kal_id is None:
        return own_default_calendar(call, call.caller.owner)
    calendar = events.calendar_of(call.tx, kal_id)
    if calendar is None:
        raise NotFound("calendar", kal_id, next=("list_calendars",))
    if not is_own(calendar, call.caller.owner):
        levels = contract_levels(call, calendar["contract_id"]) if calendar["contract_id"] else None
        if levels is None:
            raise NotFound("calendar", kal_id, next=("list_calendars",))
        if levels.write < 3:
            raise NotAllowed(
                worded(
                    "Calendar {kal_id} belongs to contract {contract_id}: schedules in it need write level 3 "
                    "there; yours is {write}.",
                    kal_id=kal_id,
                    contract_id=calendar["contract_id"],
                    write=levels.write,
                ),
                next=("list_calendars",),
            )
    if calendar["type_id"] == EXTERNAL:
        raise WrongState(
            worded("Calendar {kal_id} is imported from outside and read-only here. Use another one.", kal_id=kal_id),
            state="external",
            next=("list_calendars", "create_calendar"),
        )
    return calendar


def is_own(calendar: Row, owner: Owner) -> bool:
    """Whether a calendar is somebody's own. A contract's is its people's by their levels, whoever opened the contract."""
    return calendar["contract_id"] is None and Owner(calendar["owner_type"], calendar["owner_id"]) == owner


def own_default_calendar(call: Call, owner: Owner) -> Row:
    """Somebody's main calendar, made when there is none."""
    calendar = default_calendar(call.tx, owner)
    if calendar is None:
        kal_id = open_default_calendar(call.tx, owner, call.caller.timezone, call.now)
        set_default_calendar(call.tx, owner, kal_id)
        calendar = events.calendar_of(call.tx, kal_id)
    assert calendar is not None, owner
    return calendar
