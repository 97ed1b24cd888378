"""A planned day of the full world: its field worker lives somewhere, and there are orders for one day."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.work_orders import field_work

DAY = "2026-03-24"


async def day_plan_ids(hall: Hall, boss: TestCaller, pia: TestCaller, group: str) -> dict[str, Any]:
    """A proposed plan of a day and one that was carried out, and what calls about them need."""
    field_work.write(
        hall,
        "UPDATE provider_profiles SET latitude_e6 = 44950000, longitude_e6 = -93200000 WHERE person_id = ?",
        pia.id,
    )
    away = await field_work.provider(hall, f"away{pia.id}@work.test")
    window = {"mode": "between", "start": f"{DAY}T15:00:00Z", "end": f"{DAY}T20:00:00Z"}
    done, planned, more = [await field_work.published(boss, schedule=window) for _ in range(3)]
    given = {"date": DAY, "time_zone": "America/Chicago", "user_ids": [pia.id, away.id]}
    first = (await boss.call("plan_day", work_order_ids=[done], **given))["plan"]
    await boss.call("apply_day_plan", plan_id=first["public_id"])
    plan = (await boss.call("plan_day", work_order_ids=[planned], **given))["plan"]
    return {
        "plan_id": plan["public_id"],
        "replan_day.plan_id": first["public_id"],
        "plan_day.date": DAY,
        "plan_day.work_order_ids": planned,
        "plan_day.priorities.work_order_id": planned,
        "plan_day.pool_ids": group,
        "find_capacity.pool_ids": group,
        "find_capacity.work_order_id": more,
        "replan_day.add_work_order_ids": more,
        "replan_day.user_ids": pia.id,
        "replan_day.unavailable_user_ids": away.id,
        "replan_day.late.user_id": pia.id,
        "replan_day.priorities.work_order_id": done,
        "get_day_plan.user_id": pia.id,
    }
