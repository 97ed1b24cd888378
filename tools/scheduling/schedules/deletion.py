"""Deleting schedules: nothing new is offered, what was asked for ends, what was agreed stays."""

from __future__ import annotations

from typing_extensions import TypedDict

from store.scheduling import schedule_events
from tools.call import Call
from tools.operation import operation
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.scheduling.availability.access import schedule_of_owner
from tools.scheduling.params import OwnScheduleId
from tools.scheduling.rules.events import CONFIRMED
from tools.scheduling.schedules.removal import RefundShape, check_not_agreed_hours, remove_schedule

TOOLSET = "schedules"


class DeletedSchedule(TypedDict):
    message: str
    pending_cancelled: int
    refunds: list[RefundShape]
    confirmed_left: list[int]


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "stop taking appointments",
        "take my offer down",
        "remove an availability I no longer use",
        "close my booking hours for good",
        "withdraw the shifts I published",
        "end a course nobody should join any more",
        "get rid of old office hours",
        "nobody shall book me here again",
        "I no longer want anyone to reserve time with me",
        "shut my booking page",
        "delete my availability",
        "I do not want to offer bookable times any longer",
    ),
)
def delete_schedule(call: Call, schedule_id: OwnScheduleId) -> DeletedSchedule:
    """Delete a schedule for good. Unanswered requests and unpaid holds end and are refunded; confirmed bookings stay.

    Only its owner. Confirmed, delivered and completed bookings keep their hosts, price and rules, and the tools for
    paying and cancelling them keep working: confirmed_left names them, decline_event calls one off. Agreed working
    hours of a contract cannot be deleted. To close for some days only, add an exception with update_schedule."""
    access = schedule_of_owner(call, schedule_id, worded("delete"))
    check_not_agreed_hours(access)
    call.confirm(
        worded(
            "Delete schedule {schedule_id}: open requests in it end and are refunded, confirmed bookings stay",
            schedule_id=schedule_id,
        ),
        record=f"schedule:{schedule_id}",
        details=(worded("The schedule is called {label}", label=quoted(access.schedule["label"])),),
    )
    cancelled, refunds = remove_schedule(call, access)
    ahead = schedule_events.future_bookings(call.tx, schedule_id, call.now)
    return {
        "message": f"{access.title} is deleted.",
        "pending_cancelled": cancelled,
        "refunds": refunds,
        "confirmed_left": [row["id"] for row in ahead if row["status_id"] == CONFIRMED],
    }
