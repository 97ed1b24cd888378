"""Saying yes to events: invitations, booking requests, delivered time."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import booked, booker, plan


async def test_a_host_accepts_a_request_and_saying_yes_twice_changes_nothing(hall, eva, ann):
    event = await booked(hall, eva, ann, confirm="manual")
    first = await eva.call("confirm_event", event_id=event)
    again = await eva.call("confirm_event", event_id=event)
    assert first["event"]["status_id"] == again["event"]["status_id"] == 200
    assert first["event"]["version"] == again["event"]["version"]
    hall.clock.advance(hours=30)
    await hall.tick()
    assert (await ann.call("get_event", event_id=event))["event"]["status_id"] == 200


async def test_a_request_that_lapsed_can_no_longer_be_accepted(hall, eva, ann):
    event = await booked(hall, eva, ann, confirm="manual", confirm_hours=1)
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await eva.call("confirm_event", event_id=event)
    assert no.value.code == "wrong_state"
    assert "find_next_slot" in no.value.next
    assert "still free" in no.value.text
    ben = await booker(hall, "ben@home.test")
    await ben.call("book_schedule", schedule_id=1, start=SLOT)
    with pytest.raises(Refused) as no:
        await eva.call("confirm_event", event_id=event)
    assert "taken by now" in no.value.text


async def test_a_request_that_must_be_paid_first_cannot_be_accepted(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00", confirm="manual")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later"))["event"]["id"]
    for caller in (eva, ann):
        with pytest.raises(Refused) as no:
            await caller.call("confirm_event", event_id=event)
        assert "20.00 EUR" in no.value.text
        assert no.value.next == ["pay_schedule_events"]
    paid = await ann.call("pay_schedule_events", schedule_id=schedule, ids=[event])
    assert paid["events"][0]["status_id"] == 100
    assert (await eva.call("confirm_event", event_id=event))["event"]["status_id"] == 200


async def test_an_invitation_is_accepted_and_the_event_confirmed_once_everybody_required_did(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam, emails=("kim@else.test",))
    first = await ann.call("confirm_event", event_id=event)
    assert (first["event"]["status_id"], first["pivot"]["status"]) == (100, "accepted")
    assert (await ann.call("confirm_event", event_id=event))["pivot"]["status"] == "accepted"
    second = await sam.call("confirm_event", event_id=event)
    assert second["event"]["status_id"] == 200
    notices = hall.sql("SELECT text FROM notices WHERE owner_id = ? AND kind = 'event_answered'", eva.id)
    assert len(notices) == 2


async def test_a_guest_says_yes_for_nobody_else(hall, eva, ann, sam):
    event = await plan(hall, eva, ann, sam)
    for attendee in (2, 77):
        with pytest.raises(Refused) as no:
            await ann.call("confirm_event", event_id=event, attendee_id=attendee)
        assert no.value.code == "forbidden"


async def test_what_must_be_paid_first_is_not_confirmed_by_a_yes(hall, eva, ann):
    event = await plan(hall, eva, ann, amount=5000, currency="EUR", payment_status_id=100, credit=0)
    answer = await ann.call("confirm_event", event_id=event)
    assert answer["event"]["status_id"] == 100
    assert "once it is paid" in answer["warnings"][0]
    on_credit = await plan(hall, eva, ann, amount=5000, currency="EUR", payment_status_id=100, credit=1)
    assert (await ann.call("confirm_event", event_id=on_credit))["event"]["status_id"] == 200


async def test_an_invitation_by_address_belongs_to_who_proved_it(hall, eva, ann):
    event = await plan(hall, eva, emails=("ann@home.test",))
    assert (await ann.call("confirm_event", event_id=event))["pivot"]["status"] == "accepted"


async def test_who_answers_an_invitation_to_their_address_owns_it_from_then_on(hall, eva, ann):
    event = await plan(hall, eva, emails=("ann@home.test",))
    await ann.call("confirm_event", event_id=event)
    assert hall.sql("SELECT user_type, user_id FROM event_attendees") == [("person", ann.id)]


async def test_the_answer_shows_the_callers_row_once_and_payments_in_words(hall, eva, ann):
    event = await booked(hall, eva, ann, confirm="manual")
    host = await eva.call("confirm_event", event_id=event)
    assert [(row["user_id"], row["payment_status"]) for row in host["event"]["attendees"]] == [(ann.id, "paid")]
    assert "pivot" not in host
    own = await ann.call("confirm_event", event_id=event)
    assert (own["event"]["attendees"], own["pivot"]["payment_status"]) == ([], "paid")
