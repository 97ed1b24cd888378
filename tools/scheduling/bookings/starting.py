"""Slots that begin this very moment: what has to be answered, paid or proven first comes too late for them."""

from __future__ import annotations

from collections.abc import Callable

from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.scheduling.bookings.shapes import PayChoice
from tools.scheduling.rules.settings import settings_of
from tools.scheduling.rules.slots import Slot


def in_time(call: Call, schedule: Row, pay: PayChoice | None = None) -> Callable[[Slot], bool]:
    """Whether the caller can still book a slot of a schedule, as far as the time to its start goes."""
    if call.caller.kind == "nobody":
        return lambda slot: slot.start > call.now
    settings = settings_of(schedule["settings"])
    payment = settings.payment_for(schedule["price"])
    billed = schedule["billable_type"] == "user" and call.caller.owner != Owner("person", schedule["billable_id"])
    waits = settings.confirm == "manual" or (pay == "later" and payment == "required") or (billed and payment != "none")
    return lambda slot: not waits or slot.start > call.now
