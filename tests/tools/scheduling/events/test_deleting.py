"""Deleting events that are over."""

from __future__ import annotations

from tests.tools.scheduling.bookable import SLOT, offer


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


async def test_a_session_that_one_of_two_bookers_completed_was_not_cancelled_when_it_is_deleted(hall):
    eva, ann = (
        await hall.person("eva@work.test", credit="20 USDT"),
        await hall.person("ann@home.test", credit="20 USDT"),
    )
    bob = await hall.person("bob@home.test", credit="20 USDT")
    schedule = await offer(hall, eva)
    made = await eva.call("add_schedule_event", schedule_id=schedule, label="Workshop", start=SLOT, capacity=3)
    event = made["event"]["id"]
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    asked = await ann.call("request_event_correction", event_id=event, status_id=777)
    await bob.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    await eva.call("vote_on_event_corrections", event_id=event, ids=[asked["corrections"][0]["id"]], vote=True)
    deleted = await eva.call("delete_event", event_id=event)
    assert (deleted["deleted"], deleted["refunds"]) == (True, [])
    bookings = hall.sql("SELECT status_id FROM event_attendees WHERE status_id IS NOT NULL ORDER BY id")
    assert bookings == [(777,), (444,)]
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", event) == [(777,)]
