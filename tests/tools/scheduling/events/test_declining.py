"""Saying no to events: invitations, bookings of either side, and what goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, books_balance, offer
from tests.tools.scheduling.cast import book, booked, booker, plan

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("who", "moment", "refund", "earned"),
    [
        ("booker", START - timedelta(hours=24), "99.99", "0.00"),
        ("booker", START - timedelta(hours=23, minutes=59), "50.00", "49.99"),
        ("booker", START + timedelta(minutes=1), "0.00", "99.99"),
        ("host", START - timedelta(hours=24), "99.99", "0.00"),
        ("host", START - timedelta(minutes=1), "99.99", "0.00"),
        ("host", START + timedelta(minutes=59), "99.99", "0.00"),
    ],
)
async def test_cancelling_gives_back_what_the_rule_says_to_the_cent(hall, eva, ann, who, moment, refund, earned):
    """Vector S5."""
    event = await booked(hall, eva, ann)
    hall.clock.set(moment)
    caller = ann if who == "booker" else eva
    answer = await caller.call("decline_event", event_id=event)
    assert (answer["event"]["status_id"], answer["freed"]) == (444, True)
    assert answer["refund"]["amount"] == refund
    kept = f"{500 - float(earned):.2f}"
    assert hall.purse(ann.owner, "EUR") == (kept, "0.00")
    assert hall.purse(eva.owner, "EUR") == (earned, "0.00")
    assert books_balance(hall)
    with pytest.raises(Refused) as no:
        await caller.call("decline_event", event_id=event)
    assert no.value.code == "wrong_state"
    await hall.tick()
    assert hall.purse(eva.owner, "EUR") == (earned, "0.00")


async def test_a_freed_slot_is_bookable_again_at_once(hall, eva, ann):
    event = await booked(hall, eva, ann)
    ben = await booker(hall, "ben@home.test")
    await ann.call("decline_event", event_id=event)
    again = await ben.call("book_schedule", schedule_id=1, start=SLOT)
    assert again["event"]["status_id"] == 200


@pytest.mark.parametrize(("side", "state", "reason"), [("booker", 444, "booker"), ("host", 400, "host")])
async def test_a_request_that_is_withdrawn_or_turned_down_is_paid_back_in_full(hall, eva, ann, side, state, reason):
    event = await booked(hall, eva, ann, confirm="manual")
    caller = ann if side == "booker" else eva
    answer = await caller.call("decline_event", event_id=event, reason="no time")
    assert answer["event"]["status_id"] == state
    assert answer["refund"] == {
        "to": {"type": "user", "id": ann.id, "name": "Ann"},
        "amount": "99.99",
        "currency": "EUR",
        "percent": 100,
    }
    assert hall.sql("SELECT cancel_reason FROM event_attendees") == [(reason,)]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_required_no_declines_a_pending_event_and_later_answers_are_refused(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    answer = await ann.call("decline_event", event_id=event, reason="on holiday")
    assert (answer["event"]["status_id"], answer["pivot"]["status"], answer["freed"]) == (400, "declined", True)
    assert any("on holiday" in text for (text,) in hall.sql("SELECT text FROM notices WHERE owner_id = ?", eva.id))
    for tool in ("confirm_event", "decline_event"):
        with pytest.raises(Refused) as no:
            await sam.call(tool, event_id=event)
        assert "declined (400)" in no.value.text


async def test_backing_out_of_a_confirmed_event_leaves_it_to_the_others_until_nobody_is_left(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    await ann.call("confirm_event", event_id=event)
    await sam.call("confirm_event", event_id=event)
    assert (await ann.call("decline_event", event_id=event))["event"]["status_id"] == 200
    with pytest.raises(Refused) as no:
        await ann.call("decline_event", event_id=event)
    assert no.value.code == "wrong_state"
    assert (await sam.call("decline_event", event_id=event))["event"]["status_id"] == 444


async def test_an_owner_is_told_to_delete_instead_of_declining(hall, eva, ann):
    event = await plan(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await eva.call("decline_event", event_id=event)
    assert no.value.next == ["delete_event"]


@pytest.mark.parametrize(("price", "asked"), [("120.00", True), ("70.00", False)])
@pytest.mark.parametrize("who", ["booker", "host"])
async def test_a_person_is_asked_before_much_money_goes_back(hall, eva, ann, who, price, asked):
    schedule = await offer(hall, eva, price=price)
    event = await book(ann, schedule)
    ann.questions.clear()
    caller = ann if who == "booker" else eva
    tried = await caller.call("decline_event", event_id=event, dry_run=True)
    assert ("would_ask" in tried) is asked
    caller.says_yes = False
    if not asked:
        await caller.call("decline_event", event_id=event)
        assert caller.questions == []
        return
    with pytest.raises(Refused):
        await caller.call("decline_event", event_id=event)
    assert hall.purse(ann.owner, "EUR") == ("500.00", price)
    caller.says_yes = True
    await caller.call("decline_event", event_id=event)
    assert "120.00 EUR. 120.00 EUR goes back to whoever paid" in caller.questions[-1]
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_person_is_asked_about_what_they_lose_by_leaving_late(hall, eva, ann):
    event = await book(ann, await offer(hall, eva, price="120.00"))
    hall.clock.set(START - timedelta(hours=2))
    await ann.call("decline_event", event_id=event)
    assert "60.00 EUR goes back" in ann.questions[-1]
    assert "60.00 EUR is lost" in ann.questions[-1]


async def test_answers_without_money_ask_nothing(hall, eva, ann):
    event = await plan(hall, eva, ann)
    await ann.call("decline_event", event_id=event)
    free = await book(ann, await offer(hall, eva))
    await ann.call("decline_event", event_id=free)
    assert ann.questions == []
