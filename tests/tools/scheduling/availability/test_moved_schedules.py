"""A schedule's own bookings take its hosts' time wherever they stand: also after it was moved to another calendar."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import book, calendar_of
from tests.tools.scheduling.lines import join, offered
from tests.tools.scheduling.schedule_world import open_from

DAY = {"start": "2026-03-04T09:00:00Z", "end": "2026-03-04T12:00:00Z"}
FREE = ["2026-03-04T09:00:00Z", "2026-03-04T11:00:00Z"]


async def moved(hall: Hall, owner: TestCaller, schedule: int) -> int:
    """Move a schedule out of a calendar whose events take no time; the calendar it is in then."""
    other = await owner.call("create_calendar", label="Other", private=False)
    kal_id: int = other["calendar"]["id"]
    await owner.call("update_schedule", schedule_id=schedule, kal_id=kal_id)
    takes_none = {"kal_id": calendar_of(hall, owner), "settings": {"blocks_time": False}}
    await owner.call("update_calendar", label="Old", private=True, **takes_none)
    return kal_id


async def test_no_reader_offers_the_time_of_its_own_booking(hall, eva, ann, ben, sam) -> None:
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    kal_id = await moved(hall, eva, schedule)
    other = await offer(hall, sam)
    shown = await ben.call("get_schedule", schedule_id=schedule, **DAY)
    assert [slot["start"] for slot in shown["slots"]] == FREE
    page = await ben.call("get_booking_page", kal_id=kal_id, **DAY)
    assert [slot["start"] for slot in page["slots"]] == FREE
    following = await ben.call("find_next_slot", schedule_id=schedule, after=SLOT)
    assert following["slot"]["start"] == FREE[1]
    with_full = await ben.call("find_next_slot", schedule_id=schedule, after=SLOT, include_full=True)
    assert (with_full["slot"]["start"], with_full["slot"]["seats_left"]) == (SLOT, 0)
    for mode in ("all", "any"):
        found = await ben.call("find_group_slots", schedule_ids=[schedule, other], mode=mode, **DAY)
        offers = {(slot["start"], each["schedule_id"]) for slot in found["slots"] for each in slot["schedules"]}
        assert {start for start, id in offers if id == schedule} == set(FREE)


@pytest.mark.parametrize(
    ("tool", "given", "code"),
    [
        ("book_schedule", {}, "slot_taken"),
        ("hold_slot", {}, "slot_taken"),
        ("book_recurring_slots", {"times": 2, "pay": "later"}, "starts_not_free"),
    ],
)
async def test_who_takes_the_time_of_its_own_booking_is_refused(hall, eva, ann, ben, tool, given, code) -> None:
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    await moved(hall, eva, schedule)
    with pytest.raises(Refused) as no:
        await ben.call(tool, schedule_id=schedule, start=SLOT, **given)
    assert no.value.code == code
    assert SLOT not in str(no.value.details.get("next_slots", ()))


async def test_a_shifted_grid_does_not_overlap_it_either(hall, eva, ann, ben) -> None:
    schedule = await offer(hall, eva)
    await book(ann, schedule)
    await moved(hall, eva, schedule)
    await eva.call("update_schedule", schedule_id=schedule, settings=open_from("09:30", "12:30", checks="own"))
    shown = await ben.call("get_schedule", schedule_id=schedule, **DAY)
    assert [slot["start"] for slot in shown["slots"]] == ["2026-03-04T11:30:00Z"]


async def test_who_waits_for_its_time_is_offered_it_once_it_is_free(hall, eva, ann, ben) -> None:
    schedule = await offer(hall, eva)
    event = await book(ann, schedule)
    await moved(hall, eva, schedule)
    await join(ben, schedule)
    assert (await ben.call("list_waiting_list"))["items"][0]["status"] == "waiting"
    await ann.call("decline_event", event_id=event)
    assert await offered(ben)


async def test_an_added_session_is_not_moved_onto_its_own_booking(hall, eva, ann) -> None:
    schedule = await offer(hall, eva)
    session = await eva.call("add_schedule_event", schedule_id=schedule, label="Talk", start=FREE[1], duration=60)
    await book(ann, schedule)
    await moved(hall, eva, schedule)
    with pytest.raises(Refused) as no:
        await eva.call("request_event_correction", event_id=session["event"]["id"], start=SLOT)
    assert no.value.code == "hosts_busy"
