"""Whom the operations on orders tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.orders.forms import JAMES, Forms, forms

VACATION = {"order_type_code": "vacation_request", "data": JAMES}


async def world(watch: Watch) -> Forms:
    return await forms(watch.hall)


async def an_order_for_a_colleague(watch: Watch) -> Expected:
    acme = await world(watch)
    await watch.act(acme.agent, "create_order", **VACATION, user_email="clerk@acme.test")
    return {told(acme.clerk, "team_step", "inbox", "mail")}


async def an_order_for_nobody(watch: Watch) -> Expected:
    acme = await world(watch)
    await watch.act(acme.agent, "create_order", **VACATION)
    return set()


async def an_order_for_oneself(watch: Watch) -> Expected:
    acme = await world(watch)
    await watch.act(acme.clerk, "create_order", **VACATION, user_email="clerk@acme.test")
    return set()


async def an_order_handed_over(watch: Watch) -> Expected:
    acme = await world(watch)
    await acme.order(user_email="clerk@acme.test")
    await watch.act(acme.agent, "update_order", code="ORD-1", user_email="boss@acme.test")
    return {told(acme.clerk, "team_step", "inbox", "mail"), told(acme.boss, "team_step", "inbox", "mail")}


async def an_order_taken_away_by_its_next_one(watch: Watch) -> Expected:
    acme = await world(watch)
    await acme.order(user_email="clerk@acme.test")
    await watch.act(acme.boss, "update_order", code="ORD-1", user_email="boss@acme.test")
    return {told(acme.clerk, "team_step", "inbox", "mail")}


async def an_order_moved_on(watch: Watch) -> Expected:
    acme = await world(watch)
    await acme.order(user_email="clerk@acme.test")
    await watch.act(acme.agent, "update_order", code="ORD-1", state="done")
    return set()


SCENARIOS: dict[str, Scenario] = {
    "create_order for a colleague": an_order_for_a_colleague,
    "create_order for nobody": an_order_for_nobody,
    "create_order for oneself": an_order_for_oneself,
    "update_order: handed over": an_order_handed_over,
    "update_order: taken over": an_order_taken_away_by_its_next_one,
    "update_order: moved on": an_order_moved_on,
}
NOBODY_ELSE = {
    "create_order_type": "colleagues see it in the list of types",
    "update_order_type": "colleagues see it in the list of types",
}
