"""Whoever keeps slots sees them, and the host sees that they are kept, but not by whom."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.scheduling.bookable import offer


async def test_own_holds_come_by_the_moment_they_end_and_hosts_see_only_the_time(hall, eva, ann, ben):
    schedule = await offer(hall, eva, price="10.00")
    for caller, hour, minutes in ((ann, 10, 20), (ann, 11, 5), (ben, 12, 10)):
        start = f"2026-03-04T{hour}:00:00Z"
        await caller.call("hold_slot", schedule_id=schedule, start=start, minutes=minutes)
    mine = await ann.call("list_slot_holds", limit=1)
    more = await ann.call("list_slot_holds", limit=1, cursor=mine["next_cursor"])
    assert [each["start"][11:13] for each in (*mine["items"], *more["items"])] == ["11", "10"]
    theirs = await eva.call("list_slot_holds", in_my_schedules=True, schedule_id=schedule)
    assert [each["start"][11:13] for each in theirs["items"]] == ["11", "12", "10"]
    assert not any({"price", "hosts", "created_at"} & each.keys() for each in theirs["items"])
    assert (await eva.call("list_slot_holds"))["total"] == 0
    assert (await ann.call("list_slot_holds", in_my_schedules=True))["total"] == 0


async def test_a_schedule_that_is_not_seen_lists_nothing(hall, eva, ann):
    hidden = await offer(hall, eva, private=True)
    with pytest.raises(Refused) as no:
        await ann.call("list_slot_holds", schedule_id=hidden)
    assert no.value.code == "not_found"
