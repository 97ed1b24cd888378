"""What takes somebody's time elsewhere takes it from their slots, in nights of another length too."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.hall import Hall
from tests.tools.field_work import company, order, provider
from tests.tools.schedule_world import open_from, publish, slots

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
