"""What a refusal about a kept or awaited slot offers next is that slot, and can be called as it stands."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import SLOT, add_session, offer
from tests.tools.scheduling.cast import book


async def no_of(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


def named(no, tool):
    """The arguments of a next call, which lacks nothing."""
    [shape] = [each for each in no.calls if tool in (each["tool"], each["arguments"].get("tool"))]
    assert "add" not in shape
    return shape["arguments"] if shape["tool"] == tool else shape["arguments"]["arguments"]


@pytest.mark.parametrize("tool", ["book_schedule", "hold_slot"])
async def test_a_time_that_need_not_be_waited_for_is_booked_or_kept_by_the_next_call(hall, eva, ann, tool):
    schedule = await offer(hall, eva, msp=3)
    no = await no_of(ann.call("join_waiting_list", schedule_id=schedule, start=SLOT, seats=2))
    assert no.code == "free_now"
    given = named(no, tool)
    assert (given["start"], given["seats"]) == (SLOT, 2)
    await ann.call(tool, **given)


async def test_so_is_an_added_session(hall, eva, ann):
    schedule = await offer(hall, eva)
    session = await add_session(hall, schedule, "2026-03-05T19:00:00.000Z", "2026-03-05T21:00:00.000Z", capacity=2)
    no = await no_of(ann.call("join_waiting_list", schedule_id=schedule, event_id=session))
    assert (await ann.call("book_schedule", **named(no, "book_schedule")))["event"]["id"] == session


async def test_a_hold_that_cannot_be_kept_longer_is_booked_by_the_next_call(hall, eva, ann):
    schedule = await offer(hall, eva)
    hold = (await ann.call("hold_slot", schedule_id=schedule, start=SLOT, minutes=30))["hold"]["public_id"]
    for _ in range(2):
        hall.clock.advance(minutes=25)
        await ann.call("extend_slot_hold", hold_id=hold, minutes=30)
    no = await no_of(ann.call("extend_slot_hold", hold_id=hold, minutes=30))
    assert no.code == "at_most"
    assert (await ann.call("book_schedule", **named(no, "book_schedule")))["event"]["start"] == SLOT


async def test_a_hold_that_lapsed_leads_to_its_slot_while_that_is_free_and_else_to_the_next(hall, eva, ann, ben):
    schedule = await offer(hall, eva)
    hold = (await ann.call("hold_slot", schedule_id=schedule, start=SLOT))["hold"]["public_id"]
    hall.clock.advance(minutes=10)
    no = await no_of(ann.call("extend_slot_hold", hold_id=hold))
    assert named(no, "hold_slot")["start"] == named(no, "book_schedule")["start"] == SLOT
    await book(ben, schedule)
    no = await no_of(ann.call("extend_slot_hold", hold_id=hold))
    assert no.next == ["find_next_slot"]
    assert (await ann.call("find_next_slot", **named(no, "find_next_slot")))["slot"]["start"] != SLOT
