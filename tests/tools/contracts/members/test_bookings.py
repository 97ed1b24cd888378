"""Bookings that belong to a contract, and schedules that pay somebody's place on one."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer


async def test_a_booking_belongs_to_a_contract_with_write_level_two(hall, olga, will, rita, sam, job):
    schedule = await offer(hall, olga)
    for caller, code in ((will, "forbidden"), (sam, "not_found")):
        with pytest.raises(Refused) as refused:
            await caller.call("book_schedule", schedule_id=schedule, start=SLOT, contract_id=job.id)
        assert refused.value.code == code
    booked = await rita.call("book_schedule", schedule_id=schedule, start=SLOT, contract_id=job.id)
    assert hall.sql("SELECT contract_id FROM events WHERE id = ?", booked["event"]["id"]) == [(job.id,)]
    assert (await olga.call("get_event", event_id=booked["event"]["id"]))["event"]["contract_id"] == job.id
    await olga.call("delete_contract", contract_id=job.id)
    with pytest.raises(Refused) as archived:
        await rita.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z", contract_id=job.id)
    assert archived.value.code == "forbidden"


async def test_whose_the_paid_place_is_that_a_schedule_names_is_paid(hall, olga, will, rita, job):
    columns = {"benefitable_type": "participant", "benefitable_id": job.place}
    schedule = await offer(hall, olga, price="30.00", columns=columns)
    await hall.credit(rita.owner, "50 EUR")
    booked = await rita.call("book_schedule", schedule_id=schedule, start=SLOT)
    hall.clock.advance(days=4)
    await hall.tick()
    assert hall.purse(will.owner, "EUR") == ("30.00", "0.00"), booked
