"""A place that is offered to whoever waited is nobody else's, however they book."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.scheduling.bookable import SLOT, offer


async def test_an_offered_place_is_taken_by_no_group_series_or_hold(
    hall: Hall, eva: TestCaller, ann: TestCaller, ben: TestCaller
) -> None:
    cid = await hall.person("cid@home.test")
    schedule, other = await offer(hall, eva, waiting_list=True), await offer(hall, cid)
    booked = await ann.call("book_schedule", schedule_id=schedule, start=SLOT)
    await ben.call("join_waiting_list", schedule_id=schedule, start=SLOT)
    await ann.call("decline_event", event_id=booked["event"]["id"])
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("book_group_slot", {"schedule_ids": [schedule, other], "mode": "all", "start": SLOT}),
        ("book_recurring_slots", {"schedule_id": schedule, "start": SLOT, "times": 2}),
        ("hold_slot", {"schedule_id": schedule, "start": SLOT}),
        ("book_schedule", {"schedule_id": schedule, "start": SLOT}),
    )
    for tool, given in ways:
        with pytest.raises(Refused) as no:
            await ann.call(tool, **given)
        assert no.value.status == 409, (tool, no.value.text)
    found = await ann.call("find_group_slots", schedule_ids=[schedule, other], mode="all", start=SLOT)
    assert SLOT not in [slot["start"] for slot in found["slots"]]
    (entry,) = (await ben.call("list_waiting_list"))["items"]
    assert entry["status"] == "offered"
