"""Whom automatic dispatch tells, and what of it nobody else can see."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, site
from tests.tools.work_orders.dispatch.dispatch_world import territory
from tests.tools.work_orders.field_work import order
from tests.tools.work_orders.routing_world import project


async def dispatched(watch: Watch, **settings: bool) -> tuple[Site, int]:
    """An order of a project whose first tier is Pia, and whose second is Kim."""
    it = await site(watch)
    rollout = project(it.hall, it.boss)
    territory(it.hall, it.boss, rollout, [it.pia], [it.kim])
    await it.boss.call("create_dispatch_settings", project_id=rollout, **settings)
    return it, await order(it.boss, project_id=rollout)


async def the_first_tier_is_offered_the_job(watch: Watch) -> Expected:
    it, id = await dispatched(watch)
    await watch.act(it.boss, "start_smart_dispatch", work_order_ids=[id])
    return {told(it.pia, "work_order_offered", *MAILED)}


async def the_first_who_is_free_is_assigned(watch: Watch) -> Expected:
    it, id = await dispatched(watch, dispatch_to_first_available=True)
    await watch.act(it.boss, "start_smart_dispatch", work_order_ids=[id])
    return {told(it.pia, "work_order_assigned", *MAILED)} | it.company_told("work_order_assigned")


async def the_next_tier_is_offered_what_the_first_let_pass(watch: Watch) -> Expected:
    it, id = await dispatched(watch)
    await it.boss.call("start_smart_dispatch", work_order_ids=[id])
    it.hall.clock.advance(hours=1)
    await watch.tick()
    return {told(it.pia, "work_order_offer_closed", *MAILED), told(it.kim, "work_order_offered", *MAILED)}


async def the_company_hears_that_nobody_was_found(watch: Watch) -> Expected:
    it, id = await dispatched(watch)
    await it.boss.call("start_smart_dispatch", work_order_ids=[id])
    it.hall.clock.advance(hours=1)
    await it.hall.tick()
    it.hall.clock.advance(hours=1)
    await watch.tick()
    return {told(it.kim, "work_order_offer_closed", *MAILED)} | it.company_told("dispatch_ended")


SCENARIOS: dict[str, Scenario] = {
    "start_smart_dispatch": the_first_tier_is_offered_the_job,
    "start_smart_dispatch: at once": the_first_who_is_free_is_assigned,
    "tick: the next tier": the_next_tier_is_offered_what_the_first_let_pass,
    "tick: nobody is left": the_company_hears_that_nobody_was_found,
}
_AREAS = (
    "the areas a company draws and the people it puts into them are its own: whoever is in one does not learn of it"
)
NOBODY_ELSE = {
    "create_service_territory": _AREAS,
    "update_service_territory": _AREAS,
    "delete_service_territory": _AREAS,
    "remove_service_territory_provider": _AREAS,
    "create_dispatch_settings": "how a project is dispatched is seen by its company alone",
    "update_dispatch_settings": "how a project is dispatched is seen by its company alone; offers that are open stay open",
}
