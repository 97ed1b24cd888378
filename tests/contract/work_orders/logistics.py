"""Whom the site side of work orders tells."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, both, site, waited_for
from tests.tools.work_orders.field_work import assigned, order

MOVED = {"mode": "custom", "country": "US", "address1": "2 Oak St", "zip": "55402", "city": "Minneapolis"}
ZONE = {"time_zone": "America/Chicago"}


async def another_place_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_location", work_order_id=await waited_for(it), **MOVED, **ZONE)
    assert "2 Oak St" not in (await it.hall.mails("kim@work.test"))[-1].body
    return both(it, "work_order_terms_changed")


async def another_place_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_location", work_order_id=id, **MOVED, **ZONE)
    assert "2 Oak St" in (await it.hall.mails("pia@work.test"))[-1].body
    return {told(it.pia, "work_order_changed", *MAILED)}


async def the_place_of_a_draft_is_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_location", work_order_id=await order(it.boss), mode="remote")
    return set()


SCENARIOS: dict[str, Scenario] = {
    "update_work_order_location while others wait": another_place_reaches_those_who_wait,
    "update_work_order_location": another_place_reaches_the_provider,
    "update_work_order_location of a draft": the_place_of_a_draft_is_nobodys_news,
}
