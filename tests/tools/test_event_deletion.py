"""Deleting events that are over."""

from __future__ import annotations

from tests.tools.bookable import SLOT, offer


async def test_a_completed_booking_that_is_deleted_was_not_cancelled(hall):
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@home.test", credit="20 USDT")
    schedule = await offer(hall, eva)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    hall.clock.advance(days=2, hours=3)
    await hall.tick()
    assert (await ann.call("confirm_event", event_id=event))["event"]["status_id"] == 777
    deleted = await eva.call("delete_event", event_id=event)
    assert (deleted["deleted"], deleted["cancelled"], deleted["refunds"]) == (True, False, [])
    assert hall.sql("SELECT status_id, cancel_reason FROM event_attendees") == [(777, None)]
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", event) == [(777,)]
