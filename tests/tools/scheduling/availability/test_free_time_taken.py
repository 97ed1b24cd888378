"""What takes somebody's time elsewhere takes it from their slots, in nights of another length too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.schedule_world import open_from, publish, slots
from tests.tools.work_orders.field_work import company, order, provider

DAY = "2026-03-10"


async def test_an_accepted_work_order_takes_the_slots_of_its_provider(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    await hall.credit(pia.owner, "5 USDT")
    schedule_id = await publish(pia, open_from("08:00", "13:00", buffer_before=30))
    usual = await slots(boss, schedule_id, DAY)
    work_order = await order(boss, estimated_hours="2")
    await boss.call("route_work_order_to_providers", work_order_id=work_order, user_ids=[pia.id])
    assert await slots(boss, schedule_id, DAY) == usual
    await pia.call("accept_work_order_route", work_order_id=work_order, pay_terms_accepted=True)
    ((start, end),) = hall.sql("SELECT start_at, end_at FROM busy_blocks WHERE owner_id = ?", pia.id)
    assert (start[:16], end[:16]) == (f"{DAY}T09:00", f"{DAY}T11:00")
    # The buffer before a slot is kept free of the work order too: 11:00 would begin right after it.
    assert await slots(boss, schedule_id, DAY) == ["08:00", "12:00"]


async def test_a_session_over_the_night_of_a_clock_change_ends_when_clocks_say_so(hall: Hall) -> None:
    hall.clock.set(datetime(2026, 3, 20, tzinfo=UTC))
    ann = await hall.person("ann@work.test", credit="5 USDT")
    schedule_id = await publish(ann, open_from("00:00", "06:00"), timezone="Europe/Berlin")
    night = {"label": "Night shift", "date": "2026-03-28", "start": "23:30", "end": "04:00"}
    added = await ann.call("add_schedule_event", schedule_id=schedule_id, **night)
    assert (added["event"]["end"], added["event"]["duration"]) == ("2026-03-29T04:00:00+02:00", 210)
    span = {"start": "2026-03-29T00:00:00+01:00", "end": "2026-03-29T12:00:00+02:00"}
    left = await ann.call("get_schedule", schedule_id=schedule_id, **span)
    assert [slot["start"] for slot in left["slots"]] == ["2026-03-29T04:00:00+02:00", "2026-03-29T05:00:00+02:00"]


@pytest.mark.parametrize(
    ("week_start", "same_week", "other_week"), [(1, "2026-03-15", "2026-03-08"), (0, "2026-03-08", "2026-03-15")]
)
async def test_a_limit_a_week_counts_bookings_at_its_other_end(hall: Hall, week_start, same_week, other_week) -> None:
    """Booked on Wednesday the 11th: which Sunday is in the same week depends on where weeks begin."""
    ann, bob = await hall.person("ann@work.test", credit="5 USDT"), await hall.person("bob@work.test", credit="5 USDT")
    sets_week = "UPDATE calendars SET settings = :settings WHERE owner_type = 'person' AND owner_id = :id"
    week = {"settings": f'{{"week_start": {week_start}}}', "id": ann.id}
    await hall.app.database.write(lambda tx: tx.run(sets_week, **week))
    schedule_id = await publish(ann, open_from("09:00", "10:00", max_per_week=1))
    await bob.call("book_schedule", schedule_id=schedule_id, start="2026-03-11T09:00:00Z")
    assert await slots(bob, schedule_id, same_week) == []
    with pytest.raises(Refused, match="taken or not offered"):
        await bob.call("book_schedule", schedule_id=schedule_id, start=f"{same_week}T09:00:00Z")
    assert await slots(bob, schedule_id, other_week) == ["09:00"]
    await bob.call("book_schedule", schedule_id=schedule_id, start=f"{other_week}T09:00:00Z")
