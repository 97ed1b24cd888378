"""Deleting events: who may, what is called off and paid back, what stays in the books."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer
from tests.tools.scheduling.cast import plan

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


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
    await bob.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    hall.clock.set(datetime(2026, 3, 4, 10, 20, tzinfo=UTC))
    asked = await ann.call("request_event_correction", event_id=event, status_id=777)
    await eva.call("vote_on_event_corrections", event_id=event, ids=[asked["corrections"][0]["id"]], vote=True)
    deleted = await eva.call("delete_event", event_id=event)
    assert (deleted["deleted"], deleted["refunds"]) == (True, [])
    bookings = hall.sql("SELECT status_id FROM event_attendees WHERE status_id IS NOT NULL ORDER BY id")
    assert bookings == [(777,), (444,)]
    assert hall.sql("SELECT status_id FROM events WHERE id = ?", event) == [(777,)]


async def test_deleting_a_confirmed_session_calls_it_off_and_pays_everybody_back(hall, eva, ann):
    ben = await hall.person("ben@home.test")
    await hall.credit(ben.owner, "20 USDT")
    await hall.credit(ben.owner, "50 EUR")
    schedule = await offer(hall, eva, price="15.00")
    session = await add_session(
        hall, schedule, "2026-03-04T20:00:00.000Z", "2026-03-04T22:00:00.000Z", capacity=5, price="15.00"
    )
    for booker in (ann, ben):
        await booker.call("book_schedule", schedule_id=schedule, event_id=session)
    hall.clock.set(datetime(2026, 3, 4, 19, 0, tzinfo=UTC))
    with pytest.raises(Refused) as no:
        await ann.call("delete_event", event_id=session)
    assert "decline_event" in no.value.next
    answer = await eva.call("delete_event", event_id=session, reason="ill")
    assert (answer["cancelled"], len(answer["refunds"])) == (True, 2)
    assert eva.questions
    assert "30.00 EUR" in eva.questions[-1]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")
    assert hall.purse(ben.owner, "EUR") == ("50.00", "0.00")
    assert books_balance(hall)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=session)
    assert no.value.code == "wrong_state"
    with pytest.raises(Refused) as no:
        await ann.call("get_event", event_id=session)
    assert no.value.status == 404


async def test_deleting_asks_and_a_no_changes_nothing(hall, eva, ann):
    event = await plan(hall, eva, ann)
    eva.says_yes = False
    with pytest.raises(Refused):
        await eva.call("delete_event", event_id=event)
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 100


async def test_entries_below_a_deleted_event_go_with_it_and_charges_stay(hall, eva):
    parent = await plan(hall, eva)
    below = {"start_at": None, "end_at": None, "parent_id": parent}
    task = await plan(hall, eva, type_id=2, kind="task", **below)
    await plan(hall, eva, type_id=2, kind="comment", **{**below, "parent_id": task})
    charge = await plan(hall, eva, type_id=3, amount=100, currency="EUR", **below)
    assert (await eva.call("delete_event", event_id=parent))["children_deleted"] == 2
    assert (await eva.call("get_event", event_id=charge))["event"]["label"] == "Review"
    assert hall.sql("SELECT count(*) FROM events WHERE deleted_at IS NULL") == [(1,)]


@pytest.mark.parametrize(
    ("columns", "state", "next"),
    [
        ({"type_id": 4}, "pending (100)", "get_event"),
        ({"external_id": "abc"}, "imported", "list_calendars"),
        ({"status_id": 777, "payment_status_id": 300}, "completed", "get_event"),
    ],
)
async def test_what_belongs_to_the_books_or_to_elsewhere_is_not_deleted(hall, eva, columns, state, next):
    event = await plan(hall, eva, **columns)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert no.value.details["state"] == state
    assert next in no.value.next


async def test_a_paid_and_delivered_booking_stays_and_a_disputed_one_too(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    hall.clock.set(START + timedelta(hours=2))
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert "part of the books" in no.value.text
    await ann.call("decline_event", event_id=event)
    with pytest.raises(Refused) as no:
        await eva.call("delete_event", event_id=event)
    assert no.value.next == ["request_event_correction"]
