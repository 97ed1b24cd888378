"""Paying for booked time from a balance, and releasing what is held for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer, write
from tests.tools.scheduling.cast import booked, booker

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
HOLD_ENDS = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "taken", "swept"),
    [
        (HOLD_ENDS - timedelta(seconds=1), False, False),
        (HOLD_ENDS, False, False),
        (HOLD_ENDS, False, True),
        (HOLD_ENDS, True, False),
        (HOLD_ENDS, True, True),
    ],
)
async def test_a_held_slot_is_paid_while_it_is_held_or_still_free(hall, eva, ann, at, taken, swept):
    """Vector S6."""
    schedule = await offer(hall, eva, price="99.99", hold_minutes=15)
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later"))["event"]["id"]
    hall.clock.set(at)
    if swept:
        await hall.tick()
    if taken:
        ben = await booker(hall, "ben@home.test")
        await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
        with pytest.raises(Refused) as no:
            await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
        assert no.value.code == "slot_taken"
        assert len(no.value.details["next_slots"]) == 3
        assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    else:
        paid = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
        assert paid["events"][0]["status_id"] == 200
        assert paid["events"][0]["payment_status_id"] == 300
        assert hall.purse(ann.owner, "EUR") == ("500.00", "99.99")
    assert hall.sql("SELECT count(*) FROM events WHERE status_id IN (100, 200)") == [(1,)]
    assert books_balance(hall)


async def test_paying_twice_debits_once(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    for hour in (10, 11):
        await ann.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour}:00:00Z", pay="later")
    paid = await ann.call("pay_schedule_events", schedule_id=schedule)
    assert paid["debited"] == {"amount": "40.00", "currency": "EUR"}
    again = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[1, 2])
    assert again["debited"] == {"amount": "0.00", "currency": "EUR"}
    assert again["total"] == {"amount": "40.00", "currency": "EUR"}
    assert hall.purse(ann.owner, "EUR") == ("500.00", "40.00")


async def test_paying_is_all_or_nothing(hall, eva):
    poor = await booker(hall, "poor@home.test", "30 EUR")
    schedule = await offer(hall, eva, price="20.00")
    for hour in (10, 11):
        await poor.call("book_schedule", schedule_id=schedule, start=f"2026-03-04T{hour}:00:00Z", pay="later")
    with pytest.raises(Refused) as no:
        await poor.call("pay_schedule_events", schedule_id=schedule)
    assert (no.value.status, no.value.details["required"], no.value.details["available"]) == (402, "40.00", "30.00")
    assert hall.purse(poor.owner, "EUR") == ("30.00", "0.00")
    assert hall.sql("SELECT DISTINCT payment_status_id FROM event_attendees") == [(200,)]


async def test_the_payer_accepts_early_and_releases_the_money(hall, eva, ann):
    event = await booked(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    assert "2026-03-04T11:00:00Z" in no.value.text
    hall.clock.set(START + timedelta(hours=1))
    with pytest.raises(Refused) as no:
        await ann.call("confirm_event", event_id=event)
    assert "99.99 EUR" in no.value.text
    assert "pay_schedule_events" in no.value.next
    paid = await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    assert paid["events"][0] == {
        "id": event,
        "booking_id": 1,
        "status_id": 777,
        "payment_status_id": 300,
        "payment_status": "paid",
        "amount": "99.99",
        "released": True,
    }
    assert paid["debited"]["amount"] == "0.00"
    assert hall.purse(eva.owner, "EUR") == ("99.99", "0.00")
    again = await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
    assert again["events"][0]["status_id"] == 777
    assert hall.purse(eva.owner, "EUR") == ("99.99", "0.00")
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=event)
    assert "too late" in no.value.text


async def test_a_release_needs_ids(hall, eva, ann):
    await booked(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await ann.call("pay_schedule_events", schedule_id=1, release=True)
    assert "ids" in no.value.fields


async def test_only_the_payer_pays_and_strangers_learn_nothing(hall, eva, ann):
    event = await booked(hall, eva, ann)
    stranger = await booker(hall, "sam@else.test")
    with pytest.raises(Refused) as no:
        await eva.call("pay_schedule_events", schedule_id=1, ids=[event])
    assert (no.value.code, "Ann" in no.value.text) == ("not_payer", True)
    for ids in ([event], [999]):
        with pytest.raises(Refused) as no:
            await stranger.call("pay_schedule_events", schedule_id=1, ids=ids)
        assert no.value.text.replace(str(ids[0]), "N") == (
            '{"error":"There is no event N that you can see.","code":"not_found","status":404,'
            '"tool":"pay_schedule_events",'
            '"next":[{"tool":"run_read","arguments":{"tool":"list_upcoming_events","arguments":{}}}],'
            '"retry":"not unchanged; do what next names first"}'
        )


async def test_bookings_of_a_deleted_schedule_can_still_be_paid_and_cancelled(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00", payment="optional")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    await write(hall, "UPDATE schedules SET deleted_at = created_at WHERE id = :id", id=schedule)
    assert (await ann.call("pay_schedule_events", schedule_id=schedule))["debited"]["amount"] == "20.00"
    assert (await ann.call("decline_event", event_id=event))["refund"]["amount"] == "20.00"


async def test_the_payers_text_stands_on_the_payment(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    await ann.call("pay_schedule_events", schedule_id=schedule, ids=[1], label="invoice 7")
    hall.clock.set(START + timedelta(hours=30))
    await hall.tick()
    assert hall.sql("SELECT note, amount FROM ledger_transfers WHERE kind = 'booking_payout'") == [("invoice 7", 2000)]


@pytest.mark.parametrize("way", ["release", "time", "half back", "all back"])
async def test_who_paid_and_is_now_who_is_paid_keeps_the_money(hall, eva, ann, way):
    """A schedule handed to its booker, say: the escrow ends, and nothing moves."""
    event = await booked(hall, eva, ann, refund_percent=50)
    await write(hall, "UPDATE event_attendees SET payee_type = 'person', payee_id = :id", id=ann.id)
    if way == "half back":
        hall.clock.set(START - timedelta(minutes=10))
        await ann.call("decline_event", event_id=event, reason="ill")
    elif way == "all back":
        await eva.call("decline_event", event_id=event, reason="ill")
    else:
        hall.clock.set(START + timedelta(hours=1))
        if way == "release":
            await hall.tick()
            await ann.call("pay_schedule_events", schedule_id=1, ids=[event], release=True)
        else:
            hall.clock.advance(days=8)
            await hall.tick()
            await hall.tick()
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.sql("SELECT outcome FROM ledger_hold_ends") == [("voided",)]
    assert books_balance(hall)
