"""Suggesting changes of events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import add_session, offer, write
from tests.tools.scheduling.cast import book, guest_booked, ids, plan

LATER = "2026-03-05T15:00:00Z"


async def test_an_event_of_ones_own_changes_at_once(hall, eva):
    event = await plan(hall, eva)
    made = await eva.call(
        "request_event_correction",
        event_id=event,
        label="Audit",
        description="bring papers",
        private=True,
        start="11:30",
    )
    assert made["applied"] == ["private", "label", "description", "start"]
    assert (made["event"]["label"], made["event"]["start"]) == ("Audit", "2026-03-05T11:30:00+01:00")
    assert made["event"]["end"] == "2026-03-05T12:30:00+01:00"
    cleared = await eva.call("request_event_correction", event_id=event, description="")
    assert "description" not in cleared["event"]


async def test_the_answer_says_what_is_changed_and_what_is_not_yet_and_has_ones_own_booking_once(hall, eva, ann):
    event = await book(ann, await offer(hall, eva, price="30.00"))
    made = await ann.call("request_event_correction", event_id=event, start=LATER)
    assert made["message"] == "Suggested, and as it was until the others agree: start."
    assert (made["applied"], made["told"]) == ([], ["Eva"])
    assert made["pivot"]["user_id"] == ann.id
    assert made["event"].get("attendees", []) == []
    event = await book(ann, await offer(hall, eva, reschedule="auto"), "2026-03-06T10:00:00Z")
    moved = await ann.call("request_event_correction", event_id=event, start="2026-03-06T12:00:00Z")
    assert moved["message"] == "Changed at once: start."
    assert moved["corrections"][0]["votes_needed"] == 1
    assert "Eva" in moved["told"]


async def test_a_new_suggestion_replaces_the_earlier_one_and_frees_its_slot(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    first = await ann.call("request_event_correction", event_id=event, start=LATER)
    await ann.call("request_event_correction", event_id=event, start="2026-03-06T15:00:00Z")
    assert await book(ben, schedule, LATER)
    with pytest.raises(Refused) as no:
        await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(first))
    assert "cancelled (444)" in no.value.text


async def test_suggestions_end_with_the_event(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    await ann.call("request_event_correction", event_id=event, start=LATER)
    await ann.call("decline_event", event_id=event)
    assert hall.sql("SELECT status_id FROM event_corrections") == [(444,)]
    assert await book(ben, schedule, LATER)


async def test_the_price_needs_both_sides_and_is_locked_once_paid(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00", payment="optional")
    event = await book(ann, schedule)
    made = await eva.call("request_event_correction", event_id=event, amount="25.50")
    assert made["corrections"][0]["votes_needed"] == 2
    voted = await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["amount"] == "25.50"
    paid = await ann.call("pay_schedule_events", schedule_id=schedule)
    assert paid["debited"]["amount"] == "25.50"
    with pytest.raises(Refused) as no:
        await eva.call("request_event_correction", event_id=event, amount="20.00")
    assert "locked" in no.value.fields["amount"]


async def test_a_payment_made_elsewhere_is_marked_with_the_receivers_yes(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00", payment="optional")
    event = await book(ann, schedule)
    made = await ann.call("request_event_correction", event_id=event, payment_status_id=300)
    assert made["applied"] == []
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["payment_status_id"] == 300
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_a_host_reports_done_without_a_vote_but_not_before_it_began(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00")
    event = await book(ann, schedule)
    with pytest.raises(Refused) as no:
        await eva.call("request_event_correction", event_id=event, status_id=555)
    assert "status_id" in no.value.fields
    hall.clock.set(datetime(2026, 3, 4, 10, 20, tzinfo=UTC))
    done = await eva.call("request_event_correction", event_id=event, status_id=555)
    assert (done["applied"], done["event"]["status_id"]) == (["status_id"], 555)
    assert hall.purse(ann.owner, "EUR") == ("500.00", "30.00")
    hall.clock.advance(hours=24)
    await hall.tick()
    assert hall.purse(eva.owner, "EUR") == ("30.00", "0.00")


@pytest.mark.parametrize("state", [555, 777])
async def test_nothing_is_done_before_it_begins_whoever_says_so(hall, eva, ann, state):
    event = await book(ann, await offer(hall, eva, price="30.00"))
    free = await book(ann, await offer(hall, eva), "2026-03-04T12:00:00Z")
    own = await plan(hall, eva, status_id=200)
    for who, what in ((eva, event), (ann, event), (eva, free), (eva, own)):
        with pytest.raises(Refused) as no:
            await who.call("request_event_correction", event_id=what, status_id=state)
        assert "it begins at" in no.value.fields["status_id"]
    assert hall.purse(eva.owner, "EUR") == ("0.00", "0.00")


async def test_a_meeting_of_yesterday_is_entered_as_done(hall, eva):
    own = await plan(hall, eva, status_id=200)
    done = await eva.call("request_event_correction", event_id=own, start="2026-03-01T10:00:00Z", status_id=777)
    assert done["event"]["status_id"] == 777


async def test_what_was_moved_ahead_since_is_not_done(hall, eva, ann):
    event = await book(ann, await offer(hall, eva, price="30.00"))
    hall.clock.set(datetime(2026, 3, 4, 10, 20, tzinfo=UTC))
    done = await ann.call("request_event_correction", event_id=event, status_id=777)
    moved = await eva.call("request_event_correction", event_id=event, start=LATER)
    await ann.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(moved)[-1:])
    with pytest.raises(Refused) as no:
        await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(done))
    assert "begins at" in no.value.text
    assert hall.purse(eva.owner, "EUR") == ("0.00", "0.00")


async def test_a_worker_reports_a_task_as_done(hall, eva, ann):
    task = await plan(
        hall,
        eva,
        ann,
        type_id=2,
        kind="task",
        start_at=None,
        end_at=None,
        benefitable_type="user",
        benefitable_id=ann.id,
    )
    await ann.call("confirm_event", event_id=task)
    done = await ann.call("request_event_correction", event_id=task, status_id=555)
    assert done["event"]["status_id"] == 555


async def test_calling_off_by_agreement_pays_everything_back(hall, eva, ann):
    schedule = await offer(hall, eva, price="30.00")
    event = await book(ann, schedule)
    hall.clock.set(datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    made = await ann.call("request_event_correction", event_id=event, status_id=444)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert voted["event"]["status_id"] == 444
    assert hall.purse(ann.owner, "EUR") == ("500.00", "0.00")


async def test_who_comes_along_is_changed_within_the_seats(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3)
    event = await book(ann, schedule, seats=2)
    with pytest.raises(Refused) as no:
        await ann.call(
            "request_event_correction",
            event_id=event,
            attendees=[{"user_id": ben.id}, {"email": "a@b.test"}, {"email": "c@d.test"}],
        )
    assert "attendees" in no.value.fields
    made = await ann.call("request_event_correction", event_id=event, attendees=[{"user_id": ben.id}])
    await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (await ben.call("get_event", event_id=event))["pivot"]["status"] == "needs_action"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "event_id"),
        ({"label": "Review"}, "event_id"),
        ({"start": "10:00", "end": "11:00", "duration": 90}, "duration"),
        ({"end": "2026-03-05T08:00:00Z"}, "end"),
        ({"duration": 10}, "duration"),
        ({"status_id": 777}, "status_id"),
        ({"amount": "5.001", "currency": "EUR"}, "amount"),
        ({"amount": "5.00"}, "currency"),
        ({"benefitable": {"type": "user", "id": 999}}, "benefitable"),
        ({"benefitable": {"type": "participant", "id": 1}}, "benefitable"),
        ({"files": [999]}, "files[0]"),
        ({"attendees": [{}]}, "attendees[0]"),
        ({"payment_status_id": 300}, "payment_status_id"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_faulty_suggestions_are_refused_by_name(hall, eva, ann, arguments, field):
    event = await plan(hall, eva, ann)
    with pytest.raises(Refused) as no:
        await eva.call("request_event_correction", event_id=event, **arguments)
    assert field in no.value.fields
    assert hall.sql("SELECT count(*) FROM event_corrections") == [(0,)]


@pytest.mark.parametrize("status", [400, 444, 777])
async def test_nothing_is_suggested_for_what_has_ended(hall, eva, ann, status):
    event = await plan(hall, eva, ann)
    await write(hall, "UPDATE events SET status_id = :status", status=status)
    with pytest.raises(Refused) as no:
        await ann.call("request_event_correction", event_id=event, label="New")
    assert f"({status})" in no.value.text
    assert "book_schedule" in no.value.next


async def test_a_guest_suggests_a_time_but_no_price(hall, eva):
    schedule = await offer(hall, eva)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    booked = await guest_booked(hall, schedule, guest=guest)
    event, token = booked["event"]["id"], booked["token"]
    with pytest.raises(Refused) as no:
        await hall.nobody().call("request_event_correction", event_id=event, amount="1", token=token)
    assert no.value.code == "guest_fields"
    made = await hall.nobody().call("request_event_correction", event_id=event, start=LATER, token=token)
    theirs = await eva.call("request_event_correction", event_id=event, label="Intake")
    await hall.nobody().call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(theirs), token=token)
    voted = await eva.call("vote_on_event_corrections", event_id=event, vote=True, ids=ids(made))
    assert (voted["event"]["label"], voted["event"]["start"]) == ("Intake", LATER)


async def test_a_host_pays_no_fee_for_suggestions_on_their_own_work(hall, eva, ann):
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    before = hall.purse(eva.owner, "USDT")
    await eva.call("request_event_correction", event_id=event, start=LATER)
    assert hall.purse(eva.owner, "USDT") == before
    await ann.call("request_event_correction", event_id=event, label="Talk")
    assert hall.purse(ann.owner, "USDT") != ("20.000000", "0.000000")


async def test_a_planned_session_is_opened_by_its_host_alone(hall, eva, ann):
    schedule = await offer(hall, eva)
    session = await add_session(hall, schedule, "2026-03-07T20:00:00.000Z", "2026-03-07T22:00:00.000Z", capacity=5)
    await write(hall, "UPDATE events SET status_id = 100 WHERE id = :id", id=session)
    with pytest.raises(Refused):
        await ann.call("book_schedule", schedule_id=schedule, event_id=session)
    opened = await eva.call("request_event_correction", event_id=session, status_id=200)
    assert (opened["applied"], opened["event"]["status_id"]) == (["status_id"], 200)
    assert await book(ann, schedule, None, event_id=session) == session
