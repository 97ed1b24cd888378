"""Whom offers of work orders and requests for them tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, both, bundle, request_of, routed, site, waited_for
from tests.tools.work_orders.field_work import clerk, order, published


async def an_offer_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "route_work_order", work_order_id=await order(it.boss), user_id=it.pia.id)
    return {told(it.pia, "work_order_offered", *MAILED)}


async def the_offer_of_a_bundle_is_one(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "route_work_order", work_order_id=(await bundle(it))[0], user_id=it.pia.id)
    return {told(it.pia, "work_order_offered", *MAILED)}


async def offers_reach_all_they_are_made_to(watch: Watch) -> Expected:
    it = await site(watch)
    id = await order(it.boss)
    people = [it.pia.id, it.kim.id]
    await watch.act(it.boss, "route_work_order_to_providers", work_order_id=id, user_ids=people)
    return both(it, "work_order_offered")


async def an_offer_taken_back_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await routed(it, it.pia, it.kim)
    await watch.act(it.boss, "unroute_work_order", work_order_id=id, user_id=it.pia.id)
    return {told(it.pia, "work_order_offer_closed", *MAILED)}


async def a_declined_offer_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await routed(it, it.pia, it.kim)
    await watch.act(it.pia, "decline_work_order_route", work_order_id=id, decline_reason="pay")
    return it.company_told("work_order_offer_closed")


async def the_last_declined_offer_ends_the_search(watch: Watch) -> Expected:
    it = await site(watch)
    id = await routed(it, it.pia)
    await watch.act(it.pia, "decline_work_order_route", work_order_id=id, decline_reason="pay")
    return it.company_told("dispatch_ended")


async def lapsed_offers_reach_their_people_and_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await order(it.boss)
    until = "2026-03-03T09:00:00Z"
    await it.boss.call("route_work_order", work_order_id=id, user_id=it.pia.id, expires_at=until)
    it.hall.clock.advance(days=2)
    await watch.tick()
    return {told(it.pia, "work_order_offer_closed", *MAILED)} | it.company_told("dispatch_ended")


async def whoever_was_slower_hears_of_an_accepted_offer(watch: Watch) -> Expected:
    it = await site(watch)
    id = await published(it.boss)
    await it.boss.call("route_work_order", work_order_id=id, user_id=it.pia.id)
    await it.boss.call("route_work_order", work_order_id=id, user_id=it.kim.id)
    await it.kim.call("request_work_order", work_order_id=id)
    await watch.act(it.pia, "accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    return {told(it.kim, "work_order_offer_closed", *MAILED)} | it.company_told("work_order_assigned")


async def a_request_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.pia, "request_work_order", work_order_id=await published(it.boss))
    return it.company_told("work_order_requested")


async def a_request_reaches_the_manager_alone(watch: Watch) -> Expected:
    it = await site(watch)
    manager = await clerk(watch.hall)
    id = await published(it.boss, manager_id=manager.id)
    await watch.act(it.pia, "request_work_order", work_order_id=id)
    return {*it.company_told("work_order_requested", mailed=False), told(manager, "work_order_requested", "mail")}


async def a_withdrawn_request_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    id = await published(it.boss)
    await it.pia.call("request_work_order", work_order_id=id)
    await watch.act(it.pia, "cancel_work_order_request", work_order_id=id)
    return it.company_told("work_order_offer_closed")


async def a_declined_request_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await waited_for(it)
    given = {"work_order_id": id, "request_id": await request_of(it, id)}
    await watch.act(it.boss, "decline_work_order_request", **given)
    return {told(it.kim, "work_order_request_decided", *MAILED)}


async def a_lapsed_request_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await published(it.boss)
    await it.kim.call("request_work_order", work_order_id=id, expires_at="2026-03-03T09:00:00Z")
    it.hall.clock.advance(days=2)
    await watch.tick()
    return {told(it.kim, "work_order_request_decided", *MAILED)}


async def an_accepted_request_reaches_the_provider_and_those_who_waited_too(watch: Watch) -> Expected:
    it = await site(watch)
    id = await waited_for(it)
    given = {"work_order_id": id, "request_id": await request_of(it, id)}
    await watch.act(it.boss, "accept_work_order_request", **given)
    return {
        told(it.kim, "work_order_assigned", *MAILED),
        told(it.pia, "work_order_offer_closed", *MAILED),
        *it.company_told("work_order_assigned"),
    }


async def bundling_closes_offers(watch: Watch) -> Expected:
    it = await site(watch)
    first = await waited_for(it)
    second = await published(it.boss, schedule={"mode": "exact", "start": "2026-03-10T12:00:00Z"})
    await watch.act(it.boss, "bundle_work_orders", work_order_ids=[first, second], accept_warnings=True)
    return both(it, "work_order_offer_closed")


async def unbundling_closes_offers(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "unbundle_work_orders", work_order_ids=await bundle(it, wait=True))
    return {told(it.pia, "work_order_offer_closed", *MAILED)}


async def a_bundle_that_is_dissolved_closes_offers(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "delete_work_order_bundle", work_order_id=(await bundle(it, wait=True))[0])
    return {told(it.pia, "work_order_offer_closed", *MAILED)}


SCENARIOS: dict[str, Scenario] = {
    "route_work_order": an_offer_reaches_the_provider,
    "route_work_order of a bundle": the_offer_of_a_bundle_is_one,
    "route_work_order_to_providers": offers_reach_all_they_are_made_to,
    "unroute_work_order": an_offer_taken_back_reaches_the_provider,
    "decline_work_order_route": a_declined_offer_reaches_the_company,
    "decline_work_order_route: the last one": the_last_declined_offer_ends_the_search,
    "tick: offers lapse": lapsed_offers_reach_their_people_and_the_company,
    "accept_work_order_route": whoever_was_slower_hears_of_an_accepted_offer,
    "request_work_order": a_request_reaches_the_company,
    "request_work_order: of one with a manager": a_request_reaches_the_manager_alone,
    "cancel_work_order_request": a_withdrawn_request_reaches_the_company,
    "decline_work_order_request": a_declined_request_reaches_the_provider,
    "tick: requests lapse": a_lapsed_request_reaches_the_provider,
    "accept_work_order_request": an_accepted_request_reaches_the_provider_and_those_who_waited_too,
    "bundle_work_orders": bundling_closes_offers,
    "unbundle_work_orders": unbundling_closes_offers,
    "delete_work_order_bundle": a_bundle_that_is_dissolved_closes_offers,
}
