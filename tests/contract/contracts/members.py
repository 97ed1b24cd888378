"""Whom contracts, their members and paid places tell."""

from __future__ import annotations

from typing import Any

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.hall import TestCaller
from tests.tools.contracts.cast import OFFICE_HOURS, RATE, Job, ask, contract, hire, job, member

NEW = "new@else.test"


async def people(watch: Watch) -> tuple[TestCaller, TestCaller, TestCaller]:
    """Olga owns, Will works, Rita reviews or manages."""
    hall = watch.hall
    return (
        await member(hall, "olga@client.test"),
        await member(hall, "will@work.test"),
        await member(hall, "rita@client.test"),
    )


async def a_job(watch: Watch) -> tuple[TestCaller, TestCaller, TestCaller, Job]:
    olga, will, rita = await people(watch)
    return olga, will, rita, await job(olga, will, rita)


async def open_one(watch: Watch) -> Expected:
    olga, _, _ = await people(watch)
    await watch.act(olga, "create_contract", label="Shop", currency="EUR")
    return set()


async def invite(watch: Watch) -> Expected:
    olga, will, _ = await people(watch)
    id = await contract(olga)
    await watch.act(olga, "add_contract_participant", contract_id=id, user_id=will.id, schedule={"price": RATE})
    return {told(will, "contract_step", "inbox", "mail")}


async def invite_an_address(watch: Watch) -> Expected:
    olga, _, _ = await people(watch)
    id = await contract(olga)
    await watch.act(olga, "add_contract_participant", contract_id=id, email=NEW, schedule={"price": RATE})
    return {told(NEW, "contract_step", "mail")}


async def apply(watch: Watch) -> Expected:
    olga, will, rita = await people(watch)
    id = await contract(olga)
    await olga.call("update_contract", contract_id=id, privacy=2)
    await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=2)
    await watch.act(will, "add_contract_participant", contract_id=id, user_id=will.id, schedule={"price": RATE})
    return {told(olga, "contract_step", "inbox", "mail"), told(rita, "contract_step", "inbox", "mail")}


