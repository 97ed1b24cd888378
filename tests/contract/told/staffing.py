"""Whom the operations on requests for people tell."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Told, Watch, told
from tests.hall import TestCaller
from tests.tools.staffing.wanted import hire, inquiry


async def asked(watch: Watch) -> tuple[TestCaller, TestCaller, str]:
    """An agent of Acme that put in an inquiry, with one draft and one submitted position; Acme's admin; its number."""
    agent = await watch.hall.agent("Acme")
    boss = await watch.hall.person("boss@acme.test", company="Acme")
    await watch.hall.fund(boss.company, "100.00 USD")
    answer = await agent.call("create_inquiry", **inquiry(hires=[hire(stage="draft"), hire()]))
    return agent, boss, answer["id"]


def position(watch: Watch, stage: str) -> int:
    return int(watch.hall.sql("SELECT id FROM inquiry_positions WHERE stage = ?", stage)[0][0])


def hears(agent: TestCaller) -> Told:
    return told(agent, "inquiry_step", "inbox")


async def the_admin_cancels_an_inquiry(watch: Watch) -> Expected:
    agent, boss, id = await asked(watch)
    await watch.act(boss, "cancel_inquiry", inquiry_id=id)
    return {hears(agent)}


async def its_creator_cancels_it(watch: Watch) -> Expected:
    agent, _, id = await asked(watch)
    await watch.act(agent, "cancel_inquiry", inquiry_id=id)
    return set()


async def of_a_person(watch: Watch) -> Expected:
    _, boss, _ = await asked(watch)
    eva = await watch.hall.person("eva@acme.test", company="Acme")
    id = (await eva.call("create_inquiry", **inquiry()))["id"]
    await watch.act(boss, "cancel_inquiry", inquiry_id=id)
    return {told(eva, "inquiry_step", "inbox", "mail")}


async def the_admin_adds_a_position(watch: Watch) -> Expected:
    agent, boss, id = await asked(watch)
    await watch.act(boss, "add_inquiry_position", inquiry_id=id, **hire())
    return {hears(agent)}


async def the_admin_submits_a_position(watch: Watch) -> Expected:
    agent, boss, id = await asked(watch)
    given = {"position_id": position(watch, "draft"), "stage": "pending"}
    await watch.act(boss, "update_inquiry_position", inquiry_id=id, **given)
    return {hears(agent)}


async def the_admin_corrects_a_position(watch: Watch) -> Expected:
    """Its stage stays."""
    _, boss, id = await asked(watch)
    given = {"position_id": position(watch, "draft"), "title": "Frontend developer"}
    await watch.act(boss, "update_inquiry_position", inquiry_id=id, **given)
    return set()


async def the_admin_cancels_a_position(watch: Watch) -> Expected:
    agent, boss, id = await asked(watch)
    await watch.act(boss, "cancel_inquiry_position", inquiry_id=id, position_id=position(watch, "pending"))
    return {hears(agent)}


SCENARIOS: dict[str, Scenario] = {
    "cancel_inquiry": the_admin_cancels_an_inquiry,
    "cancel_inquiry of a person's": of_a_person,
    "cancel_inquiry by its creator": its_creator_cancels_it,
    "add_inquiry_position": the_admin_adds_a_position,
    "update_inquiry_position to another stage": the_admin_submits_a_position,
    "update_inquiry_position in its stage": the_admin_corrects_a_position,
    "cancel_inquiry_position": the_admin_cancels_a_position,
}
NOBODY_ELSE = {"create_inquiry": "steps of an inquiry are told to who put it in"}
