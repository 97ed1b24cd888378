"""The schedules that show an event of a contract follow its changes."""

from __future__ import annotations

from store.scheduling import events
from tools.call import Call


def note_shown(call: Call, event_id: int) -> None:
    """Those who follow a schedule that shows the event look at it again: its free slots may be others now."""
    for export in events.exports_of(call.tx, event_id):
        call.changed("schedule", export["schedule_id"])
