"""What becomes of what was planned when a contract ends, or somebody leaves it."""

from __future__ import annotations

from collections.abc import Collection

from store.contracts import endings
from store.database import Row
from store.scheduling import events
from store.scheduling.event_corrections import open_corrections
from store.types import Owner
from tools.call import Call
from tools.contracts.access import Stand
from tools.contracts.balances import today_in
from tools.rules.sentences import say
from tools.rules.unproven_mail import quote
from tools.scheduling.bookings.transitions import end_suggestions
from tools.scheduling.events.access import stand_of
from tools.scheduling.events.invitations import settle_invitations
from tools.scheduling.rules.events import CANCELLED
from tools.telling import Guest, Record


def call_off_plans(call: Call, stand: Stand, hear_anyway: Collection[Owner]) -> int:
    """Call off what has not begun; how much. Those who hear of the end itself are not told of each."""
    planned = endings.planned(call.tx, stand.id, call.now, today_in(call, stand.contract))
    for event in planned:
        end_suggestions(call, open_corrections(call.tx, event["id"]), CANCELLED)
        events.change_event(
            call.tx, event["id"], call.now, status_id=CANCELLED, hold_until=None, cancel_reason="organiser"
        )
        call.changed("event", event["id"])
        call.change("event.changed", ("event", event["id"]), data={"state": CANCELLED})
        _tell_others(call, event, hear_anyway)
    return len(planned)


def _tell_others(call: Call, event: Row, hear_anyway: Collection[Owner]) -> None:
    text = say("{event} was called off.", event=quote(event["label"]))
    record = Record("event", event["id"], event["label"])
    for row in events.attendees_of(call.tx, event["id"]):
        if row["status"] == "declined":
            continue
        if row["user_id"] is None:
            guest = Guest(row["email"], row["name"] or "", known=True)
            call.tell(guest, "event_changed", text, record=record, ends=True)
        elif (who := Owner(row["user_type"], row["user_id"])) not in hear_anyway:
            call.tell(who, "event_changed", text, record=record, ends=True)


def take_off_plans(call: Call, stand: Stand, person: Owner) -> None:
    """Somebody who leaves comes to nothing that has not begun, and nothing of the contract shows in their schedules. Events
    that only waited for them go on."""
    planned = endings.planned(call.tx, stand.id, call.now, today_in(call, stand.contract))
    for id in endings.take_off_list(call.tx, [event["id"] for event in planned], person):
        settle_invitations(call, stand_of(call, id))
        call.changed("event", id)
        call.change("event.changed", ("event", id), data={"fields": ["attendees"]})
    endings.take_out_of_schedules(call.tx, stand.id, person)
