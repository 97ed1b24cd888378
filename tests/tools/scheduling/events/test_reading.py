"""Looking at events: one in full, and what hangs below it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, offer, write
from tests.tools.scheduling.cast import book, booker, guest_booked, plan

START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


async def test_an_event_shows_people_times_and_what_may_be_done(hall, eva, ann):
    event = await plan(hall, eva, ann)
    shown = await ann.call("get_event", event_id=event, timezone="Asia/Tokyo")
    assert shown["event"]["start"] == "2026-03-05T18:00:00+09:00"
    assert (shown["event"]["timezone"], shown["event"]["view"]) == ("Europe/Berlin", "full")
    assert shown["pivot"]["status"] == "needs_action"
    assert shown["allowed"] == ["confirm_event", "decline_event", "request_event_correction"]
    own = await eva.call("get_event", event_id=event)
    assert own["event"]["start"] == "2026-03-05T10:00:00+01:00"
    assert own["kals"][0]["label"] == "My calendar"
    assert "delete_event" in own["allowed"]


async def test_strangers_see_nothing_and_a_public_calendar_only_that_the_time_is_taken(hall, eva, ann, sam):
    event = await plan(hall, eva, ann)
    for id in (event, 999):
        with pytest.raises(Refused) as no:
            await sam.call("get_event", event_id=id)
        assert no.value.status == 404
    await write(hall, "UPDATE calendars SET private = 0 WHERE owner_id = :id", id=eva.id)
    for caller in (sam, hall.nobody()):
        shown = await caller.call("get_event", event_id=event)
        assert shown["event"]["view"] == "busy"
        assert set(shown["event"]) == {
            "id",
            "view",
            "type_id",
            "type",
            "status_id",
            "status",
            "timezone",
            "start",
            "end",
            "date",
            "duration",
        }
        assert shown["allowed"] == []
    await write(hall, "UPDATE events SET private = 1")
    with pytest.raises(Refused) as no:
        await sam.call("get_event", event_id=event)
    assert no.value.status == 404


@pytest.mark.parametrize("public", [False, True])
async def test_every_tool_treats_a_strangers_event_like_one_that_does_not_exist(hall, eva, ann, sam, public):
    event = await plan(hall, eva, ann)
    schedule = await offer(hall, eva)
    booking = await book(ann, schedule)
    if public:
        await write(hall, "UPDATE calendars SET private = 0 WHERE owner_id = :id", id=eva.id)
    await hall.credit(sam.owner, "20 USDT")
    # Whoever had a booking in the schedule once, who serves in another one, an agent, and somebody not signed in.
    ben = await booker(hall, "ben@home.test")
    await ben.call("decline_event", event_id=await book(ben, schedule, "2026-03-04T12:00:00Z"))
    agent = await hall.agent("Acme")
    calls = {
        "get_event": {},
        "list_child_events": {},
        "confirm_event": {},
        "decline_event": {},
        "delete_event": {},
        "request_event_correction": {"label": "Mine"},
        "vote_on_event_corrections": {"vote": True, "ids": [1]},
    }
    for tool, arguments in calls.items():
        if public and tool == "get_event":
            continue
        texts = set()
        for caller in (sam, ben, agent, hall.nobody()):
            if caller.token is None and tool in ("list_child_events", "delete_event"):
                continue
            for id in (event, booking, 4711):
                with pytest.raises(Refused) as no:
                    await caller.call(tool, event_id=id, **arguments)
                assert no.value.status == 404, (tool, no.value.text)
                texts.add(no.value.shape["error"].replace(str(id), "N"))
        assert len(texts) == 1, (tool, texts)


async def test_bookers_of_a_group_do_not_see_each_other_and_hosts_see_guests_addresses(hall, eva, ann):
    schedule = await offer(hall, eva, msp=3)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    await guest_booked(hall, schedule, guest=guest)
    seen = (await ann.call("get_event", event_id=1))["event"]["attendees"]
    assert [row["name"] for row in seen] == ["Ann"]
    hosted = (await eva.call("get_event", event_id=1))["event"]["attendees"]
    assert [(row["name"], row.get("email")) for row in hosted] == [("Ann", None), ("Gus", "gus@guest.test")]


async def test_children_are_listed_to_a_depth_and_private_ones_only_to_their_people(hall, eva, ann):
    parent = await plan(hall, eva, ann)
    note = {"type_id": 2, "kind": "comment", "status_id": 777, "start_at": None, "end_at": None, "date": None}
    child = await plan(hall, eva, parent_id=parent, **{**note, "label": "first"})
    await plan(hall, eva, parent_id=child, **{**note, "label": "below"})
    await plan(hall, eva, parent_id=parent, **{**note, "label": "secret", "private": 1})
    await plan(hall, eva, parent_id=parent, **{**note, "type_id": 3, "kind": None, "amount": 700, "currency": "EUR"})
    listed = await ann.call("list_child_events", event_id=parent)
    assert [row["label"] for row in listed["events"]] == ["first", "Review"]
    assert all("amount" not in row for row in listed["events"])
    deep = await eva.call("list_child_events", event_id=parent, depth=2, type_id=2, descending=True)
    assert [row["label"] for row in deep["events"]] == ["secret", "below", "first"]
    assert deep["total"] == 3
    page = await eva.call("list_child_events", event_id=parent, depth=2, limit=3)
    rest = await eva.call("list_child_events", event_id=parent, depth=2, limit=3, cursor=page["next_cursor"])
    assert len(page["events"]) + len(rest["events"]) == 4


async def test_a_token_opens_its_own_booking_only_and_nothing_else(hall, eva):
    schedule = await offer(hall, eva)
    guest = {"name": "Gus", "email": "gus@guest.test"}
    booked = await guest_booked(hall, schedule, guest=guest)
    private = await plan(hall, eva)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("get_event", event_id=private, token=booked["token"])
    assert (no.value.status, no.value.code) == (403, "wrong_token")
    shown = await hall.nobody().call("get_event", event_id=1, token=booked["token"])
    assert shown["allowed"] == ["decline_event", "request_event_correction"]
