"""Whom open calls tell: those who applied, and the company of what happens by itself."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Told, Watch, told
from tests.hall import TestCaller
from tests.tools.open_calls.call_world import World, world_of


def applicant_hears(person: TestCaller, kind: str) -> Told:
    return told(person, kind, "inbox", "mail")


def company_hears(world: World, kind: str) -> Expected:
    return {told(world.company, kind, "inbox"), told(world.boss, kind, "mail")}


async def with_applicant(watch: Watch, **changed: object) -> tuple[World, str, TestCaller, int]:
    world = await world_of(watch.hall)
    ref = await world.published(**changed)
    ann = await world.person("ann")
    return world, ref, ann, await world.application(ref, ann)


async def a_closed_call(watch: Watch) -> Expected:
    world, ref, ann, _ = await with_applicant(watch)
    await watch.act(world.acme, "close_open_call", open_call_id=ref)
    return {applicant_hears(ann, "open_call_ended")}


async def a_call_called_off(watch: Watch) -> Expected:
    world, ref, ann, _ = await with_applicant(watch)
    await watch.act(world.acme, "cancel_open_call", open_call_id=ref)
    return {applicant_hears(ann, "open_call_ended")}


async def other_terms(watch: Watch) -> Expected:
    world, ref, ann, _ = await with_applicant(watch)
    terms = {
        "description": "Five photos", "price_min": "70.00", "price_max": "90.00", "seats": 2, "estimated_hours": "3",
        "deadline_hours": 100, "requirements": {"countries": ["FI"]},
        "done": [{"key": "a", "text": "b", "evidence": "link"}],
    }  # fmt: skip
    await watch.act(world.acme, "update_open_call", open_call_id=ref, **terms)
    return {applicant_hears(ann, "open_call_decided")}


async def another_title(watch: Watch) -> Expected:
    world, ref, _, _ = await with_applicant(watch)
    await watch.act(world.acme, "update_open_call", open_call_id=ref, title="Windows")
    return set()


async def other_instructions(watch: Watch) -> Expected:
    world, ref, ann, application = await with_applicant(watch)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    await watch.act(world.acme, "update_open_call", open_call_id=ref, start_instructions="Knock twice")
    return {applicant_hears(ann, "open_call_decided")}


async def a_shortlist(watch: Watch) -> Expected:
    world, ref, ann, application = await with_applicant(watch)
    await world.application(ref, await world.person("bob"))
    given = {"application_ids": [application], "decision": "shortlist"}
    await watch.act(world.acme, "decide_applications", open_call_id=ref, **given)
    return {applicant_hears(ann, "open_call_decided")}


async def a_refusal(watch: Watch) -> Expected:
    world, ref, ann, application = await with_applicant(watch)
    given = {"application_ids": [application], "decision": "refuse", "reason": "Too far"}
    await watch.act(world.acme, "decide_applications", open_call_id=ref, **given)
    return {applicant_hears(ann, "open_call_decided")}


async def the_last_seat(watch: Watch) -> Expected:
    world, ref, ann, application = await with_applicant(watch, seats=1)
    bob = await world.person("bob")
    await world.application(ref, bob)
    await watch.act(world.acme, "accept_applications", open_call_id=ref, application_ids=[application])
    taken = {applicant_hears(ann, kind) for kind in ("open_call_decided", "task_ordered")}
    return taken | {applicant_hears(bob, "open_call_ended")}


async def a_work_order(watch: Watch) -> Expected:
    world = await world_of(watch.hall, "2000.00 USD")
    ref = await world.published(**world.order_call())
    pia = await world.person("pia", provider=True)
    application = await world.application(ref, pia)
    await watch.act(world.acme, "accept_applications", open_call_id=ref, application_ids=[application])
    return {
        applicant_hears(pia, "open_call_decided"), applicant_hears(pia, "work_order_assigned"),
        told(world.company, "work_order_assigned", "inbox"), told(world.boss, "work_order_assigned", "mail"),
    }  # fmt: skip


async def nobody_accepted(watch: Watch) -> Expected:
    world, _, ann, _ = await with_applicant(watch, sla_hours=24)
    watch.hall.clock.advance(hours=24)
    await watch.tick()
    return {applicant_hears(ann, "open_call_ended"), *company_hears(world, "open_call_ended")}


async def the_time_to_apply(watch: Watch) -> Expected:
    world, _, ann, _ = await with_applicant(watch)
    watch.hall.clock.advance(days=14)
    await watch.tick()
    return {applicant_hears(ann, "open_call_ended"), *company_hears(world, "open_call_ended")}


async def not_sent_again(watch: Watch) -> Expected:
    world, ref, ann, _ = await with_applicant(watch)
    await world.acme.call("update_open_call", open_call_id=ref, description="Five photos")
    watch.hall.clock.advance(hours=72)
    await watch.tick()
    return {applicant_hears(ann, "open_call_ended")}


async def an_application(watch: Watch) -> Expected:
    world, ref, _, _ = await with_applicant(watch)
    bob = await world.person("bob")
    await watch.act(bob, "apply_to_open_call", open_call_id=ref, price="70", letter="Let me.")
    return company_hears(world, "open_call_application")


async def a_drafted_application(watch: Watch) -> Expected:
    _, ref, _, _ = await with_applicant(watch)
    crew = await watch.hall.agent("Crew")
    mia = await watch.hall.person("mia@crew.test", company="Crew", role="user")
    await watch.act(crew, "apply_to_open_call", open_call_id=ref, price="70", person_id=mia.id)
    return {applicant_hears(mia, "open_call_application")}


async def an_application_taken_back(watch: Watch) -> Expected:
    world, _, ann, application = await with_applicant(watch)
    await watch.act(ann, "withdraw_application", application_id=application, reason="The flu")
    return company_hears(world, "open_call_application")


async def a_report_too_few(watch: Watch) -> Expected:
    _, ref, ann, _ = await with_applicant(watch)
    await watch.act(ann, "report_open_call", open_call_id=ref, reason="illegal")
    return set()


async def a_report_that_stops_it(watch: Watch) -> Expected:
    world, ref, ann, application = await with_applicant(watch)
    bob = await world.person("bob")
    await world.application(ref, bob)
    await world.acme.call("accept_applications", open_call_id=ref, application_ids=[application])
    await watch.act(ann, "report_open_call", open_call_id=ref, reason="illegal")
    return {applicant_hears(bob, "open_call_ended"), *company_hears(world, "open_call_ended")}


SCENARIOS: dict[str, Scenario] = {
    "update_open_call with other terms": other_terms,
    "update_open_call: another title": another_title,
    "update_open_call: other instructions": other_instructions,
    "close_open_call": a_closed_call,
    "cancel_open_call": a_call_called_off,
    "decide_applications: shortlist": a_shortlist,
    "decide_applications that refuses": a_refusal,
    "accept_applications for the last seat": the_last_seat,
    "accept_applications: a work order": a_work_order,
    "apply_to_open_call": an_application,
    "apply_to_open_call by an agent": a_drafted_application,
    "withdraw_application": an_application_taken_back,
    "report_open_call": a_report_too_few,
    "report_open_call that stops it": a_report_that_stops_it,
    "tick: an open call nobody was accepted for": nobody_accepted,
    "tick: the time to apply is over": the_time_to_apply,
    "tick: an application that was not sent again": not_sent_again,
}
NOBODY_ELSE = {
    "submit_evidence": "the company is told once the work is delivered, and sees it there",
    "create_open_call": "a draft is seen by its company alone",
    "publish_open_call": "it is found by whoever looks; nobody has applied yet",
    "save_open_call_template": "templates are the company's own",
    "delete_open_call_template": "templates are the company's own",
}
