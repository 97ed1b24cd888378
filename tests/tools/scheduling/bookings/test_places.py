"""How many may share a slot: as many as its schedule says now, and never fewer than are in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, add_session, offer
from tests.tools.scheduling.cast import booker
from tests.tools.scheduling.schedule_world import open_from

ALL_DAY = open_from("09:00", "18:00")


async def set_places(host: TestCaller, schedule: int, places: int, **settings: Any) -> None:
    await host.call(
        "update_schedule",
        schedule_id=schedule,
        label="Consultation",
        private=False,
        settings={**ALL_DAY, **settings},
        currency="EUR",
        msp=places,
    )


async def seats_left(caller: TestCaller, schedule: int) -> int | str | None:
    """Of the slot at SLOT; 'gone' when it is not offered."""
    span = {"start": SLOT, "end": "2026-03-04T10:30:00Z"}
    slots = (await caller.call("get_schedule", schedule_id=schedule, **span))["slots"]
    return slots[0].get("seats_left") if slots else "gone"


@pytest.mark.parametrize(
    ("before", "taken", "now", "left"),
    [
        (5, 3, 2, "gone"),
        (5, 1, 2, 1),
        (5, 3, 3, "gone"),
        (2, 2, 3, 1),
        (2, 1, 5, 4),
        (1, 1, 3, 2),
        (3, 2, 1, "gone"),
        (0, 4, 3, "gone"),
        (0, 2, 3, 1),
        (2, 2, 0, None),
    ],
)
async def test_a_slot_with_bookers_has_the_places_the_schedule_gives_one_now(hall, eva, ann, before, taken, now, left):
    schedule = await offer(hall, eva, msp=before)
    ben = await booker(hall, "ben@home.test")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=taken)
    await set_places(eva, schedule, now)
    assert await seats_left(ben, schedule) == left
    if left == "gone":
        with pytest.raises(Refused) as no:
            await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
        assert no.value.code == "slot_taken"
        assert hall.sql("SELECT seats_taken FROM events") == [(taken,)]
        return
    for _ in range(left or 2):
        await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert hall.sql("SELECT count(*), max(seats_taken) FROM events") == [(1, taken + (left or 2))]
    assert await seats_left(ben, schedule) == (None if left is None else "gone")


async def test_what_is_shown_of_an_event_counts_the_same_places(hall, eva, ann):
    schedule = await offer(hall, eva, msp=5)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=3)
    await set_places(eva, schedule, 2)
    (item,) = (await eva.call("list_upcoming_events", include_slots=False))["items"]
    assert item["seats_left"] == 0
    assert (await eva.call("get_event", event_id=item["id"]))["event"]["capacity"] == 2


async def test_an_appointment_that_becomes_shared_says_no_longer_what_its_first_booker_pays(hall, eva, ann):
    schedule = await offer(hall, eva, price="20.00")
    ben = await booker(hall, "ben@home.test")
    event = (await ann.call("book_schedule", schedule_id=schedule, start=SLOT))["event"]["id"]
    await eva.call(
        "update_schedule",
        schedule_id=schedule,
        label="Course",
        private=False,
        settings=ALL_DAY,
        currency="EUR",
        msp=2,
        price="15.00",
    )
    await ben.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert hall.sql("SELECT amount, billable_id FROM events WHERE id = ?", event) == [(None, None)]
    assert (await ann.call("get_event", event_id=event))["event"]["amount"] == "20.00"
    assert (await ben.call("get_event", event_id=event))["event"]["amount"] == "15.00"


async def test_a_session_keeps_the_places_it_was_given(hall, eva, ann):
    schedule = await offer(hall, eva)
    session = await add_session(hall, schedule, "2026-03-07T20:00:00.000Z", "2026-03-07T22:00:00.000Z", capacity=12)
    await set_places(eva, schedule, 2)
    await ann.call("book_schedule", schedule_id=schedule, event_id=session, seats=11)
    assert hall.sql("SELECT capacity, seats_taken FROM events WHERE id = ?", session) == [(12, 11)]


async def test_an_event_with_more_bookers_than_places_can_still_be_moved(hall, eva, ann):
    schedule = await offer(hall, eva, msp=5)
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT, seats=3)
    await set_places(eva, schedule, 2)
    asked = await eva.call("request_event_correction", event_id=1, start="2026-03-04T14:00:00Z")
    ids = [correction["id"] for correction in asked["corrections"]]
    moved = await ann.call("vote_on_event_corrections", event_id=1, vote=True, ids=ids)
    assert moved["event"]["start"] == "2026-03-04T14:00:00Z"


async def test_a_limit_a_day_counts_slots_and_not_who_shares_them(hall: Hall, eva, ann):
    schedule = await offer(hall, eva, msp=3, max_per_day=2)
    ben = await booker(hall, "ben@home.test")
    for start in (SLOT, "2026-03-04T12:00:00Z"):
        await ann.call("book_schedule", schedule_id=schedule, start=start, seats=2)
    with pytest.raises(Refused):
        await ben.call("book_schedule", schedule_id=schedule, start="2026-03-04T15:00:00Z")
    assert await seats_left(ben, schedule) == 1
    await ben.call("book_schedule", schedule_id=schedule, start=SLOT)


async def test_a_limit_of_one_a_week_leaves_the_slot_with_one_booker_open(hall: Hall, eva, ann):
    schedule = await offer(hall, eva, msp=3, max_per_week=1)
    ben = await booker(hall, "ben@home.test")
    await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    assert await seats_left(ben, schedule) == 2
    offered = await ben.call("get_schedule", schedule_id=schedule, start=SLOT, end="2026-03-08T20:00:00Z")
    assert [slot["start"] for slot in offered["slots"]] == [SLOT]
