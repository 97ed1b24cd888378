"""A schedule and its slots as a booking link shows them: what it reaches to, at its price."""

from __future__ import annotations

from collections.abc import Callable

from store.database import Row
from store.scheduling.booking_links import BookingLink
from tools.call import Call
from tools.scheduling.availability.access import Access
from tools.scheduling.availability.shapes import ScheduleShape, ShownSlot
from tools.scheduling.bookings.linked import reaches
from tools.scheduling.bookings.starting import in_time
from tools.scheduling.rules.bookings import HIRE
from tools.scheduling.rules.slots import Slot


def within(call: Call, schedule: Row, link: BookingLink | None) -> Callable[[Slot], bool]:
    """Whether the caller can book a slot, by a link where they have one."""
    early = in_time(call, schedule)
    if link is None:
        return early
    lengths = link.durations
    return lambda slot: early(slot) and reaches(link, slot.start) and (not lengths or slot.minutes in lengths)


def schedule_by(link: BookingLink | None, access: Access, shape: ScheduleShape) -> ScheduleShape:
    """The page of a schedule for whoever books by a link: its lengths, its price, and guests where the rules take them."""
    if link is None:
        return shape
    lengths = [minutes for minutes in shape["durations"] if not link.durations or minutes in link.durations]
    guests = access.settings.guests and access.schedule["type_id"] != HIRE
    shown: ScheduleShape = {**shape, "durations": lengths, "guests": guests}
    if lengths and shape["duration"] not in lengths:
        shown["duration"] = link.durations[0]
    if link.price is not None:
        shown["price"] = link.price.text if link.price else None
        shown["price_per"], shown["currency"] = "slot", link.price.currency
        shown["payment"] = access.settings.payment_for(link.price.amount)
    return shown


def slot_by(link: BookingLink | None, access: Access, shape: ShownSlot) -> ShownSlot:
    """A slot for whoever books by a link. Nobody waits by one, so a private schedule has no line for those from outside."""
    if link is None:
        return shape
    shown: ShownSlot = {**shape}
    if link.price is not None:
        shown["price"] = link.price.text if link.price else None
        shown["currency"] = link.price.currency if link.price else None
    if shape.get("waiting_open") and access.schedule["private"] and access.role_id is None:
        shown["waiting_open"] = False
    return shown
