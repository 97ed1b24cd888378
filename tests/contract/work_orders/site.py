"""A company, its people and two providers, for the scenarios of whom work orders tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.types import Owner
from tests.contract.telling import Expected, Watch, told
from tests.hall import Hall, TestCaller
from tests.tools.work_orders.field_work import admin, company, order, provider, published

SOON = {"mode": "exact", "start": "2026-03-02T15:00:00Z"}
LATER = {"mode": "exact", "start": "2026-03-12T09:00:00Z"}
MAILED = ("inbox", "mail")


@dataclass
class Site:
    """A company with an agent that makes its orders and an admin who is mailed for it, and two providers."""

    hall: Hall
    boss: TestCaller
    chief: TestCaller
    pia: TestCaller
    kim: TestCaller

    def company_told(self, kind: str, *, mailed: bool = True) -> Expected:
        """The company in its inbox; its mail goes to the admin, as the agent has no callback."""
        inbox = told(Owner("company", self.boss.company or 0), kind, "inbox")
        return {inbox, told(self.chief, kind, "mail")} if mailed else {inbox}


async def site(watch: Watch) -> Site:
    boss = await company(watch.hall)
    chief = await admin(watch.hall)
    pia, kim = await provider(watch.hall), await provider(watch.hall, "kim@work.test")
    return Site(watch.hall, boss, chief, pia, kim)


async def routed(it: Site, *people: TestCaller, **fields: Any) -> int:
    id = await order(it.boss, **fields)
    for person in people:
        await it.boss.call("route_work_order", work_order_id=id, user_id=person.id)
    return id


async def waited_for(it: Site, **fields: Any) -> int:
    """A published order offered to Pia and requested by Kim."""
    id = await published(it.boss, **fields)
    await it.boss.call("route_work_order", work_order_id=id, user_id=it.pia.id)
    await it.kim.call("request_work_order", work_order_id=id)
    return id


async def bundle(it: Site, *, wait: bool = False) -> list[int]:
    """Two orders in a bundle; wait: offered to Pia."""
    ids = [await order(it.boss), await order(it.boss, schedule={"mode": "exact", "start": "2026-03-10T12:00:00Z"})]
    await it.boss.call("bundle_work_orders", work_order_ids=ids)
    if wait:
        await it.boss.call("route_work_order", work_order_id=ids[0], user_id=it.pia.id)
    return ids


async def request_of(it: Site, id: int) -> int:
    found = await it.boss.call("list_work_order_pending_requests", work_order_id=id)
    return int(found["results"][0]["id"])


def both(it: Site, kind: str) -> Expected:
    return {told(it.pia, kind, *MAILED), told(it.kim, kind, *MAILED)}
