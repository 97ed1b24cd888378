"""Whom the beginning and the end of an assignment tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, SOON, bundle, site, waited_for
from tests.tools.work_orders.field_work import assigned, order, published, write
from tests.tools.work_orders.routing.test_delays import late
from tests.tools.work_orders.routing_world import confirm_arrival


async def an_assignment_reaches_both_and_those_who_waited(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "assign_work_order", work_order_id=await waited_for(it), user_id=it.pia.id)
    return {
        told(it.pia, "work_order_assigned", *MAILED),
        told(it.kim, "work_order_offer_closed", *MAILED),
        *it.company_told("work_order_assigned"),
    }


async def the_assignment_of_a_bundle_is_one(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "assign_work_order", work_order_id=(await bundle(it))[0], user_id=it.pia.id)
    return {told(it.pia, "work_order_assigned", *MAILED), *it.company_told("work_order_assigned")}


async def the_admin_who_assigns_is_not_mailed_about_it(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.chief, "assign_work_order", work_order_id=await order(it.boss), user_id=it.pia.id)
    return {told(it.pia, "work_order_assigned", *MAILED), *it.company_told("work_order_assigned", mailed=False)}


async def a_visit_today_is_texted(watch: Watch) -> Expected:
    it = await site(watch)
    phone = "UPDATE persons SET phone = '+12025550123' WHERE id = ?"
    write(it.hall, phone, it.pia.id)
    sql = """INSERT INTO freelancer_profiles (person_id, confirmed_phone, created_at, updated_at)
             VALUES (?, '12025550123', '2026-01-01', '2026-01-01')"""
    write(it.hall, sql, it.pia.id)
    id = await order(it.boss, schedule=SOON)
    await watch.act(it.boss, "assign_work_order", work_order_id=id, user_id=it.pia.id)
    return {told(it.pia, "work_order_assigned", *MAILED, "sms"), *it.company_told("work_order_assigned")}


async def the_best_found_is_offered_the_job(watch: Watch) -> Expected:
    it = await site(watch)
    await it.kim.call("request_work_order", work_order_id=(id := await published(it.boss)))
    await watch.act(it.boss, "dispatch_work_order", work_order_id=id, candidates="requests_only")
    return {told(it.kim, "work_order_offered", *MAILED)}


async def the_best_found_is_assigned(watch: Watch) -> Expected:
    it = await site(watch)
    await it.kim.call("request_work_order", work_order_id=(id := await published(it.boss)))
    await watch.act(it.boss, "dispatch_work_order", work_order_id=id, candidates="requests_only", mode="assign")
    return {told(it.kim, "work_order_assigned", *MAILED), *it.company_told("work_order_assigned")}


async def a_provider_taken_off_hears_of_it(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "unassign_work_order", work_order_id=await assigned(it.boss, it.pia))
    return {told(it.pia, "work_order_unassigned", *MAILED)}


async def a_removed_provider_hears_of_it(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "remove_work_order_provider", work_order_id=id, reason="Too late")
    return {told(it.pia, "work_order_unassigned", *MAILED)}


async def the_company_hears_of_a_provider_who_leaves(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    given = {"work_order_id": id, "reason": "Ill", "reason_id": 58}
    await watch.act(it.pia, "remove_work_order_provider", **given)
    return it.company_told("work_order_provider_left")


async def a_delay_that_was_seen_is_told_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    confirm_arrival(it.hall, id)
    late(it.hall, id)
    await watch.act(it.boss, "acknowledge_provider_delay", work_order_id=id)
    return {told(it.pia, "work_order_changed", *MAILED)}


SCENARIOS: dict[str, Scenario] = {
    "assign_work_order": an_assignment_reaches_both_and_those_who_waited,
    "assign_work_order of a bundle": the_assignment_of_a_bundle_is_one,
    "assign_work_order by the admin": the_admin_who_assigns_is_not_mailed_about_it,
    "assign_work_order for today": a_visit_today_is_texted,
    "dispatch_work_order": the_best_found_is_offered_the_job,
    "dispatch_work_order: assign": the_best_found_is_assigned,
    "unassign_work_order": a_provider_taken_off_hears_of_it,
    "remove_work_order_provider": a_removed_provider_hears_of_it,
    "remove_work_order_provider by the provider": the_company_hears_of_a_provider_who_leaves,
    "acknowledge_provider_delay": a_delay_that_was_seen_is_told_the_provider,
}