async def rename(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    await watch.act(olga, "update_contract_participant", contract_id=made.id, participant_id=made.place, role="lead")
    return {told(will, "contract_step", "inbox", "mail")}


async def take_back(watch: Watch) -> Expected:
    olga, will, _ = await people(watch)
    id = await contract(olga)
    place = await ask(olga, id, will)
    await watch.act(olga, "remove_contract_participant", contract_id=id, participant_id=place["id"])
    return {told(will, "contract_step", "inbox", "mail")}


async def take_back_from_an_address(watch: Watch) -> Expected:
    olga, _, _ = await people(watch)
    id = await contract(olga)
    made = await olga.call("add_contract_participant", contract_id=id, email=NEW, schedule={"price": RATE})
    place = made["participant"]["id"]
    await watch.act(olga, "remove_contract_participant", contract_id=id, participant_id=place)
    return {told(NEW, "contract_step", "mail")}


async def take_back_an_application(watch: Watch) -> Expected:
    olga, will, _ = await people(watch)
    id = await contract(olga)
    await olga.call("update_contract", contract_id=id, privacy=2)
    place = await ask(will, id, will)
    await watch.act(will, "remove_contract_participant", contract_id=id, participant_id=place["id"])
    return {told(olga, "contract_step", "inbox", "mail")}


async def take_a_place(watch: Watch) -> Expected:
    olga, will, _ = await people(watch)
    id = await contract(olga)
    where = {"contract_id": id, "participant_id": (await ask(olga, id, will))["id"]}
    await watch.act(will, "reply_to_participation_request", **where, answer=True)
    return {told(olga, "contract_step", "inbox", "mail")}


async def turn_an_applicant_down(watch: Watch) -> Expected:
    olga, will, rita = await people(watch)
    id = await contract(olga)
    await olga.call("update_contract", contract_id=id, privacy=2)
    await olga.call("add_contract_user", contract_id=id, user_id=rita.id, role_id=2)
    where = {"contract_id": id, "participant_id": (await ask(will, id, will))["id"]}
    await watch.act(olga, "reply_to_participation_request", **where, answer=False)
    return {told(will, "contract_step", "inbox", "mail")}


async def propose(caller: TestCaller, made: Job) -> int:
    given: dict[str, Any] = {"label": "developer", "private": True, "currency": "EUR", "settings": OFFICE_HOURS}
    answer = await caller.call("update_schedule", schedule_id=made.schedule, price="50.00", **given)
    proposal: int = answer["correction"]["id"]
    return proposal


async def agree_to_a_rate(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    where = {"contract_id": made.id, "participant_id": made.place, "correction_id": await propose(will, made)}
    await watch.act(olga, "reply_to_participation_request", **where, answer=True)
    return {told(will, "contract_step", "inbox", "mail")}


async def refuse_a_rate(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    where = {"contract_id": made.id, "participant_id": made.place, "correction_id": await propose(olga, made)}
    await watch.act(will, "reply_to_participation_request", **where, answer=False)
    return {told(olga, "contract_step", "inbox", "mail")}


async def give_access(watch: Watch) -> Expected:
    olga, _, rita = await people(watch)
    id = await contract(olga)
    await watch.act(olga, "add_contract_user", contract_id=id, user_id=rita.id, role_id=6)
    return {told(rita, "contract_step", "inbox", "mail")}


async def change_terms(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    sam = await member(watch.hall, "sam@else.test")
    await ask(olga, made.id, sam)
    await watch.act(olga, "update_contract", contract_id=made.id, end="2026-09-01T00:00:00Z")
    return {told(one, "contract_step", "inbox", "mail") for one in (will, rita, sam)}


async def change_the_ceiling(watch: Watch) -> Expected:
    olga, _, rita, made = await a_job(watch)
    await watch.act(olga, "update_contract", contract_id=made.id, amount="900.00")
    return {told(rita, "contract_step", "inbox", "mail")}


async def arrange_ones_own_list(watch: Watch) -> Expected:
    _, will, _, made = await a_job(watch)
    await watch.act(will, "update_contract", contract_id=made.id, settings={"position": 2})
    return set()


async def propose_other_hours(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    given: dict[str, Any] = {"label": "developer", "private": True, "currency": "EUR", "settings": OFFICE_HOURS}
    await watch.act(will, "update_schedule", schedule_id=made.schedule, price="50.00", **given)
    return {told(olga, "schedule_correction", "inbox", "mail")}


async def end_passes(watch: Watch) -> Expected:
    olga, will, _ = await people(watch)
    id = await contract(olga, end="2026-03-03T09:00:00Z")
    await hire(olga, id, will)
    watch.hall.clock.advance(days=2)
    await watch.tick()
    return {told(olga, "contract_step", "inbox", "mail"), told(will, "contract_step", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "create_contract": open_one,
    "add_contract_participant": invite,
    "add_contract_participant by an address": invite_an_address,
    "add_contract_participant as an application": apply,
    "update_contract_participant": rename,
    "remove_contract_participant": take_back,
    "remove_contract_participant of an address": take_back_from_an_address,
    "remove_contract_participant of an application": take_back_an_application,
    "reply_to_participation_request": take_a_place,
    "reply_to_participation_request to an application": turn_an_applicant_down,
    "reply_to_participation_request to a proposal of the person": agree_to_a_rate,
    "reply_to_participation_request to a proposal of the contract": refuse_a_rate,
    "add_contract_user": give_access,
    "update_contract": change_terms,
    "update_contract of the ceiling": change_the_ceiling,
    "update_contract of one's own list": arrange_ones_own_list,
    "tick: a contract ends": end_passes,
}
# Told by operations of scheduling: tests/contract/told/scheduling.py.
AGREED_HOURS: dict[str, Scenario] = {"update_schedule of agreed hours": propose_other_hours}
