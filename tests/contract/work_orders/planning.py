"""Whom a day plan tells once it is carried out: everybody once, with their whole route."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, site
from tests.tools.work_orders.field_work import published, write
from tests.tools.work_orders.routing_world import north_of_site

DAY = "2026-03-12"
MORNING = {"mode": "exact", "start": f"{DAY}T15:00:00Z"}
NOON = {"mode": "between", "start": f"{DAY}T17:00:00Z", "end": f"{DAY}T22:00:00Z"}


async def crew(watch: Watch) -> tuple[Site, str]:
    """Pia and Kim live near the site; two orders at one time and one later are planned for them."""
    it = await site(watch)
    for person, kilometres in ((it.pia, 3), (it.kim, 9)):
        place = north_of_site(kilometres)
        sql = "UPDATE provider_profiles SET latitude_e6 = ?, longitude_e6 = ? WHERE person_id = ?"
        write(it.hall, sql, place["latitude_e6"], place["longitude_e6"], person.id)
    for window in (MORNING, MORNING, NOON):
        await published(it.boss, schedule=window)
    given = {"date": DAY, "time_zone": "America/Chicago", "user_ids": [it.pia.id, it.kim.id]}
    return it, (await it.boss.call("plan_day", **given))["plan"]["public_id"]


async def a_plan_reaches_everybody_once(watch: Watch) -> Expected:
    it, plan = await crew(watch)
    await watch.act(it.boss, "apply_day_plan", plan_id=plan, message="Bring ladders")
    return {
        told(it.pia, "work_order_assigned", *MAILED),
        told(it.kim, "work_order_assigned", *MAILED),
        *it.company_told("work_order_assigned"),
    }


async def a_plan_that_is_offered_reaches_whom_it_is_offered_to(watch: Watch) -> Expected:
    it, plan = await crew(watch)
    await watch.act(it.boss, "apply_day_plan", plan_id=plan, offer=True)
    return {told(it.pia, "work_order_offered", *MAILED), told(it.kim, "work_order_offered", *MAILED)}


async def a_mended_plan_reaches_those_whose_route_changes(watch: Watch) -> Expected:
    it, plan = await crew(watch)
    routes = (await it.boss.call("apply_day_plan", plan_id=plan))["plan"]["routes"]
    sick = max(routes, key=lambda route: len(route["stops"]))["user_id"]
    given = {"plan_id": plan, "unavailable_user_ids": [sick]}
    mended = (await it.boss.call("replan_day", **given))["plan"]["public_id"]
    await watch.act(it.boss, "apply_day_plan", plan_id=mended)
    return {
        told(it.pia, "work_order_unassigned" if sick == it.pia.id else "work_order_assigned", *MAILED),
        told(it.kim, "work_order_unassigned" if sick == it.kim.id else "work_order_assigned", *MAILED),
        *it.company_told("work_order_assigned"),
    }


SCENARIOS: dict[str, Scenario] = {
    "apply_day_plan": a_plan_reaches_everybody_once,
    "apply_day_plan: offered": a_plan_that_is_offered_reaches_whom_it_is_offered_to,
    "apply_day_plan: mended": a_mended_plan_reaches_those_whose_route_changes,
}
