"""Whom changes of work orders tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import LATER, MAILED, Site, both, site, waited_for
from tests.tools.work_orders.field_work import assigned, order, write


async def drafts_are_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order", work_order_id=await order(it.boss), schedule=LATER)
    return set()


async def new_terms_reach_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order", work_order_id=await waited_for(it), schedule=LATER)
    return both(it, "work_order_terms_changed")


async def a_new_title_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order", work_order_id=await waited_for(it), title="Other")
    return both(it, "work_order_terms_changed")


async def what_those_who_wait_cannot_see_is_not_told_them(watch: Watch) -> Expected:
    it = await site(watch)
    hidden = {"confidential": "Door code 7", "incident_id": "INC-7"}
    await watch.act(it.boss, "update_work_order", work_order_id=await waited_for(it), **hidden)
    return set()


async def a_new_time_reaches_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order", work_order_id=id, schedule=LATER, title="Other")
    return {told(it.pia, "work_order_schedule_changed", *MAILED)}


async def other_words_reach_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order", work_order_id=id, description="Bring a ladder", title="Other")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def tags_are_the_companys_own(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    sql = "INSERT INTO company_tags (company_id, name, created_at) VALUES (?, 'VIP', '2026-01-01T00:00:00.000Z')"
    tag = write(it.hall, sql, it.boss.company)
    await watch.act(it.boss, "update_work_order", work_order_id=id, tags=[tag])
    return set()


async def an_incident_number_reaches_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_incident", work_order_id=id, incident_id="INC-7")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def an_incident_number_taken_off_reaches_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia, incident_id="INC-7")
    await watch.act(it.boss, "delete_work_order_incident", work_order_id=id)
    return {told(it.pia, "work_order_changed", *MAILED)}


RATING = {"type": "rating", "operator": ">=", "value": "4"}


async def a_new_requirement_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    id = await waited_for(it)
    await watch.act(it.boss, "create_work_order_qualification", work_order_id=id, rules=[RATING])
    return both(it, "work_order_terms_changed")


async def _required(it: Site) -> tuple[int, int]:
    """An order others wait for, and the number of its requirement."""
    id = await waited_for(it)
    made = await it.boss.call("create_work_order_qualification", work_order_id=id, rules=[RATING])
    return id, int(made["qualification"]["selection_rule"]["results"][0]["rule_id"])


async def a_changed_requirement_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    id, rule = await _required(it)
    await watch.act(it.boss, "update_work_order_qualification", work_order_id=id, rule_id=rule, value="3")
    return both(it, "work_order_terms_changed")


async def a_requirement_that_is_gone_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    id, rule = await _required(it)
    await watch.act(it.boss, "delete_work_order_qualification", work_order_id=id, rule_id=rule)
    return both(it, "work_order_terms_changed")


SCENARIOS: dict[str, Scenario] = {
    "update_work_order in draft": drafts_are_nobodys_news,
    "update_work_order: terms": new_terms_reach_those_who_wait,
    "update_work_order: title while others wait": a_new_title_reaches_those_who_wait,
    "update_work_order: what nobody waiting sees": what_those_who_wait_cannot_see_is_not_told_them,
    "update_work_order: a new time": a_new_time_reaches_the_assignee,
    "update_work_order: other words": other_words_reach_the_assignee,
    "update_work_order: tags": tags_are_the_companys_own,
    "update_work_order_incident": an_incident_number_reaches_the_assignee,
    "delete_work_order_incident": an_incident_number_taken_off_reaches_the_assignee,
    "create_work_order_qualification": a_new_requirement_reaches_those_who_wait,
    "update_work_order_qualification": a_changed_requirement_reaches_those_who_wait,
    "delete_work_order_qualification": a_requirement_that_is_gone_reaches_those_who_wait,
}
