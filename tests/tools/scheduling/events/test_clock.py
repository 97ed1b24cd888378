"""What time alone does: holds lapse, appointments are delivered, escrow is released."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.tools.scheduling.bookable import SLOT, books_balance, offer, write
from tests.tools.scheduling.cast import booked, plan

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


async def test_time_delivers_and_then_releases_the_escrow_exactly_once(hall, eva, ann):
    event = await booked(hall, eva, ann, release_after_hours=24)
    hall.clock.set(START + timedelta(hours=1))
    await hall.tick()
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 555
    assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")
    hall.clock.advance(hours=23, minutes=59)
    await hall.tick()
    assert hall.purse(eva.owner, "EUR") == ("0.00", "0.00")
    hall.clock.advance(minutes=1)
    assert await hall.tick() >= 1
    assert hall.purse(eva.owner, "EUR") == ("99.99", "0.00")
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 777
    # Its reviews are taken up a moment later.
    assert await hall.tick() == 1
    assert await hall.tick() == 0
    assert hall.purse(ann.owner, "EUR") == ("400.01", "0.00")
    assert books_balance(hall)


async def test_the_release_runs_from_the_end_however_late_the_sweeper_comes(hall, eva, ann):
    event = await booked(hall, eva, ann)
    hall.clock.set(START + timedelta(hours=30))
    await hall.tick()
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 777
    assert hall.purse(eva.owner, "EUR") == ("99.99", "0.00")


async def test_a_free_booking_completes_by_itself(hall, eva, ann):
    schedule = await offer(hall, eva)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    hall.clock.set(START + timedelta(hours=25))
    await hall.tick()
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 777


async def test_an_appointment_is_delivered_by_time_and_completed_by_its_payer_or_by_time(hall, eva, ann):
    mine = await plan(hall, eva, ann, billable_type="user", billable_id=ann.id)
    other = await plan(hall, eva, ann, start_at="2026-03-06T09:00:00.000Z", end_at="2026-03-06T10:00:00.000Z")
    for event in (mine, other):
        await ann.call("confirm_event", event_id=event)
    hall.clock.set(datetime(2026, 3, 5, 10, 0, tzinfo=UTC))
    await hall.tick()
    assert (await eva.call("get_event", event_id=mine))["event"]["status_id"] == 555
    sent_back = await ann.call("decline_event", event_id=mine)
    assert sent_back["event"]["status_id"] == 100
    await write(hall, "UPDATE events SET status_id = 555 WHERE id = :id", id=mine)
    assert (await ann.call("confirm_event", event_id=mine))["event"]["status_id"] == 777
    hall.clock.set(datetime(2026, 3, 7, 10, 0, tzinfo=UTC))
    await hall.tick()
    assert (await eva.call("get_event", event_id=other))["event"]["status_id"] == 777


async def test_a_lapsed_hold_is_gone_at_once_and_the_sweeper_only_tidies_up(hall, eva, ann):
    schedule = await offer(hall, eva, price="99.99")
    held = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later"))["event"]["id"]
    hall.clock.advance(minutes=15)
    assert (await ann.call("get_event", event_id=held))["event"]["status_id"] == 444
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", held) == [(100,)]
    await hall.tick()
    assert hall.sql("SELECT status_id, cancel_reason FROM event_attendees WHERE event_id = ?", held) == [
        (444, "hold_expired")
    ]
    assert hall.sql("SELECT status_id, seats_taken FROM events WHERE id = ?", held) == [(444, 0)]
    assert await hall.tick() == 0
