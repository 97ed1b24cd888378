"""Kept slots listed: the caller's own, or those in their schedules."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.scheduling import schedules, slot_holds
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.scheduling.availability.access import seen_schedule
from tools.scheduling.holds.shapes import HoldShape, hold_shape, others_hold_shape
from tools.scheduling.params import ScheduleId

TOOLSET = "booking_extras"


class KeptSlots(TypedDict):
    items: list[HoldShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what am I keeping right now",
        "how long is my slot still kept",
        "which of my slots are being held now",
        "list the slots I hold",
        "my temporary holds",
        "which openings are set aside for me",
        "slots that are blocked in my schedule without a booking",
        "when does the hold on that hour end",
        "number of a held slot",
        "what became of the time I had kept",
        "is anything of mine still reserved without being booked",
        "who is sitting on my times",
        "people who are sitting on times of my schedule",
    ),
)
def list_slot_holds(
    call: Call,
    page: Page,
    schedule_id: Annotated[ScheduleId, Field(description="Only in this schedule.")] | None = None,
    in_my_schedules: Annotated[
        bool, Field(description="true: what others hold in schedules you own or manage, without who they are.")
    ] = False,
    status: Annotated[
        list[Literal["active", "booked", "released", "expired"]],
        Field(max_length=4, description="In these states. Default active."),
    ]
    | None = None,
) -> KeptSlots:
    """List the slots you keep at the moment, or those that others keep in your own schedules, the next to end first.

    active: nobody else can take it until expires_at; booked: it became a booking; released: given back; expired: its time
    ran out. extend_slot_hold, release_slot_hold and book_schedule go on with one."""
    if schedule_id is not None:
        seen_schedule(call, schedules.find_schedule(call.tx, schedule_id), schedule_id)
    sql, params = slot_holds.listed(
        call.caller.owner,
        call.now,
        in_own_schedules=in_my_schedules,
        schedule_id=schedule_id,
        states=status or ["active"],
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=slot_holds.NEAREST)
    found = [slot_holds.read_hold(row) for row in rows]
    shown = [others_hold_shape(hold) if in_my_schedules else hold_shape(call, hold) for hold in found]
    return {"items": shown, "total": total, "next_cursor": next_cursor}
