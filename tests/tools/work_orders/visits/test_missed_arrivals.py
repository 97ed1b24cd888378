"""Telling of visits to which nobody came."""

from tests.tools.work_orders.field_work import FIXED, acts, assigned, company, provider
from tests.tools.work_orders.visits.visit_world import clock


def told(hall):
    return [text for (text,) in hall.sql("SELECT text FROM notices WHERE kind = 'work_order_late' ORDER BY id")]


async def test_the_company_hears_once_of_a_visit_to_which_nobody_came(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    late, there = await provider(hall, "late@work.test"), await provider(hall, "there@work.test")
    silent = await assigned(boss, pia, pay=FIXED)
    others = [await assigned(boss, person, pay=FIXED) for person in (late, there)]
    await assigned(boss, kim, pay=FIXED, schedule={"mode": "exact", "start": "2026-03-10T10:00:00Z"})
    await late.call("record_work_order_delay", work_order_id=others[0], delay_minutes=90, reason="Traffic")
    clock(hall, "2026-03-10T09:00:00Z")
    await there.call("create_work_order_time_log", work_order_id=others[1], check_in={})
    clock(hall, "2026-03-10T09:59:59Z")
    await hall.tick()
    assert len(told(hall)) == 1  # of the delay
    clock(hall, "2026-03-10T10:00:00Z")
    await hall.tick()
    clock(hall, "2026-03-10T10:30:00Z")
    await hall.tick()
    assert f"Nobody has checked in on work order {silent}" in told(hall)[1]
    assert "2026-03-10T04:00:00-05:00" in told(hall)[1]
    assert len(told(hall)) == 2
    assert acts(hall, silent)[-1] == "arrival_missed"
    # A new time that is missed again is news again.
    await boss.call("update_work_order_schedule", work_order_id=silent, start="2026-03-11T09:00:00Z")
    clock(hall, "2026-03-11T10:00:00Z")
    await hall.tick()
    assert [f"work order {silent} " in text for text in told(hall)[2:]].count(True) == 1
