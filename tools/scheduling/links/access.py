"""Whose calendar it is that links are made for."""

from __future__ import annotations

from store.database import Row
from store.scheduling import events
from store.types import Owner
from tools.call import Call
from tools.errors import NotFound, WrongState
from tools.rules.sentences import worded
from tools.scheduling.availability.calendars import own_default_calendar
from tools.scheduling.contract_levels import contract_levels

EXTERNAL = 3


def own_calendar(call: Call, kal_id: int) -> Row:
    """A calendar of the caller's own; NotFound for everybody else."""
    calendar = events.calendar_of(call.tx, kal_id)
    if calendar is None or Owner(calendar["owner_type"], calendar["owner_id"]) != call.caller.owner:
        raise NotFound("calendar", kal_id, next=("list_calendars",))
    return calendar


def calendar_to_link(call: Call, kal_id: int | None) -> Row:
    """The same, or the caller's main calendar; WrongState for one that was itself imported."""
    if kal_id is None:
        return own_default_calendar(call, call.caller.owner)
    calendar = own_calendar(call, kal_id)
    # Whoever opened a contract and left it carries nothing of it outside.
    if calendar["contract_id"] is not None and contract_levels(call, calendar["contract_id"]) is None:
        raise NotFound("calendar", kal_id, next=("list_calendars",))
    if calendar["type_id"] == EXTERNAL:
        raise WrongState(
            worded("Calendar {kal_id} was itself imported and is read-only here. Link one of your own.", kal_id=kal_id),
            state="external",
            next=("list_calendars",),
        )
    return calendar
