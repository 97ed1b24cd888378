"""Whom the operations on requests for people tell."""

from __future__ import annotations

from store.types import Owner
from tests.contract.telling import Expected, Scenario, Told, Watch, told
from tests.hall import TestCaller
from tests.tools.staffing.agreed import Sides, between, sides
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


async def agreed(watch: Watch) -> Sides:
    """A contract that Acme manages between La and Law, which have an admin each, with an account as its consultant."""
    world = await sides(watch.hall)
    ann = await watch.hall.person("ann@work.test")
    await world.acme.call("update_staffing_contract", id=world.id, selected_consultant={"id": ann.id, "name": "Ann"})
    return world


def of(company: TestCaller) -> Expected:
    """A company that the managing one made: in its inbox, and its admin by mail."""
    assert company.company is not None
    return {told(Owner("company", company.company), "contract_step", "inbox"), told(company, "contract_step", "mail")}


def consultant(watch: Watch) -> Told:
    """Somebody with a page who has to do with none of the companies: in their inbox."""
    (id,) = watch.hall.sql("SELECT id FROM persons WHERE email = 'ann@work.test'")[0]
    return told(Owner("person", id), "contract_step", "inbox")


async def a_contract_between_companies_that_were_made(watch: Watch) -> Expected:
    world = await agreed(watch)
    ann = watch.hall.sql("SELECT id FROM persons WHERE email = 'ann@work.test'")[0][0]
    given = {**between(), "selected_consultant": {"id": ann}, "seller_id": world.boss.id}
    await watch.act(world.acme, "create_staffing_contract", **given)
    return {*of(world.la), *of(world.law), consultant(watch), told(world.boss, "contract_step", "inbox", "mail")}


async def a_contract_with_a_company_of_others(watch: Watch) -> Expected:
    """It has not agreed to hear of them, so nobody is mailed."""
    beta = await watch.hall.person("boss@beta.test", company="Beta")
    acme = await watch.hall.agent("Acme")
    await watch.act(acme, "create_staffing_contract", client_company_id=beta.company, client_company_name="Beta")
    return {told(Owner("company", beta.company or 0), "contract_step", "inbox")}


async def a_contract_of_the_own_company_alone(watch: Watch) -> Expected:
    acme = await watch.hall.agent("Acme")
    await watch.act(acme, "create_staffing_contract")
    return set()


async def a_contract_that_fills_a_position(watch: Watch) -> Expected:
    agent, boss, _ = await asked(watch)
    await watch.act(boss, "create_staffing_contract", position_id=position(watch, "pending"))
    return {hears(agent)}


async def the_dates_change(watch: Watch) -> Expected:
    world = await agreed(watch)
    await watch.act(world.acme, "update_staffing_contract", id=world.id, contract_end="2027-01-31")
    return {*of(world.la), *of(world.law), consultant(watch)}


async def what_the_client_pays_changes(watch: Watch) -> Expected:
    world = await agreed(watch)
    await watch.act(world.acme, "update_staffing_contract", id=world.id, client_price="130")
    return of(world.la)


async def what_the_vendor_gets_changes(watch: Watch) -> Expected:
    world = await agreed(watch)
    await watch.act(world.acme, "update_staffing_contract", id=world.id, vendor_price="90", vendor_contact="Vic")
    return of(world.law)


async def the_consultant_changes(watch: Watch) -> Expected:
    world = await agreed(watch)
    bob = await watch.hall.person("bob@law.test", company="Law", role="user")
    await watch.act(world.acme, "update_staffing_contract", id=world.id, selected_consultant={"id": bob.id})
    return {*of(world.la), *of(world.law), consultant(watch), told(bob, "contract_step", "inbox", "mail")}


async def the_client_changes(watch: Watch) -> Expected:
    """The former one hears of it, and the vendor, which sees who the client is."""
    world = await agreed(watch)
    await world.acme.call("create_staffing_contract", client_company_name="Lo")
    lo = await watch.hall.person("lo@lo.test", company="Lo")
    await watch.act(world.acme, "update_staffing_contract", id=world.id, client_company_name="Lo")
    return {*of(world.la), *of(lo), *of(world.law)}


async def nothing_changes(watch: Watch) -> Expected:
    world = await agreed(watch)
    await watch.act(world.acme, "update_staffing_contract", id=world.id, client_price="120.5")
    return set()


async def a_contract_is_terminated(watch: Watch) -> Expected:
    world = await agreed(watch)
    await watch.act(world.acme, "terminate_staffing_contract", id=world.id, reason="Over", delete_record=True)
    return {*of(world.la), *of(world.law), consultant(watch)}


async def a_terminated_one_is_taken_out_of_the_records(watch: Watch) -> Expected:
    world = await agreed(watch)
    await world.acme.call("terminate_staffing_contract", id=world.id)
    await watch.act(world.acme, "terminate_staffing_contract", id=world.id, delete_record=True)
    return {*of(world.la), *of(world.law), consultant(watch)}


async def its_position_is_open_again(watch: Watch) -> Expected:
    agent, boss, _ = await asked(watch)
    given = {"position_id": position(watch, "pending"), "contract_start": "2026-06-01"}
    made = await boss.call("create_staffing_contract", **given)
    await watch.act(boss, "terminate_staffing_contract", id=made["id"])
    return {hears(agent)}


SCENARIOS: dict[str, Scenario] = {
    "cancel_inquiry": the_admin_cancels_an_inquiry,
    "cancel_inquiry of a person's": of_a_person,
    "cancel_inquiry by its creator": its_creator_cancels_it,
    "add_inquiry_position": the_admin_adds_a_position,
    "update_inquiry_position to another stage": the_admin_submits_a_position,
    "update_inquiry_position in its stage": the_admin_corrects_a_position,
    "cancel_inquiry_position": the_admin_cancels_a_position,
    "create_staffing_contract": a_contract_between_companies_that_were_made,
    "create_staffing_contract with a company of others": a_contract_with_a_company_of_others,
    "create_staffing_contract of the own company": a_contract_of_the_own_company_alone,
    "create_staffing_contract for a position": a_contract_that_fills_a_position,
    "update_staffing_contract: dates": the_dates_change,
    "update_staffing_contract: the client's price": what_the_client_pays_changes,
    "update_staffing_contract: the vendor's price": what_the_vendor_gets_changes,
    "update_staffing_contract: another consultant": the_consultant_changes,
    "update_staffing_contract: another client": the_client_changes,
    "update_staffing_contract: nothing": nothing_changes,
    "terminate_staffing_contract": a_contract_is_terminated,
    "terminate_staffing_contract: the record": a_terminated_one_is_taken_out_of_the_records,
    "terminate_staffing_contract before its start": its_position_is_open_again,
}
NOBODY_ELSE = {"create_inquiry": "steps of an inquiry are told to who put it in"}
