"""Whom the visits of a work order tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, site
from tests.tools.work_orders.field_work import assigned

VISIT = {
    "check_in": {"created": "2026-03-10T09:00:00Z"}, "check_out": {"created": "2026-03-10T11:00:00Z"},
}  # fmt: skip


async def at_work(watch: Watch, **fields: Any) -> tuple[Site, int]:
    """An order assigned to Pia, on the day of its visit."""
    it = await site(watch)
    id = await assigned(it.boss, it.pia, **fields)
    it.hall.clock.set(datetime.fromisoformat("2026-03-10T12:00:00Z"))
    return it, id


async def a_check_in_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, check_in={})
    return it.company_told("work_order_visit", mailed=False)


async def a_check_in_elsewhere_says_so(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    place = {"latitude": 10.0, "longitude": 10.0}
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, check_in=place)
    return it.company_told("work_order_visit", mailed=False)


async def a_check_out_reaches_the_company(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.pia, "create_work_order_time_log", work_order_id=id, **VISIT)
    return it.company_told("work_order_visit", mailed=False)


async def a_check_in_in_their_place_reaches_the_provider(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_time_log", work_order_id=id, check_in={})
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_visit_recorded_in_their_place_reaches_the_provider(watch: Watch) -> Expected:
    it, id = await at_work(watch)
    await watch.act(it.boss, "create_work_order_time_log", work_order_id=id, **VISIT)
    return {told(it.pia, "work_order_changed", *MAILED)}


SCENARIOS: dict[str, Scenario] = {
    "create_work_order_time_log": a_check_in_reaches_the_company,
    "create_work_order_time_log elsewhere": a_check_in_elsewhere_says_so,
    "create_work_order_time_log of a whole visit": a_check_out_reaches_the_company,
    "create_work_order_time_log by the company": a_check_in_in_their_place_reaches_the_provider,
    "create_work_order_time_log of a whole visit by the company": a_visit_recorded_in_their_place_reaches_the_provider,
}
