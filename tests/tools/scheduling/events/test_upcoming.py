"""What somebody has coming up."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer, write
from tests.tools.scheduling.cast import plan


async def test_what_is_coming_up_lists_events_with_who_asked_and_slots_only_when_asked(hall, eva, ann):
    schedule = await offer(hall, eva, rules=[{"days": [3], "start": "10:00", "end": "13:00"}])
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    await plan(hall, eva, ann)
    coming = await eva.call("list_upcoming_events", days=7)
    assert [(item["kind"], item["start"]) for item in coming["items"]] == [
        ("event", "2026-03-04T10:00:00Z"),
        ("event", "2026-03-05T10:00:00+01:00"),
    ]
    assert coming["items"][0]["requester"] == {"type": "user", "id": ann.id, "name": "Ann"}
    assert coming["items"][0]["role"] == "owner"
    coming = await eva.call("list_upcoming_events", days=7, include_slots=True)
    assert [(item["kind"], item["start"]) for item in coming["items"][2:]] == [
        ("slot", "2026-03-04T11:00:00Z"),
        ("slot", "2026-03-04T12:00:00Z"),
    ]
    first = await eva.call("list_upcoming_events", days=7, limit=3, include_slots=True)
    more = {"include_slots": True, "cursor": first["next_cursor"]}
    rest = await eva.call("list_upcoming_events", days=7, limit=3, **more)
    assert first["items"] + rest["items"] == coming["items"]
    assert "next_cursor" not in rest
    theirs = await ann.call("list_upcoming_events", timezone="Europe/Berlin")
    assert [(item["kind"], item["start"], item["role"]) for item in theirs["items"]] == [
        ("event", "2026-03-04T11:00:00+01:00", "attendee"),
        ("event", "2026-03-05T10:00:00+01:00", "attendee"),
    ]


async def test_times_are_those_of_the_schedules_zone_as_elsewhere(hall, eva, ann):
    schedule = await offer(hall, eva, timezone="Asia/Tokyo", rules=[{"days": [3], "start": "10:00", "end": "13:00"}])
    booked = await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T10:00:00+09:00")
    for caller in (eva, ann):
        event, *slots = (await caller.call("list_upcoming_events", include_slots=True, days=3))["items"]
        assert (event["start"], event["timezone"]) == (booked["event"]["start"], "Asia/Tokyo")
        assert [slot["start"] for slot in slots][:1] == (["2026-03-04T11:00:00+09:00"] if caller is eva else [])


async def test_what_waits_for_an_answer_is_counted_and_says_until_when(hall, eva, ann):
    schedule = await offer(hall, eva, confirm="manual", confirm_hours=12, msp=2)
    await ann.call("book_schedule", schedule_id=schedule, start="2026-03-04T12:00:00Z")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=2, attendees=[{"user_id": eva.id}])
    priced = await offer(hall, eva, price="5.00")
    await ann.call("book_schedule", schedule_id=priced, start="2026-03-04T14:00:00Z", pay="later")
    invited = await plan(hall, ann, eva)
    coming = await eva.call("list_upcoming_events", limit=1)
    assert coming["waiting"] == 3
    coming = await eva.call("list_upcoming_events")
    told = [(item["id"], item.get("needs_answer"), item.get("hold_until")) for item in coming["items"]]
    assert told == [
        (2, True, "2026-03-02T21:00:00Z"),
        (1, True, "2026-03-02T21:00:00Z"),
        (3, None, "2026-03-02T09:15:00Z"),
        (invited, True, None),
    ]
    assert (await ann.call("list_upcoming_events"))["waiting"] == 0
    hall.clock.advance(hours=12)
    assert (await eva.call("list_upcoming_events"))["waiting"] == 1


async def test_who_asked_is_who_booked_also_for_those_who_were_booked_in(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=1, attendees=[{"user_id": ben.id}])
    session = {"label": "Class", "start": "2026-03-05T20:00:00Z", "attendees": [{"user_id": ben.id}]}
    await eva.call("add_schedule_event", schedule_id=schedule, **session)
    asked = [item["requester"]["id"] for item in (await ben.call("list_upcoming_events"))["items"]]
    assert asked == [ann.id, eva.id]
    asked = [item["requester"]["id"] for item in (await eva.call("list_upcoming_events"))["items"]]
    assert asked == [ann.id, eva.id]


async def test_each_of_several_bookers_asked_for_their_own_seat(hall, eva, ann, ben):
    schedule = await offer(hall, eva, msp=3)
    for caller in (ann, ben):
        await caller.call("book_schedule", schedule_id=schedule, start=SLOT)
    for caller in (ann, ben):
        (item,) = (await caller.call("list_upcoming_events"))["items"]
        assert item["requester"]["id"] == caller.id


async def test_running_events_are_coming_up_and_lapsed_or_declined_ones_are_not(hall, eva, ann):
    schedule = await offer(hall, eva, price="9.00", confirm="manual")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, pay="later")
    event = await plan(hall, eva, ann)
    await ann.call("decline_event", event_id=event)
    running = await plan(
        hall, ann, status_id=200, start_at="2026-03-02T08:30:00.000Z", end_at="2026-03-02T11:00:00.000Z"
    )
    hall.clock.advance(minutes=15)
    coming = await ann.call("list_upcoming_events")
    assert [item["id"] for item in coming["items"]] == [running]
    declined = await eva.call("list_upcoming_events", status_id=400)
    assert [item["id"] for item in declined["items"]] == [event]


async def test_tasks_with_a_due_date_come_up_on_request_and_calendars_of_others_do_not(hall, eva, ann):
    task = await plan(hall, eva, type_id=2, kind="task", start_at=None, end_at=None, duration=None)
    coming = await eva.call("list_upcoming_events", type_id=2)
    assert [(item["id"], item["date"]) for item in coming["items"]] == [(task, "2026-03-05")]
    with pytest.raises(Refused) as no:
        await ann.call("list_upcoming_events", kal_id=1)
    assert no.value.status == 404


async def test_time_taken_elsewhere_comes_up_as_busy(hall, eva):
    await write(
        hall,
        """INSERT INTO busy_blocks (owner_type, owner_id, start_at, end_at, source_type, source_id)
           VALUES ('person', :id, '2026-03-03T08:00:00.000Z', '2026-03-03T12:00:00.000Z', 'work_order', 7)""",
        id=eva.id,
    )
    item = (await eva.call("list_upcoming_events"))["items"][0]
    assert (item["kind"], item["label"]) == ("busy", "Work order 7")
