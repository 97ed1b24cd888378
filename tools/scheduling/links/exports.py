"""Sending bookings to outside calendars: what waits is left for the outside world, a little after it was made."""

from __future__ import annotations

from store.database import Row
from store.scheduling import calendar_exports, links
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled

MOST_AT_ONCE = 200
TOPIC = "calendar_export"


@scheduled(every=5)
def leave_calendar_exports(call: Call) -> int:
    """Leave what has to be written to outside calendars in the outbox, each appointment once at a time."""
    return one_by_one(call, calendar_exports.to_leave(call.tx, MOST_AT_ONCE), _leave)


def _leave(call: Call, export_id: int) -> None:
    calendar_exports.note_left(call.tx, export_id)
    call.post(TOPIC, {"export": export_id})


@scheduled(every=60)
def end_links_of_deleted_calendars(call: Call) -> int:
    """Disconnect what leads from or to a calendar that is gone."""
    return one_by_one(call, links.gone_calendars(call.tx, MOST_AT_ONCE), _end)


def _end(call: Call, link: Row) -> None:
    links.end_link(call.tx, link, call.now)
    links.end_account_unless_used(call.tx, link["account_id"], call.now)
